"""Re-reading: whether every span of the graph has the very words of the archived text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.errors import StoreError
from kg.graph import names
from kg.graph.archive import Archive
from kg.graph.texts import text_digest
from kg.graph.vocabulary import KG, OA, RDF, SCHEMA

_OFFSET = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Rereading:
    """How many spans there are, how many have the words they should, and what is wrong with the others."""

    spans: int
    verified: int
    violations: tuple[str, ...]


class _Texts:
    """The archived texts by document node, one at a time in memory."""

    def __init__(self, archive: Archive, base: str) -> None:
        self._archive = archive
        self._ids = {names.document_iri(document, base): document for document in archive.ids()}
        self._last: tuple[str, str | None] = ("", None)

    def text(self, document: str) -> str | None:
        """The text of a document node; None where the archive has none."""
        if self._last[0] != document:
            self._last = (document, self._archive.text(self._ids[document]) if document in self._ids else None)
        return self._last[1]


def reread(store: Store, archive: Archive, base: str) -> Rereading:
    """Compare every span of the default graph with the archived text it points into."""
    texts = _Texts(archive, base)
    spans = sorted(
        (_value(store, quad.subject, OA.hasSource) or "", quad.subject.value, quad.subject)
        for quad in store.quads_for_pattern(None, RDF.type, OA.SpecificResource, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
    )
    wrong: list[str] = []
    for document, iri, span in spans:
        problem = _problem(store, span, document, texts)
        if problem:
            wrong.append(f"{iri}: {problem}")
    return Rereading(len(spans), len(spans) - len(wrong), (*wrong, *_documents(store, texts)))


def _problem(store: Store, span: NamedNode, document: str, texts: _Texts) -> str | None:
    try:
        text = texts.text(document)
    except StoreError as error:
        return str(error)
    if text is None:
        return f"no archived text for {document or 'its document'}"
    selectors = [quad.object for quad in store.quads_for_pattern(span, OA.hasSelector, None, DefaultGraph())]
    start, end, exact = (
        next((value for node in selectors if (value := _value(store, node, predicate)) is not None), None)
        for predicate in (OA.start, OA.end, OA.exact)
    )
    if start is None or end is None or exact is None:
        return "start, end or words are missing"
    if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
        return f"its offsets are no numbers: {start[:20]!r}, {end[:20]!r}"
    there = text[int(start) : int(end)]
    return None if there == exact else f"the text has {there[:60]!r} there, not {exact[:60]!r}"


def _documents(store: Store, texts: _Texts) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, RDF.type, KG.Document, DefaultGraph()):
        try:
            text = texts.text(str(quad.subject).strip("<>"))
        except StoreError as error:
            yield str(error)
            continue
        if text is None or _value(store, quad.subject, SCHEMA.sha256) != text_digest(text):
            yield f"{quad.subject}: its digest is not that of the archived text"


def _value(store: Store, subject: object, predicate: NamedNode) -> str | None:
    found = next(iter(store.quads_for_pattern(subject, predicate, None, DefaultGraph())), None)  # type: ignore[arg-type]
    return str(found.object.value) if found and isinstance(found.object, (NamedNode, Literal)) else None
