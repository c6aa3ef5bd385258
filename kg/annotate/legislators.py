"""The state of a legislator whom the text gives a party only: "Senator X (R-Utah)", "Labour MP X"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.annotate.anchors import Anchors, Holding
from kg.annotate.persons import PARTY_LETTERS
from kg.annotate.tokens import Tokens


def state_of_seat(
    tokens: Tokens,
    anchors: Anchors,
    holding: Holding,
    state_around: Callable[[str], str | None],
    homes: Callable[[str], Sequence[str]],
) -> str | None:
    """The state by the constituency in brackets after the name, or by the home of the party before the title.

    `state_around` gives the state of a place, `homes` the states in which a party is at home.
    """
    if holding.title.entry.kind != "legislative":
        return None
    i = holding.end
    if tokens.text[i : i + 1] in (["("], [","]) and tokens.text[i + 2 : i + 3] in (["-"], ["–"]):
        seat = anchors.starts.get(i + 3)
        if tokens.text[i + 1] in PARTY_LETTERS and seat and seat.kind == "Place":
            return state_around(seat.entity)
    party = anchors.ends.get(holding.title.start)
    found = homes(party.entity) if party and party.kind == "Party" else ()
    return found[0] if len(found) == 1 else None
