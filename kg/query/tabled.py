"""Records as the table of an answer, so that every way of writing an answer writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.model import Record
from kg.query.answers import Queryable, Table, Term
from kg.query.sheets import NUMBERS, SHEETS, sheet

_BETWEEN = " | "


def tabled(rows: Iterable[Record], columns: Sequence[str]) -> Table:
    """A row for each record with these of its fields; several words stand between bars, addresses are nodes."""
    return Table(tuple(columns), tuple(tuple(term(getattr(row, column)) for column in columns) for row in rows))


def term(value: object) -> Term | None:
    """A value of a record as a term: numbers as numbers, None and empty words as nothing."""
    match value:
        case None | "" | ():
            return None
        case bool() | int() | float():
            return Literal(value)
        case tuple():
            return Literal(_BETWEEN.join(str(part) for part in value))
        case str() if value.startswith(("http://", "https://")) and not set(value) & set(' <>"{}|^`\\'):
            return NamedNode(value)
        case _:
            return Literal(str(value))


def sheet_table(graph: Queryable, name: str) -> Table:
    """One of the tables of kg.query.sheets as an answer. Raises QueryError for a name that is not theirs."""
    if name not in SHEETS:
        raise QueryError(f"no table {name!r}. Available names: {', '.join(SHEETS)}")
    found = sheet(graph, name)
    rows = (tuple(_cell(column, row.get(column, ())) for column in found.columns) for row in found.rows)
    return Table(found.columns, tuple(rows))


def _cell(column: str, values: tuple[str, ...]) -> Term | None:
    if column in NUMBERS and len(values) == 1:
        return Literal(float(values[0]) if column == "confidence" else int(values[0]))
    return term(values[0] if len(values) == 1 else values)
