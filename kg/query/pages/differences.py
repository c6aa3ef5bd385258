"""Where documents tell one thing of an event differently: every value, with who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.support import Excerpt, Support, excerpts, joined
from kg.query.prefixes import PREFIXES
from kg.terms import KG

_DISPUTED = "SELECT node FROM disputed WHERE node IN ({})"
_TOLD = """SELECT DISTINCT ?node ?p ?o ?basis ?confidence ?doc ?start ?end {{
  VALUES ?node {{ {nodes} }} VALUES ?p {{ kg:eventType kg:factuality }}
  GRAPH ?graph {{ ?record rdf:subject ?node ; rdf:predicate ?p ; rdf:object ?o ; kg:evidence ?span .
    ?span oa:hasSource ?doc ; oa:hasSelector ?position . ?position oa:start ?start ; oa:end ?end .
    OPTIONAL {{ ?record kg:basis ?basis }} OPTIONAL {{ ?record kg:confidence ?confidence }} }}
}}"""
_HELD = "SELECT ?node ?p ?o {{ VALUES ?node {{ {nodes} }} VALUES ?p {{ kg:eventType kg:factuality }} ?node ?p ?o }}"
_WORDS = {KG.eventType: "What kind of event it is", KG.factuality: "Whether it took place"}


Place: TypeAlias = tuple[str, int, int]
Voice: TypeAlias = tuple[str, str, Place]
"""Basis, confidence and place of one record."""


class Side(Record, frozen=True):
    """One of the values, whether the graph holds it, and who says so."""

    words: str
    is_held: bool
    support: Support


class Difference(Record, frozen=True):
    """A question about an event that documents answer differently."""

    iri: str
    label: str
    question: str
    sides: tuple[Side, ...]

    @property
    def node(self) -> Ref:
        """The event as a link shows it."""
        return Ref(self.iri, self.label, "event")


def differences(book: Book, events: Iterable[str]) -> tuple[Difference, ...]:
    """What documents tell differently of these events; the value that the graph holds comes first."""
    nodes = terms(row[0] for row in book.look_up(_DISPUTED, events))
    if not nodes:
        return ()
    values: dict[tuple[str, str], dict[str, list[Voice]]] = {}
    rows = sorted(select(book.graph, PREFIXES + _TOLD.format(nodes=nodes)))
    for node, p, o, basis, confidence, doc, start, end in rows:
        values.setdefault((node, p), {}).setdefault(o, []).append((basis, confidence, (doc, int(start), int(end))))
    told = {key: given for key, given in values.items() if len(given) > 1}
    held = {(node, p): o for node, p, o in select(book.graph, PREFIXES + _HELD.format(nodes=nodes))}
    names = refs(book, {node for node, _ in told})
    spans = {place for given in told.values() for entries in given.values() for _, _, place in entries}
    words = excerpts(book, spans)
    return tuple(
        Difference(
            node,
            names[node].label,
            _WORDS[p],
            tuple(
                sorted(
                    (_side(o, o == held.get((node, p)), entries, words) for o, entries in given.items()),
                    key=lambda side: (not side.is_held, side.words),
                )
            ),
        )
        for (node, p), given in told.items()
    )


def _side(value: str, is_held: bool, voices: Iterable[Voice], words: Mapping[Place, Excerpt]) -> Side:
    given = (
        Support((words[place],), float(confidence) if confidence else None, local(basis) == "Inferred")
        for basis, confidence, place in voices
    )
    return Side(local(value).removeprefix("Ext"), is_held, joined(given))
