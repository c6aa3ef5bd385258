"""When something was said "at the time": at the time of what the text has just told of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from kg.annotate.annotated import Annotated
from kg.annotate.tokens import Tokens
from kg.model import Event, Statement

_AT_THE_TIME = re.compile(r"\b(?:at (?:the|that) time|back then)\b(?! (?:of|when)\b)", re.IGNORECASE)
REACH = 3
"""How many sentences back the event may be told."""


def with_times_before(
    said: Iterable[Statement], events: Sequence[Event], mentions: Iterable[tuple[str, int, int]], annotated: Annotated
) -> Iterator[Statement]:
    """The statements, those made "at the time" with the time of the event told last before them.

    `mentions` are further places of events: (event id, start, end) in code points.
    """
    text, tokens = annotated.doc.text, annotated.tokens
    dated = {event.id: event for event in events if event.time and event.factuality in ("actual", "reference")}
    places = [(event.trigger.start, event.id) for event in dated.values()]
    places = sorted([*places, *((start, event) for event, start, _ in mentions if event in dated)])
    for statement in said:
        at = None if statement.time else _points_back(statement, text)
        event = _told_before(at, places, tokens) if at is not None else None
        yield replace(statement, time=dated[event].time) if event else statement


def _points_back(statement: Statement, text: str) -> int | None:
    """Where the sentence of the cue says "at the time", outside what is said."""
    if not statement.evidence:
        return None
    around = statement.evidence[0]
    for found in _AT_THE_TIME.finditer(text, around.start, around.end):
        inside = any(part.start <= found.start() < part.end for part in statement.content)
        goes_on = text.startswith(" that", found.end())
        if not inside and (not goes_on or any(part.start == found.end() + 1 for part in statement.content)):
            return found.start()
    return None


def _told_before(at: int, places: Sequence[tuple[int, str]], tokens: Tokens) -> str | None:
    """The event told last before an offset, in an earlier sentence not far off."""
    here = _sentence(at, tokens)
    before = [(start, event) for start, event in places if 0 < here - _sentence(start, tokens) <= REACH]
    return before[-1][1] if before else None


def _sentence(offset: int, tokens: Tokens) -> int:
    return tokens.sentence[max(0, bisect_right(tokens.start, offset) - 1)]
