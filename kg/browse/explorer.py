"""A graph folder at a notebook's prompt: `kg.explore("graphs/sample")`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.browse.notebook import Entity, Result, Route
from kg.graph.folder import read_marker
from kg.graph.store import open_store
from kg.query.analyses import analysis
from kg.query.asking import answer_named, answer_sparql
from kg.query.card import entity_card
from kg.query.network import network
from kg.query.paths import evidence_path
from kg.query.sheets import SHEETS
from kg.query.tabled import sheet_table


@dataclass(frozen=True, slots=True)
class Explorer:
    """A graph folder to ask; every question reads what the last build published."""

    folder: Path

    def __post_init__(self) -> None:
        read_marker(self.folder)

    def entity(self, name: str) -> Entity:
        """The node of this name or IRI. Raises QueryError where none or several have it, and lists them."""
        with open_store(self.folder) as snapshot:
            return Entity(entity_card(snapshot.store, name))

    def query(self, name: str, **parameters: str) -> Result:
        """The answer to a named query (see `kg queries`). Raises QueryError for a name or parameter there is not."""
        return Result(answer_named(self.folder, name, parameters))

    def sparql(self, query: str) -> Result:
        """The answer to SPARQL, within limits of time and memory. Raises QueryError where it is refused or fails."""
        return Result(answer_sparql(self.folder, query))

    def table(self, name: str) -> Result:
        """One of the tables that `kg export --format csv` writes: persons, tenures, events, evidence and so on.

        Raises QueryError for another name.
        """
        with open_store(self.folder) as snapshot:
            return Result(sheet_table(snapshot.store, name))

    def path(self, one: str, other: str) -> Route:
        """The shortest path between two, each hop with its sentences. Raises QueryError where there is none."""
        with open_store(self.folder) as snapshot:
            return Route(evidence_path(network(snapshot.store), one, other))

    def analyse(self, what: str = "centrality", most: int | None = None) -> Result:
        """Centrality, communities or contested events. Raises QueryError for another name."""
        with open_store(self.folder) as snapshot:
            return Result(analysis(snapshot.store, what, most))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables."""
        return SHEETS
