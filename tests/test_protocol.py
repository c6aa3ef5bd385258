"""The W3C's cases for the SPARQL 1.1 Protocol (34) and the Graph Store Protocol (19), by their names.

What reads must pass. This server never writes: what updates must be refused, and leave the graph as it was.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg.iris import DATA
from tests.serving import Reply, Served, graph_of, serving

DATA_SETS = "http://kasei.us/2009/09/sparql/data/"
D0, D1, D2, D3 = (f"{DATA_SETS}data{number}.rdf" for number in range(4))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLES = RESULTS | {"text/csv", "text/tab-separated-values"}
TRIPLES = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
PERSON = NamedNode("http://xmlns.com/foaf/0.1/Person")
NAME = NamedNode("http://xmlns.com/foaf/0.1/name")
DOCUMENT = NamedNode("http://xmlns.com/foaf/0.1/Document")
WHO, WHERE = NamedNode(f"{DATA}person/1"), NamedNode(f"{DATA}person/1.ttl")
QUADS = (
    *(Quad(NamedNode(name), TYPE, DOCUMENT, NamedNode(name)) for name in (D1, D2, D3)),
    Quad(WHO, TYPE, PERSON, WHERE),
    Quad(WHO, NAME, Literal("Jane Doe"), WHERE),
    Quad(WHO, NAME, Literal("Alice")),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over three named graphs that describe themselves, one person's graph, and a default graph."""
    with serving(graph_of(tmp_path_factory.mktemp("protocol") / "graph", QUADS), workers=1) as running:
        yield running


