"""The body of a head whom the text names without one: "... the supplier, Nord Oil. Chief executive Ola Hansen said".

A title that only bodies have, with nothing beside it that says whose it is, is of the body named last, in its own
sentence or the one before: a leader's of a party or movement, an executive's or editor's of a body that is no state's.
"""

from __future__ import annotations

from kg.annotate.anchors import Anchor, Anchors, Holding
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_LED = word_list("led_bodies")
_LEADERS = word_list("leaders_of_movements")
_EXECUTIVES = word_list("heads_of_firms")
_MOST = 2
"""Bodies of the right sort within reach beyond which the last one is not surely meant."""


def last_body(tokens: Tokens, anchors: Anchors, holding: Holding) -> str | None:
    """The body named last before a bare title, if it is one that such a title heads; None where several could be."""
    words = holding.title.entry.words
    if words not in _LEADERS | _EXECUTIVES or holding.title.plural or not holding.holders:
        return None
    near = [a for a in anchors.items if _is_near(tokens, a, holding)]
    fitting = {a.entity for a in near if _is_led(tokens, a, words)}
    last = max(near, key=lambda a: a.start, default=None)
    return last.entity if last and last.entity in fitting and len(fitting) <= _MOST else None


def _is_near(tokens: Tokens, anchor: Anchor, holding: Holding) -> bool:
    """Whether the anchor is a body before the title, in its sentence or the one before it."""
    apart = tokens.sentence[holding.start] - tokens.sentence[anchor.root]
    return anchor.kind in ("Institution", "Party") and anchor.end <= holding.start and apart in (0, 1)


def _is_led(tokens: Tokens, body: Anchor, title: str) -> bool:
    movement = body.kind == "Party" or not _LED.isdisjoint(tokens.lower[body.start : body.end + 1])
    if title in _LEADERS:
        return movement
    return not movement and body.entity.startswith("inst:") and "@" not in body.entity
