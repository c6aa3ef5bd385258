"""Which events of different documents are one happening.

Same type, concept (an opening is not its ceremony), actors and reality, and the same thing done: to one body, in one
place or to one recipient, at times that can be the same. Events of one document are never joined: the document has told
them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import concept_of
from kg.model import Event, Extraction
from kg.resolve.clusters import Clusters

_REAL = frozenset({"actual", "reference", "habitual"})
EventKey = tuple[str, str]
"""Document id and fact id."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of one document in terms of the world: IRIs of nodes in place of entities."""

    key: EventKey
    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    theme: str | None
    place: str | None


def happenings(extraction: Extraction, iris: Mapping[str, str]) -> Iterable[Happening]:
    """The events of a document."""
    for fact in extraction.facts:
        if isinstance(fact, Event):
            yield Happening(
                (extraction.document.id, fact.id),
                fact,
                frozenset(iris.get(a, a) for a in fact.actors),
                frozenset(iris.get(r, r) for r in fact.recipients),
                iris.get(fact.theme or ""),
                iris.get(fact.place or ""),
            )


def join_events(found: Sequence[Happening]) -> list[list[Happening]]:
    """Sets of events that are one happening; `found` sorted by key."""
    clusters: Clusters[EventKey] = Clusters(h.key for h in found)
    members: dict[EventKey, list[Happening]] = {h.key: [h] for h in found}
    buckets: dict[tuple[object, ...], list[Happening]] = {}
    for happening in found:
        event = happening.event
        kind = (event.event_type, concept_of(event.evidence[0].rule), event.factuality in _REAL)
        buckets.setdefault((*kind, happening.actors), []).append(happening)
    for bucket in buckets.values():
        for n, one in enumerate(bucket):
            for other in bucket[n + 1 :]:
                a, b = clusters.find(one.key), clusters.find(other.key)
                if a != b and _same(one, other) and all(_same(x, y) for x in members[a] for y in members[b]):
                    clusters.join(a, b)
                    members[a] += members[b]
    rows = {h.key: h for h in found}
    return [[rows[key] for key in keys] for keys in clusters.sets()]


def _same(a: Happening, b: Happening) -> bool:
    if (
        not a.actors
        or a.key[0] == b.key[0]
        or (a.event.mode and b.event.mode and a.event.mode != b.event.mode)
        or not _may_coincide(a.event, b.event)
    ):
        return False
    if a.theme or b.theme:
        return a.theme == b.theme
    if a.place and b.place and a.place != b.place:
        return False
    shared = (a.recipients and a.recipients == b.recipients) or (a.place and a.place == b.place)
    return (bool(shared) and a.event.predicate.split()[0] == b.event.predicate.split()[0]) or bool(
        shared and a.event.mode
    )


def _may_coincide(a: Event, b: Event) -> bool:
    if a.time is None or b.time is None:
        return True
    starts = [t.earliest for t in (a.time, b.time) if t.earliest]
    ends = [t.latest for t in (a.time, b.time) if t.latest]
    return not (starts and ends) or max(starts) <= min(ends)
