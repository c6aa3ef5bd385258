"""Events that documents tell differently: whether they took place, of what type they are, and claims against claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.model import Record
from kg.query.answers import Queryable, local, select, sorted_rows
from kg.query.prefixes import PREFIXES

_TOLD = """SELECT DISTINCT ?event ?property ?value ?graph {
  VALUES ?property { kg:factuality kg:eventType }
  GRAPH ?graph { ?event a kg:Event ; ?property ?value }
}"""
_HELD = "SELECT ?event ?label ?factuality { ?event a kg:Event ; skos:prefLabel ?label ; kg:factuality ?factuality }"
_AGAINST = "SELECT DISTINCT ?event ?claim ?other { ?claim kg:claimsEvent ?event ; kg:contradicts ?other }"


class Contested(Record, frozen=True):
    """An event, what the graph holds of it, how many documents tell of it, how often each value is told, and how many
    documents and contradicted claims stand against the most frequent telling.
    """

    iri: str
    event: str
    held: str
    documents: int
    factuality: tuple[str, ...]
    types: tuple[str, ...]
    against: int


def contested_events(graph: Queryable) -> tuple[Contested, ...]:
    """The events that somebody tells otherwise, those with most against them first."""
    told: dict[str, dict[str, Counter[str]]] = {}
    documents: dict[str, set[str]] = {}
    for event, predicate, value, where in select(graph, PREFIXES + _TOLD):
        told.setdefault(event, {}).setdefault(predicate, Counter())[local(value).removeprefix("Ext")] += 1
        documents.setdefault(event, set()).add(where)
    claims: dict[str, set[frozenset[str]]] = {}
    for event, claim, other in select(graph, PREFIXES + _AGAINST):
        claims.setdefault(event, set()).add(frozenset((claim, other)))
    found = (
        _contested(row, told.get(row[0], {}), len(documents.get(row[0], ())), len(claims.get(row[0], ())))
        for row in sorted_rows(graph, PREFIXES + _HELD)
    )
    return tuple(
        sorted((row for row in found if row.against), key=lambda row: (-row.against, -row.documents, row.event))
    )


def _contested(held: tuple[str, ...], told: Mapping[str, Counter[str]], documents: int, contradicted: int) -> Contested:
    iri, label, factuality = held
    votes = {local(predicate): counted for predicate, counted in told.items()}
    return Contested(
        iri=iri,
        event=label,
        held=local(factuality),
        documents=documents,
        factuality=_counted(votes.get("factuality", Counter())),
        types=_counted(votes.get("eventType", Counter())),
        against=contradicted + sum(counted.total() - max(counted.values()) for counted in votes.values()),
    )


def _counted(votes: Counter[str]) -> tuple[str, ...]:
    """How often each value is told, the most frequent first."""
    return tuple(f"{value} {count}" for value, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])))
