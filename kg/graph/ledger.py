"""Counting quads by graph, with a digest that does not depend on their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from pyoxigraph import DefaultGraph, Quad

from kg.graph.archive import Entry

_MODULUS = 1 << 128


def tally(quads: Iterable[Quad]) -> Mapping[str, Entry]:
    """Count and digest by graph IRI ("" is the default graph). The quads must be distinct, as a store's are."""
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name.value)
        counts[graph] = counts.get(graph, 0) + 1
        line = hashlib.blake2b(str(quad).encode(), digest_size=16).digest()
        sums[graph] = (sums.get(graph, 0) + int.from_bytes(line, "big")) % _MODULUS
    return {graph: Entry(counts[graph], f"{sums[graph]:032x}") for graph in sorted(counts)}


def differences(found: Mapping[str, Entry], expected: Mapping[str, Entry]) -> tuple[str, ...]:
    """What a store holds that the ledger does not say, one line a graph."""
    lines = []
    for graph in sorted(found.keys() | expected.keys()):
        has, should = found.get(graph), expected.get(graph)
        if has != should:
            name = graph or "the default graph"
            lines.append(f"{name}: {has.quads if has else 0} quads, {should.quads if should else 0} in the ledger")
            if has and should and has.quads == should.quads:
                lines[-1] = f"{name}: other quads than in the ledger"
    return tuple(lines)
