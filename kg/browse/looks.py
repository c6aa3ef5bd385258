"""How the network looks: a colour and a shape for each kind, and how much room its label takes."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.query.results import printable

_LINE = 1.18
_CHARACTER = 0.56
_MOST_LINES = 4
_CHOSEN = "#10161d"


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of node: `size` is half its height and `font` that of its label, in pixels; `wrap` in characters."""

    kind: str
    plural: str
    shape: str
    fill: str
    edge: str
    text: str
    size: int
    font: int
    wrap: int

    @property
    def inside(self) -> bool:
        """Whether the label stands in the shape and not below it."""
        return self.shape == "box"


LOOKS: Mapping[str, Look] = {
    look.kind: look
    for look in (
        Look("state", "States", "box", "#1f3a5f", "#12253d", "#ffffff", 22, 24, 18),
        Look("person", "People", "dot", "#e07b00", "#8f4e00", "#3d2200", 13, 15, 18),
        Look("institution", "Bodies", "square", "#2f7fc1", "#17507f", "#0f3a5e", 11, 13, 20),
        Look("group", "Groups", "triangle", "#8a8f98", "#565b63", "#3b3f45", 10, 12, 20),
        Look("place", "Places", "hexagon", "#2e8b57", "#1a5a37", "#16492d", 9, 12, 20),
        Look("event", "Events", "diamond", "#8e3b8e", "#5c215c", "#4d1c4d", 8, 11, 22),
    )
}
"""Kinds in the order of the legend. Shapes tell them apart without colour, colours without telling red from green."""

EDGES: Mapping[str, tuple[str, float]] = {
    "office": ("#c96a00", 2.4),
    "event": ("#b48ab4", 1.0),
    "says": ("#a08a3c", 1.0),
    "other": ("#8298ad", 1.3),
}
"""Colour and width of an edge by what it tells."""

HAPPENED = frozenset({"", "Actual", "Habitual", "PointOfReference"})


def wrapped(label: str, width: int) -> str:
    """A label in lines of at most `width` characters, cut after four; control and direction codes are made visible."""
    words = " ".join(printable(label).split())
    lines = textwrap.wrap(words, width, max_lines=_MOST_LINES, placeholder=" …")
    return "\n".join(lines)


def extent(kind: str, label: str) -> tuple[float, float, float]:
    """Width and height in pixels of a node with its wrapped label, and how far its middle is above theirs."""
    look = LOOKS[kind]
    lines = label.split("\n")
    width = max(len(line) for line in lines) * look.font * _CHARACTER
    height = len(lines) * look.font * _LINE
    if look.inside:
        return width + 30, height + 24, 0.0
    return max(width, 2 * look.size), height + 2 * look.size + 8, (height + 8) / 2


def node_look(kind: str, label: str, factuality: str) -> dict[str, Any]:
    """The drawing options of a node; an event that is not known to have happened is hollow, with a broken outline."""
    look = LOOKS[kind]
    happened = factuality in HAPPENED
    return {
        "label": label,
        "shape": look.shape,
        "size": look.size,
        "margin": 10,
        "borderWidth": 2,
        "color": {
            "background": look.fill if happened else "#ffffff",
            "border": look.edge,
            "highlight": {"background": look.fill if happened else "#ffffff", "border": _CHOSEN},
        },
        "shapeProperties": {"borderDashes": False if happened else [3, 2], "borderRadius": 5},
        "font": {
            "size": look.font,
            "color": look.text,
            "strokeWidth": 0 if look.inside else 4,
            "strokeColor": "#ffffff",
        },
    }


def edge_look(family: str, label: str, known: bool) -> dict[str, Any]:
    """The drawing options of an edge; one that no document vouches for is broken."""
    colour, width = EDGES[family]
    return {
        "label": label,
        "width": width,
        "dashes": False if known else [6, 5],
        "color": {"color": colour, "highlight": _CHOSEN, "hover": _CHOSEN},
        "font": {
            "size": 12 if family == "office" else 10,
            "color": "#7a4100" if family == "office" else "#5b6570",
            "strokeWidth": 4,
            "strokeColor": "#ffffff",
            "align": "horizontal" if family == "office" else "middle",
        },
    }
