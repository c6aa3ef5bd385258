"""How two nodes are connected by what the texts say: the shortest path, each hop with its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import networkx as nx
from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.model import Record
from kg.query.answers import Table, Term
from kg.query.card import find
from kg.query.evidence import Quote
from kg.query.network import Network

_HOP = 1_000_000
_SUPPORT = 1_000
_COLUMNS = ("hop", "from", "relation", "direction", "to", "factuality", "sentence", "document", "start", "end")


class Hop(Record, frozen=True):
    """One step: two nodes of the network, and the edge between them that most documents vouch for.

    `forward` says whether the edge leads from `source` to `target`; `factuality` is that of the event at either end,
    empty where there is none.
    """

    source: str
    source_name: str
    target: str
    target_name: str
    label: str
    forward: bool
    factuality: str
    quotes: tuple[Quote, ...]


def evidence_path(view: Network, one: str, other: str) -> tuple[Hop, ...]:
    """The path of fewest hops between two nodes, given by name or IRI, over edges that texts vouch for.

    Of several, one whose edges stand in most documents; background knowledge is no evidence and connects nobody. Raises
    QueryError where a name is unknown or may be several nodes (it lists them), or nothing connects the two.
    """
    first, last = find(view, one), find(view, other)
    if first == last:
        raise QueryError(f"{one!r} and {other!r} are the same: {view.nodes[first]['label']}")
    told = supported(view)
    try:
        nodes = nx.dijkstra_path(told, first, last, weight="cost")
    except nx.NetworkXNoPath:
        names = " and ".join(str(view.nodes[iri]["label"]) for iri in (first, last))
        raise QueryError(f"no chain of sentences connects {names}") from None
    return tuple(_hop(view, told, source, target) for source, target in pairwise(nodes))


def supported(view: Network) -> nx.Graph[str]:
    """The network without direction and without background knowledge: an edge has the `best` of those between its
    nodes (source, target, data), the number of its `documents`, and a `cost` of fewest hops first, most support next.
    """
    told: nx.Graph[str] = nx.Graph()
    told.add_nodes_from(view)
    for source, target, data in view.edges(data=True):
        documents = vouching(data["quotes"])
        if documents and documents > told.get_edge_data(source, target, {"documents": 0})["documents"]:
            cost = _HOP + _SUPPORT // documents
            told.add_edge(source, target, best=(source, target, data), documents=documents, cost=cost)
    return told


def vouching(quotes: Iterable[Quote]) -> int:
    """How many documents these sentences stand in."""
    return len({(quote.source.title, quote.source.identifier) for quote in quotes})


def _hop(view: Network, told: nx.Graph[str], source: str, target: str) -> Hop:
    start, _, data = told.edges[source, target]["best"]
    ends: list[dict[str, Any]] = [view.nodes[source], view.nodes[target]]
    return Hop(
        source=source,
        source_name=ends[0]["label"],
        target=target,
        target_name=ends[1]["label"],
        label=data["label"],
        forward=start == source,
        factuality=next((end["factuality"] for end in ends if end["factuality"]), ""),
        quotes=data["quotes"],
    )


def path_table(hops: Iterable[Hop]) -> Table:
    """A path as a table, a row for each sentence; offsets are code points, half-open."""
    return Table(_COLUMNS, tuple(_rows(hops)))


def _rows(hops: Iterable[Hop]) -> Iterator[tuple[Term, ...]]:
    for number, hop in enumerate(hops, 1):
        for quote in hop.quotes:
            yield (
                Literal(number),
                NamedNode(hop.source),
                Literal(hop.label),
                Literal("forward" if hop.forward else "back"),
                NamedNode(hop.target),
                Literal(hop.factuality),
                Literal(quote.sentence),
                Literal(quote.source.identifier or quote.source.title),
                Literal(quote.start),
                Literal(quote.start + len(quote.sentence)),
            )
