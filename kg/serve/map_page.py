"""`/map`: the whole graph, its communities as a table, and drawn where scripts run and the drawing one was built."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kg.browse.pages.addresses import Served
from kg.browse.pages.rendering import short, visible
from kg.query.chart import Chart, chart, contents, has_chart
from kg.serve.editor_page import STATIC, templates
from kg.serve.shelf import Opened

KINDS = ("person", "state", "institution", "group", "place", "event")
"""The kinds of nodes on the map, in the order of the legend; the drawing has their numbers."""
SCRIPT = STATIC / "vendor" / "map.js"
_MOST_LISTED = 60


def map_page(opened: Opened, _: Request, to: Served) -> Response:
    """The page; it says so where the graph was built before there were maps."""
    index = opened.book.index
    found = opened.once("map", lambda: contents(index, _MOST_LISTED)) if has_chart(index) else None
    template = templates().get_template("map.html")
    return HTMLResponse(template.render(title="Map", to=to, contents=found, kinds=KINDS, built=SCRIPT.is_file()))


def map_data(opened: Opened, _: Request, to: Served) -> Response:
    """What the drawing is made of, as columns in JSON."""
    index = opened.book.index
    if not has_chart(index):
        return PlainTextResponse("this graph has no map; run `kg build` again\n", 404)
    content = opened.once("map-data", lambda: msgspec.json.encode(_columns(chart(index), to)))
    return Response(content, media_type="application/json")


def _columns(drawn: Chart, to: Served) -> dict[str, object]:
    numbers = {kind: number for number, kind in enumerate(KINDS)}
    return {
        "kinds": KINDS,
        "discs": drawn.discs,
        "labels": [visible(short(spot.node.label)) for spot in drawn.spots],
        "paths": [to.node(spot.node) for spot in drawn.spots],
        "numbers": [(spot.disc, numbers[spot.node.kind], spot.x, spot.y, spot.links) for spot in drawn.spots],
        "links": drawn.links,
        "ties": drawn.ties,
    }
