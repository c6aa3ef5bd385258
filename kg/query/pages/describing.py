"""The triples of one node with what vouches for them, for those who read data instead of pages."""

from __future__ import annotations

from pyoxigraph import NamedNode, Triple

from kg.query.answers import Triples, collect
from kg.query.pages.book import Book
from kg.query.prefixes import PREFIXES

_QUERIES = (
    "CONSTRUCT {{ {node} ?p ?o }} {{ {node} ?p ?o }}",
    "CONSTRUCT {{ ?s ?p {node} }} {{ ?s ?p {node} FILTER(?p NOT IN (rdf:subject, rdf:object, oa:hasBody)) }} "
    "LIMIT {most}",
    """CONSTRUCT {{ ?r ?p ?o . ?span ?q ?w . ?selector ?x ?y }} {{
  {{ SELECT ?r {{ ?r rdf:subject {node} ; a kg:FactRecord }} ORDER BY ?r LIMIT {most} }}
  ?r ?p ?o .
  OPTIONAL {{ ?r kg:evidence ?span . ?span ?q ?w
    OPTIONAL {{ ?span oa:hasSelector ?selector . ?selector ?x ?y }} }} }}""",
)
_MOST = 1000


def description(book: Book, iri: str) -> tuple[Triple, ...]:
    """The node's triples in both directions (mentions left out), and its fact records with their spans; sorted."""
    found: set[Triple] = set()
    for query in _QUERIES:
        answer = collect(book.graph.query(PREFIXES + query.format(node=NamedNode(iri), most=_MOST)))
        if isinstance(answer, Triples):
            found.update(answer.triples)
    return tuple(sorted(found, key=str))
