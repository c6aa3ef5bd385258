"""All nodes of a kind."""

from __future__ import annotations

from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref

_OF_KIND = "SELECT iri, label, kind FROM entry WHERE kind = ? ORDER BY label COLLATE NOCASE, iri LIMIT ?"
MOST = 5000


def listing(book: Book, kind: str, most: int = MOST) -> tuple[Ref, ...]:
    """The nodes of a kind by name, at most so many; who is not named comes last."""
    found = [Ref(*row) for row in book.index.execute(_OF_KIND, (kind, most))]
    return tuple(sorted(found, key=lambda ref: ref.is_unnamed))
