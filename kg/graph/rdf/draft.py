"""All that one document says, before it is compared with what the others say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import msgspec
from pyoxigraph import Triple

from kg.graph.rdf.agents import describe
from kg.graph.rdf.claims import claim_of, stand_in_claims, statement_lines
from kg.graph.rdf.events import event_lines, happenings
from kg.graph.rdf.mentions import Reference, references
from kg.graph.rdf.offices import tenure_lines
from kg.graph.rdf.provenance import document_lines, mention_triples, record_triples
from kg.graph.rdf.reading import ASSERTED, Line, Reading, Said, Withheld
from kg.graph.rdf.relations import relation_lines
from kg.graph.vocabulary import KG
from kg.model import BACKGROUND_RULE, Event, Fact, Statement, Tenure
from kg.resolve.unnamed import without_unnamed


@dataclass(frozen=True)
class Draft:
    """A document's lines by the triple they make, its references, and the facts the graph does not assert."""

    reading: Reading
    lines: Mapping[Triple, tuple[Said, ...]]
    references: tuple[Reference, ...]
    withheld: tuple[Withheld, ...]

    @cached_property
    def nodes(self) -> frozenset[str]:
        """The IRIs of all nodes that the document speaks of."""
        return _mentioned((line for group in self.lines.values() for line in group), self.references)

    def triples(self, kept: Iterable[Triple]) -> Iterator[Triple]:
        """These triples of the draft with their records, and the mentions; duplicates are the store's to drop."""
        for triple in kept:
            yield triple
            factual = [line for line in self.lines[triple] if line.fact is not None]
            if factual:
                yield from record_triples(self.reading, triple, factual)
        yield from mention_triples(self.reading, self.references)


def draft(reading: Reading) -> Draft:
    """The lines of every fact, of the document itself, and of the nodes that these speak of."""
    reading, unfounded = founded(reading)
    lines = tuple(chain(unfounded, _facts(reading), document_lines(reading)))
    said = [line for line in lines if isinstance(line, Said)]
    found = tuple(references(reading))
    said.extend(_descriptions(reading, _mentioned(said, found)))
    grouped: dict[Triple, list[Said]] = {}
    for line in said:
        grouped.setdefault(line.triple(), []).append(line)
    by_triple = {triple: tuple(group) for triple, group in grouped.items()}
    return Draft(reading, by_triple, found, tuple(line for line in lines if isinstance(line, Withheld)))


def founded(reading: Reading) -> tuple[Reading, tuple[Withheld, ...]]:
    """The reading without facts that no words of the text say, and without persons whom it does not name."""
    length = len(reading.extraction.text)
    named, nameless = without_unnamed(reading.extraction)
    sound = [
        fact for fact in named.facts if fact.evidence and all(0 <= e.start < e.end <= length for e in fact.evidence)
    ]
    ids = {fact.id for fact in sound}
    lost = tuple(Withheld(fact, "it is about somebody whom the text does not name") for fact in nameless)
    lost += tuple(Withheld(fact.id, "no words of the text say it") for fact in named.facts if fact.id not in ids)
    if named is reading.extraction and not lost:
        return reading, ()
    return replace(reading, extraction=msgspec.structs.replace(named, facts=tuple(sound))), lost


def _facts(reading: Reading) -> Iterator[Line]:
    for fact in reading.extraction.facts:
        if isinstance(fact, Statement):
            yield from statement_lines(fact, reading)
        elif not isinstance(fact, Event):
            yield from _relation(fact, reading)
    for iri, facts in happenings(reading).items():
        yield from event_lines(iri, facts, reading)
        yield from stand_in_claims(iri, facts, reading)
    yield from _contradictions(reading)


def _relation(fact: Fact, reading: Reading) -> Iterator[Line]:
    if all(evidence.rule == BACKGROUND_RULE for evidence in fact.evidence):
        yield Withheld(fact.id, "the authority files say it, not the text; it stands in the background graph")
    elif fact.factuality not in ASSERTED:
        yield Withheld(fact.id, f"told as {fact.factuality}, not as a fact")
    elif isinstance(fact, Tenure):
        yield from tenure_lines(fact, reading)
    else:
        yield from relation_lines(fact, reading)


def _contradictions(reading: Reading) -> Iterator[Said]:
    """Both directions, each stored with the claim of this document that it starts from."""
    own = {claim_of(fact, reading): fact for fact in reading.extraction.facts if isinstance(fact, Statement)}
    for one, other in reading.resolution.contradictions:
        for claim, opposite in ((one, other), (other, one)):
            if claim in own and claim != opposite:
                yield Said(claim, KG.contradicts, opposite, own[claim], inferred=True)


def _mentioned(lines: Iterable[Said], found: Iterable[Reference]) -> frozenset[str]:
    iris: set[str] = set()
    for line in lines:
        iris.add(line.subject)
        if isinstance(line.object, str):
            iris.add(line.object)
    for reference in found:
        iris.add(reference.body)
        if reference.literal:
            iris.add(reference.literal)
    return frozenset(iris)


def _descriptions(reading: Reading, iris: frozenset[str]) -> Iterator[Said]:
    """Class and label of the nodes of the world; a happening is described where it is told."""
    told = frozenset(reading.resolution.event_labels) | frozenset(happenings(reading))
    own = {node.iri: node for node in map(reading.node, reading.entities)}
    for iri in sorted(iris - told):
        node = reading.world(iri) or own.get(iri)
        if node is not None:
            yield from describe(node, told)
