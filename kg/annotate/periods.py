"""Stretches of the calendar: days, weeks, months, quarters, seasons, years, decades, and steps between them.

Every function is monotone in its reference date, so that a reference known only as an interval is resolved by its ends.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 1, 9998
WRONG_SIDE = 60
"""In days: what a verb says of a date this far off counts for more than its nearness."""
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, both ends included, and its EDTF value."""

    start: date
    end: date
    edtf: str


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, when.isoformat())


def between(start: date, end: date) -> Period:
    """A stretch with no name of its own: an EDTF interval."""
    return Period(start, end, f"{start.isoformat()}/{end.isoformat()}")


def months(year: int, month: int, count: int, edtf: str) -> Period | None:
    """`count` whole months from the first of that month; None outside the calendar."""
    last = year * 12 + month - 1 + count - 1
    if not FIRST_YEAR <= year <= last // 12 <= LAST_YEAR:
        return None
    end = date(last // 12, last % 12 + 1, monthrange(last // 12, last % 12 + 1)[1])
    return Period(date(year, month, 1), end, edtf)


def month_of(year: int, month: int) -> Period | None:
    """A calendar month."""
    return months(year, month, 1, f"{year:04}-{month:02}")


def quarter_of(year: int, quarter: int) -> Period | None:
    """A calendar quarter, 1 to 4 (EDTF 33 to 36)."""
    return months(year, quarter * 3 - 2, 3, f"{year:04}-{quarter + 32}")


def half_of(year: int, half: int) -> Period | None:
    """Half a year, 1 or 2 (EDTF 40 and 41)."""
    return months(year, half * 6 - 5, 6, f"{year:04}-{half + 39}")


def season_of(year: int, season: int) -> Period | None:
    """A season by its EDTF number (21 spring to 24 winter), northern; the winter of a year begins in its December."""
    return months(year, SEASON_STARTS[season], 3, f"{year:04}-{season}")


def year_of(year: int) -> Period | None:
    """A calendar year."""
    return months(year, 1, 12, f"{year:04}")


def decade_of(year: int) -> Period | None:
    """The ten years that share all digits but the last."""
    return months(year // 10 * 10, 1, 120, f"{year // 10:03}X")


def century_of(year: int) -> Period | None:
    """The hundred years that share their first two digits."""
    return months(year // 100 * 100, 1, 1200, f"{year // 100:02}XX")


def date_of(year: int, month: int, number: int) -> Period | None:
    """One day by its parts; None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return day(date(year, month, number))


def containing(unit: str, when: date) -> Period | None:
    """The calendar unit (day, week from Monday, weekend, month, quarter, half, year, decade, century) around a date."""
    if unit == "week":
        monday = when - timedelta(when.weekday())
        return between(monday, monday + timedelta(6))
    if unit == "weekend":
        saturday = when + timedelta(5 - when.weekday())
        return between(saturday, saturday + timedelta(1))
    builders = {
        "month": lambda: month_of(when.year, when.month),
        "quarter": lambda: quarter_of(when.year, (when.month + 2) // 3),
        "half": lambda: half_of(when.year, (when.month + 5) // 6),
        "year": lambda: year_of(when.year),
        "decade": lambda: decade_of(when.year),
        "century": lambda: century_of(when.year),
    }
    return builders[unit]() if unit in builders else day(when)


def moved(unit: str, when: date, count: int) -> date | None:
    """The date `count` units away (same day of the month, or its last); None outside the calendar."""
    if unit in MONTHS:
        index = when.year * 12 + when.month - 1 + count * MONTHS[unit]
        if not FIRST_YEAR <= index // 12 <= LAST_YEAR:
            return None
        year, month = index // 12, index % 12 + 1
        return date(year, month, min(when.day, monthrange(year, month)[1]))
    days = count * (7 if unit in ("week", "weekend") else 1)
    if not date(FIRST_YEAR, 1, 1).toordinal() <= when.toordinal() + days <= date(LAST_YEAR, 12, 31).toordinal():
        return None
    return when + timedelta(days)


def shifted(when: date, unit: str, count: int) -> Period | None:
    """The calendar unit `count` units away from the one around a date."""
    target = moved(unit, when, count)
    return containing(unit, target) if target else None


def stretch(when: date, unit: str, count: int) -> Period | None:
    """The `count` units before (negative) or after a date, up to it or from it."""
    other = moved(unit, when, count)
    return between(*sorted((when, other))) if other else None


def weekend_near(when: date, direction: int) -> Period | None:
    """The last weekend to have begun in an earlier week (-1), or the one of this week (1)."""
    return containing("weekend", when if direction > 0 else when - timedelta(when.weekday() + 1))


def month_in(when: date, month: int, count: int) -> Period | None:
    """That month of the year so many years from the date's own."""
    return month_of(when.year + count, month)


def quarter_in(when: date, quarter: int, count: int) -> Period | None:
    """That quarter of the year so many years from the date's own."""
    return quarter_of(when.year + count, quarter)


def weekday_near(when: date, weekday: int, direction: int, strict: int) -> Period | None:
    """The last (-1) or next (1) such weekday (Monday 0), the date itself included unless strict."""
    gap = (when.weekday() - weekday) % 7 if direction < 0 else (weekday - when.weekday()) % 7
    return shifted(when, "day", direction * (gap or (7 if strict else 0)))


def month_near(when: date, month: int, direction: int, strict: int) -> Period | None:
    """The last (-1), this year's (0) or the next (1) such month, the date's own included unless strict."""
    ahead = month - when.month
    passed = ahead * direction < (1 if strict else 0)
    return month_of(when.year + (direction if passed else 0), month)


def month_nearest(when: date, month: int) -> Period | None:
    """The month of that name which is nearest, the one before where two are."""
    return month_near(when, month, 1 if 0 < (month - when.month) % 12 < 6 else -1, strict=0)


def season_near(when: date, season: int, direction: int) -> Period | None:
    """The last season of that name to have begun before the date (-1), this year's (0) or the next to begin (1)."""
    begun = when.month >= SEASON_STARTS[season]
    shift = {-1: 0 if begun else -1, 0: 0, 1: 1 if begun else 0}[direction]
    return season_of(when.year + shift, season)


def quarter_near(when: date, quarter: int, direction: int) -> Period | None:
    """The last quarter of that number to have begun (-1, 0), or this year's (1)."""
    own = (when.month + 2) // 3
    return quarter_of(when.year - (quarter > own and direction <= 0), quarter)


def date_near(when: date, month: int, number: int, direction: int = 0) -> Period | None:
    """That day of the year which is nearest, but for one that lies far on the wrong side of the date (-1 before it)."""
    found = [p for year in (when.year - 1, when.year, when.year + 1) if (p := date_of(year, month, number))]
    fitting = [p for p in found if direction * (p.start - when).days > -WRONG_SIDE]
    return min(fitting or found, key=lambda p: abs((p.start - when).days), default=None)


def weekday_of_month(year: int, month: int, weekday: int, number: int) -> Period | None:
    """The first, second ... such weekday (Monday 0) of a month."""
    first = date_of(year, month, 1)
    return shifted(first.start, "day", (weekday - first.start.weekday()) % 7 + 7 * (number - 1)) if first else None


def feast_near(when: date, month: int, weekday: int, number: int, direction: int) -> Period | None:
    """The last (-1) or next (1) such weekday of a month, the date itself included."""
    for year in (when.year, when.year + direction):
        found = weekday_of_month(year, month, weekday, number)
        if found and (found.start - when).days * direction >= 0:
            return found
    return None
