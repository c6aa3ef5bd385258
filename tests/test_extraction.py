"""What holds of every extraction: all offsets and ids lead somewhere, and the wire form loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from told import Read, cases, mentions

from kg.annotate.annotated import Annotated
from kg.annotate.furniture import find_furniture
from kg.extract.facts import extract_facts
from kg.model import Event, Extraction, Fact, Statement, Tenure, from_json, to_json

FURNITURE = (
    "Image copyright Newswire",
    "Read more: The harbour in ten pictures",
    "Share this story on Facebook",
    "Advertisement",
    "Sign up for our newsletter",
)
HOSTILE = ("(" * 300, "\ufffd\ufffd", "“He said", "\n\n\n", "Mr", "of the", "President", "—", "Norway's", "😀 ", "\t")
SENTENCES = tuple(
    case["text"] for name in ("tenures", "bodies", "coreference", "affiliations") for case in cases(name)["case"][:8]
)
TEXTS = st.lists(
    st.tuples(st.sampled_from((*SENTENCES, *FURNITURE, *HOSTILE)), st.sampled_from((" ", "\n", "\n\n"))), max_size=8
).map(lambda parts: "".join(piece + gap for piece, gap in parts))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROLES = ("person", "organization", "state", "member", "institution", "part", "whole", "thing", "place", "speaker")


def entities_of(fact: Fact) -> Iterator[str]:
    """The ids of entities in the roles of a fact."""
    roles = (*ROLES, "addressee", "theme") if isinstance(fact, Event | Statement) else ROLES
    yield from (value for role in roles if (value := getattr(fact, role, None)))
    if isinstance(fact, Event):
        yield from (*fact.actors, *fact.recipients, *fact.participants)


def check_offsets(extraction: Extraction) -> None:
    """Mentions lie in the text and clear of furniture; evidence begins and ends on words outside of it."""
    text = extraction.text
    masked = {i for f in find_furniture(text) for i in range(f.start, f.end)}
    for mention in extraction.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert masked.isdisjoint({mention.start, mention.end - 1})
    for evidence in (evidence for fact in extraction.facts for evidence in fact.evidence):
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert masked.isdisjoint({evidence.start, evidence.end - 1})
        assert evidence.rule
    assert all((a.start, -a.end) <= (b.start, -b.end) for a, b in pairwise(named(extraction)))


def named(extraction: Extraction) -> list:
    """Mentions as annotation found them; those of events come after."""
    return [m for m in extraction.mentions if m.kind != "Event"]


def check_references(extraction: Extraction) -> None:
    """Every id in a mention or fact is that of an entity, time or fact of the extraction."""
    entities = {entity.id: entity for entity in extraction.entities}
    assert len(entities) == len(extraction.entities)
    assert len({m.id for m in extraction.mentions}) == len(extraction.mentions)
    for mention in extraction.mentions:
        assert entities[mention.entity].type == mention.kind
        assert mention.literal is None or mention.literal in entities
    facts = {fact.id: fact for fact in extraction.facts}
    assert [*facts] == [f"f{n}" for n in range(1, len(extraction.facts) + 1)]
    times = {m.id for m in extraction.mentions if m.kind == "Time"}
    for fact in extraction.facts:
        assert fact.evidence
        assert 0 <= fact.confidence <= 1
        assert set(entities_of(fact)) <= entities.keys()
        time = getattr(fact, "time", None)
        assert time is None or time.mention is None or time.mention in times
        if isinstance(fact, Statement):
            assert all(isinstance(facts[claim], Event) for claim in fact.claims)
        if isinstance(fact, Tenure):
            assert fact.person or fact.state or fact.organization
            assert fact.counterpart is None or isinstance(facts[fact.counterpart], Tenure)


@FEW
@given(TEXTS)
def test_extractions_are_sound(read: Read, text: str) -> None:
    extraction = read(text)
    assert extraction.text == text
    check_offsets(extraction)
    check_references(extraction)
    assert from_json(to_json(extraction)) == extraction


@FEW
@given(st.text(max_size=300).filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_any_text_is_read(read: Read, text: str) -> None:
    extraction = read(text)
    check_offsets(extraction)
    check_references(extraction)


def test_the_wire_form_is_one_line(read: Read) -> None:
    line = to_json(read("Norway's president spoke.\n\nNobody\r\nlistened.\u2028Portugal left."))
    assert b"\n" not in line
    assert b'"type":"tenure"' in line


def test_furniture_names_nobody(read: Read) -> None:
    text = (
        "Norway left the pact.\n\nRead more: Portugal's president Maria Silva in pictures\n\nMali stayed in the pact.\n"
    )
    names = {name for _, _, _, name in mentions(read(text))}
    assert {"Norway", "Mali"} <= names
    assert names.isdisjoint({"Portugal", "Maria Silva"})


def test_reading_again_gives_the_same_bytes(annotate: Callable[[str], Annotated], read: Read) -> None:
    text = " ".join(SENTENCES)
    assert to_json(extract_facts(annotate(text))) == to_json(read(text))
