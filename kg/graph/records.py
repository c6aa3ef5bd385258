"""Whether every fact record is whole: its triple asserted in its own graph, and evidence under it that is a span."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.vocabulary import KG, OA, RDF


def record_violations(store: Store) -> tuple[str, ...]:
    """What is wrong with fact records and mentions, one line each, sorted."""
    return tuple(sorted({*_records(store), *_targets(store)}))


def _records(store: Store) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, RDF.type, KG.FactRecord):
        record = quad.subject
        parts = [
            [found.object for found in store.quads_for_pattern(record, predicate, None, quad.graph_name)]
            for predicate in (RDF.subject, RDF.predicate, RDF.object)
        ]
        subject, predicate, value = (part[0] if len(part) == 1 else None for part in parts)
        if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode) or value is None:
            yield f"{_name(record)}: the recorded triple is not whole"
        elif not any(True for _ in store.quads_for_pattern(subject, predicate, value, quad.graph_name)):
            yield f"{_name(record)}: its graph does not assert the recorded triple"
        if not any(True for _ in store.quads_for_pattern(record, KG.evidence, None, quad.graph_name)):
            yield f"{_name(record)}: a fact record without evidence"


def _targets(store: Store) -> Iterator[str]:
    for predicate in (KG.evidence, OA.hasTarget):
        for quad in store.quads_for_pattern(None, predicate, None):
            span = quad.object
            if isinstance(span, Literal) or Quad(span, RDF.type, OA.SpecificResource, quad.graph_name) not in store:
                yield f"{_name(quad.subject)}: points to no span of a text"
    for quad in store.quads_for_pattern(None, RDF.type, KG.Mention, DefaultGraph()):
        if not any(True for _ in store.quads_for_pattern(quad.subject, OA.hasTarget, None, DefaultGraph())):
            yield f"{_name(quad.subject)}: a mention without a span"


def _name(node: object) -> str:
    return str(node).strip("<>")
