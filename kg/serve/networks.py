"""`/network`: the network around nodes, or of all of a small graph, as a page to explore and as a GraphML file."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.query.narrowing import Narrowing, around, day, narrowed
from kg.query.network import Network, network
from kg.serve.shelf import Opened

PATH, FILE = "/network", "/network.graphml"
_MOST_DRAWN = 5000
_MOST_CENTRES = 20
_HEADERS = {"content-disposition": 'attachment; filename="network.graphml"'}


def network_answer(opened: Opened, request: Request, to: Served) -> Response:
    """The network that the request asks for, as a page, or what is left of it as a file."""
    asked = request.query_params
    if not to.drawn:
        return PlainTextResponse("this graph is too large to be drawn here\n", 404)
    all_of_it = whole(opened)
    about = tuple(dict.fromkeys(asked.getlist("about")))[:_MOST_CENTRES]
    about = tuple(iri for iri in about if iri)
    unknown = [iri for iri in about if iri not in all_of_it]
    if unknown:
        return HTMLResponse(rendering.missing_page(unknown[0], to), 404)
    depth = 2 if asked.get("depth") == "2" else 1
    view = around(all_of_it, about, depth, _MOST_DRAWN) if about else all_of_it
    if view.number_of_nodes() > _MOST_DRAWN:
        return PlainTextResponse(f"a network of {view.number_of_nodes()} nodes is too large for one picture\n", 404)
    if request.url.path == FILE:
        return _file(narrowed(view, narrowing_of(asked), about))
    return _page(opened, view, about, depth, asked, to)


def whole(opened: Opened) -> Network:
    """The network of all of the graph."""
    return opened.once("network", lambda: network(opened.book.graph))


def _page(
    opened: Opened, view: Network, about: tuple[str, ...], depth: int, asked: QueryParams, to: Served
) -> HTMLResponse:
    from kg.browse.page import Shown, network_page  # with pyvis, which takes its time

    fields = tuple(("about", iri) for iri in about)
    file = f"{FILE}?{urlencode(asked.multi_items())}"
    depth = depth if about else 0
    shown = Shown(about, depth, depth, narrowing_of(asked), fields, file)
    heading = ", ".join(view.nodes[iri]["label"] for iri in about) or "Network"
    return HTMLResponse(network_page(opened.book.graph, heading, view, shown, to))


def _file(view: Network) -> Response:
    from kg.export.networks import graphml

    return Response(graphml(view), media_type="application/graphml+xml", headers=_HEADERS)


def narrowing_of(asked: QueryParams) -> Narrowing:
    """What the fields of the page's form ask for; what they say wrongly asks for nothing."""
    sources = asked.get("sources", "")
    return Narrowing(
        first=day(asked.get("from", "")),
        last=day(asked.get("until", "")),
        dated=asked.get("dated") == "only",
        kinds=frozenset(asked.getlist("kind")),
        families=frozenset(asked.getlist("tie")),
        sources=int(sources) if sources.isascii() and sources.isdigit() and len(sources) < 3 else 0,
    )
