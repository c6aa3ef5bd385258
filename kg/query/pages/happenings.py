"""Events as pages tell them: what, when, whether it took place, who took part, and on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.offices import Time, times_of, vouched
from kg.query.pages.support import NOTHING, Support, of, supports
from kg.query.prefixes import PREFIXES
from kg.terms import KG, SEM

ROLES: Mapping[str, str] = {
    KG.actor: "acting",
    KG.recipient: "towards",
    KG.actedThrough: "through",
    SEM.hasActor: "taking part",
    KG.theme: "about",
    SEM.hasPlace: "at",
    KG.inTerritoryOf: "in",
    SEM.subEventOf: "part of",
    KG.follows: "after",
    KG.resultOf: "result of",
}
"""Predicates that tie an event to a node, in the order in which a page names them, each with its word."""

_VALUES = "SELECT DISTINCT ?event ?p ?o {{ VALUES ?event {{ {events} }} ?event ?p ?o }}"
_SINGLE = (KG.eventType, KG.mode, KG.factuality, KG.outcome)


class Party(Record, frozen=True):
    """A node in its part of an event."""

    role: str
    node: Ref
    support: Support = NOTHING


class Happening(Record, frozen=True):
    """An event. `factuality` is a concept's name; `day` the day it is sorted by, empty where nothing is known."""

    iri: str
    label: str
    type: str = ""
    mode: str = ""
    factuality: str = ""
    outcome: str = ""
    day: str = ""
    times: tuple[Time, ...] = ()
    parties: tuple[Party, ...] = ()
    support: Support = NOTHING

    @property
    def when(self) -> str:
        """When it was, in EDTF where a text says so; "by" the day of the first report where none does; or empty."""
        told = (time for time in self.times if self.day in (time.earliest_begin, time.latest_begin, time.latest_end))
        time = next(told, None)
        if time is None or not self.day:
            return ""
        return time.edtf or (self.day if time.earliest_begin else f"by {self.day}")

    @property
    def node(self) -> Ref:
        """The event as a link shows it."""
        return Ref(self.iri, self.label, "event")


def happenings(book: Book, events: Iterable[str]) -> tuple[Happening, ...]:
    """These events, in the order given."""
    ordered = tuple(dict.fromkeys(events))
    if not ordered:
        return ()
    query = _VALUES.format(events=terms(ordered))
    values: dict[str, list[tuple[str, str]]] = {}
    for event, p, o in sorted(select(book.graph, PREFIXES + query)):
        if p in ROLES or p in _SINGLE:
            values.setdefault(event, []).append((p, o))
    nodes = refs(book, {*ordered, *(o for pairs in values.values() for p, o in pairs if p in ROLES)})
    told, times = supports(book, ordered), times_of(book, ordered)
    found = []
    for event in ordered:
        own, pairs = told.get(event, {}), values.get(event, [])
        single = {p: local(o).removeprefix("Ext") for p, o in reversed(pairs) if p in _SINGLE}
        parties = tuple(
            Party(ROLES[p], nodes[o], own.get((p, o), NOTHING))
            for p, o in sorted(pairs, key=lambda pair: (tuple(ROLES).index(pair[0]) if pair[0] in ROLES else 99, pair))
            if p in ROLES and not (p == SEM.hasActor and _has_side(pairs, o))
        )
        dated = vouched(times.get(event, ()), own)
        found.append(
            Happening(
                event, nodes[event].label, single.get(KG.eventType, ""), single.get(KG.mode, ""),
                single.get(KG.factuality, ""), single.get(KG.outcome, ""),
                max((time.earliest_begin or time.latest_begin or time.latest_end for time in dated), default=""),
                dated, parties, of(own),
            )
        )  # fmt: skip
    return tuple(found)


def _has_side(pairs: Iterable[tuple[str, str]], node: str) -> bool:
    return any(o == node and p in (KG.actor, KG.recipient, KG.actedThrough) for p, o in pairs)
