"""Commands that take a graph away in a form for others: export, browse."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from kg.cli.options import Graph, Out
from kg.console import output, output_folder, say

Exported: TypeAlias = Literal[
    "turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "followthemoney", "plover", "void", "csv"
]


def export(
    graph: Graph,
    form: Annotated[Exported, typer.Option("--format", help="The form to write.")] = "turtle",
    out: Out = None,
) -> None:
    """Write the whole graph in a form that others read.

    turtle holds the graph with its evidence, trig, nquads and jsonld also what each document says; graphml and gexf are
    the network of people, bodies, states and events; followthemoney (who holds which office) and plover (events) are
    JSON Lines; void is a description of the graph for catalogues; csv is a folder of tables, which --out names.
    """
    from kg.export import EXPORTERS, FOLDERS
    from kg.graph.store import open_store

    if form in FOLDERS and out is None:
        raise typer.BadParameter(f"--format {form} writes a folder of files; name it with --out")
    with open_store(graph) as snapshot:
        if form in FOLDERS and out is not None:
            with output_folder(out) as folder:
                FOLDERS[form](snapshot.store, folder)
        else:
            with output(out) as stream:
                EXPORTERS[form](snapshot.store, stream)


def browse(
    graph: Graph,
    out: Out = None,
    about: Annotated[
        str | None, typer.Option(help="Only this person, state or body and what it has to do with, in one step or two.")
    ] = None,
    site: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write all pages into this folder instead, with their search.")
    ] = None,
) -> None:
    """Write the network as one HTML page, or all pages as a folder of files.

    The pages load nothing from outside and open without a network. In the network a click shows the sentences behind
    an edge. With --site there is a page for every person, state, body, post, event and document, each fact with its
    quotes, and a search that works from the file system.
    """
    from kg.browse.page import network_around, network_page
    from kg.browse.pages.site import write_site
    from kg.graph.store import open_store
    from kg.query.network import network

    if site is not None:
        if out is not None or about is not None:
            raise typer.BadParameter("--site writes all pages; --out and --about go with the one page of the network")
        with open_store(graph) as snapshot:
            say(f"{site}: {write_site(snapshot, site)} pages; open {site / 'index.html'}")
        return
    name = graph.resolve().name
    with open_store(graph) as snapshot:
        view = network(snapshot.store)
        page = network_around(snapshot.store, view, about) if about else network_page(snapshot.store, name, view)
    with output(out) as stream:
        stream.write(page.encode())
