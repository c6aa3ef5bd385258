"""RDF with its named graphs, sorted: TriG, N-Quads and JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg.graph.turtle import prefixes


def sorted_quads(store: Store) -> Iterator[Quad]:
    """Every quad: the default graph first, then by graph, subject, predicate and object; one subject's in memory."""
    graphs: list[NamedNode | BlankNode] = sorted(store.named_graphs(), key=str)
    for graph in (DefaultGraph(), *graphs):
        subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, graph)}
        for subject in sorted(subjects, key=str):
            quads = store.quads_for_pattern(subject, None, None, graph)
            yield from sorted(quads, key=lambda quad: (str(quad.predicate), str(quad.object)))


def write_trig(store: Store, out: IO[bytes]) -> None:
    """All graphs as TriG."""
    serialize(sorted_quads(store), out, RdfFormat.TRIG, prefixes=prefixes())


def write_nquads(store: Store, out: IO[bytes]) -> None:
    """All graphs as N-Quads."""
    serialize(sorted_quads(store), out, RdfFormat.N_QUADS)


def write_jsonld(store: Store, out: IO[bytes]) -> None:
    """All graphs as JSON-LD, expanded: it refers to no context elsewhere."""
    serialize(sorted_quads(store), out, RdfFormat.JSON_LD)
