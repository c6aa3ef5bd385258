"""Cities that stand for their teams, and those that do not."""

from __future__ import annotations

import pytest
from told import Read, cases, label

DATA = cases("teams")


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_teams(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    found = [m.kind for m in extraction.mentions if extraction.text[m.start : m.end] == case["city"]]
    assert found == case["kinds"]
