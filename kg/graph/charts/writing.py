"""The map of a graph, worked out once when the graph is written and kept in its index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.graph.charts.communities import communities, degrees
from kg.graph.charts.discs import placed
from kg.graph.charts.links import Links, read_links
from kg.graph.charts.members import radius, standing

MOST = 50_000
"""How many nodes a map has at most: those with most links."""
SCHEMA = """
CREATE TABLE disc (id INTEGER PRIMARY KEY, x INTEGER, y INTEGER, radius INTEGER);
CREATE TABLE spot (id INTEGER PRIMARY KEY, entry INTEGER, disc INTEGER, x INTEGER, y INTEGER, links INTEGER);
CREATE TABLE link (one INTEGER, other INTEGER, documents INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
"""Discs, the largest first; spots disc by disc, in each the best connected first; links between spots, the lower first.

Coordinates are in tenths of the unit of the picture."""
_TENTHS = 10


def write_chart(database: sqlite3.Connection) -> None:
    """Fill the tables, which must be there and empty, from what the index has of the nodes and of what vouches."""
    links = read_links(database, MOST)
    found = communities(links)
    home = {node: number for number, members in enumerate(found) for node in members}
    radii = [radius(len(members)) for members in found]
    middles = placed(radii, _ties(links, home))
    database.executemany(
        "INSERT INTO disc VALUES (?, ?, ?, ?)",
        ((n, _tenths(x), _tenths(y), _tenths(radii[n])) for n, (x, y) in enumerate(middles)),
    )
    order = {node: number for number, node in enumerate(node for members in found for node in members)}
    database.executemany("INSERT INTO spot VALUES (?, ?, ?, ?, ?, ?)", _spots(links, found, middles))
    pairs = sorted((*sorted((order[one], order[other])), documents) for one, other, documents in links.pairs)
    database.executemany("INSERT INTO link VALUES (?, ?, ?)", pairs)


def _ties(links: Links, home: dict[int, int]) -> Counter[tuple[int, int]]:
    """How many pairs of nodes connect two communities."""
    ties: Counter[tuple[int, int]] = Counter()
    for one, other, _ in links.pairs:
        low, high = sorted((home[one], home[other]))
        if low != high:
            ties[low, high] += 1
    return ties


def _spots(
    links: Links, found: Sequence[Sequence[int]], middles: Sequence[tuple[float, float]]
) -> Iterator[tuple[int, int, int, int, int, int]]:
    place = {node: (number, rank) for number, members in enumerate(found) for rank, node in enumerate(members)}
    inner: list[list[tuple[int, int]]] = [[] for _ in found]
    for one, other, _ in links.pairs:
        if place[one][0] == place[other][0]:
            inner[place[one][0]].append((place[one][1], place[other][1]))
    linked = degrees(links)
    number = 0
    for disc, members in enumerate(found):
        middle = middles[disc]
        for node, (x, y) in zip(members, standing(len(members), inner[disc]), strict=True):
            spot = _tenths(middle[0] + x), _tenths(middle[1] + y)
            yield number, links.entries[node], disc, *spot, linked[node]
            number += 1


def _tenths(length: float) -> int:
    return round(length * _TENTHS)
