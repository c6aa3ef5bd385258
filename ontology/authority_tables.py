"""Reads the authority files (Turtle) into the records of `kg.annotate.authority`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node

from kg.annotate.authority import (
    Authority,
    Domain,
    Honorific,
    Institution,
    Modifier,
    Place,
    Seat,
    State,
    Title,
    TitleVocabulary,
)

BASE = "https://w3id.org/incumbent/id/"
KG = Namespace("https://w3id.org/incumbent/ns#")
LEX = Namespace("https://w3id.org/incumbent/lexicon#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("http://schema.org/")
LARGE = {"cities", "officeholders"}
INTERGOVERNMENTAL = {KG["kind-igo"], KG["kind-alliance"]}


def read_graph(folder: Path) -> Graph:
    """The Turtle files of a folder as one graph, but for the two large ones, which have readers of their own."""
    graph = Graph()
    for path in sorted(folder.glob("*.ttl")):
        if path.stem not in LARGE:
            graph.parse(path)
    return graph


def compile_authority(graph: Graph) -> Authority:
    """The tables of states, places, seats and institutions, each sorted by id."""
    states = tuple(_state(graph, node) for node in _nodes(graph, KG.State))
    capitals = {state.capital for state in states}
    return Authority(
        states=states,
        places=tuple(_place(graph, node, capitals) for node in _nodes(graph, KG.Place)),
        seats=tuple(_seat(graph, node) for node in _nodes(graph, ORG.Site)),
        institutions=tuple(_institution(graph, node) for node in _nodes(graph, KG.Institution)),
    )


def compile_titles(graph: Graph) -> TitleVocabulary:
    """The vocabulary of titles, each part sorted by its words."""
    titles = [_title(graph, node) for node in _nodes(graph, LEX.Title)]
    titles += [_abbreviation(graph, node) for node in _nodes(graph, LEX.Abbreviation)]
    return TitleVocabulary(
        titles=_by_words(titles),
        modifiers=_by_words(
            Modifier(
                words=_text(graph, node, SKOS.prefLabel),
                effect=_value(graph, node, LEX.effect),
                position=_value(graph, node, LEX.position),
            )
            for node in _nodes(graph, LEX.Modifier)
        ),
        domains=_by_words(domain for node in _nodes(graph, LEX.Domain) for domain in _domains(graph, node)),
        honorifics=_by_words(
            Honorific(words=_text(graph, node, SKOS.prefLabel), sex=_value(graph, node, LEX.sex))
            for node in _nodes(graph, LEX.Honorific)
        ),
    )


def _state(graph: Graph, node: URIRef) -> State:
    return State(
        **_named(graph, node),
        iso=_value(graph, node, SKOS.notation),
        adjectives=_texts(graph, node, LEX.mainAdjective) + _texts(graph, node, LEX.adjective),
        demonyms=_texts(graph, node, LEX.demonym),
        capital=_id(graph.value(node, KG.capital)),
        un=_local(graph, node, LEX.unStatus),
        standing=_local(graph, node, LEX.standing),
        sovereign=_id(graph.value(node, ORG.subOrganizationOf)),
    )


def _place(graph: Graph, node: URIRef, capitals: set[str | None]) -> Place:
    named = _named(graph, node)
    return Place(
        **named,
        state=_id(graph.value(node, KG.inTerritoryOf)),
        capital=named["id"] in capitals,
        stands_for=_ids(graph.objects(node, KG.standsFor)),
    )


def _seat(graph: Graph, node: URIRef) -> Seat:
    return Seat(
        **_named(graph, node),
        institution=_required_id(graph, node, ORG.siteOf),
        place=_required_id(graph, node, SCHEMA.containedInPlace),
    )


def _institution(graph: Graph, node: URIRef) -> Institution:
    kind = graph.value(node, ORG.classification)
    return Institution(
        **_named(graph, node),
        acronyms=_texts(graph, node, LEX.acronym),
        kind=str(kind).rpartition("#kind-")[2],
        organ_of=_ids(graph.objects(node, KG.organOf)),
        homes=_ids(graph.objects(node, KG.inTerritoryOf)),
        part_of=_id(graph.value(node, ORG.subOrganizationOf)),
        igo=kind in INTERGOVERNMENTAL,
    )


def _title(graph: Graph, node: URIRef) -> Title:
    return Title(
        words=_text(graph, node, SKOS.prefLabel),
        plural=_text(graph, node, LEX.plural),
        role_of_state=_role(graph, node, LEX.roleOfState),
        role_of_body=_role(graph, node, LEX.roleOfBody),
        rank=_value(graph, node, LEX["rank"]),
        kind=_value(graph, node, LEX.titleKind),
        domain=_value(graph, node, LEX.takesDomain) or False,
        body=_value(graph, node, LEX.impliesBody),
        sole=_value(graph, node, LEX.sole) or False,
        sex=_value(graph, node, LEX.sex),
        variant_of=_variant(graph, node),
    )


def _variant(graph: Graph, node: URIRef) -> str | None:
    target = graph.value(node, LEX.variantOf)
    return _text(graph, target, SKOS.prefLabel) if isinstance(target, URIRef) else None


def _abbreviation(graph: Graph, node: URIRef) -> Title:
    """The title it stands for; where that carries a field ("foreign minister") the body is named in full."""
    target = graph.value(node, LEX.abbreviates)
    if not isinstance(target, URIRef):
        raise TypeError(f"{node} abbreviates no title")
    title = _title(graph, target)
    expansion = _value(graph, node, LEX.expansion)
    field = expansion.removesuffix(title.words) if expansion else ""
    fields: dict[str, Any] = {name: getattr(title, name) for name in title.__struct_fields__}
    return Title(
        **fields
        | {
            "words": _text(graph, node, SKOS.prefLabel),
            "plural": _text(graph, node, LEX.plural),
            "abbreviates": expansion or title.words,
            "domain": title.domain and not field,
            "body": field + title.body if title.body else None,
        }
    )


def _domains(graph: Graph, node: URIRef) -> Iterable[Domain]:
    canonical = _text(graph, node, SKOS.prefLabel)
    for words in (canonical, *_texts(graph, node, SKOS.altLabel)):
        yield Domain(words=words, canonical=canonical)


def _named(graph: Graph, node: URIRef) -> dict[str, Any]:
    name = _text(graph, node, SKOS.prefLabel)
    others = set(_texts(graph, node, SKOS.altLabel)) | set(_texts(graph, node, LEX.acronym))
    match = graph.value(node, SKOS.exactMatch)
    return {
        "id": _id(node),
        "name": name,
        "names": (name, *sorted(others - {name})),
        "ambiguous": _texts(graph, node, LEX.ambiguousName),
        "wikidata": str(match).rpartition("/")[2] if match else None,
    }


def _nodes(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(node for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef))


def _value(graph: Graph, node: URIRef, predicate: URIRef) -> Any:
    found = graph.value(node, predicate)
    if isinstance(found, Literal):
        value = found.toPython()
        return value if isinstance(value, (bool, int)) else str(found)
    return None


def _text(graph: Graph, node: URIRef, predicate: URIRef) -> str:
    found = _value(graph, node, predicate)
    if not isinstance(found, str):
        raise TypeError(f"{node} has no {predicate}")
    return found


def _texts(graph: Graph, node: URIRef, predicate: URIRef) -> tuple[str, ...]:
    return tuple(sorted(str(found) for found in graph.objects(node, predicate)))


def _local(graph: Graph, node: URIRef, predicate: URIRef) -> Any:
    return str(graph.value(node, predicate)).rpartition("#")[2].partition("-")[2]


def _role(graph: Graph, node: URIRef, predicate: URIRef) -> Any:
    return str(graph.value(node, predicate)).rpartition("#role-")[2]


def _id(node: Node | None) -> str | None:
    return str(node).removeprefix(BASE) if node is not None else None


def _ids(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(str(node).removeprefix(BASE) for node in nodes))


def _required_id(graph: Graph, node: URIRef, predicate: URIRef) -> str:
    found = _id(graph.value(node, predicate))
    if found is None:
        raise LookupError(f"{node} has no {predicate}")
    return found


def _by_words(entries: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(entries, key=lambda entry: entry.words))
