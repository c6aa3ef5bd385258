"""The network as a picture: what is drawn where, and what each line of it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.browse.layout import positions
from kg.browse.looks import HAPPENED, LOOKS, extent, wrapped
from kg.browse.pages.addresses import Addresses
from kg.browse.telling import cited, node_details, tie_details
from kg.query.evidence import Source
from kg.query.narrowing import family, steps_from
from kg.query.network import Network

_FARTHEST = 9


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes with their places and lines between them as vis-network takes them, with plain numbers for ids.

    `details` has what is told of each, by id; `left_out` counts nodes that nothing is tied to.
    """

    nodes: Sequence[dict[str, Any]]
    edges: Sequence[dict[str, Any]]
    details: Mapping[str, Any]
    kinds: frozenset[str]
    families: frozenset[str]
    left_out: int

    @property
    def ties(self) -> int:
        """How many edges of the network the lines stand for."""
        return sum(len(group) for group in self.details["edges"])

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of any of them, empty where none is dated."""
        known = [tie for group in self.details["edges"] for tie in group if tie["first"]]
        return min((tie["first"] for tie in known), default=""), max((tie["last"] for tie in known), default="")


def draw(
    view: Network, sources: Sequence[Source] = (), centres: Sequence[str] = (), to: Addresses | None = None
) -> Drawing:
    """Lay out a network. Edges between the same two nodes become one line; nodes without any are left out, but for
    the `centres` that it lies around.

    `sources` are listed before anything is chosen; `to` says where the pages of nodes and documents are.
    """
    drawn = [iri for iri in view.nodes if view.degree(iri) or iri in centres]
    ids = {iri: number for number, iri in enumerate(drawn)}
    pairs: dict[tuple[int, int], list[tuple[int, int, dict[str, Any]]]] = {}
    for source, target, data in view.edges(data=True):
        one, other = sorted((ids[source], ids[target]))
        pairs.setdefault((one, other), []).append((ids[source], ids[target], data))
    lines = sorted(pairs)
    steps = steps_from(view, centres, _FARTHEST)
    details = {
        "nodes": [node_details(view, iri, steps.get(iri, 0), to) for iri in drawn],
        "edges": [[tie_details(*entry, to) for entry in pairs[line]] for line in lines],
        "sources": [cited(source, to) for source in sources],
        "centres": [ids[iri] for iri in centres if iri in ids],
    }
    return Drawing(
        _placed(view, drawn, lines, quickly=to is not None and to.asks),
        [{"id": number, "from": one, "to": other} for number, (one, other) in enumerate(lines)],
        details,
        frozenset(view.nodes[iri]["kind"] for iri in drawn),
        frozenset(family(data["relation"], data["label"]) for _, _, data in view.edges(data=True)),
        view.number_of_nodes() - len(drawn),
    )


def _placed(
    view: Network, drawn: Sequence[str], lines: Sequence[tuple[int, int]], *, quickly: bool
) -> list[dict[str, Any]]:
    labels = {iri: wrapped(view.nodes[iri]["label"], LOOKS[view.nodes[iri]["kind"]].wrap) for iri in drawn}
    extents = {iri: extent(view.nodes[iri]["kind"], labels[iri]) for iri in drawn}
    sizes = {iri: (width, height) for iri, (width, height, _) in extents.items()}
    places = positions(drawn, [(drawn[one], drawn[other]) for one, other in lines], sizes, quickly=quickly)
    return [
        {
            "id": number,
            "x": places[iri][0],
            "y": places[iri][1] - round(extents[iri][2]),
            "label": labels[iri],
            "kind": view.nodes[iri]["kind"],
            "hollow": view.nodes[iri]["factuality"] not in HAPPENED,
        }
        for number, iri in enumerate(drawn)
    ]
