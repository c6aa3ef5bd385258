"""One value where only one can hold: how the graph settles what its documents tell differently.

Nothing is deleted by it: each document's own graph keeps what that document says, and the check lists the differences.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import Triple

from kg.graph.rdf.events import FACTUALITY
from kg.graph.vocabulary import KG, SKOS

Votes: TypeAlias = dict[tuple[str, str], Counter[str]]
Settled: TypeAlias = Mapping[tuple[str, str], str]

_TYPE, _MODE, _FACTUALITY = KG.eventType.value, KG.mode.value, KG.factuality.value
_SINGLE = frozenset({_TYPE, _MODE, _FACTUALITY, KG.inTerritoryOf.value, SKOS.prefLabel.value})
_RANK = {KG[name].value: rank for rank, name in enumerate(FACTUALITY.values())}


def slot(triple: Triple, events: frozenset[str]) -> tuple[str, str] | None:
    """Subject and predicate, where the predicate takes one value; events may lie in several territories."""
    predicate = triple.predicate.value
    subject = str(triple.subject).strip("<>")
    if predicate not in _SINGLE or (predicate == KG.inTerritoryOf.value and subject in events):
        return None
    return subject, predicate


def vote(votes: Votes, triples: Iterable[tuple[Triple, int]], events: frozenset[str]) -> None:
    """Add the single-valued ones of a document's triples, each with its weight, to the votes."""
    for triple, weight in triples:
        key = slot(triple, events)
        if key is not None:
            votes.setdefault(key, Counter())[str(triple.object)] += weight


def settle(votes: Votes) -> Settled:
    """The value of each slot: the strongest factuality, a mode of the event's type, else what most say."""
    settled = {key: _best(key[1], counts) for key, counts in votes.items() if key[1] != _MODE}
    for (subject, predicate), counts in votes.items():
        if predicate == _MODE:
            stem = settled[subject, _TYPE].rstrip(">") + "-"
            fitting = Counter({value: n for value, n in counts.items() if value.startswith(stem)})
            if fitting:
                settled[subject, predicate] = _best(predicate, fitting)
    return settled


def _best(predicate: str, counts: Counter[str]) -> str:
    if predicate == _FACTUALITY:
        return min(counts, key=lambda value: (_RANK.get(value.strip("<>"), len(_RANK)), value))
    return min(counts, key=lambda value: (-counts[value], value))


def holds(triple: Triple, settled: Settled, events: frozenset[str]) -> bool:
    """Whether a triple stands once the slots are settled."""
    key = slot(triple, events)
    return key is None or settled.get(key) == str(triple.object)
