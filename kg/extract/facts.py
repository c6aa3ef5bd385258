"""All families of facts, numbered: the last step on one document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from msgspec.structs import replace

from kg.annotate.annotated import Annotated
from kg.annotate.furniture import guess_title
from kg.extract.affiliations import extract_affiliations, extract_organs
from kg.extract.attributions import Attributor
from kg.extract.backreferences import with_times_before
from kg.extract.belongings import extract_homes, extract_parts
from kg.extract.clauses import Clauses
from kg.extract.events import EventFindings, extract_events
from kg.extract.places import extract_places
from kg.extract.statements import extract_statements
from kg.extract.tenures import extract_tenures
from kg.iris import DATA
from kg.model import Entity, Event, Extraction, Fact, Mention, Statement

EXTRACTORS: tuple[Callable[[Annotated], Iterator[Fact]], ...] = (
    extract_tenures,
    extract_organs,
    extract_parts,
    extract_affiliations,
    extract_places,
    extract_homes,
)
"""Families that need nothing but the annotated text; events and statements need each other and come after."""


def extract_facts(annotated: Annotated) -> Extraction:
    """The extraction of one document: mentions, entities, and facts numbered in this order."""
    attributions = Attributor(annotated.doc.text, Clauses(annotated.tokens)).find()
    happened = extract_events(annotated, attributions)
    told = extract_statements(annotated, happened.events, attributions)
    said = with_times_before(told, happened.events, happened.mentions, annotated)
    facts: list[Fact] = [
        *chain.from_iterable(extractor(annotated) for extractor in EXTRACTORS),
        *(bond for group in happened.groups for bond in group.bonds),
        *happened.events,
        *said,
    ]
    ids = {fact.id: f"f{n}" for n, fact in enumerate(facts, 1) if fact.id}
    numbered = tuple(_renumbered(fact, f"f{n}", ids) for n, fact in enumerate(facts, 1))
    entities = dict(annotated.entities) | {group.entity.id: group.entity for group in happened.groups}
    entities |= {state.id: state for state in happened.states}
    mentions = list(annotated.mentions)
    mentions += [replace(g.mention, id=f"m{len(mentions) + n}") for n, g in enumerate(happened.groups, 1)]
    for entity, mention in _event_mentions(annotated.document.header.id, entities, numbered, happened, ids):
        entities[entity.id] = entity
        mentions.append(replace(mention, id=f"m{len(mentions) + 1}"))
    document = annotated.document
    header = document.header
    if header.title is None:
        header = replace(header, title=guess_title(document.text, annotated.furniture))
    return Extraction(
        document=header, text=document.text, mentions=tuple(mentions), entities=tuple(entities.values()), facts=numbered
    )


def _renumbered(fact: Fact, number: str, ids: Mapping[str, str]) -> Fact:
    if isinstance(fact, Statement):
        return replace(fact, id=number, claims=tuple(ids[c] for c in fact.claims if c in ids))
    return replace(fact, id=number)


def _event_mentions(
    document: str,
    entities: Mapping[str, Entity],
    facts: tuple[Fact, ...],
    found: EventFindings,
    ids: Mapping[str, str],
) -> Iterator[tuple[Entity, Mention]]:
    """Each event as an entity under its fact's id, with its trigger and the other words that mean it."""
    words: dict[str, list[tuple[int, int]]] = {}
    for event, start, end in found.mentions:
        words.setdefault(ids[event], []).append((start, end))
    for fact in facts:
        if isinstance(fact, Event):
            actors = " and ".join(entities[a].name for a in fact.actors)
            entity = Entity(
                id=fact.id,
                type="Event",
                name=f"{actors}: {fact.predicate}" if actors else fact.predicate,
                iri=f"{DATA}event/{document}-{fact.id}",
            )
            for start, end in dict.fromkeys([(fact.trigger.start, fact.trigger.end), *words.get(fact.id, [])]):
                yield entity, Mention(id="", start=start, end=end, entity=fact.id, kind="Event", form="description")
