"""The nearest nodes of a node on an ellipse around it, the nearest at the top, for a picture without scripts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.query.pages.profile import Tie

WIDTH, HEIGHT = 400, 310
_ACROSS, _DOWN = 78.0, 120.0
_LONGEST = 19


@dataclass(frozen=True, slots=True)
class Spot:
    """A neighbour with its place in pixels, where its label stands, and how thick its line is."""

    tie: Tie
    label: str
    x: float
    y: float
    text_x: float
    text_y: float
    anchor: Literal["start", "middle", "end"]
    width: float


def circle(ties: Sequence[Tie]) -> tuple[Spot, ...]:
    """Where the neighbours stand."""
    spots = []
    most = max((3 * tie.offices + tie.events for tie in ties), default=1)
    for number, tie in enumerate(ties):
        angle = 2 * math.pi * number / len(ties) - math.pi / 2
        across, down = round(math.cos(angle), 4), round(math.sin(angle), 4)
        x, y = WIDTH / 2 + _ACROSS * across, HEIGHT / 2 + _DOWN * down
        side: Literal["start", "middle", "end"] = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
        shift = 0 if side == "middle" else 11 if side == "start" else -11
        lift = 4.5 if side != "middle" else (21.0 if down > 0 else -12.0)
        label = tie.node.label if len(tie.node.label) <= _LONGEST else tie.node.label[: _LONGEST - 1].rstrip() + "…"
        width = 1 + 3 * (3 * tie.offices + tie.events) / most
        spots.append(
            Spot(tie, label, round(x, 1), round(y, 1), round(x + shift, 1), round(y + lift, 1), side, round(width, 2))
        )
    return tuple(spots)
