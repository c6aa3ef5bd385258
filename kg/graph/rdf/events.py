"""Happenings: one node each, with its type, whether it took place, who took part, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.graph import labels
from kg.graph.premises import takes_place_at
from kg.graph.rdf.agents import BODIES, agent, described, unnamed_group
from kg.graph.rdf.reading import Reading, Said
from kg.graph.rdf.relations import as_place, premises
from kg.graph.rdf.times import said_time, undated
from kg.graph.vocabulary import KG, ORG, PL, SEM
from kg.model import Event, Factuality

FACTUALITY: Mapping[Factuality, str] = {
    "actual": "Actual",
    "habitual": "Habitual",
    "negated": "Negated",
    "claimed": "Claimed",
    "intended": "Intended",
    "hypothetical": "Hypothetical",
    "reference": "PointOfReference",
}
"""The concepts of factuality, strongest first: where sources differ, what one tells in its own voice comes before what
it lets others say, and that before what is only wanted, possible or alluded to."""

NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", "SANCTION"})
"""Types of event that are done to somebody: where nobody is named, the sides are left open."""


def happenings(reading: Reading) -> Mapping[str, tuple[Event, ...]]:
    """The event facts of a document by the happening they report."""
    grouped: dict[str, list[Event]] = {}
    for fact in reading.extraction.facts:
        if isinstance(fact, Event):
            grouped.setdefault(reading.event(fact.id), []).append(fact)
    return {iri: tuple(facts) for iri, facts in grouped.items()}


def event_lines(iri: str, facts: Sequence[Event], reading: Reading) -> Iterator[Said]:
    """All that a document says of one happening."""
    yield from described(iri, KG.Event, event_label(iri, facts, reading))
    for fact in facts:
        kind = PL[fact.event_type]
        yield Said(iri, KG.eventType, kind, fact)
        yield Said(iri, KG.factuality, KG[FACTUALITY[fact.factuality]], fact)
        mode = f"{fact.event_type}-{fact.mode}"
        if mode in PL:
            yield Said(iri, KG.mode, PL[mode], fact)
        if fact.outcome:
            yield Said(iri, KG.outcome, KG[fact.outcome.capitalize()], fact)
        yield from _where(iri, fact, reading)
    yield from _times(iri, facts, reading)
    yield from _parties(iri, facts, reading)


def event_label(iri: str, facts: Sequence[Event], reading: Reading) -> str:
    """What a happening is called: as resolved, else who did what."""
    known = reading.resolution.event_labels.get(iri)
    if known:
        return known
    first = facts[0]
    who = [reading.node(entity).label for entity in first.actors]
    theme = [reading.node(first.theme).label] if first.theme else []
    return labels.shortened(" ".join([" and ".join(who), first.predicate, *theme]).strip() or first.event_type)


def _times(iri: str, facts: Sequence[Event], reading: Reading) -> Iterator[Said]:
    dated = [fact for fact in facts if fact.time]
    for fact in dated:
        when, lines = said_time(reading, fact.time) if fact.time else undated(reading, fact.factuality)
        yield from lines
        yield Said(iri, SEM.hasTime, when, fact)
    if not dated:
        when, lines = undated(reading, facts[0].factuality)
        yield from lines
        yield Said(iri, SEM.hasTime, when, facts[0], inferred=True, stand_in=("time", iri))


def _where(iri: str, fact: Event, reading: Reading) -> Iterator[Said]:
    if fact.theme:
        yield Said(iri, KG.theme, reading.node(fact.theme).iri, fact)
    if not fact.place:
        yield from _at_premises(iri, fact, reading)
        return
    place = reading.node(fact.place)
    if place.kind == "State":
        yield Said(iri, KG.inTerritoryOf, place.iri, fact)
    elif place.kind in ("Place", "Site"):
        yield Said(iri, SEM.hasPlace, place.iri, fact)
        yield as_place(place.iri)
    elif place.kind in BODIES:
        site, lines = premises(place.iri, place.label, reading)
        yield from (*lines, as_place(site))
        yield Said(place.iri, ORG.hasSite, site, fact, inferred=True)
        yield Said(iri, SEM.hasPlace, site, fact)
    elif place.iri != iri:
        yield Said(iri, KG.theme, place.iri, fact)


def _at_premises(iri: str, fact: Event, reading: Reading) -> Iterator[Said]:
    """What is opened or closed is where it sits, and so is a place of work that is left or visited."""
    about = reading.node(fact.theme) if fact.theme else None
    if about is None or about.iri not in reading.sited or not takes_place_at(fact, about.label):
        return
    site, lines = premises(about.iri, about.label, reading)
    yield from (*lines, as_place(site))
    yield Said(about.iri, ORG.hasSite, site, fact, inferred=True)
    yield Said(iri, SEM.hasPlace, site, fact, inferred=True)


def _parties(iri: str, facts: Sequence[Event], reading: Reading) -> Iterator[Said]:
    """Who took part. An agent on both sides counts as an actor; sides that are not told apart are `sem:hasActor`."""
    actors = {agent(reading, entity)[0] for fact in facts for entity in fact.actors}
    some_recipient = False
    named = bool(actors)
    for fact in facts:
        for entity in fact.actors:
            who, lines = agent(reading, entity)
            yield from (*lines, Said(iri, KG.actor, who, fact))
        for entity in fact.recipients:
            who, lines = agent(reading, entity)
            if who not in actors:
                some_recipient = named = True
                yield from (*lines, Said(iri, KG.recipient, who, fact))
        for entity in fact.participants:
            named = True
            yield from _participant(iri, entity, fact, reading)
    if not actors or (iri in reading.two_sided and not some_recipient):
        yield from _sideless(iri, facts, reading)
    if not named:
        label = event_label(iri, facts, reading)
        who, group = unnamed_group(reading, f"actor in: {label}", iri, stand_in=("actor", iri))
        role = SEM.hasActor if iri in reading.two_sided else KG.actor
        yield from (*group, Said(iri, role, who, facts[0], inferred=True, stand_in=("actor", iri)))


def _participant(iri: str, entity: str, fact: Event, reading: Reading) -> Iterator[Said]:
    who, lines = agent(reading, entity)
    through = reading.node(entity).kind in ("Person", "Group")
    yield from (*lines, Said(iri, KG.actedThrough if through else SEM.hasActor, who, fact))


def _sideless(iri: str, facts: Sequence[Event], reading: Reading) -> Iterator[Said]:
    for fact in facts:
        for entity in (*fact.actors, *fact.recipients, *fact.participants):
            yield Said(iri, SEM.hasActor, agent(reading, entity)[0], fact)
