"""Answers for people: the first rows of a table as plain records for a page, and CSV that a spreadsheet may open."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, TypeAlias

import msgspec
from defusedcsv import csv  # type: ignore[import-untyped]
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from kg.model import Record

Results: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
MOST_ROWS = 1000


class Cell(Record, frozen=True):
    """A term: `iri` where it is the name of a node, `detail` the language or the datatype of a literal."""

    text: str
    iri: bool = False
    detail: str = ""


class Sheet(Record, frozen=True):
    """The beginning of an answer as a table; `more` where there are rows after these."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    more: bool = False


def write_sheet(results: Results, out: IO[bytes]) -> None:
    """Write the first rows as a Sheet in JSON."""
    variables, rows = _table(results)
    first = tuple(tuple(map(_cell, row)) for row in islice(rows, MOST_ROWS))
    out.write(msgspec.json.encode(Sheet(variables=variables, rows=first, more=next(rows, None) is not None)))


def write_csv(results: Results, out: IO[bytes]) -> None:
    """Write all rows as CSV in which no cell begins a formula, with the mark by which spreadsheets know UTF-8."""
    variables, rows = _table(results)
    out.write(codecs.BOM_UTF8)
    lines = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(variables)
    writer.writerows(["" if term is None else plain_cell(_text(term)) for term in row] for row in rows)
    lines.detach()


def plain_cell(words: str) -> str:
    """Words for a cell of CSV: after a tab or the end of a line, too, a spreadsheet would look for a formula."""
    return f"'{words}" if words.startswith(("\t", "\r", "\n")) else words


def _table(results: Results) -> tuple[tuple[str, ...], Iterator[Iterable[Term | None]]]:
    if isinstance(results, QueryBoolean):
        return ("answer",), iter([(Literal("yes" if results else "no"),)])
    if isinstance(results, QuerySolutions):
        names = tuple(variable.value for variable in results.variables)
        return names, (tuple(row[name] for name in names) for row in results)
    return ("subject", "predicate", "object"), ((said.subject, said.predicate, said.object) for said in results)


def _text(term: Term) -> str:
    return str(term) if isinstance(term, Triple) else term.value


def _cell(term: Term | None) -> Cell | None:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return Cell(text=_text(term), iri=isinstance(term, NamedNode))
    plain = term.datatype.value.endswith(("#string", "#langString"))
    return Cell(text=term.value, detail=term.language or ("" if plain else term.datatype.value))
