"""Dates of documents that do not say when they were published, alone and together; cases in data/dating.toml."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import cases, label

from kg.annotate.annotate import Annotator
from kg.annotate.reckoning import RULES, parse_reckoning, reckoned
from kg.extract.facts import extract_facts
from kg.iris import digest
from kg.model import Document, Event, Extraction, Header
from kg.resolve.resolution import Resolution
from kg.resolve.resolve import resolve
from kg.resolve.windows import clue_of, window

CASES = cases("dating")
Undated: TypeAlias = Callable[[str], Extraction]


@pytest.fixture(scope="module")
def undated(annotator: Annotator) -> Undated:
    """Reads a text of which nobody knows when it was published."""

    def run(text: str) -> Extraction:
        header = Header(id=digest(text), source="test", published_basis="unknown")
        return extract_facts(annotator(Document(header=header, text=text)))

    return run


def published(resolution: Resolution, extraction: Extraction) -> list[str]:
    found = resolution.published.get(extraction.document.id)
    return [found.first, found.last] if found else []


@pytest.mark.parametrize("case", CASES["alone"], ids=label)
def test_alone(case: Mapping[str, Any], undated: Undated) -> None:
    extraction = undated(case["text"])
    resolution = resolve([extraction])
    assert published(resolution, extraction) == case.get("published", [])
    assert resolution.bonds == ()


@pytest.mark.parametrize("case", CASES["together"], ids=lambda case: label(case["texts"][1]))
def test_together(case: Mapping[str, Any], undated: Undated) -> None:
    read = [undated(text) for text in case["texts"]]
    resolution = resolve(read)
    assert [published(resolution, extraction) for extraction in read] == case["published"]
    assert [bond.unit for bond in resolution.bonds] == ([case["unit"]] if "unit" in case else [])
    assert resolve(read[::-1]) == resolution


def test_the_sentences_that_prove_it_are_kept(undated: Undated) -> None:
    case = CASES["together"][0]
    one, other = (undated(text) for text in case["texts"])
    texts = {extraction.document.id: extraction.text for extraction in (one, other)}
    resolution = resolve([one, other])
    first, second = (resolution.published[e.document.id] for e in (one, other))
    assert (first.basis, second.basis) == ("text", "joint")
    assert {texts[doc][s.start : s.end] for doc, s in first.proof} == {
        "Norway opened an embassy in Bamako in March 2015.",
        "Norway opened the embassy last year.",
    }
    assert {doc for doc, _ in second.proof} == texts.keys()
    (bond,) = resolution.bonds
    assert {texts[doc][s.start : s.end] for doc, s in bond.proof} == {"Norway and Mali met in Bamako last month."}


def test_relative_times_are_resolved_against_what_was_inferred(undated: Undated) -> None:
    one, other = (undated(text) for text in CASES["together"][0]["texts"])
    times = resolve([one, other]).times
    found = {
        fact.predicate: times[e.document.id][fact.id].edtf
        for e in (one, other)
        for fact in e.facts
        if isinstance(fact, Event) and fact.id in times.get(e.document.id, {})
    }
    assert found == {"meet": "[2015-12..2016-11]", "pull out of": "[2016-01-01..2016-12-30]"}


def test_a_loose_month_is_tightened_by_who_knows_the_day(undated: Undated) -> None:
    one, other = (undated(text) for text in CASES["together"][4]["texts"])
    (time,) = resolve([one, other]).times[other.document.id].values()
    assert (time.edtf, time.earliest, time.latest) == (None, "2021-05-04", "2021-05-04")


def test_a_document_with_a_date_keeps_it(annotator: Annotator, undated: Undated) -> None:
    text = CASES["together"][3]["texts"][1]
    header = Header(id=digest(text), source="test", published_basis="given", published="2001-01-01")
    dated = extract_facts(annotator(Document(header=header, text=text)))
    resolution = resolve([undated(CASES["together"][3]["texts"][0]), dated])
    assert (resolution.published, resolution.bonds, resolution.times) == ({}, (), {})


def test_order_never_matters(undated: Undated) -> None:
    texts = list(dict.fromkeys(text for case in CASES["together"] for text in case["texts"]))
    read = [undated(text) for text in texts]
    expected = resolve(read)
    for seed in range(5):
        shuffled = random.Random(seed).sample(read, len(read))
        assert resolve(shuffled) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ("shifted", "month", -1),
        ("shifted", "year", 0),
        ("shifted", "day", -1),
        ("shifted", "week", -1),
        ("weekday_near", 4, -1, 0),
        ("weekday_near", 4, -1, 1),
        ("month_in", 4, -1),
    ],
    ids=str,
)
@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), step=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_windows_never_go_back(arguments: tuple[str, ...], day: date, step: int) -> None:
    clue = clue_of(str(reckoned(*arguments)), "")
    assert clue is not None
    assert parse_reckoning(str(clue.reckoning)) == clue.reckoning
    earlier, later = window(clue, day.toordinal()), window(clue, day.toordinal() + step)
    assert earlier is not None
    assert later is not None
    assert all(a <= b for a, b in zip(earlier, later, strict=True))
    assert all(abs(end - day.toordinal()) <= clue.lag for end in earlier)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("ago month -1", "a month ago"),
        ("month_near 9 -1 0", "September"),
        ("shifted month -1", "the past month"),
        ("season_near 21 -1", "spring"),
        ("shifted month -3", "three months before"),
    ],
)
def test_loose_words_are_no_clue(rule: str, words: str) -> None:
    assert rule.split(" ")[0] in RULES
    assert clue_of(rule, words) is None
