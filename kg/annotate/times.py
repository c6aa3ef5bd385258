"""Time expressions of a text: where they stand, and when they mean, seen from the day the text was published.

Extents and values follow TIMEX3; what can be said as EDTF is. A publication date known as an interval gives every
relative expression the set of its readings ("[2018-12..2019-11]"); one unknown leaves them without a value.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from kg.annotate import periods
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
QUARTERS = frozenset(("-33", "-34", "-35", "-36"))
UNKNOWN = TimeValue(edtf=None, earliest=None, latest=None)

Interval = tuple[date, date]


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
    found: list[TimeExpression] = []
    named: Interval | None = None
    quarter: tuple[Period, Period] | None = None
    sentence_of_named = sentence_of_quarter = -NARRATIVE_REACH - 1
    sentences = _sentence_numbers(doc)
    for start, end, reading in read_times(doc, names):
        recent = named if sentences[start] - sentence_of_named <= NARRATIVE_REACH else None
        ends = _resolved(reading, recent or interval if reading.narrative else interval)
        if reading.quarters is not None:
            near = sentences[start] - sentence_of_quarter <= QUARTER_REACH
            ends = _from_quarter(quarter, reading.quarters) if quarter and near else ends
            if not ends and not reading.at:
                continue
        elif ends and all(end.edtf[-3:] in QUARTERS for end in ends):
            quarter, sentence_of_quarter = ends, sentences[start]
        found.append(_expression(doc, start, end, reading, ends))
        if ends and ends[0].start == ends[0].end:
            named, sentence_of_named = (ends[0].start, ends[1].start), sentences[start]
        elif reading.at and not ends:
            named = None
    return found


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


def _resolved(reading: Reading, interval: Interval | None) -> tuple[Period, Period] | None:
    """What the reading means on the first and on the last day of the interval."""
    if reading.period:
        return reading.period, reading.period
    return read_on(reading.at, interval) if reading.at and interval else None


def read_on(reckoning: Reckoning, interval: Interval) -> tuple[Period, Period] | None:
    """What it means on the first and on the last day of the interval; None where one is outside the calendar."""
    first, last = reckoning(interval[0]), reckoning(interval[1])
    return (first, last) if first and last else None


def time_between(first: Period, last: Period) -> TimeValue:
    """The time of which these are the first and the last reading: one period, or the set of those between them."""
    edtf = first.edtf if first == last else f"[{first.edtf}..{last.edtf}]"
    if first != last and "/" in first.edtf + last.edtf:
        edtf = f"[{first.start.isoformat()}..{last.end.isoformat()}]"
    return TimeValue(edtf=edtf, earliest=first.start.isoformat(), latest=last.end.isoformat())


def _from_quarter(quarter: tuple[Period, Period], count: int) -> tuple[Period, Period] | None:
    """The quarter so many quarters from the one named."""
    first, last = (periods.shifted(end.start, "quarter", count) for end in quarter)
    return (first, last) if first and last else None


def _expression(doc: Doc, start: int, end: int, reading: Reading, ends: tuple[Period, Period] | None) -> TimeExpression:
    """The expression with its value and bounds."""
    start_char, end_char = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    reckoning = str(reading.at) if reading.at and not reading.narrative and reading.quarters is None else None
    if not ends:
        return TimeExpression(start_char, end_char, reading.value, UNKNOWN, reckoning)
    time = time_between(*ends)
    suffix = reading.suffix if ends[0] == ends[1] else ""
    return TimeExpression(start_char, end_char, reading.value or f"{time.edtf}{suffix}", time, reckoning)


def _sentence_numbers(doc: Doc) -> list[int]:
    """The number of each token's sentence."""
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        numbers.append(number)
    return numbers
