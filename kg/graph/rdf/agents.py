"""Who can hold, act and speak: entities as persons, groups, bodies and states, and stand-ins for those not named."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.graph import labels, names
from kg.graph.rdf.reading import Reading, Said, english
from kg.graph.vocabulary import FOAF, KG, ORG, RDF, SKOS
from kg.resolve.resolution import Node

AGENTS = frozenset({"Person", "State", "Institution", "Party", "Group"})
BODIES = frozenset({"Institution", "Party", "Group"})
_CLASSES = {
    "Person": FOAF.Person,
    "State": KG.State,
    "Institution": KG.Institution,
    "Party": KG.Institution,
    "Place": KG.Place,
    "Group": FOAF.Group,
    "Site": ORG.Site,
    "Event": KG.Event,
}


def described(iri: str, kind: NamedNode, label: str, stand_in: tuple[str, str] | None = None) -> tuple[Said, Said]:
    """The class and the label of a node."""
    return (
        Said(iri, RDF.type, kind, stand_in=stand_in),
        Said(iri, SKOS.prefLabel, english(labels.one_line(label)), stand_in=stand_in),
    )


def describe(node: Node, events: frozenset[str]) -> Iterator[Said]:
    """The class and the label of a node of the world; `events` are the IRIs that are told of as happenings.

    Works, and events that are only named, are topics: an event node must say more than its name.
    """
    if node.kind == "Time" or (node.kind == "Event" and node.iri in events):
        return
    kind = KG.Topic if node.kind == "Event" else _CLASSES.get(node.kind, KG.Topic)
    label = labels.one_line(node.label)
    yield from described(
        node.iri, kind, label[4:] if node.kind == "State" and label.lower().startswith("the ") else label
    )


def agent(reading: Reading, entity: str) -> tuple[str, tuple[Said, ...]]:
    """The IRI of an entity as one who acts, and the lines that describe it where it had to be made.

    A place acts through its authorities; what cannot act at all stands for a group that is not named.
    """
    node = reading.node(entity)
    if node.kind in AGENTS:
        return node.iri, ()
    if node.kind == "Place":
        iri = names.government_iri(node.iri, reading.base)
        return iri, described(iri, KG.Institution, labels.AUTHORITIES + node.label)
    if node.kind == "Site":
        iri = names.unnamed_iri("inst", reading.id, node.iri, base=reading.base)
        return iri, described(iri, KG.Institution, labels.unnamed(f"body in the {node.label}"))
    iri = names.unnamed_iri("group", reading.id, node.iri, base=reading.base)
    return iri, described(iri, FOAF.Group, labels.unnamed(node.label))


def body(reading: Reading, entity: str) -> tuple[str, tuple[Said, ...]]:
    """The IRI of an entity as an organisation with posts and members."""
    node = reading.node(entity)
    if node.kind == "Group":
        return node.iri, (Said(node.iri, RDF.type, KG.Institution),)
    if node.kind == "Person":
        iri = names.unnamed_iri("inst", reading.id, node.iri, base=reading.base)
        return iri, described(iri, KG.Institution, labels.unnamed(f"office of {node.label}"))
    iri, lines = agent(reading, entity)
    return iri, (*lines, Said(iri, RDF.type, KG.Institution)) if node.kind not in AGENTS else lines


def unnamed_group(
    reading: Reading, words: str, *key: str, stand_in: tuple[str, str] | None = None
) -> tuple[str, tuple[Said, ...]]:
    """A group for those whom a text means and does not name; `words` are the text's own."""
    iri = names.unnamed_iri("group", reading.id, *key, base=reading.base)
    return iri, described(iri, FOAF.Group, labels.unnamed(words), stand_in)
