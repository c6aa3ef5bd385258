"""What is where: places within states, bodies and their seats."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label

from kg.model import Extraction, LocatedIn

DATA = cases("places")


def located(extraction: Extraction) -> list[list[object]]:
    return [list(f.values()) for f in facts(extraction, LocatedIn, "thing", "place")]


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_places(read: Read, case: dict) -> None:
    assert located(read(case["text"])) == case["located"]


@pytest.mark.parametrize("text", DATA["none"]["texts"], ids=label)
def test_no_place(read: Read, text: str) -> None:
    assert located(read(text)) == []
