"""What the page of a network tells of each node and each tie, as plain values: all of it is shown as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.browse.looks import wrapped
from kg.browse.pages.addresses import Addresses
from kg.query.dates import worded
from kg.query.evidence import Quote, Source
from kg.query.narrowing import family
from kg.query.network import Network
from kg.query.pages.nodes import Ref
from kg.query.results import printable

MOST_QUOTES = 8
"""How many passages a served page shows of one tie or statement."""
_LABEL_WIDTH = 24


def node_details(view: Network, iri: str, steps: int, to: Addresses | None) -> dict[str, Any]:
    """A node in words; `steps` is how far it is from the middle."""
    data = view.nodes[iri]
    facts = [data["type"].lower(), data["factuality"].lower(), worded(data["when"])]
    node = Ref(iri, data["label"], data["kind"])
    return {
        "label": printable(data["label"]),
        "kind": data["kind"],
        "iri": printable(iri),
        "names": [printable(name) for name in data["names"]],
        "facts": [printable(fact) for fact in facts if fact],
        "said": [{"words": printable(said.words)} | _quotes(said.quotes, to) for said in data["said"]],
        "unsaid": data.get("unsaid", 0),
        "steps": steps,
        "page": to.node(node) if to else "",
        "around": to.network(node) if to else "",
    }


def tie_details(one: int, other: int, data: Mapping[str, Any], to: Addresses | None) -> dict[str, Any]:
    """An edge in words, between the nodes of these numbers."""
    first, last = data["days"]
    return {
        "from": one,
        "to": other,
        "label": printable(data["label"]),
        "short": wrapped(data["label"], _LABEL_WIDTH),
        "family": family(data["relation"], data["label"]),
        "first": first,
        "last": last,
        "sources": data["sources"],
        "note": data.get("note", ""),
    } | _quotes(data["quotes"], to)


def _quotes(quotes: tuple[Quote, ...], to: Addresses | None) -> dict[str, Any]:
    """The passages, and how many more there are: a server leaves the rest to the pages of the nodes."""
    shown = quotes[:MOST_QUOTES] if to is not None and to.asks else quotes
    return {"quotes": [_quote(quote, to) for quote in shown], "more": len(quotes) - len(shown)}


def _quote(quote: Quote, to: Addresses | None) -> dict[str, str]:
    end = quote.start + len(quote.sentence)
    page = to.document(quote.source.iri, quote.start, end) if to and quote.source.iri else ""
    return {"sentence": printable(quote.sentence)} | cited(quote.source) | {"page": page}


def cited(source: Source, to: Addresses | None = None) -> dict[str, str]:
    """A document as the page names it."""
    parts = (source.title, source.publisher, worded(source.published))
    return {
        "source": printable(", ".join(part for part in parts if part)),
        "url": printable(source.url),
        "page": to.document(source.iri) if to and source.iri else "",
    }
