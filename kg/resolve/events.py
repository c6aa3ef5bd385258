"""Which events of different documents are one happening.

Same type, concept (an opening is not its ceremony; a summit and talks in one place are one), actors and reality, and
the same thing done: to one body, in one place or to one recipient, at times that can be the same. Events of one
document are never joined: the document has told them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.lexicon import concept_of
from kg.model import Event, Extraction
from kg.resolve.clusters import Clusters

_REAL = frozenset({"actual", "reference", "habitual"})
MEETINGS = frozenset({"meeting", "summit", "talks"})
"""Concepts that are names of one thing where those who meet and the place are the same."""
_END = re.compile(
    r"(?<![A-Z])\.(?!\w)|[,;:!?()\n“”\"–—]| -+ | (?:which|who|that|but|because|after|before|when|while)\b"
)
_WORDS = 10
_JOINTS = frozenset(
    ("about", "against", "among", "and", "as", "at", "between", "by", "for", "from", "in", "on", "with")
)
"""Words before which a phrase may be cut without cutting a name in two."""
EventKey = tuple[str, str]
"""Document id and fact id."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of one document in terms of the world: IRIs of nodes for entities; `words` follow its trigger."""

    key: EventKey
    event: Event
    actors: frozenset[str]
    recipients: frozenset[str]
    theme: str | None
    place: str | None
    words: str = ""

    @property
    def concept(self) -> str:
        """What sort of happening it is, as the lexicon has it."""
        return concept_of(self.event.evidence[0].rule)


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
                following(extraction.text, fact.trigger.end),
            )


def following(text: str, offset: int) -> str:
    """The words after an offset, to the end of the phrase and at most so many, never half a name."""
    phrase = _END.split(text[offset : offset + 120], maxsplit=1)[0].split()
    joints = [n for n in range(2, _WORDS) if phrase[n : n + 1] and phrase[n] in _JOINTS]
    return " ".join(phrase[: max(joints, default=_WORDS)] if len(phrase) > _WORDS else phrase)


def join_events(found: Sequence[Happening]) -> list[list[Happening]]:
    """Sets of events that are one happening; `found` sorted by key."""
    clusters: Clusters[EventKey] = Clusters(h.key for h in found)
    members: dict[EventKey, list[Happening]] = {h.key: [h] for h in found}
    buckets: dict[tuple[object, ...], list[Happening]] = {}
    for happening in found:
        for block in _blocks(happening):
            buckets.setdefault(block, []).append(happening)
    for bucket in buckets.values():
        for n, one in enumerate(bucket):
            for other in bucket[n + 1 :]:
                a, b = clusters.find(one.key), clusters.find(other.key)
                if a != b and _same(one, other) and all(_same(x, y) for x in members[a] for y in members[b]):
                    clusters.join(a, b)
                    members[a] += members[b]
    rows = {h.key: h for h in found}
    return [[rows[key] for key in keys] for keys in clusters.sets()]


def _blocks(happening: Happening) -> Iterator[tuple[object, ...]]:
    """Events are compared only where they share one of these: whose it was and what it was about, where, with whom."""
    event = happening.event
    if not happening.actors:
        return
    concept = "meeting" if happening.concept in MEETINGS else happening.concept
    kind = (event.event_type, concept, event.factuality in _REAL, happening.actors)
    if happening.theme:
        yield (*kind, "theme", happening.theme)
        return
    if happening.place:
        yield (*kind, "place", happening.place)
    if happening.recipients:
        yield (*kind, "recipients", happening.recipients)


def _same(a: Happening, b: Happening) -> bool:
    if (
        a.key[0] == b.key[0]
        or (a.event.mode and b.event.mode and a.event.mode != b.event.mode)
        or not may_coincide(a.event, b.event)
    ):
        return False
    if a.theme or b.theme:
        return a.theme == b.theme
    if a.place and b.place and a.place != b.place:
        return False
    if a.concept != b.concept:
        return a.place is not None and a.place == b.place
    shared = (a.recipients and a.recipients == b.recipients) or (a.place and a.place == b.place)
    return bool(shared) and (
        a.concept in MEETINGS
        or a.event.predicate.split()[0] == b.event.predicate.split()[0]
        or a.event.mode is not None
    )


def may_coincide(a: Event, b: Event) -> bool:
    """Whether the times of two events can be the same; one that is not known can be any."""
    if a.time is None or b.time is None:
        return True
    starts = [t.earliest for t in (a.time, b.time) if t.earliest]
    ends = [t.latest for t in (a.time, b.time) if t.latest]
    return not (starts and ends) or max(starts) <= min(ends)
