"""Bodies named, described or implied by a title, and the states whose organs they are."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label, mentions

from kg.model import LocatedIn, OrganOf, PartOf

CASES = cases("bodies")["case"]


@pytest.mark.parametrize("case", CASES, ids=label)
def test_bodies(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    assert sorted(e.name for e in extraction.entities if e.type == "Institution") == sorted(case["bodies"])
    organs = {(f["institution"], f["state"]) for f in facts(extraction, OrganOf, "institution", "state")}
    assert organs == {tuple(pair) for pair in case["organs"]}


@pytest.mark.parametrize("case", [case for case in CASES if "parts" in case], ids=label)
def test_bodies_within_bodies(read: Read, case: dict) -> None:
    parts = {(f["part"], f["whole"]) for f in facts(read(case["text"]), PartOf, "part", "whole")}
    assert parts == {tuple(pair) for pair in case["parts"]}


@pytest.mark.parametrize("case", [case for case in CASES if "homes" in case], ids=label)
def test_homes_of_bodies_that_are_no_organs(read: Read, case: dict) -> None:
    homes = {(f["thing"], f["place"]) for f in facts(read(case["text"]), LocatedIn, "thing", "place")}
    assert homes == {tuple(pair) for pair in case["homes"]}


@pytest.mark.parametrize("case", [case for case in CASES if "same" in case], ids=label)
def test_words_for_one_body(read: Read, case: dict) -> None:
    meant = {words: name for words, _, _, name in mentions(read(case["text"]))}
    for group in case["same"]:
        assert len({meant[words] for words in group}) == 1
