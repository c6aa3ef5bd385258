"""`/graphs`: the SPARQL 1.1 Graph Store Protocol, for reading.

A graph is named by `?default`, by `?graph=` and its IRI, or by what follows the path, which continues the base of data:
`/graphs/graph/1f2e` is `<base>graph/1f2e`.
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.graph.tasks import Dump
from kg.serve.answers import refuse_failures, send_message
from kg.serve.negotiation import TRIPLES, Choice, choose
from kg.serve.pool import Pool
from kg.serve.protocol import form_fields
from kg.serve.refusals import RefusedError
from kg.serve.requests import accepted, gone, negotiated
from kg.serve.settings import Settings

PATH = "/graphs"
METHODS = "GET, HEAD, OPTIONS"
_DEADLINES = 6
"""How many times as long as a query a graph may take, whose cost is no more than its size."""


class GraphStore:
    """The graphs of one store."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a graph, or refuse."""
        if scope["method"] == "OPTIONS":
            headers = {"allow": METHODS, "access-control-allow-methods": METHODS}
            await negotiated(Response(status_code=204, headers=headers))(scope, receive, send)
            return
        try:
            graph, form = _wanted(scope)
            task = Dump(graph=graph, triples=form.name, seconds=_DEADLINES * self._settings.deadline)
            message = await self._pool.answer(task, gone(receive))
            refuse_failures(message)
            await send_message(send, message, form.content_type, body=scope["method"] == "GET")
        except RefusedError as refusal:
            await negotiated(refusal.response())(scope, receive, send)


def _wanted(scope: Scope) -> tuple[str | None, Choice]:
    """The graph and the form that a request wants. Raises RefusedError for anything but reading."""
    if scope["method"] not in ("GET", "HEAD"):
        raise RefusedError(405, "graphs can only be read here: GET or HEAD", {"allow": METHODS})
    form = choose(accepted(scope), TRIPLES)
    if not form.name:
        raise RefusedError(406, "graphs come as Turtle, N-Triples, JSON-LD and RDF/XML")
    return _named(scope), form


def _named(scope: Scope) -> str | None:
    """The name of the graph that a request is about, None for the default graph. Raises RefusedError where unclear."""
    fields = form_fields(scope["query_string"])
    names = [value for name, value in fields if name == "graph"]
    path = scope["path"].removeprefix(PATH).strip("/")
    wanted: list[str | None] = [*names, *([path] if path else []), *([None] if ("default", "") in fields else [])]
    if len(wanted) != 1 or wanted[0] == "":
        raise RefusedError(400, f"name one graph: {PATH}?default, {PATH}?graph=IRI, or a path below {PATH}")
    if names and ":" not in names[0]:
        raise RefusedError(400, "the graph is to be named by a whole IRI")
    return wanted[0]
