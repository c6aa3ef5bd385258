"""Time expressions of a text: where they stand, and when they mean, seen from the day the text was published.

Extents and values follow TIMEX3; what can be said as EDTF is. A publication date known as an interval gives every
relative expression the set of its readings ("[2018-12..2019-11]"); one unknown leaves them without a value.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from kg.annotate import periods
from kg.annotate.margins import Dated, margin
from kg.annotate.periods import Period
from kg.annotate.reckoning import Reckoning
from kg.annotate.timereaders import READERS
from kg.annotate.timereadings import Found, Reading
from kg.annotate.timewords import Vocabulary, load_vocabulary
from kg.model import TimeValue

NARRATIVE_REACH = 3
"""For how many sentences "the next day" counts from the day last named; after that, from publication."""
QUARTER_REACH = 6
"""For how many sentences "the quarter" and "a year earlier" mean the quarter last named."""
THEN_REACH = 1
"""For how many sentences "at the time" is the time last named."""
QUARTERS = frozenset(("-33", "-34", "-35", "-36"))
UNKNOWN = TimeValue(edtf=None, earliest=None, latest=None)

Interval = tuple[date, date]
Ends = tuple[Period, Period]
"""What an expression means on the first and on the last day of publication."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text named last of a kind, and the number of the sentence."""

    ends: Ends | None
    sentence: int


