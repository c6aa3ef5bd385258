"""Commands that look at the network as a whole: path, analyse."""

from __future__ import annotations

import sys
from typing import Annotated, Literal, TypeAlias

import typer

from kg.cli.asking import Form
from kg.cli.options import Graph

Look: TypeAlias = Literal["centrality", "communities", "contested"]
Told: TypeAlias = Literal["text", "table", "csv", "tsv", "json", "xml"]

Actor = Annotated[str, typer.Argument(help="A name, in any of its spellings, or an IRI.", show_default=False)]


def path(
    graph: Graph,
    one: Actor,
    other: Actor,
    form: Annotated[Told, typer.Option("--format", help="How to write the path.")] = "text",
) -> None:
    """Show how two actors are connected.

    The shortest path between them, each hop with the sentences that say so; of several, one that most documents vouch
    for. Background knowledge connects nobody. A name that may be several is an error that lists them.
    """
    from kg.browse.terminal import print_path
    from kg.graph.store import open_store
    from kg.query.network import network
    from kg.query.paths import evidence_path, path_table
    from kg.query.results import WRITERS

    with open_store(graph) as snapshot:
        hops = evidence_path(network(snapshot.store), one, other)
    if form == "text":
        print_path(hops, sys.stdout)
    else:
        WRITERS[form](path_table(hops), sys.stdout)


def analyse(
    graph: Graph,
    what: Annotated[Look, typer.Argument(help="What to look for.")] = "centrality",
    most: Annotated[int, typer.Option(min=1, help="Rows to show.")] = 20,
    form: Annotated[Form, typer.Option("--format", help="How to write the answer.")] = "table",
) -> None:
    """Rank the actors, find communities, list contested events.

    centrality: the actors that lie between others on the shortest paths, with how many they are connected with and how
    many documents say so. communities: who has to do with whom more than with others. contested: the events that
    documents tell differently.
    """
    from kg.graph.store import open_store
    from kg.query.analyses import analysis
    from kg.query.results import WRITERS

    with open_store(graph) as snapshot:
        WRITERS[form](analysis(snapshot.store, what, most, iris=form != "table"), sys.stdout)
