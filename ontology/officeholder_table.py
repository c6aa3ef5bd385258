"""Reads `officeholders.ttl` into the table of `kg.annotate.officeholders`.

The file is large, so pyoxigraph reads it: rdflib takes far longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec
import pyoxigraph

from kg.annotate.officeholders import name_keys, plain_key

LEX = "https://w3id.org/incumbent/lexicon#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
BASE = "https://w3id.org/incumbent/id/"

Properties: TypeAlias = Mapping[str, list[str]]
"""What a node says: predicate to values, in the order of the file."""
Held: TypeAlias = tuple[str, str, str | None, str | None]
"""State, position, start and end."""


def compile_officeholders(path: Path) -> str:
    """The text of the table: states, positions and holders, one a line, holders in the order of their ids."""
    nodes = _read(path)
    holders = sorted(
        (node for node, said in nodes.items() if f"{LEX}OfficeHolder" in said.get(RDF_TYPE, ())), key=_order
    )
    held = {node: sorted(map(_held, _offices(nodes, node)), key=_by_start) for node in holders}
    states = sorted({office[0] for offices in held.values() for office in offices})
    positions = sorted({office[1] for offices in held.values() for office in offices})
    number = {words: place for words_in in (states, positions) for place, words in enumerate(words_in)}
    rows = [_row(nodes[node], [_numbered(office, number) for office in held[node]]) for node in holders]
    return f'{{"states":{_lines(states)},\n"positions":{_lines(positions)},\n"holders":{_lines(rows)}}}\n'


def _read(path: Path) -> Mapping[str, Properties]:
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return nodes


def _order(node: str) -> tuple[bool, int, str]:
    """Wikidata ids first, by number; then the others."""
    name = node.rpartition("/")[2]
    known = name[:1] == "Q" and name[1:].isdigit()
    return (not known, int(name[1:]) if known else 0, name)


def _offices(nodes: Mapping[str, Properties], holder: str) -> Iterable[Properties]:
    return (nodes[office] for office in nodes[holder].get(f"{LEX}held", ()))


def _held(office: Properties) -> Held:
    start, _, end = office.get(f"{LEX}during", [""])[0].partition("/")
    return (office[f"{LEX}ofState"][0].removeprefix(BASE), office[f"{LEX}post"][0], start or None, end or None)


def _by_start(office: Held) -> tuple[str, str, str, str]:
    state, position, start, end = office
    return (start or "", end or "", state, position)


def _numbered(office: Held, number: Mapping[str, int]) -> list[int | str | None]:
    state, position, start, end = office
    values: list[int | str | None] = [number[state], number[position], start, end]
    while values[-1] is None:
        values.pop()
    return values


def _row(said: Properties, held: list[list[int | str | None]]) -> list[object]:
    name = said[f"{SKOS}prefLabel"][0]
    keys = sorted({key for label in (name, *said.get(f"{SKOS}altLabel", ())) for key in name_keys(label)})
    wikidata = said.get(f"{SKOS}exactMatch", [""])[0].rpartition("/")[2] or None
    row: list[object] = [name, wikidata, held]
    return row if keys == [plain_key(name)] else [*row, keys]


def _lines(rows: Iterable[object]) -> str:
    return "[\n" + ",\n".join(msgspec.json.encode(row).decode() for row in rows) + "\n]"
