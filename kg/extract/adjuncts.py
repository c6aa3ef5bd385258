"""Time expressions with the words that say how they bound what they stand beside: "since 2016", "from 2001 to 2005"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.annotate.annotated import Annotated
from kg.annotate.tokens import Tokens
from kg.model import TimeValue

Kind: TypeAlias = Literal["range", "from", "until", "at", "for"]

_KINDS: dict[str, Kind] = {
    "since": "from",
    "from": "from",
    "between": "from",
    "until": "until",
    "till": "until",
    "through": "until",
    "in": "at",
    "on": "at",
    "at": "at",
    "during": "at",
    "for": "for",
}
_TO = frozenset({"to", "until", "till", "through", "and", "-", "–", "—"})
_YEARS = re.compile(r"([12]\d{3})[-–](\d\d(?:\d\d)?)")
_CLIMB = 4


@dataclass(frozen=True, slots=True)
class Adjunct:
    """A time at tokens [start, end), its preposition included, and the token it hangs from.

    `first` is the time, or the first of two; `last` the second of a range. `duration` is the ISO 8601 duration of a
    "for". `preposition` is empty where there is none.
    """

    kind: Kind
    start: int
    end: int
    governor: int
    preposition: str
    first: TimeValue
    last: TimeValue | None = None
    duration: str | None = None


def find_adjuncts(annotated: Annotated) -> tuple[Adjunct, ...]:
    """All time expressions of the document as adjuncts, in order; two that make a range are one."""
    found: list[Adjunct] = []
    for adjunct in sorted((*_of_mentions(annotated), *_of_ranges(annotated.tokens)), key=lambda a: (a.start, a.end)):
        if found and (joined := _joined(annotated.tokens, found[-1], adjunct)):
            found[-1] = joined
        else:
            found.append(adjunct)
    return tuple(found)


def _of_mentions(annotated: Annotated) -> Iterator[Adjunct]:
    tokens = annotated.tokens
    for mention in annotated.mentions:
        time = annotated.times.get(mention.id)
        if time is None:
            continue
        first, end = annotated.token_spans[mention.id]
        start = _preposition(tokens, first)
        word = tokens.lower[start] if start < first else ""
        kind = _KINDS.get(word, "at")
        if kind == "for" and not (mention.value or "").startswith("P"):
            continue
        governor = _governor(tokens, start, end, tokens.root(first, end))
        yield Adjunct(kind, start, end, governor, word, time, duration=mention.value if kind == "for" else None)


def _preposition(tokens: Tokens, first: int) -> int:
    """Where the preposition before a time stands, over an article or adverb; the same index where there is none."""
    start = first - 1
    while start > first - 3 and start > 0 and tokens.pos[start] in ("DET", "ADV"):
        start -= 1
    here = start >= 0 and tokens.lower[start] in _KINDS and tokens.sentence[start] == tokens.sentence[first]
    return start if here else first


def _governor(tokens: Tokens, start: int, end: int, root: int) -> int:
    """The word that the time tells of: the first above it that is neither a preposition nor a time."""
    i = root
    for _ in range(_CLIMB):
        i = tokens.head[i]
        if not start <= i < end and tokens.pos[i] not in ("ADP", "SCONJ", "NUM"):
            break
    return i


def _joined(tokens: Tokens, first: Adjunct, second: Adjunct) -> Adjunct | None:
    """ "From 2001" and "to 2005" as one."""
    gap = tokens.lower[first.end : second.end]
    opened = first.preposition in ("from", "between", "") and first.last is None and second.last is None
    between = second.start == first.end and second.kind == "until"
    after = second.start == first.end + 1 and second.preposition == "" and gap[0] in _TO
    if not opened or not (between or after) or (first.preposition != "between" and gap[0] == "and"):
        return None
    return replace(first, kind="range", end=second.end, last=second.first)


def _of_ranges(tokens: Tokens) -> Iterator[Adjunct]:
    """ "(2010–14)": two years in one word."""
    for i, text in enumerate(tokens.text):
        found = _YEARS.fullmatch(text) if text[:1] in "12" and len(text) > 6 else None
        if found and i and tokens.text[i - 1] == "(":
            last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
            if found[1] < last:
                yield Adjunct("range", i, i + 1, tokens.head[i], "", _year(found[1]), _year(last))


def _year(year: str) -> TimeValue:
    return TimeValue(edtf=year, earliest=f"{year}-01-01", latest=f"{year}-12-31")
