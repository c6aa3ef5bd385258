"""The day of publication where a text itself begins with it: a line that is a date, or a dateline with one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LINES = 8
"""How many lines with words, from the top, can tell the day."""
_NAMES = r"(?P<{}>[A-Za-z]{{3,9}})\.?"
_DATE = (
    rf"(?:{_NAMES.format('weekday')},?\s+)?"
    rf"(?:{_NAMES.format('month')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAMES.format('month2')},?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d\d-\d\d))"
)
_CLOCK = r"(?:[\s,|–—-]+(?:at\s+)?\d{1,2}[:.]\d\d[^\n]{0,30})?"
_ALONE = re.compile(
    rf"[\W_]*(?P<label>(?:first\s+)?(?:published|posted|issued|released|date)\b(?:\s+(?:on|at))?:?\s*)?{_DATE}{_CLOCK}[\s.|]*",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,40}}(?:,\s*[A-Z][A-Za-z. ]{{2,30}})?,?\s+{_DATE}\s*(?:\([^()\n]{{2,30}}\)\s*)?(?:[-–—:]|$)"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A day, and where the line stands that tells it: code points, half-open."""

    day: date
    start: int
    end: int


def find_dateline(text: str) -> Dateline | None:
    """The day that the top of a text gives; a line that calls it the day of publication comes first.

    None where there is no such line, or where several give different days.
    """
    found: list[Dateline] = []
    offset = seen = 0
    for line in text.split("\n"):
        if line.strip():
            seen += 1
            match = _ALONE.fullmatch(line) or _DATELINE.match(line)
            day = _day(match) if match else None
            if match and day:
                dateline = Dateline(day, offset + match.start(), offset + match.end())
                if match.groupdict().get("label"):
                    return dateline
                found.append(dateline)
            if seen == _LINES:
                break
        offset += len(line) + 1
    return found[0] if len({dateline.day for dateline in found}) == 1 else None


def _day(match: re.Match[str]) -> date | None:
    """The day, unless there is no such day or its weekday is another."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _number(match["month"] or match["month2"], _MONTHS) + 1
        day = date(int(match["year"] or match["year2"]), month, int(match["day"] or match["day2"]))
        return None if match["weekday"] and _number(match["weekday"], _WEEKDAYS) != day.weekday() else day
    except ValueError:
        return None


def _number(name: str, names: tuple[str, ...]) -> int:
    """The place of a name, or of its first three or four letters, among the names; ValueError where it is none."""
    short = name.lower()
    for number, known in enumerate(names):
        if short == known or (len(short) in (3, 4) and known.startswith(short)):
            return number
    raise ValueError(f"no such name: {name!r}")
