"""Offices along a line of years: what is known, what is attested, and which ends are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from kg.query.pages.offices import Office, Time

Mark: TypeAlias = Literal["held", "between", "open", "window", "seen", "begin", "end", "over", "ahead"]
_FADE = 7.0
_STEPS = (1, 2, 4, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one mark of the line to the next."""
_MOST_STEPS = 6
_LEAST_ROOM = 20
"""Days before the first known day and after the last."""
_LEAST_WIDTH = 0.6


@dataclass(frozen=True, slots=True)
class Shape:
    """A stroke: where it begins and how long it is, in hundredths of the line. `side` is where an open one fades.

    A `begin` and an `end` are told; `over` is a day by which the end lay back, `ahead` one on which it had not begun.
    """

    mark: Mark
    x: float
    width: float = 0.0
    side: Literal["", "left", "right"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """An office with its strokes, and when it was held, in words."""

    office: Office
    shapes: tuple[Shape, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows, and the years or months to mark with their places."""

    rows: tuple[Row, ...]
    marks: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of when an office was held, in ISO dates; what is not known is empty.

    `begun` and `ended` are told; on `seen` days texts have the holder in office; `over` is a day by which it had
    ended, `ahead` one before which it had not begun; within each of `windows` it was held at some time.
    """

    begun: str
    ended: str
    seen: tuple[str, ...]
    over: str
    ahead: str
    windows: tuple[tuple[str, str], ...]

    @property
    def days(self) -> tuple[str, ...]:
        """Every day of which something is known."""
        given = (self.begun, self.ended, self.over, self.ahead, *self.seen, *(d for pair in self.windows for d in pair))
        return tuple(sorted(day for day in given if day))


def span_of(times: Iterable[Time]) -> Span:
    """What several times tell together."""
    begun, ended, seen, over, ahead, windows = [], [], [], [], [], []
    for time in times:
        first, slash, last = time.edtf.partition("/")
        if slash and first not in ("", "..") and time.earliest_begin:
            begun.append(time.earliest_begin)
        if slash and last not in ("", "..") and time.latest_end:
            ended.append(time.latest_end)
        if slash:
            continue
        if time.latest_begin and time.earliest_end:
            seen.append(max(time.latest_begin, time.earliest_end))
        elif time.earliest_begin and time.latest_end:
            windows.append((time.earliest_begin, time.latest_end))
        elif time.latest_end:
            over.append(time.latest_end)
        elif time.earliest_begin:
            ahead.append(time.earliest_begin)
    return Span(
        min(begun, default=""), max(ended, default=""), tuple(sorted(set(seen))), min(over, default=""),
        max(ahead, default=""), tuple(sorted(set(windows))),
    )  # fmt: skip


def in_words(span: Span) -> str:
    """When an office was held, for readers."""
    parts = []
    if span.begun:
        parts.append(f"since {span.begun}" if not span.ended else f"{span.begun} to {span.ended}")
    elif span.ended:
        parts.append(f"until {span.ended}")
    if span.seen:
        days = span.seen[0] if len(span.seen) == 1 else f"{span.seen[0]} to {span.seen[-1]}"
        parts.append(f"in office in reports of {days}")
    parts += [f"on {a}" if a == b else f"at some time between {a} and {b}" for a, b in span.windows]
    if span.over:
        parts.append(f"over by {span.over}")
    if span.ahead:
        parts.append(f"not begun by {span.ahead}")
    return "; ".join(parts) or "no date is given"


def timeline(offices: Sequence[Office]) -> Timeline:
    """The line of these offices; without rows where nothing is dated."""
    spans = [(office, span_of(office.times)) for office in offices]
    days = [date.fromisoformat(day).toordinal() for _, span in spans for day in span.days]
    if not days:
        return Timeline((), ())
    first, last = min(days), max(days)
    room = max((last - first) * 0.1, _LEAST_ROOM)
    scale = _Scale(first - room, last + room)
    rows = tuple(Row(office, tuple(_shapes(span, scale)), in_words(span)) for office, span in spans if span.days)
    return Timeline(rows, scale.marks())


@dataclass(frozen=True, slots=True)
class _Scale:
    first: float
    last: float

    def at(self, day: str) -> float:
        return self.ordinal(date.fromisoformat(day).toordinal())

    def ordinal(self, number: float) -> float:
        return round((number - self.first) / (self.last - self.first) * 100, 2)

    def marks(self) -> tuple[tuple[str, float], ...]:
        """The first days of months or years, as many as there is room for."""
        begin, end = (_month(date.fromordinal(max(1, int(edge)))) for edge in (self.first, self.last))
        step = next((step for step in _STEPS if (end - begin) / step <= _MOST_STEPS), _STEPS[-1])
        months = (divmod(month, 12) for month in range(begin, end + 1) if month % step == 0)
        marks = (
            (f"{year}-{month + 1:02}" if step % 12 else f"{year}", self.ordinal(date(year, month + 1, 1).toordinal()))
            for year, month in months
        )
        return tuple((words, x) for words, x in marks if 0 <= x <= 95)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shapes(span: Span, scale: _Scale) -> Iterable[Shape]:
    for begin, end in span.windows:
        yield Shape("window", scale.at(begin), max(scale.at(end) - scale.at(begin), _LEAST_WIDTH))
    known = sorted(day for day in (span.begun, span.ended, *span.seen) if day)
    if known:
        left, right = scale.at(known[0]), scale.at(known[-1])
        told = bool(span.begun and span.ended)
        yield Shape("held" if told else "between", left, max(right - left, _LEAST_WIDTH))
        if not span.begun:
            yield Shape("open", max(left - _FADE, 0), min(_FADE, left), "left")
        if not span.ended and not (span.over and span.over >= known[-1]):
            yield Shape("open", right, min(_FADE, 100 - right), "right")
    if span.over:
        x = scale.at(span.over)
        start = scale.at(known[-1]) if known and known[-1] <= span.over else max(x - _FADE, 0)
        yield Shape("open", start, max(x - start, _LEAST_WIDTH), "left")
        yield Shape("over", x)
    if span.ahead and not known:
        yield Shape("ahead", scale.at(span.ahead))
        yield Shape("open", scale.at(span.ahead), _FADE, "right")
    for mark, day in (("begin", span.begun), ("end", span.ended)):
        if day:
            yield Shape("begin" if mark == "begin" else "end", scale.at(day))
    for day in span.seen:
        yield Shape("seen", scale.at(day))
