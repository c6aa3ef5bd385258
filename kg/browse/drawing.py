"""The network as a picture: what is drawn where, and what a click tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.browse.layout import positions
from kg.browse.looks import LOOKS, edge_look, extent, node_look, wrapped
from kg.query.dates import worded
from kg.query.evidence import Quote, Source
from kg.query.network import Network
from kg.query.results import printable

_LABEL_WIDTH = 24
_MOST_LABELS = 3
_NS = "https://w3id.org/incumbent/ns#"
_EVENT_ROLES = frozenset({"acts", "towards", "takes part", "about", "at", "after", "result of"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """Nodes and edges as vis-network takes them, with plain numbers for ids.

    `details` has what the side panel shows, by id; `left_out` counts nodes that nothing is tied to.
    """

    nodes: Sequence[dict[str, Any]]
    edges: Sequence[dict[str, Any]]
    details: Mapping[str, Any]
    kinds: frozenset[str]
    left_out: int


def draw(view: Network, sources: Sequence[Source] = ()) -> Drawing:
    """Lay out a network. Edges between the same two nodes become one line; nodes without any are left out.

    `sources` are listed in the panel before anything is clicked.
    """
    drawn = [iri for iri in view.nodes if view.degree(iri)]
    ids = {iri: number for number, iri in enumerate(drawn)}
    pairs: dict[tuple[int, int], list[tuple[str, str, dict[str, Any]]]] = {}
    for source, target, data in view.edges(data=True):
        one, other = sorted((ids[source], ids[target]))
        pairs.setdefault((one, other), []).append((source, target, data))
    labels = {iri: wrapped(view.nodes[iri]["label"], LOOKS[view.nodes[iri]["kind"]].wrap) for iri in drawn}
    extents = {iri: extent(view.nodes[iri]["kind"], labels[iri]) for iri in drawn}
    sizes = {iri: (width, height) for iri, (width, height, _) in extents.items()}
    places = positions(drawn, [(drawn[one], drawn[other]) for one, other in sorted(pairs)], sizes)
    nodes = [
        {"id": ids[iri], "x": places[iri][0], "y": places[iri][1] - round(extents[iri][2])}
        | {"kind": view.nodes[iri]["kind"]}
        | node_look(view.nodes[iri]["kind"], labels[iri], view.nodes[iri]["factuality"])
        for iri in drawn
    ]
    edges = [_edge(number, pair, group, ids) for number, (pair, group) in enumerate(sorted(pairs.items(), key=_pair))]
    details = {
        "nodes": [_node_details(view, iri) for iri in drawn],
        "edges": [[_tie(ids, *entry) for entry in group] for _, group in sorted(pairs.items(), key=_pair)],
        "sources": [cited(source) for source in sources],
    }
    kinds = frozenset(view.nodes[iri]["kind"] for iri in drawn)
    return Drawing(nodes, edges, details, kinds, view.number_of_nodes() - len(drawn))


def _pair(entry: tuple[tuple[int, int], object]) -> tuple[int, int]:
    return entry[0]


def _family(relation: str, label: str) -> str:
    if relation == "tenure":
        return "office"
    if relation == f"{_NS}claimsEvent":
        return "says"
    return "event" if label in _EVENT_ROLES else "other"


def _edge(
    number: int, pair: tuple[int, int], group: Sequence[tuple[str, str, dict[str, Any]]], ids: Mapping[str, int]
) -> dict[str, Any]:
    families = [_family(data["relation"], data["label"]) for _, _, data in group]
    family = min(families, key=("office", "other", "event", "says").index)
    labels = list(dict.fromkeys(data["label"] for _, _, data in group))
    shown = [wrapped(label, _LABEL_WIDTH) for label in labels[:_MOST_LABELS]]
    source, target = ids[group[0][0]], ids[group[0][1]]
    both = {(ids[one], ids[other]) for one, other, _ in group} == {pair, pair[::-1]}
    return {
        "id": number,
        "from": source,
        "to": target,
        "family": family,
        "arrows": "to, from" if both else "to",
        **edge_look(family, "\n".join(shown), any(data["quotes"] for _, _, data in group)),
    }


def _node_details(view: Network, iri: str) -> dict[str, Any]:
    data = view.nodes[iri]
    facts = [data["type"].lower(), data["factuality"].lower(), worded(data["when"])]
    return {
        "label": printable(data["label"]),
        "kind": data["kind"],
        "iri": printable(iri),
        "names": [printable(name) for name in data["names"]],
        "facts": [printable(fact) for fact in facts if fact],
        "said": [{"words": printable(said.words), "quotes": list(_quotes(said.quotes))} for said in data["said"]],
    }


def _tie(ids: Mapping[str, int], source: str, target: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "from": ids[source],
        "to": ids[target],
        "label": printable(data["label"]),
        "family": _family(data["relation"], data["label"]),
        "quotes": list(_quotes(data["quotes"])),
    }


def _quotes(quotes: Sequence[Quote]) -> Iterator[dict[str, str]]:
    for quote in quotes:
        yield {"sentence": printable(quote.sentence)} | cited(quote.source)


def cited(source: Source) -> dict[str, str]:
    """A document as the panel names it."""
    parts = (source.title, source.publisher, worded(source.published))
    return {"source": printable(", ".join(part for part in parts if part)), "url": printable(source.url)}
