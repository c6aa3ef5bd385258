"""What a fact rests on: the passages that say so, how many independent sources, and how sure the reading is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from kg.model import Record
from kg.query.answers import local
from kg.query.pages.book import Book

_TOLD = """SELECT subject, predicate, object, document, first, last, confidence, inferred FROM told
WHERE subject IN ({})"""
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


def independent(excerpts: Sequence[Excerpt]) -> int:
    """How many sources there are, where texts of one publisher, and texts with the same words, count as one."""
    groups: list[set[str]] = []
    for excerpt in excerpts:
        document = excerpt.document
        marks = {f"by {document.publisher or document.iri}", f"in {document.iri}", " ".join(excerpt.words.split())}
        joined = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*joined))
    return len(groups)


def joined(supports: Iterable[Support]) -> Support:
    """What several facts rest on together: inferred where all are, as sure as the surest."""
    given = [support for support in supports if support.excerpts]
    if not given:
        return NOTHING
    excerpts = {(e.document.iri, e.start, e.end): e for support in given for e in support.excerpts}
    known = [support.confidence for support in given if support.confidence is not None]
    return Support(
        tuple(sorted(_outermost(tuple(excerpts.values())), key=_by_date)),
        max(known, default=None),
        all(support.is_inferred for support in given),
    )


def _outermost(excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Those that are not part of another."""
    return [
        one
        for one in excerpts
        if not any(
            other is not one
            and other.document.iri == one.document.iri
            and other.start <= one.start <= one.end <= other.end
            for other in excerpts
        )
    ]


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
    rows = [row for row in book.look_up(_TOLD, subjects) if not predicates or row[1] in predicates]
    words = excerpts(book, {row[3:6] for row in rows})
    grouped: dict[str, dict[tuple[str, str], list[Support]]] = {}
    for s, p, o, doc, start, end, confidence, inferred in rows:
        one = Support((words[doc, start, end],), confidence, bool(inferred))
        grouped.setdefault(s, {}).setdefault((p, o), []).append(one)
    return {s: {key: joined(given) for key, given in sorted(told.items())} for s, told in sorted(grouped.items())}


def of(told: Told, *predicates: str) -> Support:
    """What vouches for any triple with one of these predicates; with none given, for any at all."""
    return joined(support for (p, _), support in told.items() if not predicates or p in predicates)
