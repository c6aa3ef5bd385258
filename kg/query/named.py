"""Named queries: `named/*.rq`, one question a file.

The first comment line is its help; then one line a parameter, `# param name: help (default)`, where `any` as the
default leaves it open. The query is whole as it stands: a parameter is a variable with a value, `VALUES ?name { "" }`,
and binding it puts another term in. A help that begins with "name of" marks one that has to match a label.
"""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.model import Record
from kg.query.answers import Answer, Queryable, Table, collect, select

_PARAMETER = re.compile(r"# param (?P<name>\w+): (?P<help>.+) \((?P<default>[^()]*)\)")
_SUFFIX = ".rq"
_LONGEST_VALUE = 300
_NEAR = 3
_LIKENESS = 0.7
_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_LABELS = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX kg: <https://w3id.org/incumbent/ns#>
SELECT DISTINCT ?label {
  ?node skos:prefLabel|skos:altLabel ?label FILTER NOT EXISTS { ?node a kg:Claim }
} ORDER BY ?label"""
_SLOT = re.compile(r"VALUES \?(?P<name>\w+) \{[^{}]*\}")


class Parameter(Record, frozen=True):
    """What a query can be told; the empty default leaves it open."""

    name: str
    help: str
    default: str = ""


class NamedQuery(Record, frozen=True):
    """A question by name, with its help, its parameters and its SPARQL text."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    text: str


@lru_cache(maxsize=1)
def named_queries() -> tuple[NamedQuery, ...]:
    """All of them, by name."""
    folder = files("kg.query").joinpath("named")
    found = {path.name.removesuffix(_SUFFIX): path for path in folder.iterdir() if path.name.endswith(_SUFFIX)}
    return tuple(_parse(name, found[name].read_text(encoding="utf-8")) for name in sorted(found))


def _parse(name: str, text: str) -> NamedQuery:
    lines = [line for line in text.splitlines() if line.startswith("#")]
    parameters = tuple(
        Parameter(name=m["name"], help=m["help"], default="" if m["default"] == "any" else m["default"])
        for m in map(_PARAMETER.fullmatch, lines[1:])
        if m
    )
    return NamedQuery(name=name, help=lines[0].removeprefix("# "), parameters=parameters, text=text)


def named_query(name: str) -> NamedQuery:
    """The query of this name. Raises QueryError, which lists the names there are."""
    known = {query.name: query for query in named_queries()}
    if name not in known:
        raise QueryError(f"no named query {name!r}. Available names: {', '.join(known)}")
    return known[name]


def bind(query: NamedQuery, values: Mapping[str, str]) -> str:
    """The SPARQL text with these values in place of the defaults, each as one quoted term.

    Raises QueryError for a parameter that the query does not have and a value that cannot be one.
    """
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            raise QueryError(f"query {query.name!r} has no parameter {name!r}. Available: {', '.join(names) or 'none'}")
    terms = {name: _term(query.name, name, value) for name, value in values.items()}

    def filled(slot: re.Match[str]) -> str:
        return f"VALUES ?{slot['name']} {{ {terms[slot['name']]} }}" if slot["name"] in terms else slot[0]

    return _SLOT.sub(filled, query.text)  # in one pass, so that no value is ever read as a slot


def _term(query: str, name: str, value: str) -> str:
    """A value as a SPARQL term. A backslash never stands before a `u` that could make it a code point."""
    value = unicodedata.normalize("NFC", value).strip()
    if len(value) > _LONGEST_VALUE or any(unicodedata.category(c) in ("Cc", "Cs") for c in value):
        raise QueryError(f"query {query!r}: {name} is too long or has control characters in it")
    if name != "date":
        quoted = str(Literal(value))
        return quoted.replace("\\\\u", "\\\\\\u0075").replace("\\\\U", "\\\\\\u0055")
    if not value:
        return "UNDEF"
    try:
        day = datetime.date.fromisoformat(value)
    except ValueError as error:
        raise QueryError(f"query {query!r}: {name} is a day such as 2019-03-22, not {value!r}") from error
    return str(Literal(day.isoformat(), datatype=_DATE))


def ask(graph: Queryable, query: NamedQuery, values: Mapping[str, str]) -> Answer:
    """The answer of the graph. Where it is empty as a name matches no label, QueryError says so and what is near."""
    answer = collect(graph.query(bind(query, values)))
    if isinstance(answer, Table) and not answer.rows:
        _require_names(graph, query, values)
    return answer


def _require_names(graph: Queryable, query: NamedQuery, values: Mapping[str, str]) -> None:
    wanted = [p.name for p in query.parameters if p.help.startswith("name of") and values.get(p.name, "").strip()]
    labels = {fold(label): label for (label,) in select(graph, _LABELS)} if wanted else {}
    for name in wanted:
        value = values[name].strip()
        if fold(value) in labels:
            continue
        raise QueryError(f"nothing in the graph is called {value!r} ({name}).{nearest(value, labels.values())}")


def nearest(name: str, labels: Iterable[str]) -> str:
    """What an error adds about an unknown name, after a blank: the labels most like it; nothing where none is.

    A name of one word is also compared with every word of the labels.
    """
    wanted = fold(name)
    whole: dict[str, str] = {}
    words: dict[str, list[str]] = {}
    for label in sorted(labels):
        whole.setdefault(fold(label), label)
        for word in fold(label).split():
            words.setdefault(word, []).append(label)
    near = [whole[key] for key in difflib.get_close_matches(wanted, whole, _NEAR, _LIKENESS)]
    if " " not in wanted:
        likely = difflib.get_close_matches(wanted, words, _NEAR, _LIKENESS)
        near += [label for word in likely for label in words[word]]
    shown = tuple(dict.fromkeys(near))[:_NEAR]
    return f" Nearest: {', '.join(shown)}." if shown else ""


def fold(label: str) -> str:
    """A label without case, accents, hyphens and runs of blanks, for comparing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", label.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-‐‑–_]", " ", plain).split())
