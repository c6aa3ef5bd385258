"""Where the nodes of a page stand: computed beforehand, the same for the same network, with room for every label."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import igraph

from kg.browse.stress import minimise

Point: TypeAlias = tuple[float, float]
Size: TypeAlias = tuple[float, float]

_EDGE = 160.0
_FILLED = 0.55
_WIDE = 1.16
_ROUNDS = 300
_PAIRS = 40_000_000
_FEW_PAIRS = 800_000
_MARGIN = 12.0
_MOST_FOR_STRESS = 450
_MOST_QUICKLY = 50
_STEPS = 10


def positions(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], sizes: Mapping[str, Size], *, quickly: bool = False
) -> Mapping[str, tuple[int, int]]:
    """Coordinates in pixels of the middle of each node; `sizes` are the widths and heights that labels and shapes take.

    The picture is somewhat wider than high, and about half of it is covered. Where somebody waits for it, it is drawn
    `quickly`: less even, and on another machine not to the pixel the same.
    """
    if not nodes:
        return {}
    index = {node: number for number, node in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(index[one], index[other]) for one, other in edges])
    covered = math.fsum((width + _MARGIN) * (height + _MARGIN) for width, height in sizes.values())
    radius = max(math.sqrt(covered / _FILLED / 3.1416) / _EDGE, 1.0)
    start = [_sunflower(number) for number in range(len(nodes))]
    if quickly and _MOST_QUICKLY < len(nodes) <= _MOST_FOR_STRESS:
        points = _springs(graph, start, radius)
    elif len(nodes) <= _MOST_FOR_STRESS:
        points = minimise(_wanted(graph, 1.5 * radius), start)
    else:
        points = _forces(graph, start, radius)
    wide = {node: (x * _EDGE * _WIDE, y * _EDGE / _WIDE) for node, (x, y) in zip(nodes, points, strict=True)}
    return {
        node: (round(x), round(y)) for node, (x, y) in spread(wide, sizes, _FEW_PAIRS if quickly else _PAIRS).items()
    }


def _wanted(graph: igraph.Graph, farthest: float) -> list[list[float]]:
    """Wanted distances in edges: those in the network, but none beyond `farthest`, also between separate parts."""
    return [[min(float(steps), farthest) for steps in row] for row in graph.distances()]


def _springs(graph: igraph.Graph, start: Sequence[Point], radius: float) -> list[Point]:
    """A layout by springs, which is like that by stress and found by igraph in a hundredth of the time; as wide as
    labels need.
    """
    return _widened(graph.layout_kamada_kawai(seed=start, maxiter=_STEPS * graph.vcount()), radius)


def _widened(layout: Iterable[Sequence[float]], radius: float) -> list[Point]:
    """The points around a middle at nought, so far from it as the seeds of a disc of 1.4 times this radius are."""
    points = [(float(x), float(y)) for x, y in layout]
    x, y = (math.fsum(point[axis] for point in points) / len(points) for axis in (0, 1))
    wide = math.sqrt(math.fsum((a - x) ** 2 + (b - y) ** 2 for a, b in points) / len(points)) or 1.0
    return [((a - x) / wide * radius, (b - y) / wide * radius) for a, b in points]


def _forces(graph: igraph.Graph, start: Sequence[Point], radius: float) -> list[Point]:
    """A layout by forces for larger networks, brought to the radius that their labels need."""
    side = math.sqrt(graph.vcount())
    bounds = [side] * graph.vcount()
    low = [-side] * graph.vcount()
    layout = graph.layout_fruchterman_reingold(
        seed=start, niter=400, start_temp=side, grid=True, minx=low, maxx=bounds, miny=low, maxy=bounds
    )
    return _widened(layout, radius)


def _sunflower(number: int) -> tuple[float, float]:
    """The n-th seed of a sunflower, rounded so that no last digit of a cosine decides anything."""
    angle = number * 2.399963
    radius = 0.4 * math.sqrt(number + 0.5)
    return round(radius * math.cos(angle), 3), round(radius * math.sin(angle), 3)


def spread(points: Mapping[str, Point], sizes: Mapping[str, Size], pairs: int = _PAIRS) -> dict[str, Point]:
    """Push nodes apart, the shorter way, until no two boxes touch or so many pairs have been looked at."""
    names = list(points)
    xs, ys = [points[name][0] for name in names], [points[name][1] for name in names]
    widths = [sizes[name][0] + _MARGIN for name in names]
    heights = [sizes[name][1] + _MARGIN for name in names]
    highest = max(heights)
    for _ in range(_ROUNDS):
        moved = False
        if pairs <= 0:
            break
        order = sorted(range(len(names)), key=lambda n: (ys[n], n))
        for place, one in enumerate(order, 1):
            x, y, width = xs[one], ys[one], widths[one]
            for other in order[place:]:
                if ys[other] - y > highest:
                    break
                pairs -= 1
                if (width + widths[other]) / 2 - abs(xs[other] - x) <= 0.5:
                    continue
                if _push(one, other, xs, ys, widths, heights):
                    moved, x, y = True, xs[one], ys[one]
        if not moved:
            break
    return {name: (xs[n], ys[n]) for n, name in enumerate(names)}


def _push(
    one: int, other: int, xs: list[float], ys: list[float], widths: Sequence[float], heights: Sequence[float]
) -> bool:
    across = (widths[one] + widths[other]) / 2 - abs(xs[one] - xs[other])
    down = (heights[one] + heights[other]) / 2 - abs(ys[one] - ys[other])
    if across <= 0.5 or down <= 0.5:
        return False
    axis, overlap = (xs, across) if across < down else (ys, down)
    step = overlap / 2 if axis[one] <= axis[other] else -overlap / 2
    axis[one] -= step
    axis[other] += step
    return True
