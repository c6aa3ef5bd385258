"""The page of a document: its text with the names in it, the passages that facts rest on, and what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.annotate.furniture import find_furniture
from kg.errors import StoreError
from kg.graph import names
from kg.graph.archive import Archive
from kg.model import Record, Stretch
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.support import Document, documents
from kg.query.prefixes import PREFIXES

_MENTIONS = """SELECT DISTINCT ?start ?end ?node ?figure ?literal {{
  VALUES ?doc {{ {doc} }}
  ?span oa:hasSource ?doc . ?mention oa:hasTarget ?span ; oa:hasBody ?node .
  ?span oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?mention kg:figure ?figure }} OPTIONAL {{ ?mention kg:literalReferent ?literal }}
}}"""
_EVIDENCE = "SELECT DISTINCT first, last, subject FROM told WHERE document = ? ORDER BY first, last, subject"
_TOLD = ("event", "claim", "tenure")


class Name(Record, frozen=True):
    """A mention: where it stands, the node it means, how, and what its words name literally (None where the same)."""

    start: int
    end: int
    node: Ref
    figure: str = ""
    literal: Ref | None = None


class Told(Record, frozen=True):
    """Something the document tells, and the stretch where it does first."""

    node: Ref
    start: int
    end: int


class Report(Record, frozen=True):
    """All that the page of a document shows. `text` is None where the archive no longer has it."""

    document: Document
    text: str | None
    furniture: tuple[Stretch, ...]
    names: tuple[Name, ...]
    passages: tuple[Stretch, ...]
    told: Mapping[str, tuple[Told, ...]]


def report(book: Book, archive: Archive, base: str, iri: str) -> Report:
    """The page of a document. Where the archived text is missing or damaged, it has none."""
    doc = terms((iri,))
    mentions = sorted(select(book.graph, PREFIXES + _MENTIONS.format(doc=doc)))
    evidence = book.index.execute(_EVIDENCE, (iri,)).fetchall()
    known = refs(book, {row[2] for row in mentions} | {row[4] for row in mentions if row[4]})
    text = archived(archive, base, iri)
    return Report(
        document=documents(book, (iri,)).get(iri) or Document(iri, local(iri)),
        text=text,
        furniture=find_furniture(text) if text else (),
        names=tuple(
            sorted(
                (
                    Name(int(start), int(end), known[node], local(figure), known.get(literal))
                    for start, end, node, figure, literal in mentions
                ),
                key=lambda name: (name.start, -name.end, name.node.iri),
            )
        ),
        passages=tuple(
            Stretch(start=start, end=end)
            for start, end in sorted(
                {(int(start), int(end)) for start, end, _ in evidence}, key=lambda s: (s[0], -s[1])
            )
        ),
        told=_told(book, evidence),
    )


def archived(archive: Archive, base: str, iri: str) -> str | None:
    """The text of a document node; None where the archive has none that is whole."""
    own = iri.rpartition("/")[2]
    try:
        if names.document_iri(own, base) == iri and (text := archive.text(own)) is not None:
            return text
        known = (document for document in archive.ids() if names.document_iri(document, base) == iri)
        return next((archive.text(document) for document in known), None)
    except StoreError:
        return None


def _told(book: Book, evidence: Sequence[tuple[int, int, str]]) -> Mapping[str, tuple[Told, ...]]:
    first: dict[str, tuple[int, int]] = {}
    for start, end, subject in evidence:
        place = (start, end)
        first[subject] = min(first.get(subject, place), place)
    known = refs(book, first)
    told = sorted((Told(known[iri], *place) for iri, place in first.items()), key=lambda one: (one.start, one.node.iri))
    return {kind: tuple(one for one in told if one.node.kind == kind) for kind in _TOLD}
