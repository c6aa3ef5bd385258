"""What pages are gathered from: a published store and its index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kg.query.answers import Queryable

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Book:
    """A graph open for reading: its quads, and the index that was published with them."""

    graph: Queryable
    index: sqlite3.Connection

    def look_up(self, statement: str, keys: Iterable[str], also: Iterable[str] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of one of our own statements, in which `{}` stands for a list of keys, in the order of the keys.

        `also` are values for a second list in it, `{also}`.
        """
        wanted, further = sorted(set(keys)), sorted(set(also))
        for first in range(0, len(wanted), _BATCH):
            batch = wanted[first : first + _BATCH]
            marks = (", ".join("?" * len(values)) for values in (batch, further))
            yield from self.index.execute(statement.format(next(marks), also=next(marks)), (*batch, *further))
