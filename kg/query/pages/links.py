"""Lasting relations of a node: whose organ it is, where it lies, what it belongs to, what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Record
from kg.query.answers import select
from kg.query.pages.book import Book
from kg.query.pages.contents import Part
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.support import NOTHING, Support, supports
from kg.query.prefixes import PREFIXES
from kg.terms import KG, ORG, SCHEMA


@dataclass(frozen=True, slots=True)
class Wording:
    """How a predicate reads on the page of its subject, and on that of its object ("" where it is not shown)."""

    forward: str
    backward: str


WORDINGS: Mapping[str, Wording] = {
    KG.organOf: Wording("organ of", "organs"),
    KG.nationality: Wording("national of", "nationals"),
    ORG.memberOf: Wording("member of", "members"),
    ORG.subOrganizationOf: Wording("part of", "parts"),
    ORG.hasSite: Wording("premises", "premises of"),
    KG.capital: Wording("capital", "capital of"),
    KG.inTerritoryOf: Wording("in", "in its territory"),
    SCHEMA.containedInPlace: Wording("in", "holds"),
    KG.standsFor: Wording("stands for", "also called by the name of"),
    ORG.postIn: Wording("post in", "posts"),
    KG.onBehalfOf: Wording("on behalf of", "posts filled in joint bodies"),
    KG.counterpartOf: Wording("counterpart", ""),
    KG.maybeSameAs: Wording("perhaps the same as", ""),
}
"""Predicates that are shown as relations, in the order of the page."""

_FORWARD = "SELECT DISTINCT ?p ?o {{ VALUES ?s {{ {node} }} VALUES ?p {{ {predicates} }} ?s ?p ?o }}"
_ONE_WAY = "{{ ?s <{predicate}> {node} BIND(<{predicate}> AS ?p) }}"
_SAME = "SELECT DISTINCT ?item {{ VALUES ?node {{ {node} }} ?node skos:exactMatch ?item }}"
_TOLD_ELSEWHERE = frozenset({ORG.postIn, KG.onBehalfOf})
"""Relations of posts, whose own pages quote what they rest on."""
MOST = 24
"""How many links of one relation one page lists."""


class Link(Record, frozen=True):
    """One relation; without support it is background knowledge, or (`is_listed`) told on the page of the node."""

    node: Ref
    support: Support
    is_listed: bool = False


class Relation(Record, frozen=True):
    """A relation with some of what a node has it to; `part` says which of how many."""

    words: str
    links: tuple[Link, ...]
    part: Part


def relations_of(book: Book, iri: str, first: int = 0, most: int = MOST) -> tuple[Relation, ...]:
    """The relations of a node in both directions, by name: of each at most so many links from a place on, or from 0 on
    where it has no such place.
    """
    node, predicates = terms((iri,)), terms(WORDINGS)
    outward = select(book.graph, PREFIXES + _FORWARD.format(node=node, predicates=predicates))
    ways = " UNION ".join(
        _ONE_WAY.format(predicate=predicate, node=node) for predicate, wording in WORDINGS.items() if wording.backward
    )
    inward = select(book.graph, f"{PREFIXES}SELECT DISTINCT ?s ?p {{ {ways} FILTER NOT EXISTS {{ ?s a kg:Event }} }}")
    names = refs(book, {o for _, o in outward} | {s for s, _ in inward})
    grouped: dict[str, list[tuple[Ref, str, str, str]]] = {}
    for predicate, wording in WORDINGS.items():
        for p, o in outward:
            if p == predicate:
                grouped.setdefault(wording.forward, []).append((names[o], iri, p, o))
        for s, p in inward:
            if p == predicate and wording.backward:
                grouped.setdefault(wording.backward, []).append((names[s], s, p, iri))
    kept = {
        words: sorted(entries, key=lambda entry: (entry[0].is_unnamed, entry[0].label, entry[0].iri))
        for words, entries in grouped.items()
    }
    starts = {words: first if first < len(entries) else 0 for words, entries in kept.items()}
    parts = {words: entries[starts[words] : starts[words] + most] for words, entries in kept.items()}
    told = supports(book, {s for part in parts.values() for _, s, p, _ in part if p not in _TOLD_ELSEWHERE}, WORDINGS)
    return tuple(
        Relation(
            words,
            tuple(Link(other, told.get(s, {}).get((p, o), NOTHING), p in _TOLD_ELSEWHERE) for other, s, p, o in part),
            Part(tuple(other.iri for other, *_ in part), starts[words], len(kept[words]), most),
        )
        for words, part in parts.items()
    )


def same_elsewhere(book: Book, iri: str) -> tuple[str, ...]:
    """What other graphs call the node."""
    return tuple(sorted(row[0] for row in select(book.graph, PREFIXES + _SAME.format(node=terms((iri,))))))
