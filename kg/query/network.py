"""The graph as a network of who is what to whom: the view that pictures, GraphML and GEXF share.

Persons, states, bodies, groups, places and events are nodes; a tenure becomes an edge with the words of its post.
Times, mentions, spans and records are left out: an edge carries its quotes. Nodes and edges come in a fixed order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from kg.errors import QueryError
from kg.query.answers import Queryable, bound, local, select
from kg.query.dates import extent, spanned
from kg.query.evidence import Key, Quote, count_sources, evidence, merged
from kg.query.named import fold, nearest
from kg.query.prefixes import PREFIXES
from kg.query.relations import Relation, between
from kg.query.tenures import tenure_relations

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes are IRIs with `kind`, `label`, `names`, `type`, `factuality`, `when` and `said`; edges have `relation` (the
predicate or "tenure"), `label`, `quotes`, `days` (see `days_of_edge`) and `sources` (how many are
independent); an edge without quotes is background knowledge."""

KINDS: Mapping[str, str] = {
    "http://xmlns.com/foaf/0.1/Person": "person",
    "https://w3id.org/incumbent/ns#State": "state",
    "https://w3id.org/incumbent/ns#Institution": "institution",
    "http://xmlns.com/foaf/0.1/Group": "group",
    "https://w3id.org/incumbent/ns#Event": "event",
    "https://w3id.org/incumbent/ns#Place": "place",
    "http://www.w3.org/ns/org#Site": "place",
}
"""Classes that are drawn, first come first: a body that is also called a group is a body."""
ACTORS = frozenset({"person", "state", "institution", "group"})
"""Kinds that speak and hold offices."""
Quoter: TypeAlias = Callable[[Collection[str] | None], Mapping[Key, tuple[Quote, ...]]]
"""What knows the quotes behind the triples of some subjects, or of all."""

_NODES = """SELECT ?node ?class ?label {{ {classes} ?node a ?class ; skos:prefLabel ?label }}
ORDER BY ?node ?class ?label"""
_NAMES = "SELECT DISTINCT ?node ?name { ?node skos:altLabel ?name } ORDER BY ?node ?name"
_EVENTS = """SELECT ?event ?type ?factuality ?when {
  ?event a kg:Event ; kg:eventType ?type ; kg:factuality ?factuality .
  OPTIONAL { ?event sem:hasTime ?time . ?time kg:edtf ?when ; kg:basis ?basis FILTER(?basis != kg:Background) }
} ORDER BY ?event ?type ?factuality ?when"""
_CLAIMS = """SELECT DISTINCT ?speaker ?claim ?words {
  ?claim a kg:Claim ; kg:speaker ?speaker ; kg:proposition ?words } ORDER BY ?speaker ?words ?claim"""
_SAID = "SELECT DISTINCT ?claim { ?claim kg:speaker ?speaker }"
_HELD = "SELECT DISTINCT ?tenure ?post { ?tenure org:member ?person OPTIONAL { ?tenure kg:post ?post } }"
_PROPOSITION = "https://w3id.org/incumbent/ns#proposition"


@dataclass(frozen=True, slots=True)
class Saying:
    """What a node of the network says, and where that stands."""

    words: str
    quotes: tuple[Quote, ...]


def network(graph: Queryable, only: Collection[str] | None = None, quoted: Quoter | None = None) -> Network:
    """The whole graph as a network, or these nodes and what ties them; `quoted` knows the quotes faster than the graph.

    Raises ValueError for what is no IRI.
    """
    nodes = _nodes(graph, only)
    actors = None if only is None else [iri for iri, details in nodes.items() if details["kind"] in ACTORS]
    subjects = None if actors is None else {*nodes, *_deeds(graph, actors)}
    quotes = quoted(subjects) if quoted else evidence(graph, subjects)
    view: Network = nx.MultiDiGraph()
    view.add_nodes_from(sorted(nodes.items()))
    for speaker, claim, words in select(graph, PREFIXES + bound(_CLAIMS, "speaker", actors)):
        if speaker in view:
            view.nodes[speaker]["said"] += (Saying(words, quotes.get((claim, _PROPOSITION, words), ())),)
    known = None if only is None else tuple(nodes)
    add_relations(view, (*between(graph, quotes, known), *tenure_relations(graph, quotes, actors)))
    return view


def _deeds(graph: Queryable, actors: Collection[str]) -> set[str]:
    """What these say, and the offices that they hold."""
    said = {row[0] for row in select(graph, PREFIXES + bound(_SAID, "speaker", actors))}
    return said.union(*(filter(None, row) for row in select(graph, PREFIXES + bound(_HELD, "person", actors))))


