"""`/sparql`: queries by the SPARQL 1.1 Protocol, the service description, and the editor for browsers."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from kg.graph.service import service_description
from kg.graph.tasks import Question
from kg.serve.answers import refuse_failures, send_message
from kg.serve.negotiation import PAGE, ROWS, TRIPLES, choose
from kg.serve.pool import Pool
from kg.serve.protocol import READ_METHODS, Operation, read_operation
from kg.serve.refusals import RefusedError
from kg.serve.requests import accepted, address, gone, negotiated
from kg.serve.settings import Settings

_ANY = (*ROWS, *TRIPLES, PAGE)
_PREFLIGHT = {
    "access-control-allow-methods": READ_METHODS,
    "access-control-allow-headers": "accept, content-type",
    "access-control-max-age": "86400",
    "allow": READ_METHODS,
}


class Endpoint:
    """The endpoint of one graph."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request in whatever of the protocol's ways it comes."""
        try:
            if scope["method"] == "OPTIONS":
                await negotiated(Response(status_code=204, headers=_PREFLIGHT))(scope, receive, send)
                return
            operation = await read_operation(scope, receive)
            if operation.query is None:
                await negotiated(self._introduction(scope))(scope, receive, send)
            else:
                await self._answer(operation, scope, receive, send)
        except RefusedError as refusal:
            await negotiated(refusal.response())(scope, receive, send)

    def _introduction(self, scope: Scope) -> Response:
        """What a request without a query gets: the editor where it prefers a page, else the service description."""
        if scope["method"] == "POST":
            raise RefusedError(400, "there is no query in the request")
        choice = choose(accepted(scope), (*TRIPLES, PAGE))
        if choice.name == PAGE.name:
            return RedirectResponse("/query", 303)
        if not choice.name:
            raise RefusedError(406, "the service description comes as Turtle, N-Triples, JSON-LD and RDF/XML")
        return Response(
            service_description(address(scope), self._settings.services, choice.name),
            headers={"content-type": choice.content_type},
        )

    async def _answer(self, operation: Operation, scope: Scope, receive: Receive, send: Send) -> None:
        accept = accepted(scope)
        rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
        if choose(accept, _ANY).name == PAGE.name and scope["method"] != "POST":
            await RedirectResponse(f"/query?{scope['query_string'].decode('ascii')}", 303)(scope, receive, send)
            return
        if not rows.name and not triples.name:
            raise RefusedError(406, "answers come as JSON, XML, CSV and TSV, or Turtle, N-Triples, JSON-LD and RDF/XML")
        question = Question(
            text=str(operation.query),
            rows=rows.name,
            triples=triples.name,
            defaults=operation.defaults,
            named=operation.named,
            seconds=self._settings.deadline,
        )
        message = await self._pool.ask(question, gone(receive))
        choice = triples if refuse_failures(message) == "construct" else rows
        await send_message(send, message, choice.content_type, body=scope["method"] != "HEAD")
