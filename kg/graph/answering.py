"""One task answered from an open store: the query run, its result written in the form that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, TypeAlias

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.graph.guard import check_query, is_update
from kg.graph.sheet import Results, write_csv, write_sheet
from kg.graph.spool import Spool, TooLargeError
from kg.graph.store import Snapshot
from kg.graph.tasks import Dump, Kind, Outcome, Question, Setup, Task
from kg.graph.turtle import prefixes

Names: TypeAlias = list[NamedNode | BlankNode]
Graphs: TypeAlias = list[NamedNode | BlankNode | DefaultGraph]
Writer: TypeAlias = Callable[[Results, IO[bytes]], None]
ROWS: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
TRIPLES: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
FOR_PEOPLE: Mapping[str, Writer] = {"sheet": write_sheet, "spreadsheet": write_csv}
"""Forms that hold any answer, also that of a CONSTRUCT."""
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PREFIX = re.compile(r"([\w-]+):")
_LONGEST_REASON = 160
_LOCAL_NAME = re.compile(r"[^\W\d][\w.-]*$")


class Answerer:
    """A published store with what its process was set up for."""

    def __init__(self, snapshot: Snapshot, setup: Setup) -> None:
        self._store = snapshot.store
        self._base = snapshot.marker.base
        self._setup = setup
        self._prefixes = known_prefixes(self._base)

    def answer(self, task: Task) -> tuple[Outcome, Spool]:
        """The outcome of a task, and the answer in full where there is one."""
        out = Spool(self._setup.largest, xml=task.triples == "rdfxml" or getattr(task, "rows", "") == "xml")
        try:
            outcome = self._dump(task, out) if isinstance(task, Dump) else self._ask(task, out)
        except TooLargeError:
            reason = f"the answer is larger than {self._setup.largest >> 20} MB; use LIMIT"
            return Outcome(kind="excess", reason=reason), out
        except SyntaxError as error:
            return Outcome(kind="refused", reason=_why(task, error)), out
        except (QueryError, ValueError) as error:
            return Outcome(kind="refused", reason=str(error)), out
        except OSError as error:
            return Outcome(kind="unreachable", reason=f"what the query needs cannot be read: {error}"), out
        return outcome, out

    def _ask(self, task: Question, out: Spool) -> Outcome:
        check_query(task.text, datasets=self._setup.datasets, services=self._setup.services)
        store, defaults, named = self._dataset(task)
        known = {name: self._prefixes[name] for name in _PREFIX.findall(task.text) if name in self._prefixes}
        results = store.query(
            task.text, base_iri=self._base, prefixes=known, default_graph=defaults, named_graphs=named
        )
        kind = _kind(results)
        form = task.triples if kind == "construct" else task.rows
        if not form:
            return Outcome(kind="unacceptable", reason=f"the answer to a query of kind {kind} has no form of these")
        if form in FOR_PEOPLE:
            FOR_PEOPLE[form](results, out)
        elif isinstance(results, QuerySolutions | QueryBoolean):
            results.serialize(out, ROWS[form])
        else:
            serialize(_writable(results, form), out, TRIPLES[form], prefixes=self._prefixes)
        return Outcome(kind=kind)

    def _dataset(self, task: Question) -> tuple[Store, Graphs | None, Names | None]:
        """The store to ask and its graphs. Several default graphs are merged: the store would count triples twice."""
        if task.defaults is None and task.named is None:
            return self._store, None, None
        defaults: Graphs = [NamedNode(name) for name in dict.fromkeys(task.defaults or ())]
        named: Names = [NamedNode(name) for name in dict.fromkeys(task.named or ())]
        if len(defaults) < 2:
            return self._store, defaults, named
        merged = Store()
        for graph in defaults:
            found = self._store.quads_for_pattern(None, None, None, graph)
            merged.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
        for graph in named:
            merged.extend(self._store.quads_for_pattern(None, None, None, graph))
        return merged, None, named

    def _dump(self, task: Dump, out: Spool) -> Outcome:
        graph = DefaultGraph() if task.graph is None else NamedNode(self._whole(task.graph))
        quads = self._store.quads_for_pattern(None, None, None, graph)
        first = next(quads, None)
        if first is None and not isinstance(graph, DefaultGraph):
            return Outcome(kind="missing", reason=f"there is no graph {graph.value}")
        self._store.dump(out, TRIPLES[task.triples], from_graph=graph, prefixes=self._prefixes)
        return Outcome(kind="construct")

    def _whole(self, name: str) -> str:
        return name if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name) else self._base + name


def known_prefixes(base: str) -> dict[str, str]:
    """The prefixes that a query need not declare, for a graph whose own IRIs begin with this base."""
    return prefixes(base) | {"rdfs": _RDFS}


def _kind(results: Results) -> Kind:
    if isinstance(results, QueryBoolean):
        return "ask"
    return "select" if isinstance(results, QuerySolutions) else "construct"


def _writable(triples: Iterable[Triple], form: str) -> Iterator[Triple]:
    """The triples, as long as the form can hold them: RDF/XML has no way to write some predicates."""
    for triple in triples:
        if form == "rdfxml" and not _LOCAL_NAME.search(triple.predicate.value):
            raise QueryError(f"RDF/XML cannot hold the predicate {triple.predicate}; choose another form")
        yield triple


def _why(task: Task, error: SyntaxError) -> str:
    if isinstance(task, Question) and is_update(task.text):
        return "SPARQL Update is not allowed: this graph can only be read"
    return f"the query does not parse: {_readable(error.msg)}"


def _readable(message: str) -> str:
    """A parser's message on one line and without the end of a list of all that it would have taken."""
    line = " ".join(message.split())
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON].rpartition(', ')[0]}, ..."
