"""Methods that begin with chance begin with the same one every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import igraph

_SEED = 0


@contextmanager
def fixed_chance() -> Iterator[None]:
    """Until the block ends, igraph draws the same numbers as in every other such block."""
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311 - a fixed order, not a secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
