"""The network view for network tools: GraphML and GEXF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import IO, Any
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter
from pyoxigraph import Store

from kg.query.evidence import Quote
from kg.query.network import Network, network
from kg.query.results import well_formed


def flattened(view: Network) -> nx.MultiDiGraph[str]:
    """The network with plain strings and numbers for attributes, and only characters that XML can hold."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, data in view.nodes(data=True):
        flat.add_node(
            iri,
            label=_words([data["label"]]),
            kind=data["kind"],
            names=_words(data["names"]),
            event_type=data["type"],
            factuality=data["factuality"],
            when=_words([data["when"]]),
        )
    for number, (source, target, data) in enumerate(view.edges(data=True)):
        flat.add_edge(source, target, key=str(number), **_edge(data))
    return flat


def _edge(data: dict[str, Any]) -> dict[str, str | int]:
    quotes: tuple[Quote, ...] = data["quotes"]
    return {
        "label": _words([data["label"]]),
        "relation": data["relation"],
        "sentences": _words(quote.sentence for quote in quotes),
        "documents": _words(sorted({quote.source.title for quote in quotes})),
        "sources": data["sources"],
        "first": data["days"][0],
        "last": data["days"][1],
    }


def _words(words: Iterable[str]) -> str:
    return well_formed(" | ".join(" ".join(part.split()) for part in words))


def write_graphml(store: Store, out: IO[bytes]) -> None:
    """The network as GraphML."""
    out.write(graphml(network(store)))


def graphml(view: Network) -> bytes:
    """A network, or a part of one, as GraphML."""
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(flattened(view))
    out = io.BytesIO()
    writer.dump(out)
    return out.getvalue()


def write_gexf(store: Store, out: IO[bytes]) -> None:
    """The network as GEXF 1.2, without the date of writing."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(flattened(network(store)))
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    ElementTree.indent(writer.xml)
    writer.write(out)