NOTHING = Named(None, 0)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression: half-open offsets, its TIMEX3 value (None where it cannot be said), and when that is.

    `reckoning` says how it is reckoned from the day of publication, where it is.
    """

    start_char: int
    end_char: int
    value: str | None
    time: TimeValue
    reckoning: str | None = None


def find_times(doc: Doc, published: tuple[str, str] | None, names: Set[int] = frozenset()) -> list[TimeExpression]:
    """All time expressions, in order, none overlapping. `published`: first and last day (ISO) it may have come out.

    No token of `names` speaks of time: Mrs May is no month.
    """
    interval = (_day(published[0], 0), _day(published[1], 1)) if published else None
    course = Course(interval)
    sentences = _sentence_numbers(doc)
    found: list[tuple[int, int, Reading, Ends | None]] = []
    for start, end, reading in read_times(doc, names):
        ends = course.resolved(reading, sentences[start])
        if reading.quarters is None or ends or reading.at:
            found.append((start, end, reading, ends))
            course.name(reading, ends, sentences[start])
    days = [(start, end, ends[0].start) for start, end, _, ends in found if ends and _is_day(ends)]
    return [
        _expression(doc, start, end, reading, ends or _margin(doc, end, reading, days))
        for start, end, reading, ends in found
    ]


def _is_day(ends: Ends) -> bool:
    """Whether one day is meant."""
    return ends[0].start == ends[0].end == ends[1].start == ends[1].end


def _margin(doc: Doc, end: int, reading: Reading, days: Sequence[Dated]) -> Ends | None:
    """When that was which is told by how far it lies from a happening of one day."""
    period = margin(doc, end, *reading.margin, days) if reading.margin else None
    return (period, period) if period else None


class Course:
    """What a text has named so far, by which later words are reckoned; `interval`: when it may have been published."""

    def __init__(self, interval: Interval | None) -> None:
        self.interval = interval
        self.day = self.quarter = self.last = NOTHING

    def resolved(self, reading: Reading, sentence: int) -> Ends | None:
        """What a reading means, in the sentence of that number."""
        if reading.then:
            return self.last.ends if sentence - self.last.sentence <= THEN_REACH else None
        day = self.day.ends if sentence - self.day.sentence <= NARRATIVE_REACH else None
        recent = (day[0].start, day[1].start) if day else None
        base = recent or (None if reading.narrated else self.interval)
        ends = _resolved(reading, base if reading.narrative else self.interval)
        if reading.quarters is not None and sentence - self.quarter.sentence <= QUARTER_REACH and self.quarter.ends:
            return _from_quarter(self.quarter.ends, reading.quarters)
        return ends

    def name(self, reading: Reading, ends: Ends | None, sentence: int) -> None:
        """Take in what was read."""
        if ends and not reading.then:
            self.last = Named(ends, sentence)
        if ends and reading.quarters is None and all(end.edtf[-3:] in QUARTERS for end in ends):
            self.quarter = Named(ends, sentence)
        if ends and ends[0].start == ends[0].end:
            self.day = Named(ends, sentence)
        elif reading.at and not ends:
            self.day = NOTHING


def _day(value: str, end: int) -> date:
    """The first (0) or last (1) day of YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError on anything else."""
    year, month, day = ([int(part) for part in value.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day)
    if not month:
        return date(year, 12, 31) if end else date(year, 1, 1)
    return date(year, month, monthrange(year, month)[1] if end else 1)


def read_times(doc: Doc, names: Set[int] = frozenset()) -> Iterator[tuple[int, int, Reading]]:
    """Half-open token spans of all time expressions and how each is to be read, whatever the date of the text."""
    vocabulary = load_vocabulary()
    spelled = vocabulary.spelled(doc, names)
    position = 0
    while core := vocabulary.core.search(spelled, position):
        limit = core.start()
        for start in range(max(position, limit - 6), limit + 1):
            end, reading = _read_at(doc, vocabulary, spelled, start)
            if reading:
                yield start, end, reading
                position = end
                break
        else:
            position = limit + 1


def _read_at(doc: Doc, vocabulary: Vocabulary, spelled: str, start: int) -> tuple[int, Reading | None]:
    """The first rule that matches there and makes sense."""
    if spelled[start] == ".":
        return start, None
    for name, pattern in vocabulary.rules:
        if found := pattern.match(spelled, start):
            reading = READERS[name](Found(doc, vocabulary, spelled, start, found.end()))
            if reading:
                return found.end(), reading
    return start, None


def _resolved(reading: Reading, interval: Interval | None) -> Ends | None:
    """What the reading means on the first and on the last day of the interval."""
    if reading.period:
        return reading.period, reading.period
    return read_on(reading.at, interval) if reading.at and interval else None


def read_on(reckoning: Reckoning, interval: Interval) -> Ends | None:
    """What it means on the first and on the last day of the interval; None where one is outside the calendar."""
    first, last = reckoning(interval[0]), reckoning(interval[1])
    return (first, last) if first and last else None


def time_between(first: Period, last: Period) -> TimeValue:
    """The time of which these are the first and the last reading: one period, or the set of those between them."""
    edtf = first.edtf if first == last else f"[{first.edtf}..{last.edtf}]"
    if first != last and "/" in first.edtf + last.edtf:
        edtf = f"[{first.start.isoformat()}..{last.end.isoformat()}]"
    return TimeValue(edtf=edtf, earliest=first.start.isoformat(), latest=last.end.isoformat())


def _from_quarter(quarter: Ends, count: int) -> Ends | None:
    """The quarter so many quarters from the one named."""
    first, last = (periods.shifted(end.start, "quarter", count) for end in quarter)
    return (first, last) if first and last else None


def _expression(doc: Doc, start: int, end: int, reading: Reading, ends: Ends | None) -> TimeExpression:
    """The expression with its value and bounds."""
    start_char, end_char = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    reckoning = str(reading.at) if reading.at and not reading.narrative and reading.quarters is None else None
    if not ends:
        return TimeExpression(start_char, end_char, reading.value, UNKNOWN, reckoning)
    time = time_between(*ends)
    suffix = reading.suffix if ends[0] == ends[1] else ""
    value = None if reading.margin else reading.value
    return TimeExpression(start_char, end_char, value or f"{time.edtf}{suffix}", time, reckoning)


def _sentence_numbers(doc: Doc) -> list[int]:
    """The number of each token's sentence."""
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        numbers.append(number)
    return numbers
