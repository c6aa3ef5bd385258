"""A description of the graph for catalogues: VoID (what it holds, how much of it) and DCAT (in which forms)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, serialize

from kg import __version__
from kg.graph.turtle import prefixes
from kg.graph.vocabulary import DCT, KG, PREFIXES, RDF, XSD
from kg.iris import DATA, digest
from kg.query.answers import local, select

_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_BACKGROUND = "graph/background"
_FORMS = {
    "turtle": "text/turtle",
    "trig": "application/trig",
    "nquads": "application/n-quads",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
}
_CLASSES = "SELECT ?class (COUNT(DISTINCT ?node) AS ?nodes) { ?node a ?class } GROUP BY ?class"
_PROPERTIES = "SELECT ?property (COUNT(*) AS ?triples) { ?s ?property ?o } GROUP BY ?property"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?all) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?all) { ?s ?p ?o }"
_DAYS = f"""SELECT (MIN(?first) AS ?from) (MAX(?last) AS ?until) {{
  ?document <{KG.publicationTime.value}> ?time .
  ?time <http://semanticweb.cs.vu.nl/2009/11/sem/hasEarliestBeginTimeStamp> ?first ;
    <http://semanticweb.cs.vu.nl/2009/11/sem/hasLatestEndTimeStamp> ?last }}"""


def write_description(store: Store, out: IO[bytes]) -> None:
    """What the default graph holds: counts of triples, nodes, classes and properties, the days covered, the forms."""
    known = prefixes(_base(store)) | {"void": _VOID, "dcat": _DCAT}
    serialize(_triples(store, _base(store)), out, RdfFormat.TURTLE, prefixes=known)


def _base(store: Store) -> str:
    """The base of the graph's IRIs, read off its background graph; the usual one where it has none."""
    graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return min((iri.removesuffix(_BACKGROUND) for iri in graphs if iri.endswith(_BACKGROUND)), default=DATA)


def _triples(store: Store, base: str) -> Iterator[Triple]:
    dataset = NamedNode(f"{base}dataset")
    yield from _about(dataset, base)
    yield from _covered(store, dataset, base)
    counts = {"triples": sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))}
    counts["distinctSubjects"] = counts["entities"] = int(select(store, _SUBJECTS)[0][0])
    counts["distinctObjects"] = int(select(store, _OBJECTS)[0][0])
    counts["documents"] = sum(1 for _ in store.quads_for_pattern(None, RDF.type, KG.Document, DefaultGraph()))
    classes, properties = sorted(select(store, _CLASSES)), sorted(select(store, _PROPERTIES))
    counts |= {"classes": len(classes), "properties": len(properties)}
    yield from (Triple(dataset, NamedNode(_VOID + name), _integer(count)) for name, count in sorted(counts.items()))
    yield from _partitions(dataset, "class", "entities", classes)
    yield from _partitions(dataset, "property", "triples", properties)
    yield from _distributions(dataset)


def _about(dataset: NamedNode, base: str) -> Iterator[Triple]:
    title = Literal("A graph of who acts for states, according to whom", language="en")
    words = f"Read from news by incumbent {__version__}: each fact has a record with the sentences that say so."
    yield Triple(dataset, RDF.type, NamedNode(f"{_VOID}Dataset"))
    yield Triple(dataset, RDF.type, NamedNode(f"{_DCAT}Dataset"))
    yield Triple(dataset, NamedNode(f"{DCT.iri}title"), title)
    yield Triple(dataset, NamedNode(f"{DCT.iri}description"), Literal(words, language="en"))
    yield Triple(dataset, NamedNode(f"{DCT.iri}language"), Literal("en"))
    yield Triple(dataset, NamedNode(f"{_VOID}uriSpace"), Literal(base))
    for iri in sorted(PREFIXES.values()):
        yield Triple(dataset, NamedNode(f"{_VOID}vocabulary"), NamedNode(iri))


def _covered(store: Store, dataset: NamedNode, base: str) -> Iterator[Triple]:
    """From the first to the last day on which a document may have been published."""
    first, last = select(store, _DAYS)[0]
    period = NamedNode(f"{base}dataset/period")
    if first and last:
        yield Triple(dataset, NamedNode(f"{DCT.iri}temporal"), period)
        yield Triple(period, RDF.type, NamedNode(f"{DCT.iri}PeriodOfTime"))
        yield Triple(period, NamedNode(f"{_DCAT}startDate"), Literal(first, datatype=XSD.date))
        yield Triple(period, NamedNode(f"{_DCAT}endDate"), Literal(last, datatype=XSD.date))


def _partitions(dataset: NamedNode, kind: str, counted: str, rows: Iterable[tuple[str, ...]]) -> Iterator[Triple]:
    for iri, count in rows:
        part = NamedNode(f"{dataset.value}/{kind}/{local(iri)}-{digest(iri)}")
        yield Triple(dataset, NamedNode(f"{_VOID}{kind}Partition"), part)
        yield Triple(part, NamedNode(_VOID + kind), NamedNode(iri))
        yield Triple(part, NamedNode(_VOID + counted), _integer(int(count)))


def _distributions(dataset: NamedNode) -> Iterator[Triple]:
    """The forms that `kg export` writes and that have a media type."""
    for form, media in sorted(_FORMS.items()):
        part = NamedNode(f"{dataset.value}/{form}")
        yield Triple(dataset, NamedNode(f"{_DCAT}distribution"), part)
        yield Triple(part, RDF.type, NamedNode(f"{_DCAT}Distribution"))
        yield Triple(part, NamedNode(f"{DCT.iri}title"), Literal(f"kg export --format {form}", language="en"))
        yield Triple(part, NamedNode(f"{_DCAT}mediaType"), NamedNode(_MEDIA + media))


def _integer(count: int) -> Literal:
    return Literal(count)
