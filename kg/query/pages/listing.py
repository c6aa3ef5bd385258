"""All nodes of a kind, a page at a time."""

from __future__ import annotations

from kg.query.pages.book import Book
from kg.query.pages.contents import Part
from kg.query.pages.nodes import Ref

_COUNT = "SELECT count(*) FROM entry WHERE kind = ?"
_OF_KIND = """SELECT iri, label, kind FROM entry WHERE kind = ?
ORDER BY label LIKE '%(unnamed)', label COLLATE NOCASE, iri LIMIT ? OFFSET ?"""
SIZE = 500


def listing(book: Book, kind: str, first: int = 0, size: int = SIZE) -> tuple[tuple[Ref, ...], Part]:
    """The nodes of a kind by name from a place on, who is not named last, and which of how many they are."""
    total = int(book.index.execute(_COUNT, (kind,)).fetchone()[0])
    first = first if first < total else 0
    found = tuple(Ref(*row) for row in book.index.execute(_OF_KIND, (kind, size, first)))
    return found, Part(tuple(ref.iri for ref in found), first, total, size)
