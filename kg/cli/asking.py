"""Commands that ask a graph and print the answer: query, queries, show."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from kg.cli.options import Graph
from kg.console import say
from kg.errors import QueryError

Form: TypeAlias = Literal["table", "csv", "tsv", "json", "xml", "turtle"]


def _values(given: list[str] | None) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"--param takes NAME=VALUE, not {pair!r}")
        if name in values:
            raise typer.BadParameter(f"--param {name} is given twice")
        values[name] = value
    return values


def _sparql(file: Path | None) -> str:
    try:
        given = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
        return given.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file or 'standard input'}: not a query in UTF-8 ({error})") from error


def query(
    graph: Graph,
    name: Annotated[
        str | None, typer.Argument(help="A named query (see kg queries), or - for SPARQL on standard input.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the named query; may be repeated."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="A file that holds a SPARQL query; - is standard input.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the answer.")] = "table",
) -> None:
    """Ask the graph a question by name or in SPARQL.

    SPARQL of your own runs in a process apart, with limits of time and memory; whatever reaches outside the graph is
    refused.
    """
    from kg.query.asking import answer_named, answer_sparql
    from kg.query.results import WRITERS

    if (name is None) == (file is None):
        raise typer.BadParameter("name a query, or give SPARQL with --file or - (standard input)")
    values = _values(param)
    if name is not None and name != "-":
        answer = answer_named(graph, name, values)
    else:
        if values:
            raise typer.BadParameter("--param goes with a named query")
        answer = answer_sparql(graph, _sparql(file))
    WRITERS[form](answer, sys.stdout)


def queries() -> None:
    """List the named queries.

    Each with its question and the parameters that it takes.
    """
    from kg.query.named import named_queries

    for named in named_queries():
        say(f"{named.name}\n    {named.help}")
        for parameter in named.parameters:
            say(f"    --param {parameter.name}=...  {parameter.help} ({parameter.default or 'any'})")


def show(graph: Graph, entity: Annotated[str, typer.Argument(help="A name, in any of its spellings.")]) -> None:
    """Show one person, state or body.

    Who it is, offices with dates and states, relations, events and statements, each with the sentences that say so.
    """
    from kg.browse.terminal import print_card
    from kg.graph.store import open_store
    from kg.query.card import entity_card

    with open_store(graph) as snapshot:
        print_card(entity_card(snapshot.store, entity), sys.stdout)
