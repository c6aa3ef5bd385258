"""Where names begin and end, and the kind of thing each names."""

from __future__ import annotations

import pytest
from spacy.language import Language
from told import Read, cases, label, mentions

from kg.annotate.names import Name, settle
from kg.annotate.nlp import parse
from kg.annotate.tokens import columns


@pytest.mark.parametrize("case", cases("names")["case"], ids=label)
def test_names(read: Read, case: dict) -> None:
    found = {f"{kind}: {words}" for words, kind, _, _ in mentions(read(case["text"]))}
    assert set(case["names"]) <= found
    found |= {name.partition(":")[0] for name in found}
    assert found.isdisjoint(case.get("not", []))


def test_a_name_is_of_the_kind_that_most_of_its_mentions_have(nlp: Language) -> None:
    tokens = columns(parse(nlp, "Zuldo won. Zuldo lost. Zuldo left."))
    told = [Name(0, 1, "Institution", "model"), Name(3, 4, "Institution", "model"), Name(6, 7, "Person", "model")]
    assert {name.kind for name in settle(tokens, told)} == {"Institution"}
    certain = [told[0], told[1], Name(6, 7, "Person", "title")]
    assert [name.kind for name in settle(tokens, certain)] == ["Person", "Person", "Person"]


def test_a_family_name_seen_in_full_is_a_person(nlp: Language) -> None:
    tokens = columns(parse(nlp, "Ola Zuldo won. Zuldo left. Blenk left."))
    told = [Name(0, 2, "Person", "model"), Name(4, 5, "Institution", "model"), Name(7, 8, "Institution", "model")]
    assert [name.kind for name in settle(tokens, told)] == ["Person", "Person", "Institution"]


def test_a_family_name_is_no_month_and_a_month_no_family_name(read: Read) -> None:
    said = read("Theresa May met Ola Hansen in May. On Friday May went home. He wrote to Mrs May on May 7.")
    told = sorted((m.start, m.kind) for m in said.mentions if "May" in said.text[m.start : m.end])
    assert [kind for _, kind in told] == ["Person", "Time", "Person", "Person", "Time"]
