"""Whether a name is a person's, a body's or a place's: the table of known names and the words around."""

from __future__ import annotations

import pytest
from told import Read, cases, label, mentions

from kg.annotate.knownnames import load_known


@pytest.mark.parametrize("case", cases("leanings")["case"], ids=label)
def test_leanings(read: Read, case: dict) -> None:
    found = {f"{kind}: {words}" for words, kind, _, _ in mentions(read(case["text"]))}
    assert set(case["names"]) <= found
    found |= {name.partition(":")[0] for name in found}
    assert found.isdisjoint(case.get("not", []))


def test_the_table_has_each_name_once() -> None:
    table = load_known()
    names = [*table.bodies, *table.doubtful, *table.events, *table.things]
    assert len(names) == len(set(names))
