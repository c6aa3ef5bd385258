"""Which of two namesakes a text means: Georgia in the Caucasus or in America, whose Labour Party."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.gazetteer import Gazetteer, Hit
from kg.annotate.tokens import Tokens


class Namesake(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `data/namesakes.json`, whose `source` says what each field holds."""

    names: tuple[str, ...]
    id: str
    instead: str | None
    own: frozenset[str]
    other: frozenset[str]
    near: frozenset[str]
    elsewhere: dict[str, str | None]


class Namesakes(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file."""

    rows: tuple[Namesake, ...]


@lru_cache(maxsize=1)
def load_namesakes() -> tuple[Namesake, ...]:
    """The shipped rows. Raises msgspec.ValidationError if the file is damaged."""
    data = files("kg.annotate").joinpath("data", "namesakes.json").read_bytes()
    return msgspec.json.decode(data, type=Namesakes).rows


def told_apart(tokens: Tokens, hits: Sequence[Hit], gazetteer: Gazetteer) -> Iterator[Hit]:
    """The hits, those of a shared name as what the text means by it; without those that mean something unknown."""
    states = Counter(state for hit in hits for state in _states(hit, gazetteer))
    around = Counter(state for hit in hits if hit.kind == "place" for state in _states(hit, gazetteer))
    rows = {row.id: row for row in load_namesakes()}
    for hit in hits:
        row = rows.get(hit.ids[0]) if len(hit.ids) == 1 else None
        if row is None or tokens.phrase(hit.start, hit.end) not in row.names or _is_own(tokens, row):
            yield hit
            continue
        meant = _meant(tokens, hit, row, states, around if row.instead in gazetteer.places else states)
        if meant == row.id:
            yield hit
        elif meant in gazetteer.places:
            yield replace(hit, kind="place", ids=(meant,), ambiguous=False)
        elif meant in gazetteer.institutions:
            yield replace(hit, ids=(meant,))


def _states(hit: Hit, gazetteer: Gazetteer) -> Iterator[str]:
    """The states that a hit names, or lies in."""
    if hit.kind in ("state", "adjective", "demonym"):
        yield from hit.ids if len(hit.ids) == 1 else ()
    elif hit.kind == "place" and len(hit.ids) == 1:
        state = gazetteer.places[hit.ids[0]].state
        if state:
            yield state


def _is_own(tokens: Tokens, row: Namesake) -> bool:
    return not row.own.isdisjoint(tokens.lower)


def _meant(tokens: Tokens, hit: Hit, row: Namesake, states: Counter[str], around: Counter[str]) -> str | None:
    """By the sentence, else by the states that the text names: none of the first's, and one of the other's.

    A place is the other one among places of the other's state (`around`): that state's own name says too little.
    """
    number = tokens.sentence[hit.start]
    if any(tokens.lower[i] in row.other for i in _sentence(tokens, hit.start, number)):
        return row.instead
    if any(states[state] for state in row.near):
        return row.id
    told = [state for state in row.elsewhere if around[state]]
    return row.elsewhere[max(told, key=lambda state: (around[state], state))] if told else row.id


def _sentence(tokens: Tokens, token: int, number: int) -> Iterator[int]:
    start = end = token
    while start > 0 and tokens.sentence[start - 1] == number:
        start -= 1
    while end + 1 < len(tokens) and tokens.sentence[end + 1] == number:
        end += 1
    yield from range(start, end + 1)
