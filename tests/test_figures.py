"""Capitals and seats of power: the city, the building, or whoever speaks through it."""

from __future__ import annotations

import pytest
from told import Read, cases, label, mentions


@pytest.mark.parametrize("case", cases("figures")["case"], ids=label)
def test_figures(read: Read, case: dict) -> None:
    found = {words: f"{form}: {name}" for words, _, form, name in mentions(read(case["text"]))}
    assert case["means"].items() <= found.items()


@pytest.mark.parametrize("case", cases("figures")["case"], ids=label)
def test_metonyms_and_only_they_keep_the_literal_reading(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    kinds = {entity.id: entity.type for entity in extraction.entities}
    for mention in extraction.mentions:
        assert (mention.form == "metonym") == (mention.literal is not None)
        if mention.literal:
            assert kinds[mention.literal] == "Place"
