"""The graph as one Turtle file: the default graph, sorted, the same bytes for the same graph, with no blank nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from pyoxigraph import DefaultGraph, RdfFormat, Store, Triple, serialize

from kg.graph.vocabulary import PREFIXES, RDF
from kg.iris import DATA

_COLLECTIONS = (
    "claim", "doc", "event", "fact", "graph", "group", "inst", "mention", "person", "place", "post", "site", "span",
    "state", "tenure", "time",
)  # fmt: skip


def prefixes(base: str = DATA) -> dict[str, str]:
    """The prefixes of every export: the vocabularies, and one for each collection of the data."""
    own = {f"{name}_" if name == "time" else name: f"{base}{name}/" for name in _COLLECTIONS}
    return {**PREFIXES, **own}


def sorted_triples(store: Store) -> Iterator[Triple]:
    """The triples of the default graph by subject, class first, predicate and object; holds one subject's at a time."""
    subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    for subject in sorted(subjects, key=str):
        quads = store.quads_for_pattern(subject, None, None, DefaultGraph())
        yield from sorted((quad.triple for quad in quads), key=_within_subject)


def _within_subject(triple: Triple) -> tuple[bool, str, str]:
    return triple.predicate != RDF.type, str(triple.predicate), str(triple.object)


def write_turtle(store: Store, out: IO[bytes], base: str = DATA) -> None:
    """Write the default graph as Turtle."""
    serialize(sorted_triples(store), out, RdfFormat.TURTLE, prefixes=prefixes(base))
