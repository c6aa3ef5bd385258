"""`/query`: a page to write queries on. A form that the server answers; an editor in its place where scripts run."""

from __future__ import annotations

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from kg.errors import QueryError
from kg.graph.folder import read_marker
from kg.graph.fulltext import entries, open_index
from kg.graph.sheet import Sheet
from kg.graph.tasks import Question
from kg.query.completion import known_words
from kg.query.named import named_query
from kg.serve.answers import refuse_failures, send_message
from kg.serve.editor_page import FORMS, STATIC, Page, editor_page
from kg.serve.negotiation import CHARSETS, ROWS, TRIPLES, Form
from kg.serve.pages import MOST_NODES
from kg.serve.pool import Pool
from kg.serve.refusals import RefusedError
from kg.serve.requests import gone
from kg.serve.settings import Settings

_FIRST = "SELECT ?person ?name WHERE {\n  ?person a foaf:Person ; skos:prefLabel ?name .\n} ORDER BY ?name LIMIT 50\n"


def editor_routes(settings: Settings, pool: Pool) -> tuple[BaseRoute, ...]:
    """The page, what its completion knows, and its files."""
    return (
        Route("/query", Editor(settings, pool), methods=["GET"]),
        Route("/query/terms", Terms(settings), methods=["GET"]),
        Mount("/static", StaticFiles(directory=STATIC)),
    )


class Terms:
    """What the editor completes, as JSON."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with it."""
        known = known_words(read_marker(self._settings.graph).base)
        await Response(msgspec.json.encode(known), media_type="application/json")(scope, receive, send)


class Editor:
    """The page over one graph."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page, or with the answer to its query as a file."""
        asked = Request(scope).query_params
        try:
            if asked.get("query") and asked.get("download"):
                await self._send_file(asked, receive, send)
            else:
                await (await self._page(asked, receive))(scope, receive, send)
        except RefusedError as refusal:
            await self._response(asked, reason=str(refusal), status=refusal.status)(scope, receive, send)

    async def _page(self, asked: QueryParams, receive: Receive) -> Response:
        if not asked.get("query"):
            return self._response(asked)
        question = self._question(asked, rows="sheet", triples="sheet")
        message = await self._pool.ask(question, gone(receive))
        forms = TRIPLES if refuse_failures(message) == "construct" else ROWS
        return self._response(asked, forms=forms, sheet=msgspec.json.decode(message.content(), type=Sheet))

    async def _send_file(self, asked: QueryParams, receive: Receive, send: Send) -> None:
        """The answer as a file to keep. CSV is for spreadsheets: no cell begins a formula."""
        form = FORMS.get(asked["download"])
        if form is None:
            raise RefusedError(400, f"there is no form {asked['download'][:40]!r}; choose among {', '.join(FORMS)}")
        if form.name == "csv":
            question = self._question(asked, rows="spreadsheet", triples="spreadsheet")
        else:
            rows, triples = ("", form.name) if form in TRIPLES else (form.name, "")
            question = self._question(asked, rows=rows, triples=triples)
        message = await self._pool.ask(question, gone(receive))
        refuse_failures(message)
        named = f'attachment; filename="answer.{form.suffix}"'.encode()
        media = CHARSETS.get(form.media, form.media)
        await send_message(send, message, media, headers=((b"content-disposition", named),))

    def _question(self, asked: QueryParams, rows: str, triples: str) -> Question:
        given = {name: tuple(asked.getlist(f"{name}-graph-uri")) for name in ("default", "named")}
        dataset = given if any(given.values()) else {"default": None, "named": None}
        return Question(
            text=asked["query"].replace("\r\n", "\n"),
            rows=rows,
            triples=triples,
            defaults=dataset["default"],
            named=dataset["named"],
            seconds=self._settings.deadline,
        )

    def _response(
        self,
        asked: QueryParams,
        sheet: Sheet | None = None,
        forms: tuple[Form, ...] = (),
        reason: str = "",
        status: int = 200,
    ) -> HTMLResponse:
        marker = read_marker(self._settings.graph)
        with open_index(self._settings.graph, marker.store or "") as index:
            drawn = entries(index) <= MOST_NODES
        page = Page(
            base=marker.base,
            query=asked.get("query", "").replace("\r\n", "\n") or example(asked.get("example", "")),
            graphs=tuple(pair for pair in asked.multi_items() if pair[0].endswith("-graph-uri")),
            asked=bool(asked.get("query")),
            sheet=sheet,
            forms=forms,
            reason=reason,
            drawn=drawn,
        )
        return HTMLResponse(editor_page(page), status)


def example(name: str) -> str:
    """The text of a named query; a first one where there is none of this name."""
    try:
        return named_query(name).text if name else _FIRST
    except QueryError:
        return _FIRST
