"""Who acts for a state on a day: its offices by how certain it is that they were held then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

from msgspec.structs import replace

from kg.model import Record
from kg.query.pages.book import Book
from kg.query.pages.offices import Office, Time, offices, times_of

Certainty: TypeAlias = Literal["certainly", "probably", "possibly"]
_MOST = 60
"""How many holders one page lists."""


class Holder(Record, frozen=True):
    """An office and how certain it is that it was held on the day."""

    office: Office
    certainty: Certainty


class Course(Record, frozen=True):
    """An office through all days: how certain it is from one day to another; of days left out it was not held."""

    office: Office
    spells: tuple[tuple[Certainty, str, str], ...]

    def on(self, day: str) -> Certainty | None:
        """How certain it is that the office was held on a day."""
        return next((certainty for certainty, first, last in self.spells if first <= day <= last), None)


class Serving(Record, frozen=True):
    """The holders on a day (ISO date), the most certain first; `first` and `last` bound the days worth asking for.

    `more` further ones are possible, and less is known of them. `courses` are the offices on every day, for those who
    cannot ask again.
    """

    day: str
    first: str
    last: str
    holders: tuple[Holder, ...]
    more: int = 0
    courses: tuple[Course, ...] = ()


def through(book: Book, tenures: Iterable[str]) -> Serving | None:
    """Who held these offices on any day, shown for the last known one. None where no day is known."""
    found = serving(book, tenures, "")
    if found is None:
        return None
    held = offices(book, tenures, with_support=False)
    courses = (Course(office, _spells(office, found.first, found.last)) for office in held)
    ranked = sorted(courses, key=lambda course: (_rank(course, found.day), course.office.post.label, course.office.iri))
    return replace(found, more=0, courses=tuple(course for course in ranked if course.spells))


def _rank(course: Course, day: str) -> int:
    certainty = course.on(day)
    return len(_RANKS) if certainty is None else _RANKS[certainty]


def _spells(office: Office, first: str, last: str) -> tuple[tuple[Certainty, str, str], ...]:
    """Nothing changes but on a day that bounds one of the times, and on the day after it."""
    bounds = {date.fromisoformat(bound) for time in office.times for bound in time.bounds}
    turns = sorted({date.fromisoformat(first), *bounds, *(day + timedelta(1) for day in bounds if day < date.max)})
    turns = [day for day in turns if day <= date.fromisoformat(last)]
    ends = [*(day - timedelta(1) for day in turns[1:]), date.fromisoformat(last)]
    found: list[tuple[Certainty, str, str]] = []
    for begin, end in zip(turns, ends, strict=True):
        certainty = certainty_on(office, begin.isoformat())
        if certainty and found and found[-1][0] == certainty and found[-1][2] == (begin - timedelta(1)).isoformat():
            found[-1] = (certainty, found[-1][1], end.isoformat())
        elif certainty:
            found.append((certainty, begin.isoformat(), end.isoformat()))
    return tuple(found)


def serving(book: Book, tenures: Iterable[str], day: str) -> Serving | None:
    """Who held these offices on a day; on the last known one where none is given. None where no day is known."""
    times = times_of(book, tenures)
    days = {bound for known in times.values() for time in known for bound in time.bounds}
    if not days:
        return None
    wanted = day or max(days)
    likely = _ranked(times, wanted)
    held = offices(book, likely[:_MOST], with_support=False)
    found = [Holder(office, certainty) for office in held if (certainty := certainty_on(office, wanted))]
    ranked = sorted(found, key=lambda h: (_RANKS[h.certainty], h.office.post.label, h.office.person.label))
    return Serving(wanted, min(days), max(days), tuple(ranked), max(0, len(likely) - _MOST))


def _ranked(times: Mapping[str, Sequence[Time]], day: str) -> Sequence[str]:
    """The tenures that their times allow on a day, the most certain first, then those last heard of nearest to it."""
    found = []
    for tenure, known in times.items():
        if certainty := _by_times(known, day):
            heard = max((bound for time in known for bound in time.bounds if bound <= day), default="")
            found.append((heard, _RANKS[certainty], tenure))
    return [tenure for *_, tenure in sorted(sorted(found, reverse=True), key=lambda entry: entry[1])]


_RANKS = {"certainly": 0, "probably": 1, "possibly": 2}


def certainty_on(office: Office, day: str) -> Certainty | None:
    """Certainly on days that a text vouches for, probably between two such, possibly where nothing is against it."""
    certainty = _by_times(office.times, day)
    if certainty == "possibly" and office.status == ("former",) and not _begun(office.times):
        return None
    return certainty


def _by_times(times: Sequence[Time], day: str) -> Certainty | None:
    if any(t.latest_begin and t.earliest_end and t.latest_begin <= day <= t.earliest_end for t in times):
        return "certainly"
    lower = [t.earliest_begin for t in times if t.earliest_begin]
    upper = [t.latest_end for t in times if t.latest_end]
    if (lower and day < max(lower)) or (upper and day > min(upper)):
        return None
    begun = _begun(times)
    still = [t.earliest_end for t in times if t.earliest_end] + [t.latest_end for t in times if _ends(t.edtf)]
    if begun and still and min(begun) <= day <= max(still):
        return "probably"
    return "possibly" if times else None


def _begun(times: Sequence[Time]) -> list[str]:
    """Days on which the office had begun."""
    return [t.latest_begin for t in times if t.latest_begin] + [t.earliest_begin for t in times if _begins(t.edtf)]


def _begins(edtf: str) -> bool:
    first, slash, _ = edtf.partition("/")
    return bool(slash) and first not in ("", "..")


def _ends(edtf: str) -> bool:
    _, slash, last = edtf.partition("/")
    return bool(slash) and last not in ("", "..")
