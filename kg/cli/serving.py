"""Commands that keep running and answer others: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import Graph
from kg.console import say


def serve(
    graph: Graph,
    host: Annotated[str, typer.Option(help="Address to listen on; the default is this machine alone.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    deadline: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is ended.")] = 10.0,
    memory: Annotated[int, typer.Option(min=512, help="Megabytes that one query's process may take.")] = 2048,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer queries.")] = 2,
    allow_service: Annotated[
        list[str] | None, typer.Option(metavar="IRI", help="An endpoint that SERVICE may name; may be repeated.")
    ] = None,
    name: Annotated[list[str] | None, typer.Option(help="A host name that requests may use; may be repeated.")] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="A site whose pages may ask in a browser, * for all; may be repeated."),
    ] = None,
) -> None:
    """Serve a graph: a SPARQL endpoint and pages to read.

    Nothing can be written over it. Queries run in processes apart, each with limits of time and memory and without a
    network; a newer build of the graph is taken up as soon as it is published. Programs may ask, and so may the pages
    of this server; pages of other sites only with --allow-origin.
    """
    from kg.serve.origins import origin_of
    from kg.serve.server import run
    from kg.serve.settings import Settings

    settings = Settings(
        graph,
        host=host,
        port=port,
        deadline=deadline,
        memory=memory,
        workers=workers,
        services=tuple(allow_service or ()),
        names=tuple(name or ()),
        origins=tuple(origin_of(given) for given in allow_origin or ()),
    )
    run(settings, say)
