"""Who holds which office of which state or body."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label

from kg.model import Tenure

DATA = cases("tenures")
ROLES = ("person", "post", "role", "organization", "state", "status", "confidence")


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_tenures(read: Read, case: dict) -> None:
    found = list(facts(read(case["text"]), Tenure, *ROLES))
    assert len(found) == len(case["tenures"]), found
    for wanted in case["tenures"]:
        assert any(wanted.items() <= tenure.items() for tenure in found), found


@pytest.mark.parametrize("text", DATA["none"]["texts"], ids=label)
def test_no_tenure(read: Read, text: str) -> None:
    assert list(facts(read(text), Tenure, *ROLES)) == []


def test_the_same_said_twice_is_one_tenure_with_both_sentences(read: Read) -> None:
    text = "Norwegian President Ola Hansen left. Nobody spoke. Norwegian President Ola Hansen came back."
    (tenure,) = (fact for fact in read(text).facts if isinstance(fact, Tenure))
    assert [text[e.start : e.end] for e in tenure.evidence] == [text[:36], text[51:]]


def test_a_guessed_state_costs_confidence(read: Read) -> None:
    (stated,) = facts(read("Norwegian President Hansen was angry."), Tenure, "confidence")
    (guessed,) = facts(read("Norway left. President Hansen was angry."), Tenure, "confidence")
    assert stated["confidence"] > guessed["confidence"]
