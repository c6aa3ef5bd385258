"""What each tool answers, as plain JSON values: no protocol here, and nothing that writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from kg.graph.fulltext import open_index
from kg.graph.shapes import ontology_folder
from kg.graph.store import Snapshot, open_store
from kg.query.answers import Answer, Table, Triples, Verdict, text
from kg.query.asking import answer_sparql
from kg.query.card import Line, entity_card
from kg.query.citations import Grounds, cite, grounds, row_quotes
from kg.query.evidence import Quote, sources
from kg.query.named import ask, named_queries, named_query
from kg.query.network import Network, network
from kg.query.paths import evidence_path
from kg.query.search import search

Reply: TypeAlias = dict[str, Any]

MOST_ROWS = 100
MOST_LINES = 40
MOST_QUOTES = 3


class Reading:
    """A graph folder that is read again and again: what takes long to gather is kept until a build publishes anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._store = ""
        self._grounds: Grounds | None = None
        self._network: Network | None = None

    def grounds(self, snapshot: Snapshot) -> Grounds:
        """The grounds of this very store."""
        self._require(snapshot)
        found = self._grounds = self._grounds or grounds(snapshot.store)
        return found

    def network(self, snapshot: Snapshot) -> Network:
        """The network of this very store."""
        self._require(snapshot)
        found = self._network = self._network or network(snapshot.store)
        return found

    def _require(self, snapshot: Snapshot) -> None:
        if self._store != (snapshot.marker.store or ""):
            self._store, self._grounds, self._network = snapshot.marker.store or "", None, None


def find(reading: Reading, words: str, most: int = 10) -> Reply:
    """Nodes and passages that have the words."""
    with open_store(reading.folder) as snapshot, open_index(snapshot.folder, snapshot.marker.store or "") as index:
        found = search(index, words, most)
        documents = sources(snapshot.store)
    passages = [(passage, documents[passage.document]) for passage in found.passages if passage.document in documents]
    return {
        "entities": msgspec.to_builtins(found.hits),
        "passages": [
            msgspec.to_builtins(cite((Quote(passage.words, source, passage.start),))[0]) for passage, source in passages
        ],
        "read_as": list(found.read_as),
    }


def entity(reading: Reading, name: str) -> Reply:
    """The card of one node."""
    with open_store(reading.folder) as snapshot:
        card = entity_card(snapshot.store, name, reading.network(snapshot))
    sections = {name: getattr(card, name) for name in ("offices", "relations", "events", "statements")}
    reply: Reply = {
        "iri": card.iri,
        "kind": card.kind,
        "name": card.name,
        "names": list(card.names),
        "detail": card.detail,
    }
    reply |= {name: [_line(line) for line in lines[:MOST_LINES]] for name, lines in sections.items()}
    left = {name: len(lines) - MOST_LINES for name, lines in sections.items() if len(lines) > MOST_LINES}
    return reply | ({"left_out": left} if left else {})


def _line(line: Line) -> Reply:
    return {
        "says": line.words,
        "detail": line.detail,
        "citations": _citations(line.quotes),
        "basis": "texts" if line.quotes else "background knowledge",
    }


def _citations(quotes: Iterable[Quote]) -> list[Reply]:
    return [msgspec.to_builtins(citation) for citation in cite(quotes, MOST_QUOTES)]


def path(reading: Reading, one: str, other: str) -> Reply:
    """The shortest path of evidence between two nodes."""
    with open_store(reading.folder) as snapshot:
        hops = evidence_path(reading.network(snapshot), one, other)
    return {
        "hops": [
            {
                "from": hop.source_name if hop.forward else hop.target_name,
                "relation": hop.label,
                "to": hop.target_name if hop.forward else hop.source_name,
                "factuality": hop.factuality,
                "citations": _citations(hop.quotes),
            }
            for hop in hops
        ]
    }


def questions() -> Reply:
    """The named queries with what they take."""
    return {"queries": [{"name": q.name, "asks": q.help, "parameters": _parameters(q.name)} for q in named_queries()]}


def _parameters(name: str) -> Mapping[str, str]:
    return {parameter.name: parameter.help for parameter in named_query(name).parameters}


def answer(reading: Reading, query: str, values: Mapping[str, str]) -> Reply:
    """The answer to a named query."""
    with open_store(reading.folder) as snapshot:
        return _reply(ask(snapshot.store, named_query(query), values), reading.grounds(snapshot))


def sparql(reading: Reading, query: str) -> Reply:
    """The answer to SPARQL of anyone's writing, which runs in a process apart."""
    found = answer_sparql(reading.folder, query)
    with open_store(reading.folder) as snapshot:
        return _reply(found, reading.grounds(snapshot))


def _reply(found: Answer, held: Grounds) -> Reply:
    match found:
        case Verdict(value=value):
            return {"answer": value}
        case Triples(triples=triples):
            lines = [
                tuple(text(term) for term in (triple.subject, triple.predicate, triple.object)) for triple in triples
            ]
            rows = [(line, _behind(held, line)) for line in lines[:MOST_ROWS]]
            return _rows(("subject", "predicate", "object"), rows, len(lines))
        case Table(variables=variables, rows=terms):
            cells = [tuple(text(term) for term in row) for row in terms[:MOST_ROWS]]
            return _rows(variables, [(row, row_quotes(held, row)) for row in cells], len(terms))


def _behind(held: Grounds, line: tuple[str, ...]) -> tuple[Quote, ...]:
    """What says a triple; of one that the query made up, what connects its two nodes."""
    subject, predicate, value = line
    return held.triples.get((subject, predicate, value)) or row_quotes(held, (subject, value))


def _rows(columns: Iterable[str], rows: Iterable[tuple[tuple[str, ...], tuple[Quote, ...]]], every: int) -> Reply:
    names = tuple(columns)
    shown = [{"values": dict(zip(names, row, strict=True)), "citations": _citations(quotes)} for row, quotes in rows]
    return {"columns": list(names), "rows": shown, "rows_in_all": every}


def vocabulary() -> str:
    """The ontology as Turtle: the classes and properties that a query can use, each with what it means."""
    return (ontology_folder() / "kg.ttl").read_text(encoding="utf-8")
