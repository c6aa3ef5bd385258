"""EDTF values in words, for readers."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable

_DAY = re.compile(r"(?<![\dX])(?P<year>\d[\dX]{3})(?:-(?P<month>[01X][\dX]))?(?:-(?P<day>[0-3X][\dX]))?(?![\dX])")
_SET = re.compile(r"\[(?P<first>[^,.\]]*)\.\.(?P<last>[^,\]]*)\]")


def worded(edtf: str) -> str:
    """What an EDTF value says: "[2018-12..2019-11]" is "between 2018-12 and 2019-11"; a plain date stays as it is."""
    match = _SET.fullmatch(edtf)
    if match:
        first, last = match["first"], match["last"]
        if first and last:
            return f"between {first} and {last}"
        return f"in or after {first}" if first else f"in or before {last}"
    first, slash, last = edtf.partition("/")
    if not slash:
        return edtf
    if first in ("", ".."):
        return f"until {last}"
    return f"from {first}" if last in ("", "..") else f"{first} to {last}"


def extent(edtf: str) -> tuple[str, str]:
    """The first and the last day that an EDTF value names, in ISO dates; empty where it names none.

    An open end names no day: what began in 2019 and goes on is from 2019-01-01 to 2019-12-31.
    """
    return spanned(_days(found["year"], found["month"] or "XX", found["day"] or "XX") for found in _DAY.finditer(edtf))


def _days(year: str, month: str, day: str) -> tuple[str, str]:
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if not (month.isdigit() and 1 <= int(month) <= 12):  # a season, or not told
        return (f"{first}-01-01", f"{last}-12-31") if first != "0000" else ("", "")
    if first == "0000":
        return "", ""
    ends = monthrange(int(last), int(month))[1]
    if not day.isdigit() or not 1 <= int(day) <= ends:
        return f"{first}-{month}-01", f"{last}-{month}-{ends}"
    return f"{first}-{month}-{day}", f"{last}-{month}-{day}"


def spanned(spans: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """From the first to the last day of several such spans; empty ones count for nothing."""
    known = [span for span in spans if span[0]]
    return min((first for first, _ in known), default=""), max((last for _, last in known), default="")
