"""Commands that take a graph away in a form for others: export, browse."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

import typer

from kg.cli.options import Graph, Out
from kg.console import output

Exported: TypeAlias = Literal["turtle", "trig", "nquads", "jsonld", "graphml", "gexf"]


def export(
    graph: Graph,
    form: Annotated[Exported, typer.Option("--format", help="The form to write.")] = "turtle",
    out: Out = None,
) -> None:
    """Write the whole graph in a form that others read.

    turtle holds the graph with its evidence, trig, nquads and jsonld also what each document says; graphml and gexf are
    the network of people, bodies, states and events.
    """
    from kg.export import EXPORTERS
    from kg.graph.store import open_store

    with open_store(graph) as snapshot, output(out) as stream:
        EXPORTERS[form](snapshot.store, stream)


def browse(
    graph: Graph,
    out: Out = None,
    about: Annotated[
        str | None, typer.Option(help="Only this person, state or body and what it has to do with.")
    ] = None,
) -> None:
    """Write the network as one HTML page.

    The page loads nothing from outside and opens without a network; a click shows the sentences behind an edge.
    """
    from kg.browse.page import network_page
    from kg.graph.store import open_store
    from kg.query.network import ego, network

    with open_store(graph) as snapshot:
        view = network(snapshot.store)
        page = network_page(snapshot.store, about or graph.resolve().name, ego(view, about) if about else view)
    with output(out) as stream:
        stream.write(page.encode())