def add_relations(view: Network, relations: Iterable[Relation]) -> None:
    """Add the edges between two nodes that the network has, in a fixed order; what is told twice is one edge."""
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for edge in relations:
        if edge.source != edge.target and edge.source in view and edge.target in view:
            found.setdefault((edge.source, edge.target, edge.key), []).append(edge)
    for (source, target, key), group in sorted(found.items()):
        quotes = merged(*(edge.quotes for edge in group)) if len(group) > 1 else group[0].quotes
        days = spanned(edge.days for edge in group)
        if not days[0]:
            days = days_of_edge((view.nodes[source]["when"], view.nodes[target]["when"]), quotes)
        view.add_edge(
            source, target, key=key, relation=group[0].relation, label=group[0].label, quotes=quotes, days=days,
            sources=count_sources(quotes),
        )  # fmt: skip


def days_of_edge(times: Iterable[str], quotes: Iterable[Quote]) -> tuple[str, str]:
    """The days of an edge without a time of its own: those of the events at its ends (EDTF), else those on which the
    documents that say so were published; empty for what has neither.
    """
    days = spanned(extent(time) for time in times)
    return days if days[0] else spanned(extent(quote.source.published) for quote in quotes)


def _nodes(graph: Queryable, only: Collection[str] | None) -> dict[str, dict[str, object]]:
    ranks = {iri: rank for rank, iri in enumerate(KINDS)}
    best: dict[str, tuple[int, str]] = {}
    classes = f"VALUES ?class {{ {' '.join(f'<{iri}>' for iri in KINDS)} }}" if only is None else ""
    for node, kind, label in select(graph, PREFIXES + bound(_NODES.format(classes=classes), "node", only)):
        if kind not in ranks:
            continue
        best[node] = min(best.get(node, (len(ranks), label)), (ranks[kind], label))
    kinds = tuple(KINDS.values())
    nodes: dict[str, dict[str, object]] = {
        iri: {"kind": kinds[rank], "label": label, "names": (), "type": "", "factuality": "", "when": "", "said": ()}
        for iri, (rank, label) in best.items()
    }
    for iri, name in select(graph, PREFIXES + bound(_NAMES, "node", only)):
        if iri in nodes and name != nodes[iri]["label"]:
            nodes[iri]["names"] = (*_words(nodes[iri]["names"]), name)
    for iri, kind, factuality, when in select(graph, PREFIXES + bound(_EVENTS, "event", only)):
        if iri in nodes and not nodes[iri]["type"]:
            nodes[iri] |= {"type": local(kind).removeprefix("Ext"), "factuality": local(factuality), "when": when}
    return nodes


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def called(view: Network, name: str) -> tuple[str, ...]:
    """The nodes with this label or other name. Raises QueryError where there is none."""
    wanted = fold(name)
    found = tuple(
        iri
        for iri, data in view.nodes(data=True)
        if wanted in {fold(data["label"]), *(fold(other) for other in data["names"])}
    )
    if not found:
        raise QueryError(f"no node of the network is called {name!r}.{nearest(name, spellings(view))}")
    return found


def spellings(view: Network) -> Iterator[str]:
    """Every label and other name in a network but those of events, which are whole sentences."""
    for _, data in view.nodes(data=True):
        if data["kind"] != "event":
            yield from (data["label"], *data["names"])


def ego(view: Network, name: str, radius: int = 1) -> Network:
    """The part of a network within `radius` edges of the node with this label or other name, whatever their direction.

    Raises QueryError where no node has the name.
    """
    return within(view, called(view, name), radius)


def within(view: Network, centres: Iterable[str], radius: int = 1) -> Network:
    """The part of a network within `radius` edges of any of these nodes, which it must have."""
    whole = view.to_undirected(as_view=True)
    near: set[str] = set()
    for centre in centres:
        near |= set(nx.single_source_shortest_path_length(whole, centre, cutoff=radius))
    return ordered(view, near)


def ordered(view: Network, kept: set[str]) -> Network:
    """The part of a network with these nodes, in the same order."""
    part: Network = nx.MultiDiGraph()
    part.add_nodes_from((iri, data) for iri, data in view.nodes(data=True) if iri in kept)
    part.add_edges_from(
        (one, other, key, data) for one, other, key, data in view.edges(keys=True, data=True) if {one, other} <= kept
    )
    return part
