"""Time expressions: extents, values and bounds."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.annotate import periods
from kg.annotate.nlp import parse
from kg.annotate.times import TimeExpression, find_times

CASES = tomllib.loads((Path(__file__).parent / "data" / "times.toml").read_text("utf-8"))["case"]
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def found(nlp: Language, text: str, published: str) -> list[TimeExpression]:
    first, _, last = published.partition("/")
    return find_times(parse(nlp, text), (first, last or first) if first else None)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_extents_and_values(nlp: Language, case: dict) -> None:
    said = found(nlp, case["text"], case["published"])
    assert [[case["text"][t.start_char : t.end_char], t.value or ""] for t in said] == case["expect"]


def test_bounds_of_a_relative_month(nlp: Language) -> None:
    (time,) = (t.time for t in found(nlp, "The envoy left last month.", "2019-01-02/2019-12-31"))
    assert (time.earliest, time.latest) == ("2018-12-01", "2019-11-30")


def test_unknown_publication_leaves_no_bounds(nlp: Language) -> None:
    (time,) = (t.time for t in found(nlp, "The envoy left on Monday.", ""))
    assert (time.edtf, time.earliest, time.latest) == (None, None, None)


def test_a_day_of_unknown_date_is_the_day_last_named(nlp: Language) -> None:
    said = found(nlp, "It opened on September 14, 2018. They called on Friday and left later in the day.", "")
    assert [t.time.edtf for t in said] == ["2018-09-14", None, None]


@given(DAYS, DAYS, st.integers(1, 12))
def test_nearest_months_never_run_backwards(one: date, other: date, month: int) -> None:
    first, last = (periods.month_nearest(day, month) for day in sorted((one, other)))
    assert first is not None
    assert last is not None
    assert first.start <= last.start


@given(DAYS, DAYS, st.sampled_from([-1, 0, 1]))
def test_nearest_days_never_run_backwards(one: date, other: date, direction: int) -> None:
    first, last = (periods.date_near(day, 10, 23, direction) for day in sorted((one, other)))
    assert first is not None
    assert last is not None
    assert first.start <= last.start


@given(DAYS, DAYS, st.integers(1, 12), st.sampled_from([-1, 0, 1]), st.booleans())
def test_months_never_run_backwards(one: date, other: date, month: int, direction: int, strict: bool) -> None:
    first, last = (periods.month_near(day, month, direction, strict) for day in sorted((one, other)))
    assert first is not None
    assert last is not None
    assert first.start <= last.start


@given(DAYS, st.integers(0, 6), st.sampled_from([-1, 1]), st.booleans())
def test_weekdays_are_within_a_week(day: date, weekday: int, direction: int, strict: bool) -> None:
    period = periods.weekday_near(day, weekday, direction, strict)
    assert period is not None
    assert period.start.weekday() == weekday
    assert (1 if strict else 0) <= (period.start - day).days * direction <= 7


@given(DAYS, st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]))
def test_units_hold_their_day(day: date, unit: str) -> None:
    period = periods.containing(unit, day)
    assert period is not None
    assert unit == "weekend" or period.start <= day <= period.end


def test_no_such_day_is_no_day() -> None:
    assert periods.date_of(2019, 2, 29) is None
    assert periods.moved("year", date(2019, 1, 1), -5000) is None


def test_at_the_time_is_the_time_last_named(nlp: Language) -> None:
    said = found(nlp, "Norway signed the pact in May 1994. At the time it had six ships.", "2019-03-22")
    assert [(t.time.earliest, t.time.latest) for t in said] == [("1994-05-01", "1994-05-31")] * 2
