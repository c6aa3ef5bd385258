"""Reads `cities.ttl` into the table of `kg.annotate.cities`, by pyoxigraph: rdflib takes far longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
import pyoxigraph

from kg.annotate.cities import place_key
from kg.annotate.coreference import name_parts

KG = "https://w3id.org/incumbent/ns#"
LEX = "https://w3id.org/incumbent/lexicon#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "http://schema.org/"
BASE = "https://w3id.org/incumbent/id/"


def compile_cities(path: Path, persons: Iterable[str]) -> str:
    """The text of the table: states and rows, one a line, in the order of the file. `persons` are names of people."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        nodes[quad.subject.value][quad.predicate.value].append(quad.object.value)
    rows = [node for node, said in nodes.items() if f"{KG}inTerritoryOf" in said]
    number = {node: place for place, node in enumerate(rows)}
    states = sorted({nodes[node][f"{KG}inTerritoryOf"][0] for node in rows})
    borne = {part for person in persons for part in name_parts(person)}
    lines = [_row(nodes[node], number, states, borne) for node in rows]
    return f'{{"states":{_lines([s.removeprefix(BASE) for s in states])},\n"rows":{_lines(lines)}}}\n'


def _row(said: Mapping[str, list[str]], number: Mapping[str, int], states: list[str], borne: set[str]) -> list[object]:
    name = said[f"{SKOS}prefLabel"][0]
    region = said.get(f"{SCHEMA}containedInPlace", [None])[0]
    row: list[object] = [
        name,
        states.index(said[f"{KG}inTerritoryOf"][0]),
        int(said.get(f"{LEX}population", ["0"])[0]),
        number[region] if region else None,
        place_key(name) in borne,
        sorted(said.get(f"{SKOS}altLabel", ())),
    ]
    while row[-1] in (None, False, []) and len(row) > 3:
        row.pop()
    return row


def _lines(rows: Iterable[object]) -> str:
    return "[\n" + ",\n".join(msgspec.json.encode(row).decode() for row in rows) + "\n]"