def dataset(defaults: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> str:
    pairs = [("default-graph-uri", name) for name in defaults] + [("named-graph-uri", name) for name in named]
    return urlencode(pairs)


@dataclass(frozen=True)
class Case:
    """A request; what is to come of it: true, a set of types, or a status of 400 and more where None."""

    name: str
    method: str
    path: str
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    types: frozenset[str] | None = None
    true: bool = False


def post(name: str, path: str, body: str | bytes, kind: dict[str, str], *, types: set[str], true: bool = False) -> Case:
    given = body.encode() if isinstance(body, str) else body
    return Case(name, "POST", path, given, tuple(kind.items()), frozenset(types), true)


def bad(name: str, method: str, path: str, body: str | bytes | None = None, kind: dict[str, str] | None = None) -> Case:
    return Case(name, method, path, body.encode() if isinstance(body, str) else body, tuple((kind or {}).items()))


DEFAULTS = f"ASK {{ <{D1}> a ?type . <{D2}> a ?type . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
FULL = f"ASK {{ <{D3}> a ?type GRAPH ?g1 {{ <{D1}> a ?type }} GRAPH ?g2 {{ <{D2}> a ?type }} }}"
READING = (
    post("query_post_form", f"/sparql/?{dataset((D0,))}", "query=ASK%20%7B%7D", FORM, types=RESULTS, true=True),
    Case(
        "query_dataset_default_graphs_get",
        "GET",
        f"/sparql/?query={quote(DEFAULTS)}&{dataset((D1, D2))}",
        types=frozenset(RESULTS),
        true=True,
    ),
    post(
        "query_dataset_default_graphs_post", f"/sparql/?{dataset((D1, D2))}", DEFAULTS, DIRECT, types=RESULTS, true=True
    ),
    post(
        "query_dataset_named_graphs_post", f"/sparql/?{dataset((), (D1, D2))}", NAMED, DIRECT, types=RESULTS, true=True
    ),
    Case(
        "query_dataset_named_graphs_get",
        "GET",
        f"/sparql/?query={quote(NAMED)}&{dataset((), (D1, D2))}",
        types=frozenset(RESULTS),
        true=True,
    ),
    post("query_dataset_full", f"/sparql/?{dataset((D3,), (D1, D2))}", FULL, DIRECT, types=RESULTS, true=True),
    post(
        "query_multiple_dataset",
        f"/sparql/?{dataset((), (D1, D2))}",
        NAMED.replace("ASK", f"ASK FROM <{D3}>"),
        DIRECT,
        types=RESULTS,
        true=True,
    ),
    Case("query_get", "GET", f"/sparql/?query=ASK%20%7B%7D&{dataset((D0,))}", types=frozenset(RESULTS), true=True),
    post("query_content_type_select", f"/sparql/?{dataset((D0,))}", "SELECT (1 AS ?value) {}", DIRECT, types=TABLES),
    post("query_content_type_ask", f"/sparql/?{dataset((D0,))}", "ASK {}", DIRECT, types=RESULTS),
    post(
        "query_content_type_describe",
        f"/sparql/?{dataset((D0,))}",
        "DESCRIBE <http://example.org/>",
        DIRECT,
        types=TRIPLES,
    ),
    post(
        "query_content_type_construct",
        f"/sparql/?{dataset((D0,))}",
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
        DIRECT,
        types=TRIPLES,
    ),
    post("query_post_direct", "/sparql/", "ASK {}", DIRECT, types=RESULTS, true=True),
)
REFUSED = (
    bad("bad_query_method", "PUT", f"/sparql/?query=ASK%20%7B%7D&{dataset((D0,))}", kind=FORM),
    bad("bad_multiple_queries", "GET", "/sparql/?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D"),
    bad("bad_query_wrong_media_type", "POST", "/sparql/", "ASK {}", {"Content-Type": "text/plain"}),
    bad("bad_query_missing_form_type", "POST", "/sparql/", "query=ASK%20%7B%7D"),
    bad("bad_query_missing_direct_type", "POST", "/sparql/", "ASK {}"),
    bad(
        "bad_query_non_utf8",
        "POST",
        "/sparql/",
        "ASK {}".encode("utf-16"),
        {"Content-Type": "application/sparql-query; charset=UTF-16"},
    ),
    bad("bad_query_syntax", "GET", "/sparql/?query=ASK%20%7B"),
    bad("bad_update_get", "GET", "/sparql/?update=CLEAR%20ALL"),
    bad("bad_multiple_updates", "POST", "/sparql/", "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    bad("bad_update_wrong_media_type", "POST", "/sparql/", "CLEAR NAMED", {"Content-Type": "text/plain"}),
    bad("bad_update_missing_form_type", "POST", "/sparql/", "update=CLEAR%20NAMED"),
    bad(
        "bad_update_non_utf8",
        "POST",
        "/sparql/",
        "CLEAR NAMED".encode("utf-16"),
        {"Content-Type": "application/sparql-update; charset=UTF-16"},
    ),
    bad("bad_update_syntax", "POST", "/sparql/", "update=CLEAR%20XYZ", FORM),
    bad(
        "bad_update_dataset_conflict",
        "POST",
        "/sparql/?using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople",
        "update=" + quote("WITH <http://example/a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
        FORM,
    ),
)
CLEAR = "CLEAR ALL ; INSERT DATA { <urn:a> a <urn:b> }"
WRITING = (
    bad("update_dataset_default_graph", "POST", f"/sparql/?using-graph-uri={quote(D1)}", CLEAR, UPDATE),
    bad(
        "update_dataset_default_graphs",
        "POST",
        f"/sparql/?using-graph-uri={quote(D1)}&using-graph-uri=b",
        CLEAR,
        UPDATE,
    ),
    bad("update_dataset_named_graphs", "POST", f"/sparql/?using-named-graph-uri={quote(D1)}", CLEAR, UPDATE),
    bad("update_dataset_full", "POST", f"/sparql/?using-graph-uri=a&using-named-graph-uri={quote(D1)}", CLEAR, UPDATE),
    bad("update_post_form", "POST", "/sparql/", f"update={quote(CLEAR)}", FORM),
    bad("update_post_direct", "POST", "/sparql/", CLEAR, UPDATE),
    bad("update_base_uri", "POST", "/sparql/", "CLEAR ALL ; INSERT DATA { <a> <b> <c> }", UPDATE),
)


def ask(served: Served, case: Case) -> Reply:
    return served.request(case.method, case.path, case.body, dict(case.headers))


def quads_of(served: Served) -> int:
    reply = served.query("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", "text/csv")
    return int(reply.body.split()[1])


def test_every_case_of_the_suite_is_here() -> None:
    assert len({case.name for case in READING + REFUSED + WRITING}) == 34


@pytest.mark.parametrize("case", READING, ids=lambda case: case.name)
def test_protocol_reads(served: Served, case: Case) -> None:
    reply = ask(served, case)
    assert reply.status == 200, reply.body
    assert reply.type in (case.types or ())
    if case.true:
        assert json.loads(reply.body)["boolean"] is True


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_protocol_refuses(served: Served, case: Case) -> None:
    reply = ask(served, case)
    assert 400 <= reply.status < 500
    assert reply.type == "text/plain"
    assert reply.body.strip()


@pytest.mark.parametrize("case", WRITING, ids=lambda case: case.name)
def test_protocol_never_writes(served: Served, case: Case) -> None:
    before = quads_of(served)
    reply = ask(served, case)
    assert reply.status == 403
    assert b"only reads" in reply.body
    assert quads_of(served) == before


# ---------------------------------------------------------------- graph store

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
STORE_WRITES = (
    ("put__initial_state", "PUT", "/graphs/person/1.ttl"),
    ("put__graph_already_in_store", "PUT", "/graphs/person/1"),
    ("put__default_graph", "PUT", "/graphs?default"),
    ("put__mismatched_payload", "PUT", "/graphs?default"),
    ("delete__existing_graph", "DELETE", "/graphs/person/1.ttl"),
    ("delete__nonexistent_graph", "DELETE", "/graphs/person/2.ttl"),
    ("post__existing_graph", "POST", "/graphs/person/1.ttl"),
    ("post__multipart_formdata", "POST", "/graphs/person/1.ttl"),
    ("post__create__new_graph", "POST", "/graphs"),
)
PERSON_GRAPH, FIRST_GRAPH = (f"/graphs?graph={quote(name, safe='')}" for name in (WHERE.value, D1))
STORE_READS = (
    ("get_of_put__initial_state", PERSON_GRAPH, WHERE),
    ("get_of_put__graph_already_in_store", "/graphs/person/1.ttl", WHERE),
    ("get_of_put__default_graph", "/graphs?default", DefaultGraph()),
    ("get_of_delete__existing_graph", "/graphs/person/2.ttl", None),
    ("get_of_post__existing_graph", "/graphs/person/1.ttl", WHERE),
    ("get_of_post__multipart_formdata", "/graphs/person/1.ttl", WHERE),
    ("get_of_post__create__new_graph", FIRST_GRAPH, NamedNode(D1)),
    ("get_of_post__after_noop", FIRST_GRAPH, NamedNode(D1)),
    ("head_on_an_existing_graph", "/graphs/person/1.ttl", WHERE),
    ("head_on_a_nonexisting_graph", "/graphs/person/4.ttl", None),
)


def test_every_case_of_the_graph_store_suite_is_here() -> None:
    assert len({row[0] for row in (*STORE_READS, *STORE_WRITES)}) == 19


@pytest.mark.parametrize(("name", "path", "graph"), STORE_READS, ids=[row[0] for row in STORE_READS])
def test_graph_store_reads(served: Served, name: str, path: str, graph: NamedNode | DefaultGraph | None) -> None:
    method = "HEAD" if name.startswith("head") else "GET"
    reply = served.request(method, path, headers={"Accept": "text/turtle"})
    assert reply.status == (404 if graph is None else 200)
    if graph is None:
        return
    assert reply.headers["content-type"] == "text/turtle; charset=utf-8"
    whole = served.get(path).body
    assert int(reply.headers["content-length"]) == len(whole)
    assert reply.body == (b"" if method == "HEAD" else whole)
    assert {quad.triple for quad in parse(whole, format=RdfFormat.TURTLE)} == {
        quad.triple for quad in QUADS if quad.graph_name == graph
    }


@pytest.mark.parametrize(("name", "method", "path"), STORE_WRITES, ids=[row[0] for row in STORE_WRITES])
def test_graph_store_never_writes(served: Served, name: str, method: str, path: str) -> None:
    before = quads_of(served)
    reply = served.request(method, path, b"<urn:a> <urn:b> <urn:c> .", TURTLE)
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD, OPTIONS"
    assert quads_of(served) == before


@pytest.mark.parametrize("path", ["/graphs", "/graphs?graph=", "/graphs?default&graph=urn:x", "/graphs?graph=person/1"])
def test_graph_store_wants_one_graph(served: Served, path: str) -> None:
    assert served.get(path).status == 400


# ---------------------------------------------------------------- beyond the suites


def test_several_default_graphs_are_merged(served: Served) -> None:
    text = f"SELECT ?s {{ VALUES ?s {{ <{D1}> }} ?s a ?type }}"
    path = f"/sparql?query={quote(text)}&{dataset((D1, D1, D2))}"
    assert len(served.get(path, "text/csv").body.split()) == 2


def test_the_dataset_of_the_request_takes_the_place_of_the_query_s(served: Served) -> None:
    """`query_multiple_dataset` as the suite had it first."""
    asked = f"ASK FROM <{D1}> {{ <{D1}> ?p ?o }}"
    reply = served.request("POST", f"/sparql/?{dataset((D2,))}", asked.encode(), DIRECT)
    assert json.loads(reply.body)["boolean"] is False
    assert json.loads(served.request("POST", "/sparql/", asked.encode(), DIRECT).body)["boolean"] is True


def test_a_dataset_of_named_graphs_alone_has_an_empty_default_graph(served: Served) -> None:
    path = f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}&{dataset((), (D1,))}"
    assert len(served.get(path, "text/csv").body.split()) == 1
    path = f"/sparql?query={quote('SELECT * { GRAPH ?g { ?s ?p ?o } }')}&{dataset((D1,), ())}"
    assert len(served.get(path, "text/csv").body.split()) == 1


def test_from_chooses_one_graph(served: Served) -> None:
    assert b"data3" in served.query(f"SELECT ?s FROM <{D3}> {{ ?s ?p ?o }}").body
    refused = served.query(f"SELECT ?s FROM <{D3}> FROM <{D1}> {{ ?s ?p ?o }}")
    assert refused.status == 400
    assert b"default-graph-uri" in refused.body
    both = served.query(f"ASK FROM <{D3}> FROM NAMED <{D1}> FROM NAMED <{D2}> {{ GRAPH ?g {{ <{D2}> ?p ?o }} }}")
    assert b"true" in both.body
