"""Stretches of days, and how many of them meet another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches from a first to a last day, as ISO dates."""

    def __init__(self, spans: Iterable[tuple[str, str]]) -> None:
        known = tuple(spans)
        self._begins, self._ends = sorted(begin for begin, _ in known), sorted(end for _, end in known)

    def meet(self, begin: str, end: str) -> int:
        """How many share a day with the one from `begin` to `end`, itself among them."""
        return bisect_right(self._begins, end) - bisect_left(self._ends, begin)
