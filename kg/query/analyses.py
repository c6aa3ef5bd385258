"""The analyses by name, each as a table."""

from __future__ import annotations

from collections.abc import Mapping

from kg.errors import QueryError
from kg.query.answers import Queryable, Table
from kg.query.contested import contested_events
from kg.query.network import network
from kg.query.standing import communities, standings
from kg.query.tabled import tabled

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "centrality": ("name", "kind", "betweenness", "links", "documents", "community", "iri"),
    "communities": ("number", "members", "actors", "events", "named"),
    "contested": ("event", "held", "documents", "against", "factuality", "types", "iri"),
}
"""The columns of each analysis: fields of Standing, Community and Contested."""


def analysis(graph: Queryable, name: str, most: int | None = None, *, iris: bool = True) -> Table:
    """At most `most` rows of an analysis, those that weigh most, with or without the IRIs of what they are about.

    Raises QueryError for a name that is not one of COLUMNS.
    """
    if name not in COLUMNS:
        raise QueryError(f"no analysis {name!r}. Available names: {', '.join(COLUMNS)}")
    columns = COLUMNS[name] if iris else tuple(column for column in COLUMNS[name] if column != "iri")
    if name == "contested":
        return tabled(contested_events(graph)[:most], columns)
    view = network(graph)
    rows = standings(view) if name == "centrality" else communities(view)
    return tabled(rows[:most], columns)
