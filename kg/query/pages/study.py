"""What the page of analyses shows: who stands between others, who belongs together, what is contested, a path."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Record
from kg.query.answers import Queryable
from kg.query.contested import Contested, contested_events
from kg.query.evidence import Quote
from kg.query.network import Network
from kg.query.pages.nodes import Ref
from kg.query.pages.support import Document, Excerpt, Support
from kg.query.paths import Hop, evidence_path
from kg.query.standing import ACTORS, Community, Standing, communities, standings

_NAMED = 5


class Circle(Record, frozen=True):
    """A community, with its best connected actors."""

    community: Community
    named: tuple[Ref, ...]


class Study(Record, frozen=True):
    """All that the page shows; without a network no standings and no circles. Of each list the first."""

    contested: tuple[Contested, ...]
    standings: tuple[Standing, ...] = ()
    circles: tuple[Circle, ...] = ()
    nodes: int = 0
    edges: int = 0


class Step(Record, frozen=True):
    """One hop of a path: two nodes, what ties them and which way, and the passages that say so."""

    source: Ref
    target: Ref
    words: str
    forward: bool
    factuality: str
    support: Support


def study(
    graph: Queryable, view: Network | None, most: int = 20, *, contested: tuple[Contested, ...] | None = None
) -> Study:
    """The analyses of a graph; those of its network where one is given. What is contested may be known already."""
    contested = contested_events(graph)[:most] if contested is None else contested
    if view is None:
        return Study(contested)
    circles = tuple(Circle(found, _named(view, found.iris)) for found in communities(view)[:most])
    return Study(contested, standings(view)[:most], circles, view.number_of_nodes(), view.number_of_edges())


def _named(view: Network, iris: Sequence[str]) -> tuple[Ref, ...]:
    actors = [iri for iri in iris if view.nodes[iri]["kind"] in ACTORS][:_NAMED]
    return tuple(_ref(view, iri) for iri in actors)


def _ref(view: Network, iri: str) -> Ref:
    return Ref(iri, view.nodes[iri]["label"], view.nodes[iri]["kind"])


def path_between(view: Network, one: str, other: str) -> tuple[Step, ...]:
    """How two are connected, hop by hop. Raises QueryError as `evidence_path` does."""
    return tuple(_step(view, hop) for hop in evidence_path(view, one, other))


def _step(view: Network, hop: Hop) -> Step:
    excerpts = tuple(_excerpt(quote) for quote in hop.quotes)
    ends = (_ref(view, hop.source), _ref(view, hop.target))
    return Step(*ends, hop.label, hop.forward, hop.factuality, Support(excerpts))


def _excerpt(quote: Quote) -> Excerpt:
    source = quote.source
    document = Document(source.iri, source.title, source.identifier, source.publisher, source.published)
    return Excerpt(document, quote.start, quote.start + len(quote.sentence), quote.sentence)
