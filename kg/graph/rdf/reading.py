"""One document as the graph sees it: its facts about nodes of the world, and the lines that they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.graph import authority, names
from kg.graph.texts import clean
from kg.graph.vocabulary import XSD
from kg.iris import digest
from kg.model import Assertion, Entity, Extraction, Header, Mention, Stretch
from kg.resolve.resolution import Node, Resolution

ASSERTED = frozenset({"actual", "habitual", "reference"})
"""The factualities of a relation that the graph asserts."""


def plain(text: str) -> Literal:
    """A string."""
    return Literal(clean(text))


def english(text: str) -> Literal:
    """A string in English."""
    return Literal(clean(text), language="en")


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=XSD.integer)


@dataclass(frozen=True, slots=True)
class Said:
    """One triple and the fact that says so; `fact` is None for what describes a node (its class, its label, its dates).

    `inferred` marks what follows from the fact rather than standing there. `stand_in` marks what only fills a gap: the
    kind of gap ("actor", "time", "claim") and the event that has it.
    """

    subject: str
    predicate: NamedNode
    object: str | Literal | NamedNode
    fact: Assertion | None = None
    inferred: bool = False
    stand_in: tuple[str, str] | None = None

    def triple(self) -> Triple:
        """The line as a triple of terms."""
        value = names.node(self.object) if isinstance(self.object, str) else self.object
        return Triple(names.node(self.subject), self.predicate, value)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A fact that the graph does not assert, and why; it stays in the archived extraction."""

    fact: str
    reason: str


Line: TypeAlias = Said | Withheld


@dataclass(frozen=True)
class Reading:
    """An extraction with its entities resolved.

    `states_of` gives the states whose organ an institution is; `two_sided` are the events that some document reports
    as of a type that is done to somebody; `sited` are bodies of which some document says where they are. All by IRI.
    """

    extraction: Extraction
    resolution: Resolution
    states_of: Mapping[str, frozenset[str]]
    two_sided: frozenset[str]
    base: str
    sited: frozenset[str] = frozenset()

    @property
    def header(self) -> Header:
        """The document's header."""
        return self.extraction.document

    @property
    def id(self) -> str:
        """The document's id."""
        return self.extraction.document.id

    @property
    def title(self) -> str:
        """The document's title, or the name of its source."""
        return self.header.title or source_name(self.header.source)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.extraction.entities}

    @cached_property
    def mentions(self) -> Mapping[str, Mention]:
        """The mentions by id."""
        return {mention.id: mention for mention in self.extraction.mentions}

    def node(self, entity: str) -> Node:
        """The node of the world that an entity of this document is."""
        own = self.entities[entity]
        iri = self.resolution.entities.get(self.id, {}).get(entity, own.iri)
        known = self.world(iri)
        return known or Node(iri=iri, kind=own.type, label=own.name, wikidata=own.wikidata, iso=own.iso)

    def world(self, iri: str) -> Node | None:
        """The node with this IRI: resolved, or from the authority files."""
        return self.resolution.nodes.get(iri) or authority.node(iri, self.base)

    def label(self, iri: str) -> str:
        """The label of a node, or the end of its IRI."""
        known = self.world(iri)
        return known.label if known else iri.rsplit("/", 1)[-1]

    def event(self, fact: str) -> str:
        """The IRI of the happening that an event fact of this document reports."""
        known = self.resolution.events.get(self.id, {}).get(fact)
        return known or f"{self.base}event/{digest(self.id, fact)}"

    def words(self, stretch: Stretch | Mention) -> str:
        """The text of a span."""
        return clean(self.extraction.text[stretch.start : stretch.end])


def source_name(source: str) -> str:
    """The last part of a path or URL."""
    return source.rstrip("/").replace("\\", "/").rsplit("/", 1)[-1] or source
