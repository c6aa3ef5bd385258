"""Who acts for a state on a day: its offices by how certain it is that they were held then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

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


class Serving(Record, frozen=True):
    """The holders on a day (ISO date), the most certain first; `first` and `last` bound the days worth asking for.

    `more` further ones are possible, and less is known of them.
    """

    day: str
    first: str
    last: str
    holders: tuple[Holder, ...]
    more: int = 0


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
