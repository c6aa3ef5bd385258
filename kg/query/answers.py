"""What a query answers, as plain records: rows, triples, or yes and no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Results: TypeAlias = QuerySolutions | QueryBoolean | Iterable[Triple]


class Queryable(Protocol):
    """Whatever answers SPARQL: a pyoxigraph Store, or what stands in for one."""

    def query(self, query: str, /) -> Results:
        """The results of a SPARQL query. Raises SyntaxError on one that does not parse."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: every row has one term or None for each variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to a CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to an ASK."""

    value: bool


Answer: TypeAlias = Table | Triples | Verdict


def collect(results: Results) -> Answer:
    """The whole answer, read to its end."""
    if isinstance(results, QueryBoolean):
        return Verdict(bool(results))
    if not isinstance(results, QuerySolutions):
        return Triples(tuple(sorted(set(results), key=str)))
    variables = tuple(variable.value for variable in results.variables)
    return Table(variables, tuple(tuple(row) for row in results))


def text(term: Term | None) -> str:
    """A term as a reader sees it: the words of a literal, the address of a node, nothing for None."""
    if term is None:
        return ""
    return str(term) if isinstance(term, Triple) else term.value


def select(graph: Queryable, query: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one of our own SELECT queries as text, in order."""
    results = graph.query(query)
    assert isinstance(results, QuerySolutions)
    return tuple(tuple([text(term) for term in row]) for row in results)


def sorted_rows(graph: Queryable, query: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one of our own SELECT queries as text, sorted here: of many rows, quicker than by ORDER BY."""
    return tuple(sorted(select(graph, query)))


def rows_about(graph: Queryable, query: str, node: str, iris: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The rows of one of our own SELECT queries for some nodes, for which the variable `node` stands, sorted. The first
    cell of a row is the node, which the query does not ask for: it comes back as a number, and these are quick to read.

    Raises ValueError for what is no IRI.
    """
    named = sorted(set(iris))
    terms = " ".join(f"({number} {NamedNode(iri)})" for number, iri in enumerate(named))
    numbered = query.replace("SELECT", "SELECT ?number", 1).replace(
        "{", f"{{ VALUES (?number ?{node}) {{ {terms} }}", 1
    )
    return tuple(sorted((named[int(number)], *rest) for number, *rest in select(graph, numbered)))


def bound(query: str, variable: str, iris: Iterable[str] | None) -> str:
    """One of our own queries for some nodes only, None for all: the variable stands for these IRIs.

    Raises ValueError for what is no IRI.
    """
    if iris is None:
        return query
    terms = " ".join(str(NamedNode(iri)) for iri in sorted(set(iris)))
    return query.replace("{", f"{{ VALUES ?{variable} {{ {terms} }}", 1)


def local(iri: str) -> str:
    """The last part of an IRI."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
