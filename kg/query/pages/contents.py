"""What belongs to a node, a page at a time: offices, events and statements, the latest first; and who is near it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Literal, TypeAlias

from kg.model import Record

List: TypeAlias = Literal["office", "event", "said", "about"]
PAGE = 20
"""How many offices, events or statements one page lists."""
_COUNT = "SELECT count(*) FROM item WHERE list = ? AND node = ?"
_ITEMS = "SELECT item FROM item WHERE list = ? AND node = ? ORDER BY day DESC, item LIMIT ? OFFSET ?"
_NEAR = "SELECT other, offices, events FROM near WHERE node = ?"


class Part(Record, frozen=True):
    """A stretch of a long list: its items, from which place on (0 the first), of how many."""

    items: tuple[str, ...]
    first: int
    total: int
    size: int

    @property
    def last(self) -> int:
        """The place after the last item."""
        return self.first + len(self.items)


class Places(Record, frozen=True):
    """From which place on each long list is shown, and how many of it."""

    office: int = 0
    event: int = 0
    said: int = 0
    about: int = 0
    named: int = 0
    quote: int = 0
    related: int = 0
    size: int = PAGE


START = Places()


def part_of(index: sqlite3.Connection, kind: List, iri: str, first: int = 0, size: int = PAGE) -> Part:
    """The items of a list from a place on, the latest first; from 0 on where there is no such place."""
    total = int(index.execute(_COUNT, (kind, iri)).fetchone()[0])
    first = first if 0 <= first < total else 0
    rows = index.execute(_ITEMS, (kind, iri, size, first)).fetchall()
    return Part(tuple(row[0] for row in rows), first, total, size)


def items_of(index: sqlite3.Connection, kind: List, iri: str) -> tuple[str, ...]:
    """All items of a list, the latest first."""
    return tuple(row[0] for row in index.execute(_ITEMS, (kind, iri, -1, 0)))


def near(index: sqlite3.Connection, iri: str) -> Mapping[str, tuple[int, int]]:
    """The nodes that share most with a node: how many offices and how many events, by IRI."""
    return {other: (offices, events) for other, offices, events in index.execute(_NEAR, (iri,))}
