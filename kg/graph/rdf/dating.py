"""What follows from several documents together, as when they were published: a graph of its own.

Its records have evidence in more than one document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from kg.graph import names
from kg.graph.rdf.provenance import decimal, span_triples
from kg.graph.rdf.reading import Reading, english, plain
from kg.graph.vocabulary import KG, PROV, RDF, SKOS
from kg.model import Stretch
from kg.resolve.resolution import Resolution, Unit

DATED_TOGETHER, SAME_EVENTS = "dated-together", "same-events"
CONFIDENCE = 0.9
_SAME: Mapping[Unit, NamedNode] = {"day": KG.sameDayAs, "month": KG.sameMonthAs, "year": KG.sameYearAs}
_NOTE = "What follows only from several documents together; each record has evidence in all of them."


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A triple that follows from sentences of several documents; `proof` by document."""

    subject: str
    predicate: NamedNode
    object: str
    rule: str
    proof: Mapping[str, Sequence[Stretch]]

    def triples(self, reading: Reading) -> Iterator[Triple]:
        """The triple and its record, with the evidence that is in this document."""
        triple = Triple(names.node(self.subject), self.predicate, names.node(self.object))
        record = names.node(names.record_iri("jointly", str(triple), reading.base))
        yield triple
        yield Triple(record, RDF.type, KG.FactRecord)
        yield Triple(record, RDF.subject, triple.subject)
        yield Triple(record, RDF.predicate, triple.predicate)
        yield Triple(record, RDF.object, triple.object)
        yield Triple(record, KG.basis, KG.Inferred)
        yield Triple(record, KG.confidence, decimal(CONFIDENCE))
        yield Triple(record, KG.rule, plain(self.rule))
        for stretch in self.proof.get(reading.id, ()):
            yield Triple(
                record, KG.evidence, names.node(names.span_iri(reading.id, stretch.start, stretch.end, reading.base))
            )
            yield from span_triples(reading, stretch)


def conclusions(resolution: Resolution, base: str) -> Mapping[str, Sequence[Conclusion]]:
    """What follows from several documents of when they were published, by each document that has a part in it."""
    found: dict[str, list[Conclusion]] = {}
    for conclusion in (*_dates(resolution, base), *_bonds(resolution, base)):
        for document in conclusion.proof:
            found.setdefault(document, []).append(conclusion)
    return found


def _dates(resolution: Resolution, base: str) -> Iterator[Conclusion]:
    for document, published in resolution.published.items():
        if published.basis == "joint":
            time = names.published_iri(document, base)
            proof = _by_document(published.proof)
            yield Conclusion(names.document_iri(document, base), KG.publicationTime, time, DATED_TOGETHER, proof)


def _bonds(resolution: Resolution, base: str) -> Iterator[Conclusion]:
    for bond in resolution.bonds:
        one, other = (names.published_iri(document, base) for document in bond.documents)
        proof = _by_document(bond.proof)
        yield Conclusion(one, _SAME[bond.unit], other, SAME_EVENTS, proof)
        yield Conclusion(other, _SAME[bond.unit], one, SAME_EVENTS, proof)


def _by_document(proof: Sequence[tuple[str, Stretch]]) -> Mapping[str, Sequence[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for document, stretch in proof:
        found.setdefault(document, []).append(stretch)
    return found


def joint_graph_triples(documents: Sequence[str], base: str) -> Iterator[Triple]:
    """What the graph of joint conclusions is, and whose sentences it rests on."""
    graph = names.node(names.jointly_iri(base))
    yield Triple(graph, KG.basis, KG.Inferred)
    yield Triple(graph, SKOS.note, english(_NOTE))
    for document in documents:
        yield Triple(graph, PROV.wasDerivedFrom, names.node(names.document_iri(document, base)))
