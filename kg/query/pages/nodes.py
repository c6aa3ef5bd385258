"""Nodes as pages name them: IRI, kind and label, many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from kg.graph.fulltext import KINDS
from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.prefixes import PREFIXES

_OTHERS: Mapping[str, str] = {
    "https://w3id.org/incumbent/ns#Tenure": "tenure",
    "https://w3id.org/incumbent/ns#Claim": "claim",
    "https://w3id.org/incumbent/ns#TimeRef": "time",
}
_RANKS = {iri: (rank, kind) for rank, (iri, kind) in enumerate(({**KINDS, **_OTHERS}).items())}
_LABELS = "SELECT ?node ?label {{ VALUES ?node {{ {nodes} }} ?node skos:prefLabel ?label }}"
_CLASSES = "SELECT ?node ?class {{ VALUES ?node {{ {nodes} }} ?node a ?class }}"
_KNOWN = "SELECT iri, label, kind FROM entry WHERE iri IN ({})"
_BATCH = 500


class Ref(Record, frozen=True):
    """A node as a link shows it. `kind` is that of the search index, or tenure, claim, time, or empty."""

    iri: str
    label: str
    kind: str = ""

    @property
    def is_unnamed(self) -> bool:
        """Whether the node stands for somebody or something that the text does not name."""
        return self.label.endswith("(unnamed)")


def terms(iris: Iterable[str]) -> str:
    """IRIs as the values of a query, each once and in order. Raises ValueError for what is no IRI."""
    return " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))


def refs(book: Book, iris: Iterable[str]) -> Mapping[str, Ref]:
    """The nodes with these IRIs; one without a label is called by the end of its IRI."""
    iris = tuple(iris)
    known = {row[0]: Ref(*row) for row in book.look_up(_KNOWN, iris)}
    return known | _others(book, set(iris) - known.keys())


def _others(book: Book, iris: Iterable[str]) -> dict[str, Ref]:
    """Nodes that nobody searches for: offices, statements, times."""
    wanted = sorted(iris)
    labels: dict[str, str] = {}
    kinds: dict[str, tuple[int, str]] = {}
    for first in range(0, len(wanted), _BATCH):
        nodes = terms(wanted[first : first + _BATCH])
        for node, label in select(book.graph, PREFIXES + _LABELS.format(nodes=nodes)):
            labels[node] = min(labels.get(node, label), label)
        for node, kind in select(book.graph, PREFIXES + _CLASSES.format(nodes=nodes)):
            if kind in _RANKS:
                kinds[node] = min(kinds.get(node, _RANKS[kind]), _RANKS[kind])
    return {iri: Ref(iri, labels.get(iri) or local(iri) or iri, kinds.get(iri, (0, ""))[1]) for iri in wanted}


def ref(book: Book, iri: str) -> Ref:
    """The node with this IRI."""
    return refs(book, (iri,))[iri]
