"""From the archive to a published graph: the last step of a build, always over all documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from kg.graph.archive import Archive, Entry
from kg.graph.rdf import Corpus, document_quads, joint_quads, survey
from kg.graph.rdf.reading import Withheld
from kg.graph.store import write_store
from kg.iris import DATA
from kg.resolve.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Published:
    """What a build left: by graph ("" is the default graph) how many quads, and their digest.

    `withheld` are the facts that the graph does not assert, each after the id of its document.
    """

    documents: int
    graphs: Mapping[str, Entry]
    withheld: tuple[tuple[str, Withheld], ...]


def publish(folder: Path, archive: Archive, resolution: Resolution, base: str = DATA) -> Published:
    """Write the graph of all archived documents as a fresh store and publish it.

    The folder must be prepared and locked (`kg.graph.folder`). Raises StoreError where it cannot be written.
    """
    corpus = survey(archive, resolution, base)
    graphs = write_store(folder, graph_quads(archive, corpus), archive)
    return Published(len(archive), graphs, corpus.withheld)


def graph_quads(archive: Archive, corpus: Corpus) -> Iterator[Quad]:
    """Every quad of the graph; some come more than once."""
    said = (document_quads(extraction, corpus.resolution, corpus) for extraction in archive)
    return chain(chain.from_iterable(said), joint_quads(archive, corpus))
