"""Which words refer to which node, and what they name when read literally."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph import authority
from kg.graph.rdf.events import happenings
from kg.graph.rdf.offices import post_of
from kg.graph.rdf.reading import Reading
from kg.graph.rdf.times import said_time
from kg.graph.vocabulary import KG
from kg.iris import slug
from kg.model import Event, Mention, Statement, Tenure

_FIGURES = {
    "name": KG.LiteralName,
    "short": KG.ShortForm,
    "adjective": KG.Adjectival,
    "description": KG.Description,
    "pronoun": KG.Description,
}


@dataclass(frozen=True, slots=True)
class Reference:
    """A span, the IRI of the node it refers to, the figure of speech, and the IRI of what it names literally."""

    mention: Mention
    body: str
    figure: NamedNode
    literal: str | None = None


def references(reading: Reading) -> Iterator[Reference]:
    """The mentions whose node the graph has; times and titles that no fact uses are left to the archive."""
    events = frozenset(happenings(reading))
    posts, times = tuple(_posts(reading)), _times(reading)
    for mention in reading.extraction.mentions:
        body = times.get(mention.id) if mention.kind == "Time" else _body(mention, reading, events, posts)
        if body is None:
            continue
        literal = _literal(mention, body, reading)
        yield Reference(mention, body, _figure(mention, body, literal, reading), literal)


def _body(
    mention: Mention, reading: Reading, events: frozenset[str], posts: tuple[tuple[Tenure, str], ...]
) -> str | None:
    if mention.kind == "Post":
        return _post_at(mention, reading, posts)
    fact = reading.resolution.events.get(reading.id, {}).get(mention.entity)
    if fact in events:
        return fact
    return reading.node(mention.entity).iri if mention.entity in reading.entities else None


def _posts(reading: Reading) -> Iterator[tuple[Tenure, str]]:
    for fact in reading.extraction.facts:
        if isinstance(fact, Tenure):
            yield fact, post_of(fact, reading).iri


def _post_at(mention: Mention, reading: Reading, posts: tuple[tuple[Tenure, str], ...]) -> str | None:
    """The post of the tenure whose evidence holds the mention and whose title has its words; the longest title wins."""
    said = set(slug(reading.words(mention)).split("-"))
    found = [
        (len(said & set(slug(tenure.post).split("-"))), iri)
        for tenure, iri in posts
        if any(e.start <= mention.start and mention.end <= e.end for e in tenure.evidence)
    ]
    best = max(found, default=(0, ""))
    return best[1] if best[0] else None


def _times(reading: Reading) -> dict[str, str]:
    used: dict[str, str] = {}
    for fact in reading.extraction.facts:
        if isinstance(fact, (Tenure, Event, Statement)) and fact.time and fact.time.mention:
            used[fact.time.mention] = said_time(reading, fact.time)[0]
    return used


def _literal(mention: Mention, body: str, reading: Reading) -> str | None:
    if mention.form != "metonym":
        return None
    if mention.literal is not None and mention.literal in reading.entities:
        iri = reading.node(mention.literal).iri
        return iri if iri != body else None
    capital = authority.capital(body, reading.base)
    return capital if capital and reading.label(capital).casefold() == reading.words(mention).casefold() else None


def _figure(mention: Mention, body: str, literal: str | None, reading: Reading) -> NamedNode:
    if mention.form != "metonym":
        return _FIGURES[mention.form]
    if literal is None:
        return KG.Description
    if literal == authority.capital(body, reading.base) or body in authority.stands_for(literal, reading.base):
        return KG.CapitalForState
    named = reading.world(literal)
    return KG.BuildingForInstitution if named and named.kind != "Place" else KG.Description
