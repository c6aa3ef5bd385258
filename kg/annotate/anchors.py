"""The mentions found so far, by token, and what is known of each title: the common ground of the rules for offices."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kg.annotate.titles import TitleSpan
from kg.model import Kind

Basis: TypeAlias = Literal["stated", "elsewhere", "known", "context"]
"""Where the state of a title comes from: the words beside it, the text elsewhere, the table of known office-holders,
or whoever acted last."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A resolved mention at tokens [start, end) with its root."""

    start: int
    end: int
    root: int
    entity: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Holding:
    """A title with what was found about it. Several holders or states only where the title is plural.

    `receiving` is where an envoy is sent, `constituency` the place a legislator sits for, `tail` the words after the
    title that belong to the post ("of the World Bank", "to Ghana").
    """

    title: TitleSpan
    start: int
    end: int
    holders: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    organization: str | None = None
    receiving: str | None = None
    constituency: str | None = None
    tail: str = ""
    definite: bool = False
    rule: str = ""
    basis: Basis = "stated"


@dataclass(slots=True)
class Anchors:
    """Anchors by token: `cover` gives the innermost at a token, `starts` and `ends` those that begin or end there."""

    items: Sequence[Anchor]
    cover: dict[int, Anchor] = field(default_factory=dict)
    starts: dict[int, Anchor] = field(default_factory=dict)
    ends: dict[int, Anchor] = field(default_factory=dict)
    _backwards: list[Anchor] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._backwards = sorted(self.items, key=lambda a: -a.start)
        for anchor in sorted(self.items, key=lambda a: a.start - a.end):
            self.starts.setdefault(anchor.start, anchor)
            self.ends.setdefault(anchor.end, anchor)
            for i in range(anchor.start, anchor.end):
                self.cover[i] = anchor

    def before(self, token: int) -> Iterator[Anchor]:
        """Those that start before this token, the nearest first."""
        first = bisect_right(self._backwards, -token, key=lambda a: -a.start)
        return (self._backwards[n] for n in range(first, len(self._backwards)))
