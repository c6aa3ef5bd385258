"""An extraction as it reads once all documents are known: with its dates, and what is contested only claimed."""

from __future__ import annotations

from msgspec.structs import replace

from kg.model import Event, Extraction, Fact, Statement
from kg.resolve.resolution import Resolution
from kg.resolve.retiming import with_times


def revised(extraction: Extraction, resolution: Resolution) -> Extraction:
    """The extraction with what the resolution knows better; its text, mentions and entities stay."""
    document = extraction.document
    times = resolution.times.get(document.id)
    if times:
        extraction = replace(extraction, facts=with_times(extraction.facts, times))
    contested = resolution.contested.get(document.id)
    if contested:
        extraction = replace(extraction, facts=tuple(_as_claimed(fact, contested) for fact in extraction.facts))
    published = resolution.published.get(document.id)
    if published is None:
        return extraction
    value = published.first if published.first == published.last else f"{published.first}/{published.last}"
    return replace(extraction, document=replace(document, published=value, published_basis="text"))


def _as_claimed(fact: Fact, contested: tuple[tuple[str, str], ...]) -> Fact:
    """An event that somebody contests is claimed, by the statement that tells of it."""
    if isinstance(fact, Event) and any(event == fact.id for event, _ in contested):
        return replace(fact, factuality="claimed")
    if isinstance(fact, Statement):
        events = tuple(event for event, statement in contested if statement == fact.id and event not in fact.claims)
        return replace(fact, claims=(*fact.claims, *events)) if events else fact
    return fact
