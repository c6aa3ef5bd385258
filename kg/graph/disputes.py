"""Where documents differ on what has only one value: the graph holds one, each document's own graph keeps its own."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg.graph.vocabulary import KG, RDF, SKOS
from kg.model import Record

_SINGLE = (KG.eventType, KG.factuality, KG.inTerritoryOf)


class Dispute(Record, frozen=True):
    """A node, a property of it, the value the graph holds, and the values that other documents give; labels."""

    node: str
    property: str
    held: str
    others: tuple[str, ...]


def find_disputes(store: Store) -> tuple[Dispute, ...]:
    """The differences between the named graphs of a store, sorted by node and property."""
    found = (dispute for predicate in _SINGLE for dispute in _disputes(store, predicate))
    return tuple(sorted(found, key=lambda dispute: (dispute.node, dispute.property)))


def _disputes(store: Store, predicate: NamedNode) -> Iterator[Dispute]:
    held: dict[NamedNode, NamedNode] = {}
    told: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, predicate, None):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode):
            continue
        if isinstance(quad.graph_name, DefaultGraph):
            held[quad.subject] = quad.object
        else:
            told.setdefault(quad.subject, set()).add(quad.object)
    for subject, values in told.items():
        others = values - {held.get(subject)}
        if others and not (predicate == KG.inTerritoryOf and _is_event(store, subject)):
            yield Dispute(
                node=_label(store, subject),
                property=predicate.value.rsplit("#", 1)[-1],
                held=_label(store, held[subject]) if subject in held else "",
                others=tuple(sorted(_label(store, value) for value in others)),
            )


def _is_event(store: Store, node: NamedNode) -> bool:
    return Quad(node, RDF.type, KG.Event, DefaultGraph()) in store


def _label(store: Store, node: NamedNode) -> str:
    for quad in store.quads_for_pattern(node, SKOS.prefLabel, None, DefaultGraph()):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return node.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
