"""Edges of the network that are one triple each, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.query.answers import Queryable, bound, sorted_rows
from kg.query.evidence import Key, Quote
from kg.query.prefixes import PREFIXES

_KG = "https://w3id.org/incumbent/ns#"
_ORG = "http://www.w3.org/ns/org#"
_SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
CLAIMS = f"{_KG}claimsEvent"


@dataclass(frozen=True, slots=True)
class Relation:
    """One edge: from whom to whom, by which predicate (or "tenure"), in words, and where it stands.

    `days` are the first and the last day on which it is told to hold, in ISO dates, where it has a time of its own.
    """

    source: str
    target: str
    relation: str
    label: str
    quotes: tuple[Quote, ...] = ()
    days: tuple[str, str] = ("", "")

    @property
    def key(self) -> str:
        """What tells edges between the same two nodes apart."""
        return f"{self.relation} {self.label}"


@dataclass(frozen=True, slots=True)
class Wording:
    """How a predicate reads as an edge; `inverse` where the picture reads from the object to the subject.

    `of_event` where its subject is an event.
    """

    predicate: str
    label: str
    inverse: bool = False
    of_event: bool = False


RELATIONS: tuple[Wording, ...] = (
    Wording(f"{_KG}organOf", "organ of"),
    Wording(f"{_KG}nationality", "national of"),
    Wording(f"{_KG}capital", "capital"),
    Wording(f"{_KG}inTerritoryOf", "in"),
    Wording(f"{_KG}maybeSameAs", "perhaps the same as"),
    Wording(f"{_KG}actor", "acts", inverse=True, of_event=True),
    Wording(f"{_KG}recipient", "towards", of_event=True),
    Wording(f"{_KG}actedThrough", "takes part", inverse=True, of_event=True),
    Wording(f"{_SEM}hasActor", "takes part", inverse=True, of_event=True),
    Wording(f"{_KG}theme", "about", of_event=True),
    Wording(f"{_SEM}hasPlace", "at", of_event=True),
    Wording(f"{_SEM}subEventOf", "part of", of_event=True),
    Wording(f"{_KG}follows", "after", of_event=True),
    Wording(f"{_KG}resultOf", "result of", of_event=True),
    Wording(f"{_ORG}memberOf", "member of"),
    Wording(f"{_ORG}subOrganizationOf", "part of"),
    Wording(f"{_ORG}hasSite", "premises"),
    Wording("http://schema.org/containedInPlace", "in"),
)
"""Predicates that are edges, each with its words."""

_CLAIMED = "SELECT DISTINCT ?speaker ?claim ?event { ?claim kg:claimsEvent ?event ; kg:speaker ?speaker }"
_SIDES = frozenset({f"{_KG}actor", f"{_KG}recipient", f"{_KG}actedThrough"})


def vouched(graph: Queryable, events: Collection[str] | None = None) -> tuple[tuple[str, ...], ...]:
    """Who vouches for an event (or one of these) by which claim: rows of speaker, claim and event, in order."""
    return sorted_rows(graph, PREFIXES + bound(_CLAIMED, "event", events))


def between(triples: Iterable[tuple[str, ...]], quotes: Mapping[Key, tuple[Quote, ...]]) -> Iterator[Relation]:
    """The edges that triples are, as far as they are any."""
    by_predicate = {wording.predicate: wording for wording in RELATIONS}
    rows = [row for row in triples if row[1] in by_predicate]
    sided = {(s, o) for s, p, o in rows if p in _SIDES}
    for s, p, o in rows:
        if p == f"{_SEM}hasActor" and (s, o) in sided:
            continue  # the side is known: that edge says more
        if p == f"{_KG}maybeSameAs" and s > o:
            continue  # stored both ways
        wording = by_predicate[p]
        source, target = (o, s) if wording.inverse else (s, o)
        yield Relation(source, target, p, wording.label, quotes.get((s, p, o), ()))


def vouching(rows: Iterable[tuple[str, ...]], quotes: Mapping[Key, tuple[Quote, ...]]) -> Iterator[Relation]:
    """An edge from each speaker to the events that they vouch for."""
    together: dict[tuple[str, str], set[Quote]] = {}
    for speaker, claim, event in rows:
        together.setdefault((speaker, event), set()).update(quotes.get((claim, CLAIMS, event), ()))
    for (speaker, event), group in together.items():
        support = tuple(sorted(group, key=lambda quote: (quote.source.title, quote.source.identifier, quote.start)))
        yield Relation(speaker, event, CLAIMS, "says", support)
