"""Stress minimisation by stochastic gradient descent, after Zheng, Pawar and Goodman, "Graph Drawing by Stochastic
Gradient Descent" (2018). Only sums, products, quotients and square roots: the same figures on every machine.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

_ROUNDS = 32
_LAST_STEP = 0.08


def minimise(distances: Sequence[Sequence[float]], start: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Points whose distances in the plane come near the wanted ones; near pairs count more than far ones."""
    xs, ys = [float(x) for x, _ in start], [float(y) for _, y in start]
    count = len(start)
    pairs = [(one, other, distances[one][other]) for one in range(count) for other in range(one + 1, count)]
    longest = max((wanted for _, _, wanted in pairs), default=1.0)
    first = longest * longest
    shrink = (_LAST_STEP / first) ** (1 / (_ROUNDS - 1))
    shuffler = random.Random(0)  # noqa: S311  (a fixed order, not a secret)
    step = first
    for _ in range(_ROUNDS):
        shuffler.shuffle(pairs)
        for one, other, wanted in pairs:
            across, down = xs[one] - xs[other], ys[one] - ys[other]
            length = math.sqrt(across * across + down * down) or 1e-6
            pull = min(step / (wanted * wanted), 1.0) * (length - wanted) / (2 * length)
            xs[one] -= pull * across
            xs[other] += pull * across
            ys[one] -= pull * down
            ys[other] += pull * down
        step *= shrink
    return list(zip(xs, ys, strict=True))
