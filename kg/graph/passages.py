"""The passages that facts rest on, as a reader looks for them: each stretch once, the newest document first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

_EXCERPTS = """SELECT excerpt.document, first, last, words FROM excerpt
LEFT JOIN document ON document.iri = excerpt.document
ORDER BY coalesce(day, '') DESC, excerpt.document, first, last DESC"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text; `document` is its IRI, the offsets are code points."""

    document: str
    start: int
    end: int
    words: str


def passages(index: sqlite3.Connection) -> Iterator[Passage]:
    """The stretches that evidence is, without those that lie within another, the newest document first."""
    for _, group in groupby(index.execute(_EXCERPTS), key=lambda row: row[0]):
        reached = -1
        for document, start, end, words in group:
            if end > reached:
                reached = end
                yield Passage(document, start, end, words)
