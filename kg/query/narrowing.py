"""A part of the network: what lies around a node, and what is left of it when days, kinds or sources are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import networkx as nx

from kg.query.network import Network, ordered

FAMILIES: Mapping[str, str] = {
    "office": "holds office",
    "event": "part in an event",
    "says": "says",
    "other": "other ties",
}
"""What edges tell, in the words of the legend."""
_EVENT_ROLES = frozenset({"acts", "towards", "takes part", "about", "at", "after", "result of"})
_CLAIMS = "https://w3id.org/incumbent/ns#claimsEvent"


def family(relation: str, label: str) -> str:
    """Which of FAMILIES an edge belongs to."""
    if relation == "tenure":
        return "office"
    if relation == _CLAIMS:
        return "says"
    return "event" if label in _EVENT_ROLES else "other"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which edges are wanted. What is empty asks for nothing.

    `first` and `last` are ISO dates: an edge stays whose days touch them. One without days stays too, unless only the
    `dated` are wanted. `sources` is the least number of independent sources; an edge of background knowledge has none.
    """

    first: str = ""
    last: str = ""
    dated: bool = False
    kinds: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    sources: int = 0

    def keeps(self, kinds: tuple[str, str], kin: str, days: tuple[str, str], sources: int) -> bool:
        """Whether an edge between nodes of these kinds, of the family `kin`, stays."""
        first, last = days
        if not first and self.dated:
            return False
        if first and ((self.first and last < self.first) or (self.last and first > self.last)):
            return False
        known = not self.kinds or self.kinds.issuperset(kinds)
        return known and sources >= self.sources and (not self.families or kin in self.families)


WIDE = Narrowing()


def narrowed(view: Network, narrowing: Narrowing, centres: Iterable[str] = ()) -> Network:
    """The edges that stay, with the nodes that they tie; the centres stay in any case."""
    part: Network = nx.MultiDiGraph()
    part.add_edges_from(
        (one, other, key, data)
        for one, other, key, data in view.edges(keys=True, data=True)
        if narrowing.keeps(
            (view.nodes[one]["kind"], view.nodes[other]["kind"]),
            family(data["relation"], data["label"]),
            data["days"],
            data["sources"],
        )
    )
    kept: Network = nx.MultiDiGraph()
    wanted = {*part, *centres}
    kept.add_nodes_from((iri, data) for iri, data in view.nodes(data=True) if iri in wanted)
    kept.add_edges_from(part.edges(keys=True, data=True))
    return kept


def steps_from(view: Network, centres: Iterable[str], radius: int) -> dict[str, int]:
    """How many edges each node within `radius` is away from the nearest of these, whatever their direction."""
    steps = dict.fromkeys(sorted(set(centres) & set(view)), 0)
    rim = set(steps)
    for step in range(1, radius + 1):
        rim = {near for node in rim for near in (*view.successors(node), *view.predecessors(node))} - set(steps)
        steps |= dict.fromkeys(sorted(rim), step)
    return steps


def around(view: Network, centres: Iterable[str], radius: int, most: int) -> Network:
    """The part of a network within `radius` edges of these nodes; of more than `most` nodes the nearest, and of those
    as near as one another the ones with most edges.
    """
    steps = steps_from(view, centres, radius)
    if len(steps) > most:
        best = sorted(steps, key=lambda iri: (steps[iri], -view.degree(iri), iri))
        steps = {iri: steps[iri] for iri in best[:most]}
    return ordered(view, set(steps))


def day(words: str) -> str:
    """A day as a stranger gave it, in ISO form; empty where it is none."""
    try:
        return date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        return ""
