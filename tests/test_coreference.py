"""Which mentions are one person; whom a pronoun means, and when it means nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import Read, cases, label, mentions

from kg.annotate.coreference import name_parts


@pytest.mark.parametrize("case", cases("coreference")["case"], ids=label)
def test_coreference(read: Read, case: dict) -> None:
    found = [(words, name) for words, _, _, name in mentions(read(case["text"]))]
    for words, name in case["means"]:
        here = next((n for n, pair in enumerate(found) if pair[0] == words), None)
        assert (found[here][1] if here is not None else "") == name, found
        if here is not None:
            del found[here]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong-un", "Kim Jongun"),
        ("Tayyip Erdo\u011fan", "tayyip erdogan"),
        ("S\u00f8ren O\u2019Brien", "Soren OBrien"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_parts(one) == name_parts(other)


@given(st.text(max_size=40))
def test_parts_are_small_letters_and_stay_so(name: str) -> None:
    parts = name_parts(name)
    assert all(part and " " not in part for part in parts)
    assert name_parts(" ".join(parts)) == tuple(p for part in parts for p in name_parts(part))
