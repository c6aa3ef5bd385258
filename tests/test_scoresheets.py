"""Teams and players on pages of scores."""

from __future__ import annotations

import pytest
from told import Read, cases, label, mentions


@pytest.mark.parametrize("case", cases("scoresheets")["case"], ids=label)
def test_sheets(read: Read, case: dict) -> None:
    found = {f"{kind}: {words}" for words, kind, _, _ in mentions(read(case["text"]))}
    assert set(case["names"]) <= found
    found |= {name.partition(":")[0] for name in found}
    assert found.isdisjoint(case.get("not", []))
