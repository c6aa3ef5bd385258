"""Members of bodies and nationals of states."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label

from kg.model import Extraction, Membership, NationalOf

DATA = cases("affiliations")


def members(extraction: Extraction) -> list[list[object]]:
    return [list(f.values()) for f in facts(extraction, Membership, "member", "organization")]


def nationals(extraction: Extraction) -> list[list[object]]:
    return [list(f.values()) for f in facts(extraction, NationalOf, "person", "state")]


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_affiliations(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    assert members(extraction) == case.get("members", [])
    assert nationals(extraction) == case.get("nationals", [])


@pytest.mark.parametrize("text", DATA["none"]["texts"], ids=label)
def test_no_affiliation(read: Read, text: str) -> None:
    assert members(read(text)) + nationals(read(text)) == []
