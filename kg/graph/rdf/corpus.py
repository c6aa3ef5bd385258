"""The whole graph: a named graph for each document, the default graph that joins them, and the background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Quad, Triple

from kg.annotate.authority import Place
from kg.graph import authority, names
from kg.graph.rdf.agents import BODIES, agent
from kg.graph.rdf.background import background_lines, party_lines
from kg.graph.rdf.draft import Draft, draft
from kg.graph.rdf.events import happenings
from kg.graph.rdf.provenance import record_triples
from kg.graph.rdf.reading import Reading, Said, Withheld, english
from kg.graph.rdf.settling import Settled, Votes, holds, settle, slot, vote
from kg.graph.vocabulary import KG, SEM, SKOS
from kg.iris import DATA
from kg.model import Event, Extraction, OrganOf, Statement
from kg.resolve.resolution import Resolution


@dataclass(frozen=True)
class Corpus:
    """What is known only once all documents are read. All keys are IRIs.

    `states_of` an institution; `actors` of an event in any document; events that some document dates (`timed`) or that
    somebody claims (`claimed`); `settled` values of what can have only one. `withheld` facts by document id.
    """

    resolution: Resolution
    base: str
    states_of: dict[str, frozenset[str]] = field(default_factory=dict)
    actors: dict[str, frozenset[str]] = field(default_factory=dict)
    timed: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()
    settled: Settled = field(default_factory=dict)
    withheld: tuple[tuple[str, Withheld], ...] = ()

    @property
    def events(self) -> frozenset[str]:
        """All happenings."""
        return frozenset(self.actors)

    def reading(self, extraction: Extraction) -> Reading:
        """An extraction with its entities resolved."""
        return Reading(extraction, self.resolution, self.states_of, self.base)


def survey(extractions: Iterable[Extraction], resolution: Resolution, base: str = DATA) -> Corpus:
    """Read all documents twice (so `extractions` must allow it) for what `document_quads` must know of the others."""
    first = Corpus(resolution, base)
    states, actors = _authority_states(resolution, base), dict[str, frozenset[str]]()
    timed, claimed = set[str](), set[str]()
    for extraction in extractions:
        reading = first.reading(extraction)
        _gather_states(reading, states)
        _gather_events(reading, actors, timed, claimed)
    owners = {iri: frozenset(found) for iri, found in states.items()}
    known = Corpus(resolution, base, owners, actors, frozenset(timed), frozenset(claimed))
    votes: Votes = {}
    withheld: list[tuple[str, Withheld]] = []
    for extraction in extractions:
        told = draft(known.reading(extraction))
        vote(votes, ((triple, 1) for triple in told.lines), known.events)
        withheld.extend((extraction.document.id, fact) for fact in told.withheld)
    settled = {**settle(votes), **_known_territories(votes, base)}
    return Corpus(resolution, base, owners, actors, known.timed, known.claimed, settled, tuple(withheld))


def _known_territories(votes: Votes, base: str) -> dict[tuple[str, str], str]:
    """Where the authority files know in which state a place is, the graph holds with them."""
    territory = KG.inTerritoryOf.value
    places = {iri: authority.row(iri, base) for iri, predicate in votes if predicate == territory}
    return {
        (iri, territory): str(names.node(base + row.state))
        for iri, row in places.items()
        if isinstance(row, Place) and row.state
    }


def _authority_states(resolution: Resolution, base: str) -> dict[str, set[str]]:
    bodies = (iri for iri, node in resolution.nodes.items() if node.kind in BODIES)
    return {iri: set(states) for iri in bodies if (states := authority.organ_of(iri, base))}


def _gather_states(reading: Reading, states: dict[str, set[str]]) -> None:
    for fact in reading.extraction.facts:
        if isinstance(fact, OrganOf) and fact.factuality == "actual" and reading.node(fact.state).kind == "State":
            states.setdefault(reading.node(fact.institution).iri, set()).add(reading.node(fact.state).iri)


def _gather_events(reading: Reading, actors: dict[str, frozenset[str]], timed: set[str], claimed: set[str]) -> None:
    for iri, facts in happenings(reading).items():
        who = {agent(reading, entity)[0] for fact in facts for entity in fact.actors}
        actors[iri] = actors.get(iri, frozenset()) | who
        if any(fact.time for fact in facts):
            timed.add(iri)
    ids = {fact.id for fact in reading.extraction.facts if isinstance(fact, Event)}
    for fact in reading.extraction.facts:
        if isinstance(fact, Statement):
            claimed.update(reading.event(event) for event in fact.claims if event in ids)


def document_quads(extraction: Extraction, resolution: Resolution, corpus: Corpus | None = None) -> Iterator[Quad]:
    """The named graph of one document: what it says, each triple with its evidence, and its mentions.

    Without a corpus the document stands alone. Quads may repeat; a store keeps each once.
    """
    corpus = corpus or survey((extraction,), resolution)
    told = draft(corpus.reading(extraction))
    votes: Votes = {}
    vote(votes, ((triple, len(lines)) for triple, lines in told.lines.items()), corpus.events)
    settled = {
        **settle(votes),
        **{key: value for key, value in corpus.settled.items() if key[1] == SKOS.prefLabel.value},
    }
    graph = names.node(names.graph_iri(extraction.document.id, corpus.base))
    for triple in told.triples(triple for triple in told.lines if holds(triple, settled, corpus.events)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def joint_quads(extractions: Iterable[Extraction], corpus: Corpus) -> Iterator[Quad]:
    """The default graph: all documents' triples, settled where they differ, with spellings of names and background."""
    used: set[str] = set()
    for extraction in extractions:
        told = draft(corpus.reading(extraction))
        used.update(told.nodes)
        for triple in _standing(told, corpus):
            yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    for line in (*_spellings(used, corpus), *party_lines(sorted(used), corpus.resolution)):
        triple = line.triple()
        yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    graph = names.node(names.background_iri(corpus.base))
    for line in background_lines(used, corpus.resolution, corpus.base):
        triple = line.triple()
        yield Quad(triple.subject, triple.predicate, triple.object, graph)
        if _undisputed(triple, corpus):
            yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())


