"""Questions to a graph folder: by name, or in SPARQL of anyone's writing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.graph import querying
from kg.graph.store import open_store
from kg.query.answers import Answer, Triples, Verdict, collect
from kg.query.named import ask, named_query


def answer_named(folder: Path, name: str, values: Mapping[str, str]) -> Answer:
    """The answer to a named query with these parameters.

    Raises QueryError for an unknown name, parameter or value, StoreError for a folder without a graph.
    """
    query = named_query(name)
    with open_store(folder) as snapshot:
        return ask(snapshot.store, query, values)


def answer_sparql(folder: Path, text: str) -> Answer:
    """The answer to a stranger's query, which runs in a process apart: it could take all time and memory there is.

    Raises QueryError for a query that is refused, does not parse or takes too much, StoreError as above.
    """
    answer = querying.query(folder, text)
    if answer.kind == "select":
        return collect(answer.solutions())
    return Verdict(answer.truth()) if answer.kind == "ask" else Triples(tuple(sorted(answer.triples(), key=str)))
