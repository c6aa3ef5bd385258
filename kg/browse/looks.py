"""How the network looks: a shape and a size for each kind, and how much room its label takes.

Colours are in the style sheet, one set for light pages and one for dark ones; the scripts read them there.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from kg.query.results import printable

_LINE = 1.18
_CHARACTER = 0.56
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Look:
    """One kind of node: `size` is half its height and `font` that of its label, in pixels; `wrap` in characters."""

    kind: str
    plural: str
    shape: str
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
        Look("state", "States", "box", 22, 24, 18),
        Look("person", "People", "dot", 13, 15, 18),
        Look("institution", "Bodies", "square", 11, 13, 20),
        Look("group", "Groups", "triangle", 10, 12, 20),
        Look("place", "Places", "hexagon", 9, 12, 20),
        Look("event", "Events", "diamond", 8, 11, 22),
    )
}
"""Kinds in the order of the legend. Shapes tell them apart without colour, colours without telling red from green."""

HAPPENED = frozenset({"", "Actual", "Habitual", "PointOfReference"})
"""What is told of an event that took place; any other is drawn hollow, with a broken outline."""


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