def _undisputed(triple: Triple, corpus: Corpus) -> bool:
    key = slot(triple, corpus.events)
    return key is None or key not in corpus.settled or holds(triple, corpus.settled, corpus.events)


def _standing(told: Draft, corpus: Corpus) -> Iterator[Triple]:
    kept = []
    for triple, lines in told.lines.items():
        if all(_superfluous(line, corpus) for line in lines):
            if triple.predicate == KG.recipient:
                yield from _sideless(told, triple)
        elif holds(triple, corpus.settled, corpus.events):
            kept.append(triple)
    yield from told.triples(kept)


def _sideless(told: Draft, triple: Triple) -> Iterator[Triple]:
    """A recipient who is an actor elsewhere takes part, on no side."""
    left_open = Triple(triple.subject, SEM.hasActor, triple.object)
    yield left_open
    yield from record_triples(told.reading, left_open, told.lines[triple])


def _superfluous(line: Said, corpus: Corpus) -> bool:
    """Whether a stand-in is not needed because another document knows, or an agent is an actor elsewhere."""
    if line.stand_in:
        gap, event = line.stand_in
        return event in {"time": corpus.timed, "claim": corpus.claimed}.get(gap, frozenset()) or (
            gap == "actor" and bool(corpus.actors.get(event))
        )
    return line.predicate == KG.recipient and line.object in corpus.actors.get(line.subject, frozenset())


def _spellings(used: set[str], corpus: Corpus) -> Iterator[Said]:
    """Other spellings of names. A state takes neither short forms ("the North") nor the name of its capital."""
    for iri in sorted(used & corpus.resolution.nodes.keys()):
        node = corpus.resolution.nodes[iri]
        capital = authority.capital(iri, corpus.base) if node.kind == "State" else None
        taken = authority.node(capital, corpus.base) if capital else None
        for name in node.names:
            figure = node.kind == "State" and (
                name.lower().startswith("the ") or (taken is not None and name.casefold() == taken.label.casefold())
            )
            if name != node.label and not figure:
                yield Said(iri, SKOS.altLabel, english(name))
