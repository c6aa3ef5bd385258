"""How long a post was held, gathered from what several sentences say of its beginning, its end and times between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.model import TimeValue


@dataclass(frozen=True, slots=True)
class Stint:
    """A time at which a post began to be held, one at which it ended, and one at which it was held.

    `after`: the post began not at the first time but after it, as that of somebody elected does. `lasting`: it is
    held still.
    """

    begin: TimeValue | None = None
    end: TimeValue | None = None
    during: TimeValue | None = None
    after: bool = False
    lasting: bool = False


NOTHING = Stint()


def combined(stints: Iterable[Stint]) -> Stint | None:
    """One stint that all of these tell of; None where they tell of different ones."""
    whole = NOTHING
    for stint in stints:
        begin, end, during = (
            _meeting(mine, other)
            for mine, other in (
                (whole.begin, stint.begin),
                (whole.end, stint.end),
                (whole.during, stint.during),
            )
        )
        if begin is None or end is None or during is None:
            return None
        after = stint.after if begin is stint.begin else whole.after
        whole = Stint(_known(begin), _known(end), _known(during), after, whole.lasting or stint.lasting)
    return whole if whole == NOTHING or when_held(whole) else None


_UNKNOWN = TimeValue(edtf=None, earliest=None, latest=None)


def _known(time: TimeValue) -> TimeValue | None:
    return None if time is _UNKNOWN else time


def _meeting(mine: TimeValue | None, other: TimeValue | None) -> TimeValue | None:
    """The narrower of two times that meet; None where they do not, and nothing known where neither is."""
    if mine is None or other is None:
        return mine or other or _UNKNOWN
    if not (mine.earliest and mine.latest and other.earliest and other.latest):
        return mine
    if mine.earliest > other.latest or other.earliest > mine.latest:
        return None
    return other if mine.earliest <= other.earliest and other.latest <= mine.latest and mine != other else mine


def when_held(stint: Stint) -> TimeValue | None:
    """The stint as a time with all four bounds; None where it says nothing, or ends before it begins."""
    begin, end, during = (time or _UNKNOWN for time in (stint.begin, stint.end, stint.during))
    begun = [day for day in (None if stint.after else begin.latest, during.latest, end.latest) if day]
    lasted = [day for day in (end.earliest, during.earliest, begin.earliest) if day]
    mention = begin.mention or end.mention or during.mention
    time = TimeValue(
        edtf=_edtf(stint),
        earliest=begin.earliest,
        latest=end.latest,
        mention=mention,
        latest_begin=min(begun, default=None),
        earliest_end=max(lasted, default=None),
    )
    return time if _is_sound(time) else None


def _is_sound(time: TimeValue) -> bool:
    """Whether anything is known, and nothing ends before it begins."""
    early, late = (time.earliest, time.latest_begin), (time.earliest_end, time.latest)
    ordered = all(not (a and b) or a <= b for a, b in (early, late, (time.earliest, time.latest)))
    return ordered and any((*early, *late))


def _edtf(stint: Stint) -> str | None:
    """ "2001/2005", "2016/.." of what lasts, "2016/" where the end is not known, "/2005" where the beginning is not."""
    parts = ("" if stint.after else _part(stint.begin), _part(stint.end))
    if parts == ("", ""):
        return None
    return f"{parts[0]}/.." if stint.lasting and not parts[1] else "/".join(parts)


def _part(time: TimeValue | None) -> str:
    """The value of one end, where it can stand within an interval."""
    edtf = time.edtf if time and time.edtf else ""
    return "" if "/" in edtf or "[" in edtf else edtf


def since(begin: TimeValue, years: int, published: tuple[str, str]) -> TimeValue:
    """When what has lasted so many years began: within a year of that time before the text was published."""
    first, last = (int(day[:4]) - years for day in published)
    edtf = f"{first}~" if first == last else None
    return TimeValue(
        edtf=edtf,
        earliest=f"{first - 1:04}{published[0][4:]}",
        latest=f"{last + 1:04}{published[1][4:]}",
        mention=begin.mention,
    )


def ended(stint: Stint, published: tuple[str, str] | None) -> bool:
    """Whether the stint was over before the text can have appeared."""
    return bool(published and stint.end and stint.end.latest and stint.end.latest < published[0])


def at_end(stint: Stint, end: TimeValue | None) -> Stint:
    """The stint with an end, where it has none."""
    return stint if stint.end or end is None else replace(stint, end=end)
