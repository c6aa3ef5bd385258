"""Where the nodes of a page stand: computed beforehand, the same for the same network, with room for every label."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import igraph

Point: TypeAlias = tuple[float, float]
Size: TypeAlias = tuple[float, float]

_EDGE = 240.0
_GAP = 90.0
_ROUNDS = 300
_MARGIN = 14.0
_MOST_FOR_STRESS = 700


def positions(
    nodes: Sequence[str], edges: Sequence[tuple[str, str]], sizes: Mapping[str, Size]
) -> Mapping[str, tuple[int, int]]:
    """Coordinates in pixels of the middle of each node; `sizes` are the widths and heights that labels and shapes take.

    Parts of the network that do not hang together stand side by side, the largest first.
    """
    index = {node: number for number, node in enumerate(nodes)}
    graph = igraph.Graph(len(nodes), [(index[one], index[other]) for one, other in edges])
    parts = sorted(graph.connected_components(), key=lambda part: (-len(part), part))
    placed: list[dict[str, Point]] = []
    for part in parts:
        names = [nodes[number] for number in part]
        points = _component(graph.induced_subgraph(part))
        placed.append(spread(dict(zip(names, points, strict=True)), sizes))
    return {node: (round(x), round(y)) for block in _side_by_side(placed, sizes) for node, (x, y) in block.items()}


def _component(graph: igraph.Graph) -> list[Point]:
    """Stress minimisation from a fixed start; for large parts forces, also from a fixed start."""
    count = graph.vcount()
    if count == 1:
        return [(0.0, 0.0)]
    start = [_sunflower(number) for number in range(count)]
    if count <= _MOST_FOR_STRESS:
        layout = graph.layout_kamada_kawai(seed=start, maxiter=60 * count)
    else:
        layout = graph.layout_fruchterman_reingold(seed=start, niter=300, start_temp=math.sqrt(count), grid=True)
    lengths = [math.dist(layout[edge.source], layout[edge.target]) for edge in graph.es]
    scale = _EDGE / max(sum(lengths) / len(lengths), 1e-9)
    return [(x * scale, y * scale) for x, y in layout]


def _sunflower(number: int) -> tuple[int, int]:
    """The n-th seed of a sunflower, on whole numbers so that no last digit of a cosine decides anything."""
    angle = number * 2.399963
    radius = 20 * math.sqrt(number + 0.5)
    return round(radius * math.cos(angle)), round(radius * math.sin(angle))


def spread(points: Mapping[str, Point], sizes: Mapping[str, Size]) -> dict[str, Point]:
    """Push nodes apart, the shorter way, until no two boxes touch or the rounds are used up."""
    names = list(points)
    xs, ys = [points[name][0] for name in names], [points[name][1] for name in names]
    widths = [sizes[name][0] + _MARGIN for name in names]
    heights = [sizes[name][1] + _MARGIN for name in names]
    widest = max(widths)
    for _ in range(_ROUNDS):
        moved = False
        order = sorted(range(len(names)), key=lambda n: (xs[n], n))
        for place, one in enumerate(order):
            for other in order[place + 1 :]:
                if xs[other] - xs[one] > widest:
                    break
                moved |= _push(one, other, xs, ys, widths, heights)
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


def _side_by_side(blocks: Sequence[dict[str, Point]], sizes: Mapping[str, Size]) -> list[dict[str, Point]]:
    """The blocks in rows, none wider than the first block or the side of a square that holds them all."""
    boxes = [_box(block, sizes) for block in blocks]
    area = sum((right - left + _GAP) * (bottom - top + _GAP) for left, top, right, bottom in boxes)
    widest = max([math.sqrt(area) * 1.4, *(right - left for left, _, right, _ in boxes)], default=0.0)
    x = y = row = 0.0
    placed: list[dict[str, Point]] = []
    for block, (left, top, right, bottom) in zip(blocks, boxes, strict=True):
        if x and x + right - left > widest:
            x, y, row = 0.0, y + row + _GAP, 0.0
        placed.append({name: (px - left + x, py - top + y) for name, (px, py) in block.items()})
        x += right - left + _GAP
        row = max(row, bottom - top)
    return placed


def _box(block: Mapping[str, Point], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    return (
        min(x - sizes[name][0] / 2 for name, (x, _) in block.items()),
        min(y - sizes[name][1] / 2 for name, (_, y) in block.items()),
        max(x + sizes[name][0] / 2 for name, (x, _) in block.items()),
        max(y + sizes[name][1] / 2 for name, (_, y) in block.items()),
    )
