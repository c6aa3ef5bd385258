"""Which nodes belong together: communities by the Leiden method, the same for the same links."""

from __future__ import annotations

from collections.abc import Sequence

import igraph

from kg.graph.charts.chance import fixed_chance
from kg.graph.charts.links import Links


def degrees(links: Links) -> tuple[int, ...]:
    """How many others each node is connected with."""
    found = [0] * len(links.entries)
    for one, other, _ in links.pairs:
        found[one] += 1
        found[other] += 1
    return tuple(found)


def communities(links: Links) -> tuple[tuple[int, ...], ...]:
    """The communities, the largest first; in each the best connected node stands first, then the one named most."""
    if not links.pairs:
        return ()
    graph = igraph.Graph(len(links.entries), [pair[:2] for pair in links.pairs])
    with fixed_chance():
        found: Sequence[Sequence[int]] = graph.community_leiden(
            objective_function="modularity", weights=[pair[2] for pair in links.pairs], n_iterations=-1
        )
    rank = degrees(links)
    ordered = (tuple(sorted(members, key=lambda node: (-rank[node], node))) for members in found)
    return tuple(sorted(ordered, key=lambda members: (-len(members), members)))
