"""Where names begin and end, and the kind of thing each names."""

from __future__ import annotations

import pytest
from told import Read, cases, label, mentions


@pytest.mark.parametrize("case", cases("names")["case"], ids=label)
def test_names(read: Read, case: dict) -> None:
    found = {f"{kind}: {words}" for words, kind, _, _ in mentions(read(case["text"]))}
    assert set(case["names"]) <= found
    found |= {name.partition(":")[0] for name in found}
    assert found.isdisjoint(case.get("not", []))
