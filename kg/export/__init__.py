"""The graph in the formats of others: EXPORTERS has a writer for each, `EXPORTERS["turtle"](store, out)`.

Every writer takes an open store and a binary stream, and writes the same bytes for the same graph.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO, TypeAlias

from pyoxigraph import Store

from kg.export.networks import write_gexf, write_graphml
from kg.export.rdf import write_jsonld, write_nquads, write_trig
from kg.graph.turtle import write_turtle

__all__ = ["EXPORTERS", "Exporter"]

Exporter: TypeAlias = Callable[[Store, IO[bytes]], None]

EXPORTERS: Mapping[str, Exporter] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
}
"""Writers by the name that the command line takes. Turtle and the networks hold what the graph holds; trig, nquads and
jsonld also hold what each document says, as named graphs."""
