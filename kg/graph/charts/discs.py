"""Where the discs of the communities stand: those that have much to do with one another near, and none on another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_GAP = 14.0
_DIRECTIONS = 36
_FLAT = 0.5
"""How much farther a step up or down counts than one sideways: pictures are wider than high."""
_MOST_NEAR = 400


def placed(radii: Sequence[float], ties: Mapping[tuple[int, int], int]) -> tuple[Point, ...]:
    """The middle of each disc; `radii` fall, and `ties` says how much two discs have to do with each other.

    One by one each comes as near as there is room to the middle of those it is tied to, or of all where it is tied to
    nobody. The smallest beyond four hundred stand in rings around all others.
    """
    near: list[list[tuple[int, int]]] = [[] for _ in radii]
    for (one, other), weight in sorted(ties.items()):
        near[one].append((other, weight))
        near[other].append((one, weight))
    found: dict[int, Point] = {}
    for number in sorted(
        range(min(len(radii), _MOST_NEAR)), key=lambda number: (number > 0 and not near[number], number)
    ):
        found[number] = _nearest(_wanted(near[number], found), radii[number], radii, found)
    _surround(found, radii)
    return tuple(found[number] for number in range(len(radii)))


def _wanted(near: Sequence[tuple[int, int]], found: Mapping[int, Point]) -> Point:
    weights = [(found[other], weight) for other, weight in near if other in found]
    total = sum(weight for _, weight in weights)
    if not total:
        return (0.0, 0.0)
    return (
        math.fsum(point[0] * weight for point, weight in weights) / total,
        math.fsum(point[1] * weight for point, weight in weights) / total,
    )


def _nearest(wanted: Point, radius: float, radii: Sequence[float], found: Mapping[int, Point]) -> Point:
    """The free place that is least far from the wanted one, looked for in a number of directions."""
    best, least = wanted, math.inf
    for number in range(_DIRECTIONS):
        angle = 2 * math.pi * number / _DIRECTIONS
        across, down = round(math.cos(angle), 6), round(math.sin(angle), 6)
        far = _free(wanted, (across, down), radius, radii, found)
        cost = far * (1 + _FLAT * abs(down))
        if cost < least - 1e-6:
            best, least = (wanted[0] + far * across, wanted[1] + far * down), cost
    return round(best[0], 3), round(best[1], 3)


def _free(start: Point, direction: Point, radius: float, radii: Sequence[float], found: Mapping[int, Point]) -> float:
    """How far along a direction the first free place is."""
    taken = []
    for number, (x, y) in found.items():
        along = (x - start[0]) * direction[0] + (y - start[1]) * direction[1]
        aside = (x - start[0]) * direction[1] - (y - start[1]) * direction[0]
        apart = radius + radii[number] + _GAP
        if abs(aside) < apart:
            half = math.sqrt(apart * apart - aside * aside)
            taken.append((along - half, along + half))
    far = 0.0
    for first, last in sorted(taken):
        if first > far:
            break
        far = max(far, last)
    return far


def _surround(found: dict[int, Point], radii: Sequence[float]) -> None:
    """Put the others into rings around those that have their place."""
    left = [number for number in range(len(radii)) if number not in found]
    if not left:
        return
    edge = max((math.hypot(x, y) + radii[number] for number, (x, y) in found.items()), default=0.0)
    angle, wide, away = 2 * math.pi, 0.0, 0.0
    for number in left:
        turn = (2 * radii[number] + _GAP) / away if away else 0.0
        if angle + turn > 2 * math.pi or not away:
            edge, angle, wide = edge + 2 * wide + _GAP, 0.0, radii[number]
            away = edge + wide
        found[number] = (round(away * math.cos(angle), 3), round(away * math.sin(angle), 3))
        angle += (2 * wide + _GAP) / away
