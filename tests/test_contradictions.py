"""Claims that cannot both hold are linked, and what only they vouch for is claimed; data/contradictions.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from told import Read, cases, label

from kg.model import Event, Statement
from kg.resolve.quantities import exclude, quantities
from kg.resolve.resolve import resolve
from kg.resolve.revision import revised

CASES = cases("contradictions")


@pytest.mark.parametrize("case", CASES["linked"], ids=label)
def test_linked(case: Mapping[str, Any], read: Read) -> None:
    extraction = read(case["text"])
    resolution = resolve([extraction])
    (pair,) = resolution.contradictions
    assert len({claim.rsplit("/", 1)[-1].rsplit("-", 1)[0] for claim in pair}) == 2
    before = {fact.id: fact for fact in extraction.facts}
    contested = [
        fact.predicate
        for fact in revised(extraction, resolution).facts
        if isinstance(fact, Event) and fact != before[fact.id] and fact.factuality == "claimed"
    ]
    assert contested == case.get("contested", [])


@pytest.mark.parametrize("case", CASES["apart"], ids=label)
def test_apart(case: Mapping[str, Any], read: Read) -> None:
    extraction = read(case["text"])
    resolution = resolve([extraction])
    assert (resolution.contradictions, dict(resolution.contested)) == ((), {})
    assert revised(extraction, resolution) == extraction


def test_whoever_contests_it_claims_it(read: Read) -> None:
    extraction = read(CASES["linked"][0]["text"])
    after = revised(extraction, resolve([extraction]))
    (event,) = (fact.id for fact in after.facts if isinstance(fact, Event))
    assert [fact.claims for fact in after.facts if isinstance(fact, Statement)] == [(event,), (event,)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("all sanctions", "only five key economic sanctions"),
        ("every hostage", "some of the hostage families"),
        ("no soldiers died", "three soldiers died"),
        ("twelve planes", "15 planes"),
        ("all twelve planes", "15 planes"),
    ],
)
def test_amounts_that_exclude_each_other(one: str, other: str) -> None:
    assert any(exclude(a, b) for a in quantities(one) for b in quantities(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("all sanctions", "five ships"),
        ("twelve planes", "12 planes"),
        ("all twelve planes", "twelve planes"),
        ("about twelve planes", "15 planes"),
        ("some of the planes", "three planes"),
        ("all of it", "five of them"),
    ],
)
def test_amounts_that_go_together(one: str, other: str) -> None:
    assert not any(exclude(a, b) for a in quantities(one) for b in quantities(other))
