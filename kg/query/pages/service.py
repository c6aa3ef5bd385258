"""Who acts for a state on a day: its offices by how certain it is that they were held then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

from kg.model import Record
from kg.query.pages.offices import Office

Certainty: TypeAlias = Literal["certainly", "probably", "possibly"]


class Holder(Record, frozen=True):
    """An office and how certain it is that it was held on the day."""

    office: Office
    certainty: Certainty


class Serving(Record, frozen=True):
    """The holders on a day (ISO date), the most certain first; `first` and `last` bound the days worth asking for."""

    day: str
    first: str
    last: str
    holders: tuple[Holder, ...]


def serving(offices: Iterable[Office], day: str) -> Serving | None:
    """Who held these offices on a day; on the last known one where none is given. None where no day is known."""
    held = tuple(offices)
    days = sorted(bound for office in held for time in office.times for bound in time.bounds)
    if not days:
        return None
    wanted = day or days[-1]
    found = [Holder(office, certainty) for office in held if (certainty := certainty_on(office, wanted))]
    ranked = sorted(found, key=lambda h: (_RANKS[h.certainty], h.office.post.label, h.office.person.label))
    return Serving(wanted, days[0], days[-1], tuple(ranked))


_RANKS = {"certainly": 0, "probably": 1, "possibly": 2}


def certainty_on(office: Office, day: str) -> Certainty | None:
    """Certainly on days that a text vouches for, probably between two such, possibly where nothing is against it."""
    times = office.times
    if any(t.latest_begin and t.earliest_end and t.latest_begin <= day <= t.earliest_end for t in times):
        return "certainly"
    lower = [t.earliest_begin for t in times if t.earliest_begin]
    upper = [t.latest_end for t in times if t.latest_end]
    if (lower and day < max(lower)) or (upper and day > min(upper)):
        return None
    begun = [t.latest_begin for t in times if t.latest_begin] + [t.earliest_begin for t in times if _begins(t.edtf)]
    still = [t.earliest_end for t in times if t.earliest_end] + [t.latest_end for t in times if _ends(t.edtf)]
    if begun and still and min(begun) <= day <= max(still):
        return "probably"
    if not times or (office.status == ("former",) and not begun):
        return None
    return "possibly"


def _begins(edtf: str) -> bool:
    first, slash, _ = edtf.partition("/")
    return bool(slash) and first not in ("", "..")


def _ends(edtf: str) -> bool:
    _, slash, last = edtf.partition("/")
    return bool(slash) and last not in ("", "..")
