"""Whether a graph is as it should be: its shapes, its evidence against the texts, its ledger; and its conflicts."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store

from kg.errors import StoreError
from kg.graph.archive import Archive
from kg.graph.conflicts import Conflict, find_conflicts
from kg.graph.disputes import Dispute, find_disputes
from kg.graph.evidence import reread
from kg.graph.folder import ARCHIVE
from kg.graph.fulltext import KINDS, sizes
from kg.graph.ledger import differences, tally
from kg.graph.records import record_violations
from kg.graph.shapes import ontology_folder, query_violations, shape_violations, with_ontology
from kg.graph.store import Snapshot, open_store
from kg.graph.vocabulary import KG, RDF
from kg.model import Record


class Report(Record, frozen=True):
    """What was checked; `searchable` counts the nodes in the search index.

    `violations` has a line for each thing that is wrong; `conflicts` and `disputes` are for a person to judge.
    """

    documents: int
    quads: int
    triples: int
    facts: int
    mentions: int
    spans: int
    verified: int
    searchable: int = 0
    violations: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations

    @property
    def evidence(self) -> str:
        """How many spans have the words they should: "n of n"."""
        return f"{self.verified} of {self.spans}"


def check_graph(path: str | Path, *, shapes: bool = True) -> Report:
    """Check a graph folder. `shapes=False` leaves out SHACL, the slow part.

    Raises StoreError for a folder without a graph, CheckError for a graph without triples.
    """
    folder = Path(path).resolve()
    with open_store(folder) as snapshot, Archive(folder / ARCHIVE, read_only=True) as archive:
        store = snapshot.store
        entries = tally(store)
        rereading = reread(store, archive, snapshot.marker.base)
        ledger = archive.ledger(snapshot.marker.store or "")
        violations = (
            *differences(entries, ledger),
            *rereading.violations,
            *record_violations(store),
            *query_violations(with_ontology(store), ontology_folder() / "checks"),
            *(shape_violations(store) if shapes else ()),
        )
        searchable, missing = _searchable(snapshot)
        return Report(
            documents=len(archive),
            quads=sum(entry.quads for entry in entries.values()),
            triples=entries[""].quads if "" in entries else 0,
            facts=_count(store, KG.FactRecord),
            mentions=_count(store, KG.Mention),
            spans=rereading.spans,
            verified=rereading.verified,
            searchable=searchable,
            violations=(*violations, *missing),
            conflicts=find_conflicts(store),
            disputes=find_disputes(store),
        )


def _count(store: Store, kind: NamedNode) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, RDF.type, kind, DefaultGraph()))


def _searchable(snapshot: Snapshot) -> tuple[int, tuple[str, ...]]:
    """How many nodes can be searched for, and what is wrong with their index."""
    try:
        indexed, _ = sizes(snapshot.folder, snapshot.marker.store or "")
    except StoreError as error:
        return 0, (str(error),)
    named = {
        str(quad.subject)
        for kind in KINDS
        for quad in snapshot.store.quads_for_pattern(None, RDF.type, NamedNode(kind), DefaultGraph())
    }
    if indexed == len(named):
        return indexed, ()
    return indexed, (f"the search index has {indexed} of {len(named)} nodes; run `kg build` again",)
