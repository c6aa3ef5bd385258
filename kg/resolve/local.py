"""What one document tells of each of its entities, gathered for comparing across documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.coreference import name_parts
from kg.model import Entity, Extraction, LocatedIn, NationalOf, OrganOf, Tenure

SURE = 0.7
"""Confidence below which a tenure's state does not tell two people apart."""
Key = tuple[str, str]
"""Document id and entity id."""


@dataclass(frozen=True, slots=True)
class Local:
    """An entity of one document: its names with counts, and IRIs or words that tell it from its namesakes.

    `states` are the IRIs of states a person serves or a body belongs to; `posts` are (role, post in small letters,
    state) of a person; `places` is where a body sits.
    """

    key: Key
    entity: Entity
    names: Counter[str]
    states: frozenset[str]
    posts: frozenset[tuple[str, str, str]]
    places: frozenset[str]

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the fullest name, for persons."""
        return name_parts(self.entity.name)


def locals_of(extraction: Extraction) -> Iterator[Local]:
    """Every entity of the extraction that is a thing of the world: no posts, times or events."""
    iri = {entity.id: entity.iri for entity in extraction.entities}
    names: dict[str, Counter[str]] = {}
    for mention in extraction.mentions:
        if mention.form == "name":
            words = " ".join(extraction.text[mention.start : mention.end].split())
            names.setdefault(mention.entity, Counter())[words] += 1
    states: dict[str, set[str]] = {}
    posts: dict[str, set[tuple[str, str, str]]] = {}
    places: dict[str, set[str]] = {}
    for fact in extraction.facts:
        match fact:
            case Tenure(person=str(person), state=str(state)):
                posts.setdefault(person, set()).add((fact.role, fact.post.lower(), iri[state]))
                if fact.confidence >= SURE:
                    states.setdefault(person, set()).add(iri[state])
            case NationalOf():
                states.setdefault(fact.person, set()).add(iri[fact.state])
            case OrganOf():
                states.setdefault(fact.institution, set()).add(iri[fact.state])
            case LocatedIn():
                places.setdefault(fact.thing, set()).add(iri[fact.place])
            case _:
                pass
    for entity in extraction.entities:
        if entity.type not in ("Post", "Time", "Event") or (entity.type == "Event" and entity.id in names):
            yield Local(
                (extraction.document.id, entity.id),
                entity,
                names.get(entity.id, Counter()),
                frozenset(states.get(entity.id, ())),
                frozenset(posts.get(entity.id, ())),
                frozenset(places.get(entity.id, ())),
            )
