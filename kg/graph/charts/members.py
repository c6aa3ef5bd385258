"""Where the members of a community stand in its disc: each on a seed of a sunflower of its own, neighbours near."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import igraph

from kg.graph.charts.chance import fixed_chance

Point: TypeAlias = tuple[float, float]

SEED = 10.0
"""The distance that the size of a disc is made of: a seed takes 3.14 times its square."""
_TURN = 2.399963
_ROUNDS = 150
_FIRST_RING = 6


def seeds(count: int) -> tuple[Point, ...]:
    """The first seeds of a sunflower; rounded, so that no last digit of a cosine decides anything."""
    found = []
    for number in range(count):
        away = SEED * math.sqrt(number + 1) if number else 0.0
        found.append((round(away * math.cos(number * _TURN), 3), round(away * math.sin(number * _TURN), 3)))
    return tuple(found)


def radius(count: int) -> float:
    """The radius of a disc with so many seeds and a margin."""
    return round(SEED * (math.sqrt(count) + 1.2), 3)


def standing(count: int, pairs: Sequence[tuple[int, int]]) -> tuple[Point, ...]:
    """A place for each member around the middle of the disc; the first member stands in the middle.

    Forces bring neighbours together; the others then go to the seeds ring by ring from the middle outwards, and within
    a ring in the order in which they stand around the middle. So no two overlap, and nobody goes far.
    """
    free = seeds(count)
    if count < 3:
        return free
    forced = _forced(count, pairs, free)
    middle = forced[0]
    around = [(x - middle[0], y - middle[1]) for x, y in forced]
    order = sorted(range(1, count), key=lambda node: (_square(around[node]), node))
    places: list[Point] = [free[0]] * count
    for first, last in _rings(count):
        ring = sorted(
            order[first - 1 : last - 1], key=lambda node: (math.atan2(around[node][1], around[node][0]), node)
        )
        slots = sorted(free[first:last], key=lambda seed: math.atan2(seed[1], seed[0]))
        for node, slot in zip(ring, slots, strict=True):
            places[node] = slot
    return tuple(places)


def _forced(count: int, pairs: Sequence[tuple[int, int]], start: Sequence[Point]) -> list[Point]:
    graph = igraph.Graph(count, list(pairs))
    begin = [(x / SEED, y / SEED) for x, y in start]
    with fixed_chance():
        layout = graph.layout_fruchterman_reingold(seed=begin, niter=_ROUNDS, grid="auto")
    return [(round(x, 3), round(y, 3)) for x, y in layout]


def _rings(count: int) -> Iterator[tuple[int, int]]:
    """Borders of the rings after the middle: six seeds, twelve, eighteen and so on."""
    first, size = 1, _FIRST_RING
    while first < count:
        yield first, min(first + size, count)
        first, size = first + size, size + _FIRST_RING


def _square(point: Point) -> float:
    return point[0] * point[0] + point[1] * point[1]
