"""The pages that are served beside the endpoint: every node at its own path, the first page, search, lists, files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.browse.files import ASSETS, asset
from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.errors import StoreError
from kg.graph.fulltext import KINDS, entries
from kg.query.pages.contents import Places
from kg.query.pages.describing import description
from kg.query.pages.listing import listing
from kg.query.pages.node_pages import gathered
from kg.query.pages.overview import overview
from kg.query.pages.support import documents
from kg.query.search import Found, search
from kg.serve import analyses, networks
from kg.serve.map_page import map_data, map_page
from kg.serve.negotiation import HTML, Form, choose
from kg.serve.pool import Pool
from kg.serve.refusals import RefusedError
from kg.serve.settings import Settings
from kg.serve.shelf import Opened, Shelf
from kg.serve.turns import Lane, Turns

_FORMS = (
    Form("page", HTML, ("application/xhtml+xml",), "html"),
    Form("turtle", "text/turtle", ("application/x-turtle",), "ttl"),
    Form("jsonld", "application/ld+json", ("application/json",), "jsonld"),
)
_SYNTAXES = {"turtle": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
_LONGEST_SEARCH = 300
MOST_NODES = 5000
Handler: TypeAlias = Callable[[Opened, Request, Served], Response]


def page_routes(settings: Settings, pool: Pool) -> tuple[BaseRoute, ...]:
    """The routes of all pages, in the order in which they are tried."""
    shelf, turns = Shelf(settings.graph), Turns()
    drawn = networks.Networks(settings, pool, turns, lambda handler, request: Page(shelf, handler).made(request))

    def route(path: str, handler: Handler, lane: Lane = "page") -> Route:
        return Route(path, _Turn(Page(shelf, handler), turns, lane).answer, methods=["GET"])

    return (
        route("/", _home),
        route("/search", _search),
        route("/node", _node),
        route("/id/{local:path}", _dereferenced),
        route(analyses.PATH, analyses.analysis_answer, "whole"),
        *(Route(path, drawn, methods=["GET"]) for path in (networks.PATH, networks.FILE)),
        route("/map", map_page),
        route("/map/data", map_data, "whole"),
        *(route(f"/list-{kind}", _List(kind).answer) for kind in sorted(set(KINDS.values()))),
        Route("/assets/{name}", _asset, methods=["GET"]),
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A handler with the graph it reads."""

    shelf: Shelf
    handler: Handler

    def made(self, request: Request) -> Response:
        """The page, or the reason why there is none."""
        try:
            with self.shelf.open() as opened:
                to = Served(opened.snapshot.marker.base, _is_drawable(opened))
                return self.handler(opened, request, to)
        except StoreError as error:
            return PlainTextResponse(f"{error}\n", 503)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A page that is made when it is its turn."""

    page: Page
    turns: Turns
    lane: Lane

    async def answer(self, request: Request) -> Response:
        """The page, or a refusal where too many are asked for."""
        try:
            return await self.turns.take(self.lane, partial(self.page.made, request))
        except RefusedError as refusal:
            return refusal.response()


def _is_drawable(opened: Opened) -> bool:
    """Whether all of the graph can be made a network while somebody waits."""
    return opened.once("small", lambda: entries(opened.book.index) <= MOST_NODES)


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        return PlainTextResponse("no such file\n", 404)
    return Response(asset(name), media_type=ASSETS[name], headers={"cache-control": "max-age=300"})


def _home(opened: Opened, _: Request, to: Served) -> Response:
    name = opened.snapshot.folder.name
    return HTMLResponse(opened.once("home", lambda: rendering.home_page(overview(opened.book), name, to)))


def _search(opened: Opened, request: Request, to: Served) -> Response:
    words = request.query_params.get("q", "")[:_LONGEST_SEARCH]
    found = search(opened.book.index, words) if words.strip() else Found()
    cited = documents(opened.book, {passage.document for passage in found.passages})
    return HTMLResponse(rendering.search_page(words, found, cited, to))


@dataclass(frozen=True, slots=True)
class _List:
    kind: str

    def answer(self, opened: Opened, request: Request, to: Served) -> Response:
        """Nodes of the kind, from a place on."""
        refs, part = listing(opened.book, self.kind, _number(request, "first"))
        return HTMLResponse(rendering.kinds_listed(refs, part, self.kind, to))


def _dereferenced(opened: Opened, request: Request, to: Served) -> Response:
    """A node at its own path, which is that of its IRI as it was sent."""
    local = bytes(request.scope["raw_path"]).decode("ascii", "replace").split("?")[0].removeprefix("/id/")
    return _described(opened, request, to, to.base + local)


def _node(opened: Opened, request: Request, to: Served) -> Response:
    """A node whose IRI is not under the base of the graph."""
    return _described(opened, request, to, request.query_params.get("iri", ""))


def _described(opened: Opened, request: Request, to: Served, iri: str) -> Response:
    wanted = request.query_params.get("format", "")
    form = wanted if wanted in _SYNTAXES else choose(request.headers.get("accept", ""), _FORMS).name
    headers = {"vary": "Accept"}
    if not form:
        return PlainTextResponse("there is this as HTML, Turtle and JSON-LD\n", 406, headers)
    places = Places(
        **{name: _number(request, name) for name in ("office", "event", "said", "about", "named", "quote", "related")}
    )
    try:
        page = gathered(opened.book, opened.archive, to.base, iri, places, request.query_params.get("on", ""))
    except ValueError:
        page = None
    if page is None:
        return HTMLResponse(rendering.missing_page(iri, to), 404, headers)
    if form in _SYNTAXES:
        data = serialize(description(opened.book, iri), format=_SYNTAXES[form])
        media = next(one.media for one in _FORMS if one.name == form)
        return Response(data, media_type=media, headers=headers)
    return HTMLResponse(rendering.page_of(page, to), headers=headers)


def _number(request: Request, name: str) -> int:
    given = request.query_params.get(name, "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 0
