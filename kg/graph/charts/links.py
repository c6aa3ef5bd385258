"""What texts connect: the pairs of nodes that some document puts together, read from the index of a graph."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph.vocabulary import KG, ORG, SCHEMA, SEM

DRAWN = ("person", "state", "institution", "group", "place", "event")
"""The kinds of nodes that stand on the map."""
_DIRECT = tuple(
    term.value
    for term in (
        KG.organOf, KG.nationality, KG.capital, KG.inTerritoryOf, KG.maybeSameAs, KG.actor, KG.recipient,
        KG.actedThrough, KG.theme, KG.follows, KG.resultOf, SEM.hasActor, SEM.hasPlace, SEM.subEventOf, ORG.memberOf,
        ORG.subOrganizationOf, ORG.hasSite, SCHEMA.containedInPlace,
    )
)  # fmt: skip
_JOINED = (
    (ORG.member.value, ORG.organization.value),
    (KG.speaker.value, KG.claimsEvent.value),
)
"""Two predicates of one node, a tenure or a statement, that connect what they lead to."""
_ENTRIES = "SELECT id, iri FROM entry WHERE kind IN ({}) ORDER BY id"
_TOLD = """SELECT subject, object, count(DISTINCT document) FROM told WHERE predicate IN ({})
GROUP BY subject, predicate, object"""
_TOGETHER = """SELECT one.object, other.object, count(DISTINCT one.document) FROM told AS one
JOIN told AS other ON other.subject = one.subject AND other.predicate = ? WHERE one.predicate = ?
GROUP BY one.object, other.object"""
_SERVING = """SELECT member.object, side.object, count(DISTINCT member.document) FROM told AS post
JOIN told AS member ON member.subject = post.subject AND member.predicate = ?
JOIN told AS side ON side.subject = post.object AND side.predicate = ? WHERE post.predicate = ?
GROUP BY member.object, side.object"""


@dataclass(frozen=True, slots=True)
class Links:
    """Connected nodes by their number in the index, those named most first, and pairs of their places in that order.

    Each pair has the smaller place first and, third, how many documents put the two together; pairs are sorted.
    """

    entries: tuple[int, ...]
    pairs: tuple[tuple[int, int, int], ...]


def read_links(database: sqlite3.Connection, most: int) -> Links:
    """The connected nodes of an index, at most so many: those with most links."""
    entries = {iri: number for number, iri in database.execute(_ENTRIES.format(_marks(DRAWN)), DRAWN)}
    weights: dict[tuple[int, int], int] = {}
    for one, other, documents in _told(database):
        if one in entries and other in entries and one != other:
            low, high = sorted((entries[one], entries[other]))
            weights[low, high] = max(weights.get((low, high), 0), documents)
    return _numbered(weights, most)


def _told(database: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    yield from database.execute(_TOLD.format(_marks(_DIRECT)), _DIRECT)
    for one, other in _JOINED:
        yield from database.execute(_TOGETHER, (other, one))
    yield from database.execute(_SERVING, (ORG.member.value, KG.onBehalfOf.value, KG.post.value))


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))


def _numbered(weights: Mapping[tuple[int, int], int], most: int) -> Links:
    """Places in the order of the index; where there are too many nodes, those with fewest links are left out."""
    kept = _best(weights, most)
    inner = {pair: documents for pair, documents in weights.items() if kept.issuperset(pair)}
    entries = tuple(sorted({entry for pair in inner for entry in pair}))
    places = {entry: place for place, entry in enumerate(entries)}
    return Links(entries, tuple(sorted((places[one], places[other], n) for (one, other), n in inner.items())))


def _best(weights: Mapping[tuple[int, int], int], most: int) -> set[int]:
    links: dict[int, int] = {}
    for pair in weights:
        for entry in pair:
            links[entry] = links.get(entry, 0) + 1
    return set(sorted(links, key=lambda entry: (-links[entry], entry))[:most])
