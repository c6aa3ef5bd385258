"""Answers as text: table, csv, tsv, json, xml, and Turtle for triples.

Each writer takes an answer and a text stream. Terminals get no markup and no control codes, spreadsheets no formulas,
XML no characters that it cannot hold.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import TextIO, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.graph.sheet import plain_cell
from kg.query.answers import Answer, Table, Term, Triples, Verdict, text

Writer: TypeAlias = Callable[[Answer, TextIO], None]
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PIPED = 120
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def printable(words: str) -> str:
    """Words for terminals: control codes and direction overrides become U+FFFD one by one, tabs and line ends stay."""
    return words if words.isprintable() else _CONTROL.sub("\ufffd", words)


def well_formed(words: str) -> str:
    """Words for XML: what it cannot hold replaced one for one by U+FFFD."""
    return _NOT_XML.sub("\ufffd", words)


def as_table(answer: Answer) -> Table:
    """Any answer as a table: yes or no is one cell, a triple one row."""
    if isinstance(answer, Table):
        return answer
    if isinstance(answer, Verdict):
        return Table(("answer",), ((Literal("yes" if answer.value else "no"),),))
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in answer.triples)
    return Table(("subject", "predicate", "object"), rows)


def write_table(answer: Answer, out: TextIO) -> None:
    """A table for reading."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    table = as_table(answer)
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for name in table.variables:
        grid.add_column(Text(name), overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(printable(text(term))) for term in row))
    console = Console(file=out, markup=False, highlight=False, emoji=False, width=None if out.isatty() else _PIPED)
    console.print(grid)
    console.print(f"{len(table.rows)} row{'' if len(table.rows) == 1 else 's'}")


def write_csv(answer: Answer, out: TextIO) -> None:
    """Comma-separated values with a header; what a spreadsheet would take for a formula begins with an apostrophe."""
    from defusedcsv import csv  # type: ignore[import-untyped]

    table = as_table(answer)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.variables)
    writer.writerows([plain_cell(text(term)) for term in row] for row in table.rows)


def write_tsv(answer: Answer, out: TextIO) -> None:
    """SPARQL 1.1 TSV: terms as in Turtle, so that nothing is lost."""
    table = as_table(answer)
    out.write("\t".join(f"?{name}" for name in table.variables) + "\n")
    out.writelines("\t".join("" if term is None else _one_line(str(term)) for term in row) + "\n" for row in table.rows)


def _one_line(term: str) -> str:
    return term.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def write_json(answer: Answer, out: TextIO) -> None:
    """SPARQL 1.1 JSON."""
    if isinstance(answer, Verdict):
        document: object = {"head": {}, "boolean": answer.value}
    else:
        table = as_table(answer)
        cells = [
            {name: _json_term(term) for name, term in zip(table.variables, row, strict=True) if term is not None}
            for row in table.rows
        ]
        document = {"head": {"vars": table.variables}, "results": {"bindings": cells}}
    json.dump(document, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        return {"type": "literal", "value": str(term)}
    details: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        return details | {"xml:lang": term.language}
    return details if term.datatype.value == _STRING else details | {"datatype": term.datatype.value}


def write_xml(answer: Answer, out: TextIO) -> None:
    """SPARQL 1.1 XML."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n')
    if isinstance(answer, Verdict):
        out.write(f" <head/>\n <boolean>{str(answer.value).lower()}</boolean>\n</sparql>\n")
        return
    table = as_table(answer)
    names = "".join(f"<variable name={quoteattr(name)}/>" for name in table.variables)
    out.write(f" <head>{names}</head>\n <results>\n")
    for row in table.rows:
        cells = zip(table.variables, row, strict=True)
        bound = "".join(
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in cells if term is not None
        )
        out.write(f"  <result>{bound}</result>\n")
    out.write(" </results>\n</sparql>\n")


def _xml_term(term: Term) -> str:
    words = escape(well_formed(text(term)), {"\r": "&#13;"})
    if isinstance(term, NamedNode):
        return f"<uri>{words}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{words}</bnode>"
    if isinstance(term, Triple) or term.datatype.value == _STRING:
        return f"<literal>{words}</literal>"
    if term.language:
        return f'<literal xml:lang="{term.language}">{words}</literal>'
    return f"<literal datatype={quoteattr(term.datatype.value)}>{words}</literal>"


def write_turtle(answer: Answer, out: TextIO) -> None:
    """The triples of a CONSTRUCT or DESCRIBE. Raises QueryError for answers of another form."""
    if not isinstance(answer, Triples):
        raise QueryError("only CONSTRUCT and DESCRIBE can be written as turtle; choose table, csv, tsv, json or xml")
    buffer = io.BytesIO()
    serialize(answer.triples, buffer, format=RdfFormat.TURTLE)
    out.write(buffer.getvalue().decode())


WRITERS: Mapping[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "xml": write_xml,
    "turtle": write_turtle,
}
"""Every way of writing an answer, by the name that the command line takes."""
