"""Two holders of one single-seat post at one time: listed for a person to judge, never settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from itertools import combinations
from typing import TypeAlias

from pyoxigraph import QuerySolutions, Store

from kg.graph.vocabulary import SEM
from kg.model import Record

_UNNAMED = "/person/unnamed-"
Bounds: TypeAlias = dict[str, str]
"""Dates by the property that gives them."""
_BEGUN, _ENDED = SEM.hasLatestBeginTimeStamp.value, SEM.hasEarliestEndTimeStamp.value
_EARLIEST_BEGIN, _LATEST_END = SEM.hasEarliestBeginTimeStamp.value, SEM.hasLatestEndTimeStamp.value


class Conflict(Record, frozen=True):
    """Two people said to hold one post between the same two days; labels, and ISO dates."""

    post: str
    holders: tuple[str, str]
    begin: str
    end: str


def find_conflicts(store: Store) -> tuple[Conflict, ...]:
    """The conflicts of the default graph, sorted. Who is not named conflicts with nobody."""
    labels: dict[str, str] = {}
    spans: dict[str, dict[str, dict[str, Bounds]]] = {}
    for row in _rows(store):
        post, person = row["post"].value, row["person"].value
        if _UNNAMED in person:
            continue
        labels[post], labels[person] = row["label"].value, row["name"].value
        bounds = spans.setdefault(post, {}).setdefault(person, {}).setdefault(row["time"].value, {})
        bounds[row["edge"].value] = row["bound"].value
    found = {conflict for post, people in spans.items() for conflict in _overlaps(post, people, labels)}
    return tuple(sorted(found, key=lambda conflict: (conflict.post, conflict.holders, conflict.begin, conflict.end)))


def _rows(store: Store) -> QuerySolutions:
    results = store.query(files("kg.graph").joinpath("tenures.rq").read_text("utf-8"))
    if not isinstance(results, QuerySolutions):
        raise TypeError("tenures.rq must be a SELECT")
    return results


def _overlaps(post: str, people: Mapping[str, Mapping[str, Bounds]], labels: Mapping[str, str]) -> Iterable[Conflict]:
    for one, other in combinations(sorted(people, key=lambda person: (labels[person], person)), 2):
        for mine in _certain(people[one]):
            for theirs in _certain(people[other]):
                begin, end = max(mine[0], theirs[0]), min(mine[1], theirs[1])
                if begin <= end:
                    yield Conflict(post=labels[post], holders=(labels[one], labels[other]), begin=begin, end=end)


def _certain(times: Mapping[str, Bounds]) -> Iterable[tuple[str, str]]:
    """Days between which the post was held for certain; of times open on a side nobody can say that they meet."""
    for bounds in times.values():
        first, last = (_EARLIEST_BEGIN, _LATEST_END) if not bounds.keys() & {_BEGUN, _ENDED} else (_BEGUN, _ENDED)
        if first in bounds and last in bounds and bounds[first] <= bounds[last]:
            yield bounds[first], bounds[last]
