"""Who stands where in the network of what texts say: centrality and communities."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout

import networkx as nx

from kg.model import Record
from kg.query.network import Network
from kg.query.paths import supported, vouching

ACTORS = frozenset({"person", "state", "institution", "group"})
_FASTER = ("parallel", "graphblas", "cugraph")
_EXACT = 2_000
_PIVOTS = 500
_SEED = 0
_NAMED = 5


class Standing(Record, frozen=True):
    """A node: how many others it is connected with, how many documents connect it, how often it lies on the shortest
    paths between others (`betweenness`, 0 to 1), and the number of its community.
    """

    iri: str
    name: str
    kind: str
    links: int
    documents: int
    betweenness: float
    community: int


class Community(Record, frozen=True):
    """Nodes that are connected with one another more than with others; `named` are its best connected actors."""

    number: int
    members: int
    actors: int
    events: int
    named: tuple[str, ...]
    iris: tuple[str, ...]


def standings(view: Network, kinds: frozenset[str] = ACTORS) -> tuple[Standing, ...]:
    """The connected nodes of these kinds, those that most lies between first.

    Events count as the meeting points that they are: two actors of one event are two hops apart. Above 2,000 nodes
    betweenness is estimated from 500 of them, always the same.
    """
    told, names = _numbered(view)
    between = _betweenness(told)
    home = {node: number for number, members in enumerate(_communities(told), 1) for node in members}
    found = [
        Standing(
            iri=names[node],
            name=view.nodes[names[node]]["label"],
            kind=view.nodes[names[node]]["kind"],
            links=told.degree[node],
            documents=_documents(view, names[node]),
            betweenness=round(between[node], 6),
            community=home[node],
        )
        for node in told
        if view.nodes[names[node]]["kind"] in kinds
    ]
    return tuple(sorted(found, key=lambda row: (-row.betweenness, -row.links, row.name, row.iri)))


def communities(view: Network) -> tuple[Community, ...]:
    """The communities of the network by the Louvain method, the largest first; the same graph has the same ones."""
    told, names = _numbered(view)
    return tuple(_community(view, told, names, *found) for found in enumerate(_communities(told), 1))


def _community(
    view: Network, told: nx.Graph[int], names: Sequence[str], number: int, members: Sequence[int]
) -> Community:
    ranked = sorted(members, key=lambda node: (-told.degree[node], view.nodes[names[node]]["label"], names[node]))
    kinds = {node: view.nodes[names[node]]["kind"] for node in members}
    actors = [names[node] for node in ranked if kinds[node] in ACTORS]
    return Community(
        number=number,
        members=len(members),
        actors=len(actors),
        events=sum(1 for kind in kinds.values() if kind == "event"),
        named=tuple(view.nodes[iri]["label"] for iri in actors[:_NAMED]),
        iris=tuple(names[node] for node in ranked),
    )


def _numbered(view: Network) -> tuple[nx.Graph[int], Sequence[str]]:
    """What texts connect, with numbers for nodes, in a fixed order: no result hangs on the hash of a name."""
    told = supported(view)
    names = [node for node in told if told.degree[node]]
    numbers = {name: number for number, name in enumerate(names)}
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(names)))
    for one, other, documents in sorted(
        (*sorted((numbers[one], numbers[other])), documents) for one, other, documents in told.edges(data="documents")
    ):
        graph.add_edge(one, other, documents=documents)
    return graph, names


def _documents(view: Network, iri: str) -> int:
    edges = (*view.out_edges(iri, data=True), *view.in_edges(iri, data=True))
    return vouching(quote for *_, data in edges for quote in data["quotes"])


def _betweenness(told: nx.Graph[int]) -> Mapping[int, float]:
    """Exact on small graphs; on large ones an estimate from pivots, by a backend or, forty times faster, by igraph."""
    if len(told) > _EXACT and not _backends(told):
        return _estimated(told)
    with _fastest(told):
        found: Mapping[int, float] = nx.betweenness_centrality(
            told, k=_PIVOTS if len(told) > _EXACT else None, seed=_SEED
        )
    return found


def _estimated(told: nx.Graph[int]) -> Mapping[int, float]:
    """The mean share of the shortest paths from a pivot that lead through a node; the pivots stand evenly in order."""
    import igraph

    count = len(told)
    pivots = frozenset(number * count // _PIVOTS for number in range(_PIVOTS))
    graph = igraph.Graph(n=count, edges=list(told.edges))
    halves = graph.betweenness(directed=False, sources=sorted(pivots), targets=range(count))
    return {node: 2 * half / ((len(pivots) - (node in pivots)) * (count - 2)) for node, half in enumerate(halves)}


def _communities(told: nx.Graph[int]) -> Sequence[Sequence[int]]:
    if not told.number_of_edges():
        return ()
    with _fastest(told):
        found = nx.community.louvain_communities(told, weight="documents", seed=_SEED)
    return sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))


@contextmanager
def _fastest(told: nx.Graph[int]) -> Iterator[None]:
    """Let networkx hand the work on a large graph to whichever of its faster backends are installed.

    They take longer to start than a small graph takes, and what they print is not part of any answer.
    """
    with nx.config.backend_priority(algos=_backends(told)), redirect_stdout(sys.stderr):
        yield


def _backends(told: nx.Graph[int]) -> list[str]:
    return [name for name in _FASTER if name in nx.config.backends and len(told) > _EXACT]
