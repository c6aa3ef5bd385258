"""Times of events and statements once their document is dated, and once other documents have dated the same event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from kg.annotate.reckoning import parse_reckoning
from kg.annotate.times import read_on, time_between
from kg.model import Event, Extraction, Fact, Mention, Statement, TimeValue
from kg.resolve.windows import Window, clue_of, window


def retimed(
    extraction: Extraction, published: Window | None, windows: Mapping[str, Window]
) -> Iterator[tuple[str, TimeValue]]:
    """The ids of events and statements whose time is now known, where the document alone did not say it, and that time.

    `published` are the days on which the document can have been published, where these were not given; `windows` the
    days of events by fact, as far as they are known.
    """
    mentions = {m.id: m for m in extraction.mentions if m.kind == "Time"}
    for fact in extraction.facts:
        time = fact.time if isinstance(fact, (Event, Statement)) else None
        if time is None:
            continue
        better = time
        mention = mentions.get(time.mention or "")
        if mention is None or mention.reckoning is None or time.earliest or time.latest:
            continue
        if published:
            better = _resolved(time, mention, extraction.text[mention.start : mention.end], published)
        if fact.id in windows and not time.open:
            better = _tightened(better, windows[fact.id])
        if better != time:
            yield fact.id, better


def with_times(facts: tuple[Fact, ...], times: Mapping[str, TimeValue]) -> tuple[Fact, ...]:
    """The facts with these times in place of their own."""
    return tuple(
        replace(fact, time=times[fact.id]) if isinstance(fact, (Event, Statement)) and fact.id in times else fact
        for fact in facts
    )


def _resolved(time: TimeValue, mention: Mention, words: str, published: Window) -> TimeValue:
    """What the words mean on the days on which the text can have been published."""
    ends = read_on(parse_reckoning(mention.reckoning or ""), (_day(published[0]), _day(published[1])))
    if ends is None:
        return time
    found = replace(time_between(*ends), mention=time.mention, open=time.open)
    clue = clue_of(mention.reckoning, words)
    if clue and clue.part:
        first, last = window(clue, published[0]), window(clue, published[1])
        found = _tightened(found, (first[0], last[1])) if first and last else found
    if time.open == "end":
        return replace(found, edtf=None, latest=None)
    return replace(found, edtf=None, earliest=None) if time.open == "start" else found


def _tightened(time: TimeValue, when: Window) -> TimeValue:
    """The time within a window; as it is where it lies within or beside it. Its EDTF value no longer says it."""
    first, last = (_day(d).isoformat() for d in when)
    earliest, latest = max(time.earliest or first, first), min(time.latest or last, last)
    if earliest > latest or (earliest, latest) == (time.earliest, time.latest):
        return time
    return replace(time, edtf=None, earliest=earliest, latest=latest)


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
