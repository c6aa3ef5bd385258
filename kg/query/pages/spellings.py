"""How a node is called in the texts: each spelling with how often and in what way, and which documents name it."""

from __future__ import annotations

from collections import Counter

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.nodes import terms
from kg.query.pages.support import Document, documents
from kg.query.prefixes import PREFIXES
from kg.terms import SKOS

_MENTIONS = "SELECT words, figure, document, times, first FROM naming WHERE node = ?"
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


class Naming(Record, frozen=True):
    """A document that names the node: how often, and where first."""

    document: Document
    times: int
    start: int


class Names(Record, frozen=True):
    """All that a node is called. `others` are names that no text here uses."""

    spellings: tuple[Spelling, ...]
    others: tuple[str, ...]
    documents: tuple[Naming, ...]


def names_of(book: Book, iri: str) -> Names:
    """The spellings of a node, the most frequent first, and the documents that name it, the newest first."""
    times: Counter[str] = Counter()
    figures: dict[str, set[str]] = {}
    by_document: dict[str, tuple[int, int]] = {}
    for words, figure, doc, count, first in book.index.execute(_MENTIONS, (iri,)):
        spelling = " ".join(words.split())
        times[spelling] += int(count)
        figures.setdefault(spelling, set()).add(_FIGURES.get(local(figure), ""))
        before, start = by_document.get(doc, (0, int(first)))
        by_document[doc] = before + int(count), min(start, int(first))
    known = documents(book, by_document) if by_document else {}
    cited = [Naming(known.get(doc) or Document(doc, doc), *counts) for doc, counts in sorted(by_document.items())]
    others = {row[0] for row in select(book.graph, PREFIXES + _NAMES.format(node=terms((iri,))))} - times.keys()
    return Names(
        tuple(
            Spelling(words, count, tuple(sorted(figures[words] - {""})))
            for words, count in sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        tuple(sorted(others)),
        tuple(sorted(cited, key=lambda naming: naming.document.day, reverse=True)),
    )
