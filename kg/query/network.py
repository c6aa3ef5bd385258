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
from kg.query.answers import Queryable, bound, rows_about, sorted_rows
from kg.query.dates import extent, spanned
from kg.query.evidence import Key, Quote, count_sources, evidence, merged
from kg.query.named import fold, nearest
from kg.query.portraits import facts_of, portraits
from kg.query.prefixes import PREFIXES
from kg.query.relations import CLAIMS, RELATIONS, Relation, between, vouched, vouching
from kg.query.tenures import MEMBER, offices, tenure_relations

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes are IRIs with `kind`, `label`, `names`, `type`, `factuality`, `when`, `said`, and `unsaid`: how many statements
are left out of it, where some are; edges have `relation` (the predicate or "tenure"), `label`, `quotes`, `days` (see
`days_of_edge`) and `sources` (how many are independent); an edge without quotes is background knowledge."""

ACTORS = frozenset({"person", "state", "institution", "group"})
"""Kinds that speak and hold offices."""
Quoter: TypeAlias = Callable[[Collection[str] | None], Mapping[Key, tuple[Quote, ...]]]
"""What knows the quotes behind the triples of some subjects, or of all."""
Chooser: TypeAlias = Callable[[Collection[str]], Mapping[str, tuple[Collection[str], int]]]
"""What chooses of each speaker some claims, and says how many there are besides."""

_CLAIMS = "SELECT DISTINCT ?claim ?speaker ?words { ?claim a kg:Claim ; kg:speaker ?speaker ; kg:proposition ?words }"
_CLAIMS_OF = "SELECT ?speaker ?words { ?claim kg:speaker ?speaker ; kg:proposition ?words }"
_KG = "https://w3id.org/incumbent/ns#"
_PROPOSITION = f"{_KG}proposition"
QUOTED = frozenset(
    (*(wording.predicate for wording in RELATIONS), CLAIMS, MEMBER, f"{_KG}post", f"{_KG}counterpartOf", _PROPOSITION)
)
"""Predicates whose quotes a network shows."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a node of the network says, and where that stands."""

    words: str
    quotes: tuple[Quote, ...]


def network(
    graph: Queryable,
    only: Collection[str] | None = None,
    quoted: Quoter | None = None,
    chosen: Chooser | None = None,
) -> Network:
    """The whole graph as a network, or these nodes and what ties them; `quoted` knows the quotes faster than the graph,
    `chosen` which statements are enough.

    Raises ValueError for what is no IRI.
    """
    facts = facts_of(graph, only)
    nodes = portraits(graph, facts, only)
    known = None if only is None else tuple(nodes)
    actors = None if only is None else [iri for iri, details in nodes.items() if details["kind"] in ACTORS]
    said = _sayings(graph, actors, chosen, nodes)
    claims, held = vouched(graph, known), offices(graph, actors)
    subjects = None if only is None else {*nodes, *(row[2] for row in said), *(row[1] for row in claims), *held.nodes}
    quotes = quoted(subjects) if quoted else evidence(graph, subjects)
    view: Network = nx.MultiDiGraph()
    view.add_nodes_from(sorted(nodes.items()))
    for speaker, words, claim in said:
        if speaker in view:
            view.nodes[speaker]["said"] += (Saying(words, quotes.get((claim, _PROPOSITION, words), ())),)
    add_relations(view, (*between(facts, quotes), *vouching(claims, quotes), *tenure_relations(held, quotes)))
    return view


def _sayings(
    graph: Queryable, speakers: Collection[str] | None, chosen: Chooser | None, nodes: Mapping[str, dict[str, object]]
) -> list[tuple[str, str, str]]:
    """Who says what by which claim; what is not chosen is counted."""
    if speakers is None or chosen is None:
        rows = sorted_rows(graph, PREFIXES + bound(_CLAIMS, "speaker", speakers))
    else:
        claims: set[str] = set()
        for speaker, (some, more) in chosen(speakers).items():
            nodes[speaker]["unsaid"] = more
            claims.update(some)
        rows = rows_about(graph, PREFIXES + _CLAIMS_OF, "claim", claims)
    return sorted((speaker, words, claim) for claim, speaker, words in rows)


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
