"""The command for AI assistants: mcp."""

from __future__ import annotations

from kg.cli.options import Graph


def mcp(graph: Graph) -> None:
    """Answer an AI assistant over standard input and output.

    The Model Context Protocol, for assistants that take tools from other programs: search, card of an entity, path,
    named queries and SPARQL, all of which only read, each answer with the documents, offsets and sentences behind it.
    Needs the optional extra, incumbent[mcp].
    """
    from kg.assistants.server import serve

    serve(graph)
