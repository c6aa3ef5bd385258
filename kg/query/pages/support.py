"""What a fact rests on: the passages that say so, how many independent sources, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from kg.model import Record
from kg.query import evidence
from kg.query.answers import local
from kg.query.pages.book import Book
from kg.query.pages.contents import Part

_TOLD = """SELECT told.subject, told.predicate, told.object, told.document, told.first, told.last, excerpt.words,
    told.confidence, told.inferred
FROM told LEFT JOIN excerpt ON excerpt.document = told.document AND excerpt.first = told.first
    AND excerpt.last = told.last
WHERE told.subject IN ({})"""
_OF_THESE = " AND told.predicate IN ({also})"
_WORDS = "SELECT words FROM excerpt WHERE document = ? AND first = ? AND last = ?"
_DOCUMENTS = "SELECT iri, title, identifier, publisher, published, day, url FROM document WHERE iri IN ({})"


class Document(Record, frozen=True):
    """A document as it is cited. `published` is EDTF, `day` the last day on which that may have been."""

    iri: str
    title: str
    identifier: str = ""
    publisher: str = ""
    published: str = ""
    day: str = ""
    url: str = ""


class Excerpt(Record, frozen=True):
    """Words of a document, and where they stand (code points)."""

    document: Document
    start: int
    end: int
    words: str


class Support(Record, frozen=True):
    """All that vouches for a fact; nothing does for background knowledge. `confidence` is None where none is given."""

    excerpts: tuple[Excerpt, ...] = ()
    confidence: float | None = None
    is_inferred: bool = False

    @property
    def is_background(self) -> bool:
        """Whether no document says so."""
        return not self.excerpts

    @property
    def sources(self) -> int:
        """How many of the documents are independent."""
        return independent(self.excerpts)


NOTHING = Support()


def independent(excerpts: Iterable[Excerpt]) -> int:
    """How many sources there are, where texts of one publisher, and texts with the same words, count as one."""
    return evidence.independent((e.document.publisher, e.document.iri, e.words) for e in excerpts)


def joined(supports: Iterable[Support]) -> Support:
    """What several facts rest on together: inferred where all are, as sure as the surest."""
    given = [support for support in supports if support.excerpts]
    if not given:
        return NOTHING
    known = [support.confidence for support in given if support.confidence is not None]
    return Support(
        tuple(sorted(_outermost(e for support in given for e in support.excerpts), key=_by_date)),
        max(known, default=None),
        all(support.is_inferred for support in given),
    )


def cut(excerpts: Sequence[Excerpt], first: int, size: int) -> tuple[tuple[Excerpt, ...], Part]:
    """Some of these excerpts, from a place on, and which they are."""
    first = first if first < len(excerpts) else 0
    shown = tuple(excerpts[first : first + size])
    return shown, Part(tuple(excerpt.document.iri for excerpt in shown), first, len(excerpts), size)


def _outermost(excerpts: Iterable[Excerpt]) -> Iterator[Excerpt]:
    """Those that are not part of another, each place once."""
    reached = ("", -1)
    for excerpt in sorted(excerpts, key=lambda one: (one.document.iri, one.start, -one.end)):
        place = (excerpt.document.iri, excerpt.end)
        if place[0] != reached[0] or place[1] > reached[1]:
            reached = place
            yield excerpt


def _by_date(excerpt: Excerpt) -> tuple[str, str, int]:
    return excerpt.document.day or "9999", excerpt.document.iri, excerpt.start


def documents(book: Book, iris: Iterable[str]) -> Mapping[str, Document]:
    """The documents with these IRIs."""
    return {row[0]: Document(*row) for row in book.look_up(_DOCUMENTS, iris)}


def excerpts(book: Book, places: Iterable[tuple[str, int, int]]) -> Mapping[tuple[str, int, int], Excerpt]:
    """The words at these places: the IRI of a document, and two offsets."""
    wanted = sorted(set(places))
    cited = documents(book, {doc for doc, _, _ in wanted})
    found = {}
    for doc, start, end in wanted:
        words = book.index.execute(_WORDS, (doc, start, end)).fetchone()
        found[doc, start, end] = Excerpt(
            cited.get(doc) or Document(doc, local(doc)), start, end, words[0] if words else ""
        )
    return found


Told: TypeAlias = Mapping[tuple[str, str], Support]
"""What vouches for the triples of one subject, by predicate and object."""


def supports(book: Book, subjects: Iterable[str], predicates: Collection[str] = ()) -> Mapping[str, Told]:
    """What vouches for each recorded triple of these subjects, or for those with these predicates only."""
    rows = list(book.look_up(_TOLD + _OF_THESE if predicates else _TOLD, subjects, predicates))
    cited = documents(book, {row[3] for row in rows})
    grouped: dict[str, dict[tuple[str, str], list[Support]]] = {}
    for s, p, o, doc, start, end, words, confidence, inferred in rows:
        excerpt = Excerpt(cited.get(doc) or Document(doc, local(doc)), start, end, words or "")
        grouped.setdefault(s, {}).setdefault((p, o), []).append(Support((excerpt,), confidence, bool(inferred)))
    return {s: {key: joined(given) for key, given in sorted(told.items())} for s, told in sorted(grouped.items())}


def of(told: Told, *predicates: str) -> Support:
    """What vouches for any triple with one of these predicates; with none given, for any at all."""
    return joined(support for (p, _), support in told.items() if not predicates or p in predicates)
