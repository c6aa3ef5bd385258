"""What the graph rests on: for each triple the sentences that say so, each with the document it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg.model import Record
from kg.query.answers import Queryable, select
from kg.query.prefixes import PREFIXES

Key: TypeAlias = tuple[str, str, str]
"""Subject, predicate and object of a triple, as text."""

_DOCUMENTS = """SELECT ?doc ?title ?identifier ?publisher ?published ?url {
  ?doc a kg:Document ; skos:prefLabel ?title .
  OPTIONAL { ?doc dct:identifier ?identifier }
  OPTIONAL { ?doc schema:publisher/skos:prefLabel ?publisher }
  OPTIONAL { ?doc kg:publicationTime/kg:edtf ?published }
  OPTIONAL { ?doc schema:url ?url }
} ORDER BY ?doc ?title ?identifier ?publisher ?published ?url"""
_RECORDS = """SELECT DISTINCT ?s ?p ?o ?span {{ {subjects}
  ?record a kg:FactRecord ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:evidence ?span }}"""
_SPANS = """SELECT DISTINCT ?span ?doc ?start ?sentence {{ {spans}
  ?span oa:hasSource ?doc ; oa:hasSelector ?position, ?quote .
  ?position oa:start ?start . ?quote oa:exact ?sentence }}"""
_NAMINGS = """SELECT DISTINCT ?node ?span { ?mention a kg:Mention ; oa:hasBody ?node ; oa:hasTarget ?span }"""
_ALL_SPANS = "{ SELECT DISTINCT ?span { ?record kg:evidence ?span } }"


class Source(Record, frozen=True):
    """A document as a reader cites it. `published` is EDTF, `iri` names it in the graph."""

    title: str
    identifier: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    iri: str = ""


class Quote(Record, frozen=True):
    """The words that say so, and where they begin in the text of the document (code points)."""

    sentence: str
    source: Source
    start: int = 0


def sources(graph: Queryable) -> Mapping[str, Source]:
    """The documents of the graph by IRI."""
    found: dict[str, Source] = {}
    for doc, title, identifier, publisher, published, url in select(graph, PREFIXES + _DOCUMENTS):
        found.setdefault(doc, Source(title, identifier, publisher, published, url, doc))
    return found


def evidence(graph: Queryable, subjects: Iterable[str] | None = None) -> Mapping[Key, tuple[Quote, ...]]:
    """The quotes behind each recorded triple; of these subjects only, where they are given (as IRIs)."""
    terms = None if subjects is None else " ".join(str(NamedNode(iri)) for iri in sorted(set(subjects)))
    if terms == "":
        return {}
    told = list(select(graph, PREFIXES + _RECORDS.format(subjects="" if terms is None else f"VALUES ?s {{ {terms} }}")))
    places = _places(graph, None if terms is None else {span for *_, span in told})
    documents = sources(graph)
    found: dict[Key, list[Quote]] = {}
    for key, (doc, start, sentence) in sorted({((s, p, o), place) for s, p, o, span in told for place in places[span]}):
        quotes = found.setdefault(key, [])
        quotes.append(Quote(sentence, documents.get(doc) or Source(doc, iri=doc), start))
    return {key: tuple(quotes) for key, quotes in found.items()}


def namings(graph: Queryable) -> Mapping[str, tuple[Quote, ...]]:
    """Where the texts name each node, whether or not they say anything of it."""
    told = list(select(graph, PREFIXES + _NAMINGS))
    places = _places(graph, {span for _, span in told})
    documents = sources(graph)
    found: dict[str, list[Quote]] = {}
    for node, (doc, start, words) in sorted((node, place) for node, span in told for place in places[span]):
        found.setdefault(node, []).append(Quote(words, documents.get(doc) or Source(doc, iri=doc), start))
    return {node: tuple(quotes) for node, quotes in found.items()}


def _places(graph: Queryable, spans: Iterable[str] | None) -> Mapping[str, list[tuple[str, int, str]]]:
    """The document, the place and the words of these spans, or of all: asked for apart, as one join is slow."""
    wanted = _ALL_SPANS if spans is None else f"VALUES ?span {{ {' '.join(str(NamedNode(iri)) for iri in spans)} }}"
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for span, doc, start, sentence in select(graph, PREFIXES + _SPANS.format(spans=wanted)):
        found[span].append((doc, int(start), sentence))
    return found


def merged(*groups: Iterable[Quote]) -> tuple[Quote, ...]:
    """All the quotes once, by document and place."""
    unique = {quote for group in groups for quote in group}
    return tuple(sorted(unique, key=lambda quote: (quote.source.title, quote.source.identifier, quote.start)))


def independent(told: Iterable[tuple[str, str, str]]) -> int:
    """How many sources there are, by publisher, document and words: what has one of these in common is one source."""
    same: dict[str, str] = {}

    def leader(mark: str) -> str:
        while (other := same.setdefault(mark, mark)) != mark:
            same[mark] = mark = same[other]
        return mark

    for publisher, document, words in told:
        first = leader(f"in {document}")
        for mark in (f"by {publisher or document}", f"words {' '.join(words.split())}"):
            same[leader(mark)] = first
    return len({leader(mark) for mark in tuple(same)})


def count_sources(quotes: Iterable[Quote]) -> int:
    """How many independent sources vouch: texts of one publisher, and texts with the same words, count as one."""
    return independent((q.source.publisher, q.source.iri or q.source.identifier, q.sentence) for q in quotes)
