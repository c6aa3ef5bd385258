"""The SPARQL 1.1 Service Description of an endpoint over a graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import BlankNode, NamedNode, Triple, serialize

from kg.graph.answering import TRIPLES
from kg.graph.vocabulary import RDF

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip


def service_description(endpoint: str, services: Sequence[str], form: str) -> bytes:
    """What the endpoint at this address does, in one of the forms of triples. `services`: those it may ask in turn."""
    prefixes = {"sd": _SD, "formats": _FORMATS}
    written = serialize(_triples(endpoint, bool(services)), format=TRIPLES[form], prefixes=prefixes)
    return written or b""


def _triples(endpoint: str, federated: bool) -> Iterator[Triple]:
    service, dataset, graph = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    yield Triple(service, RDF.type, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _WRITTEN:
        yield Triple(service, _sd("resultFormat"), NamedNode(_FORMATS + name))
    if federated:
        yield Triple(service, _sd("feature"), _sd("BasicFederatedQuery"))
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, RDF.type, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), graph)
    yield Triple(graph, RDF.type, _sd("Graph"))


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
