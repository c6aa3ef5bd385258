"""The answer to a query as a network: the nodes that stand in its rows, and what ties those of one row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
from msgspec.structs import replace

from kg.graph.sheet import Cell, Sheet
from kg.query.answers import local
from kg.query.evidence import Quote, count_sources
from kg.query.network import Network, Quoter, days_of_edge

_MOST_OF_A_ROW = 8
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOTE = "In one row of the answer; no document is quoted for it."


@dataclass(frozen=True, slots=True)
class Answered:
    """The network of an answer, and how many of its names of nodes a network does not draw."""

    view: Network
    strange: int


def node_iris(sheet: Sheet) -> tuple[str, ...]:
    """The IRIs in the rows of an answer, each once."""
    cells = (cell for row in sheet.rows for cell in row)
    return tuple(dict.fromkeys(cell.text for cell in cells if cell is not None and cell.iri))


def first_rows(sheet: Sheet, most: int) -> Sheet:
    """The first rows, as many as name at most so many nodes."""
    named: set[str] = set()
    for number, row in enumerate(sheet.rows):
        named.update(cell.text for cell in row if cell is not None and cell.iri)
        if len(named) > most:
            return replace(sheet, rows=sheet.rows[:number], more=True)
    return sheet


def may_be_network(sheet: Sheet) -> bool:
    """Whether some row names two nodes, of which a network could be made."""
    return any(len({cell.text for cell in row if cell is not None and cell.iri}) > 1 for row in sheet.rows)


def answered(quoted: Quoter, known: Network, sheet: Sheet, triples: bool) -> Answered:
    """The network of an answer: for rows, what the graph itself tells between the nodes of a row, and a plain line
    from the first to any other with which nothing ties it; for triples, a line each. `known` is a network that has all
    the nodes which can be drawn, `quoted` knows what stands behind triples.
    """
    iris = node_iris(sheet)
    kept = {iri for iri in iris if iri in known}
    view: Network = nx.MultiDiGraph()
    view.add_nodes_from((iri, data) for iri, data in known.nodes(data=True) if iri in kept)
    if triples:
        _add_triples(quoted, known, view, sheet)
    else:
        for row in sheet.rows:
            _add_row(known, view, _drawn(sheet.variables, row, kept))
    inner = {cell.text for row in sheet.rows for cell in (row[1:2] if triples else ()) if cell is not None}
    return Answered(view, len(set(iris) - kept - inner))


def _drawn(names: Sequence[str], row: Sequence[Cell | None], kept: set[str]) -> tuple[tuple[str, str], ...]:
    """The nodes of a row that can be drawn, each with the first name under which it stands there."""
    found: dict[str, str] = {}
    for name, cell in zip(names, row, strict=True):
        if cell is not None and cell.iri and cell.text in kept:
            found.setdefault(cell.text, name)
    return tuple(found.items())[:_MOST_OF_A_ROW]


def _add_row(known: Network, view: Network, entries: Sequence[tuple[str, str]]) -> None:
    for (one, _), (other, _) in combinations(entries, 2):
        _copy(known, view, one, other, lambda _: True)
    for one, name in entries[1:]:
        first, label = entries[0]
        if not view.has_edge(first, one) and not view.has_edge(one, first):
            _add(view, first, one, f"{label}, {name}", "row", ())


def _add_triples(quoted: Quoter, known: Network, view: Network, sheet: Sheet) -> None:
    said = [tuple(cell.text if cell else "" for cell in row) for row in sheet.rows]
    drawn = [(s, p, o) for s, p, o in said if s in view and o in view and s != o]
    quotes = quoted([s for s, _, _ in drawn])
    for s, p, o in drawn:
        if not _copy(known, view, s, o, lambda data, p=p: data["relation"] == p):  # type: ignore[misc]
            _add(view, s, o, _CAPITAL.sub(" ", local(p)).lower(), p, quotes.get((s, p, o), ()))


def _copy(known: Network, view: Network, one: str, other: str, wanted: Callable[[Mapping[str, object]], bool]) -> bool:
    """Take over what ties two nodes, either way; whether there is any of it."""
    edges = [
        (source, target, key, data)
        for source, target in ((one, other), (other, one))
        for key, data in known.get_edge_data(source, target, default={}).items()
        if wanted(data)
    ]
    view.add_edges_from(edges)
    return bool(edges)


def _add(view: Network, one: str, other: str, label: str, relation: str, quotes: Iterable[Quote]) -> None:
    told = tuple(quotes)
    days = days_of_edge((view.nodes[one]["when"], view.nodes[other]["when"]), told)
    note = "" if told else _NOTE
    view.add_edge(
        one, other, key=f"{relation} {label}", relation=relation, label=label, quotes=told, days=days,
        sources=count_sources(told), note=note,
    )  # fmt: skip
