"""Who holds which office of which state or body."""

from __future__ import annotations

import pytest
from told import Read, cases, facts, label

from kg.extract.stints import Stint, combined, when_held
from kg.model import Tenure, TimeValue

DATA = cases("tenures")
TIMES = cases("tenure_times")["case"]
ROLES = ("person", "post", "role", "organization", "state", "status", "confidence")


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_tenures(read: Read, case: dict) -> None:
    found = list(facts(read(case["text"]), Tenure, *ROLES))
    assert len(found) == len(case["tenures"]), found
    for wanted in case["tenures"]:
        assert any(wanted.items() <= tenure.items() for tenure in found), found


@pytest.mark.parametrize("case", TIMES, ids=label)
def test_times_of_tenures(read: Read, case: dict) -> None:
    extraction = read(case["text"])
    names = {entity.id: entity.name for entity in extraction.entities}
    tenures = [fact for fact in extraction.facts if isinstance(fact, Tenure)]
    found = [{"person": names[t.person or ""], "status": t.status, "time": _bounds(t.time)} for t in tenures]
    assert sorted(found, key=str) == sorted(case["held"], key=str)


def _bounds(time: TimeValue | None) -> list[str]:
    if time is None:
        return []
    bounds = (time.edtf, time.earliest, time.latest_begin, time.earliest_end, time.latest)
    return [bound or "" for bound in bounds]


YEAR = TimeValue(edtf="2001", earliest="2001-01-01", latest="2001-12-31")
NEXT = TimeValue(edtf="2002", earliest="2002-01-01", latest="2002-12-31")
MONTH = TimeValue(edtf="2001-05", earliest="2001-05-01", latest="2001-05-31")


def test_what_several_sentences_say_is_one_stint_unless_they_differ() -> None:
    assert combined((Stint(begin=YEAR), Stint(end=NEXT))) == Stint(begin=YEAR, end=NEXT)
    assert combined((Stint(begin=YEAR), Stint(begin=MONTH))) == Stint(begin=MONTH)
    assert combined((Stint(begin=YEAR), Stint(begin=NEXT))) is None
    assert combined((Stint(begin=NEXT), Stint(end=YEAR))) is None
    assert combined((Stint(), Stint())) == Stint()


def test_a_stint_that_ends_before_it_begins_has_no_time() -> None:
    assert when_held(Stint(begin=NEXT, end=YEAR)) is None
    assert when_held(Stint()) is None


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
