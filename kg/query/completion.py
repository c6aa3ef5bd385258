"""What an editor completes: the prefixes that queries need not declare, and the ontology's classes and properties."""

from __future__ import annotations

from kg import terms
from kg.graph.answering import known_prefixes
from kg.model import Record


class Known(Record, frozen=True):
    """Words of a query that are known: prefixes with their namespaces, IRIs of classes and of properties.

    `base` is what the graph's own IRIs begin with.
    """

    base: str
    prefixes: dict[str, str]
    classes: tuple[str, ...]
    properties: tuple[str, ...]


def known_words(base: str) -> Known:
    """The known words of a graph whose own IRIs begin with this base."""
    names = [
        value
        for vocabulary in vars(terms).values()
        if isinstance(vocabulary, type)
        for name, value in vars(vocabulary).items()
        if isinstance(value, str) and value.startswith("http") and name != "NAMESPACE"
    ]
    local = {iri: iri.replace("#", "/").rpartition("/")[2] for iri in names}
    return Known(
        base=base,
        prefixes=known_prefixes(base),
        classes=tuple(sorted(iri for iri, name in local.items() if name[:1].isupper())),
        properties=tuple(sorted(iri for iri, name in local.items() if name[:1].islower())),
    )
