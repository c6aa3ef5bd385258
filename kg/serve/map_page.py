"""`/map`: the whole graph, its communities as a table, and drawn where scripts run and the drawing one was built."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.browse.pages import chart as pages
from kg.browse.pages.addresses import Served
from kg.query.chart import chart, contents, has_chart
from kg.serve.shelf import Opened


def map_page(opened: Opened, _: Request, to: Served) -> Response:
    """The page; it says so where the graph was built before there were maps."""
    index = opened.book.index
    found = opened.once("map", lambda: contents(index, pages.MOST_LISTED)) if has_chart(index) else None
    scripts = ("/static/vendor/map.js",) if pages.SCRIPT.is_file() else ()
    return HTMLResponse(pages.map_page(found, to, scripts, "/map/data"))


def map_data(opened: Opened, _: Request, to: Served) -> Response:
    """What the drawing is made of, as columns in JSON."""
    index = opened.book.index
    if not has_chart(index):
        return PlainTextResponse("this graph has no map; run `kg build` again\n", 404)
    content = opened.once("map-data", lambda: msgspec.json.encode(pages.columns(chart(index), to)))
    return Response(content, media_type="application/json")
