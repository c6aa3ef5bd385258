"""Statements: who is reported to have said what; quotations and how they go on."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.annotate.annotate import Annotator
from kg.extract.events import extract_events
from kg.extract.quotations import Quotations, find_quotations
from kg.extract.statements import extract_statements
from kg.model import Document, Header, Statement

DATA = tomllib.loads((Path(__file__).parent / "data" / "statements.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def annotator(nlp: Language) -> Annotator:
    return Annotator(nlp)


def said(annotator: Annotator, text: str) -> list[tuple[Statement, dict[str, object]]]:
    header = Header(id="x", source="x", published_basis="given", published="2019-03-22")
    annotated = annotator(Document(header=header, text=text))
    events = extract_events(annotated).events
    types = {event.id: event.event_type for event in events}
    return [
        (
            statement,
            {
                "speaker": annotated.entities[statement.speaker].name if statement.speaker else "",
                "source": text[statement.source.start : statement.source.end] if statement.source else "",
                "cue": text[statement.cue.start : statement.cue.end] if statement.cue else "",
                "content": [text[c.start : c.end] for c in statement.content],
                "quoted": statement.quoted,
                "claims": [types[c] for c in statement.claims],
            },
        )
        for statement in extract_statements(annotated, events)
    ]


@pytest.mark.parametrize("case", DATA["case"], ids=[case["text"][:50] for case in DATA["case"]])
def test_statements(annotator: Annotator, case: dict) -> None:
    found = [fields for _, fields in said(annotator, case["text"])]
    assert len(found) == len(case["said"]), found
    for fields, wanted in zip(found, case["said"], strict=True):
        assert wanted.items() <= fields.items(), fields


@pytest.mark.parametrize("text", DATA["none"]["texts"])
def test_no_statement(annotator: Annotator, text: str) -> None:
    assert [fields for _, fields in said(annotator, text)] == []


def test_evidence_holds_all_of_the_content(annotator: Annotator) -> None:
    text = "“We lost the harvest,” Maria Silva said. It rained. She wept. “Nobody came to help us.”"
    ((statement, _),) = said(annotator, text)
    for content in statement.content:
        assert any(e.start <= content.start and content.end <= e.end for e in statement.evidence)


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“First we went north.\n\n“Then we came home,” she said."
    assert [(q.open_ended, text[q.start : q.end]) for q in find_quotations(text)] == [
        (True, "“First we went north."),
        (False, "“Then we came home,”"),
    ]


def test_inches_are_no_quotation() -> None:
    assert find_quotations('A 5" pipe and a 7" pipe.') == []


@given(st.text(alphabet='ab "“”\n', max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_quotations_are_apart_and_found_by_place(text: str, at: int, to: int) -> None:
    found = find_quotations(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    quotations = Quotations(found)
    assert quotations.around(at) == next((q for q in found if q.start <= at < q.end), None)
    start, end = sorted((at, to))
    if start < end:
        assert list(quotations.within(start, end)) == [q for q in found if q.start < end and start < q.end]
