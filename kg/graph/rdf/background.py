"""What the authority files know of nodes in use and no document needs to say: its own graph, marked as background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.annotate.authority import Institution, Place, Seat, State
from kg.graph import authority, names
from kg.graph.rdf.agents import describe
from kg.graph.rdf.reading import Said, english
from kg.graph.vocabulary import KG, ORG, SCHEMA, SKOS, wikidata
from kg.resolve.resolution import Resolution

_NOTE = "World knowledge from the authority files; no document of this graph needs to say it."


def background_lines(iris: Iterable[str], resolution: Resolution, base: str) -> Iterator[Said]:
    """The background of the nodes in use, and class and label of the nodes that this brings in."""
    used = sorted(set(iris))
    brought: set[str] = set()
    for iri in used:
        for line in _known(iri, resolution, base):
            yield line
            if isinstance(line.object, str):
                brought.update((line.subject, line.object))
    for iri in sorted(brought.difference(used)):
        node = resolution.nodes.get(iri) or authority.node(iri, base)
        if node is not None:
            yield from describe(node, frozenset())
    graph = names.background_iri(base)
    yield Said(graph, KG.basis, KG.Background)
    yield Said(graph, SKOS.note, english(_NOTE))


def _known(iri: str, resolution: Resolution, base: str) -> Iterator[Said]:
    node = resolution.nodes.get(iri) or authority.node(iri, base)
    if node is not None and node.wikidata:
        yield Said(iri, SKOS.exactMatch, wikidata(node.wikidata))
    match authority.row(iri, base):
        case State(capital=str(capital)):
            yield Said(iri, KG.capital, base + capital)
            yield from _known(base + capital, resolution, base)
        case Place(state=state, stands_for=others):
            if state:
                yield Said(iri, KG.inTerritoryOf, base + state)
            for other in others:
                yield Said(iri, KG.standsFor, base + other)
        case Seat(institution=institution, place=place):
            yield Said(base + institution, ORG.hasSite, iri)
            yield Said(iri, SCHEMA.containedInPlace, base + place)
        case Institution(kind=kind, organ_of=states, homes=homes, part_of=whole):
            yield Said(iri, ORG.classification, KG[f"kind-{kind}"])
            for state in states:
                yield Said(iri, KG.organOf, base + state)
            for home in homes:
                yield Said(iri, KG.inTerritoryOf, base + home)
            if whole:
                yield Said(iri, ORG.subOrganizationOf, base + whole)
        case _:
            return


def party_lines(iris: Iterable[str], resolution: Resolution) -> Iterator[Said]:
    """Which bodies are parties."""
    for iri in iris:
        node = resolution.nodes.get(iri)
        if node is not None and node.kind == "Party":
            yield Said(iri, ORG.classification, KG["kind-party"])
