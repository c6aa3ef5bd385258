"""The map of the whole graph: its communities as a table, and what the drawing is made of, where that was built."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

from kg.browse.pages.addresses import Addresses
from kg.browse.pages.rendering import filled, short, visible
from kg.query.chart import Chart, Contents

KINDS = ("person", "state", "institution", "group", "place", "event")
"""The kinds of nodes on the map, in the order of the legend; the drawing has their numbers."""
SCRIPT = files("kg").joinpath("serve", "static", "vendor", "map.js")
"""The drawing, which `make assets` builds."""
MOST_LISTED = 60


def map_page(contents: Contents | None, to: Addresses, scripts: tuple[str, ...] = (), data: str = "") -> str:
    """The page, with the addresses of what draws, and of what is drawn where a script has to ask for it.

    Without contents it says that the graph was built before there were maps, without scripts that nothing is drawn.
    """
    return filled("map.html", "Map", to, contents=contents, kinds=KINDS, drawn_by=scripts, data=data)


def columns(drawn: Chart, to: Addresses) -> Mapping[str, object]:
    """What the drawing is made of."""
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
