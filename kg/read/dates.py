"""Dates of publication as metadata gives them, brought to an ISO date or an EDTF interval."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from kg.read.rejection import Rejected

_DATETIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]")
_PARTS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def parse_published(value: str) -> str:
    """An ISO date ("2019-03-22") or an EDTF interval ("2019-01-02/2019-12-31").

    A date and time is cut to its date as written; a month or a year becomes the interval of its days.
    Raises Rejected on anything else.
    """
    value = value.strip()
    first, slash, last = value.partition("/")
    earliest, latest = _bounds(first, value)
    if slash:
        latest = _bounds(last, value)[1]
    if earliest > latest:
        raise Rejected(f"not a date: {value[:60]!r} ends before it begins")
    return earliest.isoformat() if earliest == latest else f"{earliest.isoformat()}/{latest.isoformat()}"


def _bounds(part: str, whole: str) -> tuple[date, date]:
    try:
        if _DATETIME.match(part):
            day = datetime.fromisoformat(part).date()
            return day, day
        if found := _PARTS.fullmatch(part):
            year, month, day_of_month = (int(number) if number else None for number in found.groups())
            return _first_and_last(year or 0, month, day_of_month)
    except ValueError:
        pass
    raise Rejected(f"not a date: {whole[:60]!r}; write 2019-03-22, or an interval 2019-01-02/2019-12-31")


def _first_and_last(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if day is not None and month is not None:
        return date(year, month, day), date(year, month, day)
    if month is not None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
