"""Persons whom a text names nowhere: what it says of them stays in its extraction, for nothing tells who they are."""

from __future__ import annotations

from collections.abc import Container

from msgspec.structs import replace

from kg.model import Event, Extraction, Fact, Membership, NationalOf, Statement, Tenure


def unnamed_persons(extraction: Extraction) -> frozenset[str]:
    """The ids of persons who are mentioned by pronouns alone."""
    forms: dict[str, set[str]] = {}
    for mention in extraction.mentions:
        if mention.kind == "Person":
            forms.setdefault(mention.entity, set()).add(mention.form)
    return frozenset(person for person, found in forms.items() if found == {"pronoun"})


def without_unnamed(extraction: Extraction) -> tuple[Extraction, tuple[str, ...]]:
    """The extraction without such persons, and the ids of the facts that are left out with them.

    An office of a state is then one whose holder is not named; events and statements stay, without them.
    """
    nobody = unnamed_persons(extraction)
    if not nobody:
        return extraction, ()
    kept = {fact.id: found for fact in extraction.facts if (found := _without(fact, nobody))}
    lost = tuple(fact.id for fact in extraction.facts if fact.id not in kept)
    named = replace(
        extraction,
        mentions=tuple(m for m in extraction.mentions if m.entity not in nobody),
        entities=tuple(e for e in extraction.entities if e.id not in nobody),
        facts=tuple(_unpaired(fact, lost) for fact in kept.values()),
    )
    return named, lost


def _without(fact: Fact, nobody: Container[str]) -> Fact | None:
    match fact:
        case Tenure(person=str(person)) if person in nobody:
            return replace(fact, person=None) if fact.state else None
        case Membership(member=person) | NationalOf(person=person):
            return None if person in nobody else fact
        case Statement():
            speaker, addressee = _known(fact.speaker, nobody), _known(fact.addressee, nobody)
            return replace(fact, speaker=speaker, addressee=addressee)
        case Event():
            return replace(
                fact,
                actors=tuple(a for a in fact.actors if a not in nobody),
                recipients=tuple(r for r in fact.recipients if r not in nobody),
                participants=tuple(p for p in fact.participants if p not in nobody),
                theme=_known(fact.theme, nobody),
            )
        case _:
            return fact


def _known(entity: str | None, nobody: Container[str]) -> str | None:
    return None if entity in nobody else entity


def _unpaired(fact: Fact, lost: Container[str]) -> Fact:
    """The fact without an opposite number that is left out."""
    return replace(fact, counterpart=None) if isinstance(fact, Tenure) and fact.counterpart in lost else fact
