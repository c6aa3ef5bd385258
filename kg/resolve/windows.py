"""What a time expression surely says, whatever day its text was published: a window of days for each such day.

Looser words ("a year ago", "in September", "the past month") say nothing sure; here they have no window. Days are
counted as `datetime.date.toordinal` does. The ends of a window never go back as the day of publication goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.annotate.reckoning import Reckoning, parse_reckoning

Window = tuple[int, int]
"""First and last day, both included."""
_LOOSE = re.compile(r"\b(?:past|coming|previous|following|preceding|final)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\bearlier\b", re.IGNORECASE)
_LATER = re.compile(r"\blater\b", re.IGNORECASE)
_FIRM_DAYS, _FIRM_UNITS = 6, 1
"""How many days, months or years off "in" a calendar unit is still meant by the calendar."""


@dataclass(frozen=True, slots=True)
class Clue:
    """How an expression is reckoned from the day of publication; `part` of the unit: before (-1), after (1)."""

    reckoning: Reckoning
    part: int = 0

    @property
    def lag(self) -> int:
        """How many days the window can lie from the day of publication."""
        unit = self.reckoning.arguments[0] if self.reckoning.rule == "shifted" else self.reckoning.rule
        return {"day": _FIRM_DAYS, "week": 13, "weekday_near": 13, "month": 62}.get(str(unit), 731)


def clue_of(reckoning: str | None, words: str) -> Clue | None:
    """What words surely say of when, None where they do not."""
    if reckoning is None or _LOOSE.search(words):
        return None
    found = parse_reckoning(reckoning)
    part = -1 if _EARLIER.search(words) else 1 if _LATER.search(words) else 0
    return Clue(found, part if found.arguments[-1] == 0 else 0) if _is_firm(found) else None


def _is_firm(reckoning: Reckoning) -> bool:
    match reckoning.rule, reckoning.arguments:
        case "shifted", ("day", int(count)):
            return abs(count) <= _FIRM_DAYS
        case "shifted", ("week" | "month" | "year", int(count)):
            return abs(count) <= _FIRM_UNITS
        case "weekday_near", (_, -1, _):
            return True
        case "month_in", _:
            return True
        case _:
            return False


@lru_cache(maxsize=1 << 18)
def window(clue: Clue, day: int) -> Window | None:
    """When it was, of a text published on a day; None where it cannot have been published then."""
    rule, arguments = clue.reckoning.rule, clue.reckoning.arguments
    if rule == "shifted" and arguments[0] == "week":
        return _week(day, int(arguments[1]), clue.part)
    period = clue.reckoning(date.fromordinal(day))
    if period is None:
        return None
    first, last = period.start.toordinal(), period.end.toordinal()
    if rule == "weekday_near" and arguments[2]:
        return first - 6, day - 1
    if clue.part:
        first, last = (first, day - 1) if clue.part < 0 else (day + 1, last)
    return (first, last) if first <= last else None


def _week(day: int, count: int, part: int) -> Window:
    """Weeks begin on a Sunday for some and on a Monday for others, so that only their distance is sure."""
    if count:
        return (day - 13, day - 1) if count < 0 else (day + 1, day + 13)
    return (day - 6 if part <= 0 else day, day + 6 if part >= 0 else day)


def meet(one: Window | None, other: Window | None) -> bool:
    """Whether two windows have a day in common."""
    return one is not None and other is not None and one[0] <= other[1] and other[0] <= one[1]
