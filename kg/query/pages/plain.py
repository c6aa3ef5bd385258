"""Any node as its triples: the page of what has no page of its own (offices, statements, times, spans)."""

from __future__ import annotations

from kg.model import Record
from kg.query.answers import select
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, ref, refs, terms
from kg.query.pages.offices import Time, times_of
from kg.query.pages.support import NOTHING, Support, supports
from kg.query.prefixes import PREFIXES

_OUT = """SELECT DISTINCT ?p ?o ?iri {{ VALUES ?node {{ {node} }} ?node ?p ?o BIND(isIRI(?o) AS ?iri) }}"""
_IN = """SELECT DISTINCT ?s ?p {{ VALUES ?node {{ {node} }} ?s ?p ?node
  FILTER(?p NOT IN (rdf:subject, rdf:object)) }} ORDER BY ?p ?s LIMIT 100"""
"""Records of facts are left out: what they rest on stands beside each fact."""


class Line(Record, frozen=True):
    """A triple: its predicate, the node or words at its other end, and who says so."""

    predicate: str
    node: Ref | None
    words: str
    support: Support = NOTHING


class Plain(Record, frozen=True):
    """A node with its triples, those that it begins and those that it ends, and its times."""

    node: Ref
    outward: tuple[Line, ...]
    inward: tuple[Line, ...]
    times: tuple[Time, ...] = ()


def plain(book: Book, iri: str) -> Plain | None:
    """The triples of a node; None where there are none."""
    node = terms((iri,))
    out = sorted(select(book.graph, PREFIXES + _OUT.format(node=node)))
    into = select(book.graph, PREFIXES + _IN.format(node=node))
    if not out and not into:
        return None
    names = refs(book, {o for _, o, is_iri in out if is_iri == "true"} | {s for s, _ in into})
    told = supports(book, (iri,)).get(iri, {})
    return Plain(
        ref(book, iri),
        tuple(
            Line(p, names.get(o) if is_iri == "true" else None, o, told.get((p, o), NOTHING)) for p, o, is_iri in out
        ),
        tuple(Line(p, names[s], s) for s, p in into),
        times_of(book, (iri,)).get(iri, ()),
    )
