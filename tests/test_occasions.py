"""Named elections, wars, summits: where their names begin and end, and what is no such name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import cases, label

from kg.annotate.annotated import Annotated


@pytest.mark.parametrize("case", cases("occasions")["case"], ids=label)
def test_occasions(annotate: Callable[[str], Annotated], case: dict) -> None:
    annotated = annotate(case["text"])
    assert [case["text"][m.start : m.end] for m in annotated.mentions if m.kind == "Event"] == case["events"]


def test_adjective_within_an_election_still_means_the_state(annotate: Callable[[str], Annotated]) -> None:
    annotated = annotate("The 2012 Norwegian general election ended.")
    states = [m for m in annotated.mentions if m.kind == "State"]
    assert [(m.form, annotated.entities[m.entity].name) for m in states] == [("adjective", "Norway")]
