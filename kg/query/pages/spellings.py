"""How a node is called in the texts: each spelling with how often and in what way, and which documents name it."""

from __future__ import annotations

from collections import Counter

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.contents import PAGE, Part
from kg.query.pages.nodes import terms
from kg.query.pages.support import Document, documents
from kg.query.prefixes import PREFIXES
from kg.terms import SKOS

_WORDS = "SELECT words, figure, sum(times) FROM naming WHERE node = ? GROUP BY words, figure"
_COUNT = "SELECT count(DISTINCT document) FROM naming WHERE node = ?"
_DOCUMENTS = """SELECT naming.document, sum(times), min(naming.first) FROM naming
LEFT JOIN document ON document.iri = naming.document WHERE node = ?
GROUP BY naming.document ORDER BY document.day DESC, naming.document LIMIT ? OFFSET ?"""
_NAMES = "SELECT DISTINCT ?name {{ VALUES ?node {{ {node} }} ?node <" + SKOS.altLabel + "> ?name }}"
_FIGURES = {
    "LiteralName": "by name",
    "ShortForm": "in short",
    "Adjectival": "as an adjective",
    "Description": "by description",
    "CapitalForState": "by the name of its capital",
    "BuildingForInstitution": "by the name of its building",
}


class Spelling(Record, frozen=True):
    """Words that mean the node, how often they do, and by which figures of speech."""

    words: str
    times: int
    figures: tuple[str, ...]

    @property
    def is_description(self) -> bool:
        """Whether it never is a name, as "he" and "its government" are none."""
        return self.figures == (_FIGURES["Description"],)


class Naming(Record, frozen=True):
    """A document that names the node: how often, and where first."""

    document: Document
    times: int
    start: int


class Names(Record, frozen=True):
    """All that a node is called. `others` are names that no text here uses; `part` says which of the documents."""

    spellings: tuple[Spelling, ...]
    others: tuple[str, ...]
    documents: tuple[Naming, ...]
    part: Part


def names_of(book: Book, iri: str, first: int = 0, size: int = PAGE) -> Names:
    """The spellings of a node, the most frequent first, and the documents that name it, the newest first."""
    times: Counter[str] = Counter()
    figures: dict[str, set[str]] = {}
    for words, figure, count in book.index.execute(_WORDS, (iri,)):
        spelling = " ".join(words.split())
        times[spelling] += int(count)
        figures.setdefault(spelling, set()).add(_FIGURES.get(local(figure), ""))
    total = int(book.index.execute(_COUNT, (iri,)).fetchone()[0])
    first = first if first < total else 0
    rows = book.index.execute(_DOCUMENTS, (iri, size, first)).fetchall()
    known = documents(book, {row[0] for row in rows})
    others = {row[0] for row in select(book.graph, PREFIXES + _NAMES.format(node=terms((iri,))))} - times.keys()
    return Names(
        tuple(
            Spelling(words, count, tuple(sorted(figures[words] - {""})))
            for words, count in sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        tuple(sorted(others)),
        tuple(Naming(known.get(doc) or Document(doc, doc), *counts) for doc, *counts in rows),
        Part(tuple(row[0] for row in rows), first, total, size),
    )
