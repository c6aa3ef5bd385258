"""The first page: how much there is, and what happened last."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Record
from kg.query.answers import select
from kg.query.pages.book import Book
from kg.query.pages.happenings import Happening, happenings
from kg.query.pages.nodes import Ref, terms
from kg.query.pages.support import Document, documents
from kg.query.prefixes import PREFIXES

_DATED = """SELECT node, max(a) AS day FROM time WHERE NOT inferred AND a BETWEEN '0' AND ?
GROUP BY node ORDER BY day DESC, node"""
_HAPPENED = "SELECT ?event {{ VALUES ?event {{ {events} }} ?event a kg:Event ; kg:factuality kg:Actual }}"
_LAST = "SELECT (MAX(?day) AS ?last) { ?doc kg:publicationTime/sem:hasLatestEndTimeStamp ?day }"
_DOCUMENTS = """SELECT ?doc ?day { ?doc a kg:Document
  OPTIONAL { ?doc kg:publicationTime/sem:hasLatestEndTimeStamp ?day } } ORDER BY DESC(?day) ?doc LIMIT """
_MOST_NAMED = """SELECT iri, label, kind, weight FROM entry WHERE kind = ? ORDER BY id LIMIT ?"""
_BATCH = 200
_SHOWN = ("person", "state", "institution")


class Overview(Record, frozen=True):
    """How many nodes of each kind there are, the latest dated events and documents, and who is named most."""

    counts: Mapping[str, int]
    passages: int
    recent: tuple[Happening, ...]
    documents: tuple[Document, ...]
    named: Mapping[str, tuple[tuple[Ref, int], ...]]


def overview(book: Book, most: int = 10) -> Overview:
    """The overview of a graph; an event in the future of all documents is not recent."""
    counts = dict(book.index.execute("SELECT kind, count(*) FROM entry GROUP BY kind ORDER BY kind"))
    passages = book.index.execute("SELECT count(*) FROM passage").fetchone()[0]
    last = next(iter(select(book.graph, PREFIXES + _LAST)), ("",))[0] or "9999"
    latest = _recent(book, last, most)
    cited = [row[0] for row in select(book.graph, f"{PREFIXES}{_DOCUMENTS}{most:d}")]
    known = documents(book, cited) if cited else {}
    named = {
        kind: tuple(
            (Ref(iri, label, kind), weight)
            for iri, label, kind, weight in book.index.execute(_MOST_NAMED, (kind, most))
        )
        for kind in _SHOWN
    }
    return Overview(
        counts, passages, happenings(book, latest),
        tuple(known[doc] for doc in cited if doc in known), named,
    )  # fmt: skip


def _recent(book: Book, last: str, most: int) -> list[str]:
    """The latest events that took place on a day that is told, none of them after the last day."""
    found: list[str] = []
    rows = book.index.execute(_DATED, (last,))
    while len(found) < most and (nodes := [row[0] for row in rows.fetchmany(_BATCH)]):
        happened = {row[0] for row in select(book.graph, PREFIXES + _HAPPENED.format(events=terms(nodes)))}
        found += [node for node in nodes if node in happened]
    return found[:most]
