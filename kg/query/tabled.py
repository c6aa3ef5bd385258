"""Records as the table of an answer, so that every way of writing an answer writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from kg.model import Record
from kg.query.answers import Table, Term

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
