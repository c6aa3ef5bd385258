"""Who belongs to which body, where no title stands right beside it."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label

from kg.model import Extraction, Membership, Tenure

DATA = cases("memberships")


def members(extraction: Extraction) -> list[list[object]]:
    return [list(f.values()) for f in facts(extraction, Membership, "member", "organization")]


def tenures(extraction: Extraction) -> list[list[object]]:
    roles = ("person", "post", "role", "organization", "status")
    return [list(f.values()) for f in facts(extraction, Tenure, *roles)]


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_memberships(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    assert members(extraction) == case.get("members", [])
    assert tenures(extraction) == case.get("tenures", [])


@pytest.mark.parametrize("text", DATA["none"]["texts"], ids=label)
def test_no_membership(read: Read, text: str) -> None:
    assert members(read(text)) + tenures(read(text)) == []
