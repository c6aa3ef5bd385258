"""The whole graph: a named graph for each document, the default graph that joins them, and the background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Quad, Triple

from kg.graph import authority, names
from kg.graph.rdf.background import background_lines, party_lines
from kg.graph.rdf.dating import conclusions, joint_graph_triples
from kg.graph.rdf.draft import Draft, draft
from kg.graph.rdf.provenance import record_triples
from kg.graph.rdf.reading import Said, english
from kg.graph.rdf.settling import Votes, holds, settle, slot, vote
from kg.graph.rdf.survey import Corpus, survey
from kg.graph.vocabulary import KG, SEM, SKOS
from kg.model import Extraction
from kg.resolve.resolution import Resolution


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
    concluded = conclusions(corpus.resolution, corpus.base)
    for extraction in extractions:
        told = draft(corpus.reading(extraction))
        used.update(told.nodes)
        for triple in _standing(told, corpus):
            yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
        for conclusion in concluded.get(extraction.document.id, ()):
            yield from _jointly(conclusion.triples(told.reading), corpus)
    if concluded:
        yield from _jointly(joint_graph_triples(sorted(concluded), corpus.base), corpus)
    for line in (*_spellings(used, corpus), *party_lines(sorted(used), corpus.resolution)):
        triple = line.triple()
        yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    graph = names.node(names.background_iri(corpus.base))
    for line in background_lines(used, corpus.resolution, corpus.base):
        triple = line.triple()
        yield Quad(triple.subject, triple.predicate, triple.object, graph)
        if _undisputed(triple, corpus):
            yield Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())


def _jointly(triples: Iterable[Triple], corpus: Corpus) -> Iterator[Quad]:
    """What follows from several documents, in its own graph and in the default graph."""
    graph = names.node(names.jointly_iri(corpus.base))
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, graph)
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
    if left_open in told.lines:
        return
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
        taken = _names_of_capital(iri, corpus) if node.kind == "State" else frozenset()
        for name in node.names:
            short = node.kind == "State" and name.lower().startswith("the ")
            if name != node.label and not short and name.casefold() not in taken:
                yield Said(iri, SKOS.altLabel, english(name))


def _names_of_capital(state: str, corpus: Corpus) -> frozenset[str]:
    capital = authority.capital(state, corpus.base)
    if capital is None:
        return frozenset()
    found = (corpus.resolution.nodes.get(capital), authority.node(capital, corpus.base))
    return frozenset(name.casefold() for node in found if node for name in (node.label, *node.names))
