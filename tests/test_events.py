"""Events: who did what to whom, whether it took place, told once however often the text comes back to it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from kg.annotate.annotate import Annotator
from kg.annotate.annotated import Annotated
from kg.extract.events import EventFindings, extract_events
from kg.extract.lexicon import Predicate, load_lexicon
from kg.model import Document, Event, Header

DATA = tomllib.loads((Path(__file__).parent / "data" / "events.toml").read_text("utf-8"))
REAL = (
    ("Ruritanian", "Norwegian"),
    ("Ruritania", "Norway"),
    ("Elbonian", "Portuguese"),
    ("Elbonia", "Portugal"),
    ("Strelsau", "Lisbon"),
    ("Zenda", "Bergen"),
)


@pytest.fixture(scope="module")
def annotator(nlp: Language) -> Annotator:
    return Annotator(nlp)


def annotated(annotator: Annotator, text: str, published: str | None = "2019-03-22") -> Annotated:
    return annotator(
        Document(header=Header(id="x", source="x", published_basis="given", published=published), text=text)
    )


def told(annotator: Annotator, text: str) -> tuple[Annotated, EventFindings]:
    document = annotated(annotator, text)
    findings = extract_events(document)
    groups = {group.entity.id: group.entity for group in findings.groups}
    states = {state.id: state for state in findings.states}
    return replace(document, entities={**document.entities, **groups, **states}), findings


def named(document: Annotated, event: Event) -> dict[str, object]:
    name = {key: entity.name for key, entity in document.entities.items()}
    return {
        "type": event.event_type,
        "actors": sorted(name[a] for a in event.actors),
        "recipients": sorted(name[r] for r in event.recipients),
        "participants": sorted(name[p] for p in event.participants),
        "factuality": event.factuality,
        "mode": event.mode,
        "place": name[event.place] if event.place else None,
        "theme": name[event.theme] if event.theme else None,
        "outcome": event.outcome,
        "tellings": len(event.evidence),
        "earliest": event.time.earliest if event.time else None,
        "latest": event.time.latest if event.time else None,
    }


@pytest.mark.parametrize("case", DATA["case"], ids=[case["text"][:50] for case in DATA["case"]])
def test_events(annotator: Annotator, case: dict) -> None:
    document, findings = told(annotator, case["text"])
    found = [named(document, event) for event in findings.events]
    for wanted in case["events"]:
        assert any(wanted.items() <= event.items() for event in found), found
    assert not case.get("only", True) or len(found) == len(case["events"]), found


@pytest.mark.parametrize("text", DATA["none"]["texts"])
def test_no_event(annotator: Annotator, text: str) -> None:
    document, findings = told(annotator, text)
    assert [named(document, event) for event in findings.events] == []


@pytest.mark.parametrize("predicate", load_lexicon().predicates, ids=lambda p: p.id)
def test_example_of_each_predicate(annotator: Annotator, predicate: Predicate) -> None:
    text = predicate.example
    for fictional, real in REAL:
        text = text.replace(fictional, real)
    _, findings = told(annotator, text)
    assert predicate.type in {event.event_type for event in findings.events}, text


@pytest.mark.parametrize("case", DATA["mention"], ids=[case["text"][:50] for case in DATA["mention"]])
def test_mentions(annotator: Annotator, case: dict) -> None:
    text = case["text"]
    _, findings = told(annotator, text)
    types = {event.id: event.event_type for event in findings.events}
    assert {(types[i], text[start:end]) for i, start, end in findings.mentions} >= {
        (kind, words) for kind, words in case["mentions"]
    }


def test_evidence_is_the_sentence(annotator: Annotator) -> None:
    text = "It rained.\n\n  Norway closed its consulate in Lisbon on Friday.  \n\nNobody was surprised."
    _, findings = told(annotator, text)
    (event,) = findings.events
    (evidence,) = event.evidence
    assert text[evidence.start : evidence.end] == "Norway closed its consulate in Lisbon on Friday."
    assert text[event.trigger.start : event.trigger.end] == "closed"
