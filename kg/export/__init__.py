"""The graph in the formats of others: EXPORTERS has a writer for each, `EXPORTERS["turtle"](store, out)`.

Every writer takes an open store and a binary stream, and writes the same bytes for the same graph. FOLDERS has those
that write several files into a folder that is there: `FOLDERS["csv"](store, folder)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, TypeAlias

from pyoxigraph import Store

from kg.export.description import write_description
from kg.export.money import write_followthemoney
from kg.export.networks import write_gexf, write_graphml
from kg.export.plover import write_plover
from kg.export.rdf import write_jsonld, write_nquads, write_trig
from kg.export.tables import write_tables
from kg.graph.turtle import write_turtle

__all__ = ["EXPORTERS", "FOLDERS", "Exporter", "FolderExporter"]

Exporter: TypeAlias = Callable[[Store, IO[bytes]], None]
FolderExporter: TypeAlias = Callable[[Store, Path], None]

EXPORTERS: Mapping[str, Exporter] = {
    "turtle": write_turtle,
    "trig": write_trig,
    "nquads": write_nquads,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "followthemoney": write_followthemoney,
    "plover": write_plover,
    "void": write_description,
}
"""Writers by the name that the command line takes. Turtle and the networks hold what the graph holds; trig, nquads and
jsonld also hold what each document says, as named graphs."""

FOLDERS: Mapping[str, FolderExporter] = {"csv": write_tables}
"""Writers of several files, by the name that the command line takes."""
