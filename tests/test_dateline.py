"""The day of publication that the top of a text tells."""

from __future__ import annotations

import pytest

import kg
from kg.read.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "day", "words"),
    [
        ("Friday, January 4, 2019 \n\nThe ferry sank.", "2019-01-04", "Friday, January 4, 2019 "),
        ("The ferry sank\n\n• Published: 22 March 2019, 14:05 GMT\nIt rained.", "2019-03-22", None),
        ("OSLO 1996-08-30\nThe ferry sank.", "1996-08-30", "OSLO 1996-08-30"),
        ("OSLO, March 22, 2019 (Reuters) - The ferry sank.", "2019-03-22", "OSLO, March 22, 2019 (Reuters) -"),
        ("BERGEN, Norway, 5 May 2020 — The ferry sank.", "2020-05-05", "BERGEN, Norway, 5 May 2020 —"),
        ("Sept. 4, 2019\nThe ferry sank.", "2019-09-04", "Sept. 4, 2019"),
        ("4 May 2018\nPublished 5 May 2018\nThe ferry sank.", "2018-05-05", "Published 5 May 2018"),
    ],
)
def test_told(text: str, day: str, words: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert found.day.isoformat() == day
    assert words is None or text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Thursday, January 4, 2019\nIt was a Friday.",
        "On 5 May 2020 they met.\nOslo",
        "Guests at the opening in Bergen, September 14, 2018.\nIt rained.",
        "March 3, 2019\nMarch 4, 2019\nTwo days.",
        "Minister visits Oslo on May 5, 2020",
        "May 2019\nA month is no day.",
        "31 June 2019\nNo such day.",
        "\n".join(["It rained."] * 8 + ["May 5, 2020"]),
    ],
)
def test_not_told(text: str) -> None:
    assert find_dateline(text) is None


def test_it_dates_the_text_unless_somebody_knows_better() -> None:
    text = "Friday, January 4, 2019\n\nNorway left UNESCO yesterday."
    told, given = (kg.extract(text, published=day) for day in (None, "2019-01-05"))
    assert (told.document.published, told.document.published_basis) == ("2019-01-04", "text")
    assert (given.document.published, given.document.published_basis) == ("2019-01-05", "given")
    assert {m.value for m in told.mentions if m.kind == "Time"} == {"2019-01-04", "2019-01-03"}
