"""The graph as tables: `sheets/*.rq`, one table a file, a row for each node and a tuple of values in each cell.

The first comment line says what the table holds, the second names its columns in order: `actor_name` after `actor`
holds the names of its values, in the same order. A query gives ?node ?column ?value, and the first column is the node
itself; or, where a third comment line says so, whole rows, of which the first two variables tell a row from others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import TypeAlias

from kg.model import Record
from kg.query.answers import Queryable, select

Row: TypeAlias = Mapping[str, tuple[str, ...]]
"""The values of a row by column; a column without values may be left out."""

SHEETS = ("persons", "bodies", "posts", "tenures", "events", "statements", "documents", "evidence")
"""The names of the tables."""
NUMBERS = frozenset({"documents", "confidence", "characters", "start", "end"})
"""Columns that hold numbers; all others hold words, IRIs or dates."""
_NAMED = "_name"
_COUNTED = "documents"
_COLUMNS = "# columns: "
_SELECTS = "# selects: "
_LABELS = """SELECT ?node ?label { ?node <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }
ORDER BY ?label"""


class Sheet(Record, frozen=True):
    """A table: what it holds, its columns, and its rows in the order of their nodes."""

    name: str
    help: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


class _Query(Record, frozen=True):
    help: str
    columns: tuple[str, ...]
    selects: tuple[str, ...]
    text: str


@lru_cache(maxsize=len(SHEETS))
def _query(name: str) -> _Query:
    text = files("kg.query").joinpath("sheets", f"{name}.rq").read_text(encoding="utf-8")
    help_line, columns, third, _ = text.split("\n", 3)
    return _Query(
        help=help_line.removeprefix("# "),
        columns=tuple(columns.removeprefix(_COLUMNS).split()),
        selects=tuple(third.removeprefix(_SELECTS).split()) if third.startswith(_SELECTS) else (),
        text=text,
    )


def sheet(graph: Queryable, name: str) -> Sheet:
    """One of SHEETS for this graph. Raises KeyError for another name."""
    if name not in SHEETS:
        raise KeyError(name)
    query = _query(name)
    cells: dict[str, dict[str, set[str]]] = {}
    for node, column, value in _values(graph, query):
        cells.setdefault(node, {}).setdefault(column, set()).add(value)
    labels = _labels(graph) if _NAMED in "".join(query.columns) else {}
    rows = tuple(_row(node, query.columns, cells[node], labels) for node in sorted(cells))
    return Sheet(name=name, help=query.help, columns=query.columns, rows=rows)


def _values(graph: Queryable, query: _Query) -> Iterator[tuple[str, str, str]]:
    """Node, column and value of every cell."""
    for row in select(graph, query.text):
        if not query.selects:
            yield row[0], row[1], row[2]
            continue
        node = " ".join(row[:2])
        yield from ((node, column, value) for column, value in zip(query.selects, row, strict=True) if value)


def _labels(graph: Queryable) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node, label in select(graph, _LABELS):
        found.setdefault(node, label)
    return found


def _row(node: str, columns: Iterable[str], cells: Mapping[str, set[str]], labels: Mapping[str, str]) -> Row:
    row: dict[str, tuple[str, ...]] = {next(iter(columns)): (node,)}
    for column in columns:
        stem = column.removesuffix(_NAMED)
        if column in cells:
            row[column] = tuple(sorted(cells[column]))
        elif stem != column and stem in cells:
            row[column] = tuple(labels.get(value, "") for value in sorted(cells[stem]))
        elif column == _COUNTED:
            row[column] = ("0",)
    return row


def sheets(graph: Queryable) -> tuple[Sheet, ...]:
    """All tables of a graph."""
    return tuple(sheet(graph, name) for name in SHEETS)
