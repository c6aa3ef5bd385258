"""Named queries, their answers as text, cards and the network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from graph_fixtures import build, first_report, second_report
from hostile import CONTROLS, MARKUP, PAYLOADS, hostile_store
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.browse.terminal import print_card
from kg.errors import QueryError
from kg.graph.guard import check_query
from kg.graph.store import open_store
from kg.query.answers import Answer, Table, collect, text
from kg.query.asking import answer_named
from kg.query.card import entity_card
from kg.query.dates import worded
from kg.query.evidence import sources
from kg.query.named import NamedQuery, ask, bind, named_queries, named_query, nearest
from kg.query.network import ego, network
from kg.query.results import WRITERS

ROOT = Path(__file__).parents[1]
WITHOUT_STATE = """
@prefix kg: <https://w3id.org/incumbent/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <http://example.org/> .
ex:league a kg:Institution ; skos:prefLabel "Lake League"@en .
ex:north a kg:State ; skos:prefLabel "North-Shore"@en .
ex:south a kg:State ; skos:prefLabel "South Shore"@en .
ex:eva a foaf:Person ; skos:prefLabel "Eva Ström"@en . ex:ida a foaf:Person ; skos:prefLabel "Ida Strand"@en .
ex:chief a org:Post ; skos:prefLabel "Secretary"@en ; org:postIn ex:league ; org:role kg:role-head .
ex:premier a org:Post ; skos:prefLabel "Premier of North-Shore"@en ; org:postIn ex:north ;
    org:role kg:role-head_of_government ; kg:singleSeat true .
ex:t1 a kg:Tenure ; org:member ex:eva ; org:organization ex:league ; kg:post ex:chief ; sem:hasTime ex:day .
ex:t2 a kg:Tenure ; org:member ex:eva ; org:organization ex:north ; kg:post ex:premier ; sem:hasTime ex:day .
ex:t3 a kg:Tenure ; org:member ex:ida ; org:organization ex:north ; kg:post ex:premier ; sem:hasTime ex:day .
ex:t4 a kg:Tenure ; org:member ex:odd ; org:organization ex:north ; kg:post ex:premier ; sem:hasTime ex:past ;
    kg:status kg:Former .
ex:odd a foaf:Person ; skos:prefLabel "Odd Holm"@en .
ex:past sem:hasLatestEndTimeStamp "2031-05-01"^^xsd:date .
ex:day sem:hasLatestBeginTimeStamp "2031-05-01"^^xsd:date ; sem:hasEarliestEndTimeStamp "2031-05-09"^^xsd:date .
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of two short reports."""
    path = tmp_path_factory.mktemp("query") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[Store]:
    """The store of that folder."""
    with open_store(folder) as snapshot:
        yield snapshot.store


@pytest.fixture(scope="module")
def gold(shared: Path) -> Store:
    """The hand-made graph of the development data, its named graphs also as one."""
    store = Store()
    quads = list(parse(path=str(shared / "gold" / "seeds" / "gold.trig"), format=RdfFormat.TRIG))
    store.extend(quads)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    return store


def rows(answer: Answer) -> list[tuple[str, ...]]:
    assert isinstance(answer, Table)
    return [tuple(text(term) for term in row) for row in answer.rows]


def written(form: str, answer: Answer) -> str:
    out = io.StringIO(newline="")
    WRITERS[form](answer, out)
    return out.getvalue()


@pytest.mark.parametrize("query", named_queries(), ids=lambda query: query.name)
def test_each_query_is_whole(query: NamedQuery, graph: Store) -> None:
    declared = {parameter.name: parameter.default for parameter in query.parameters}
    assert query.help.endswith("?")
    assert query.text.count("# param ") == len(declared)
    check_query(query.text)
    as_it_stands = collect(graph.query(query.text))
    assert bind(query, {}) == query.text
    assert collect(graph.query(bind(query, declared))) == as_it_stands


def test_documented_with_examples() -> None:
    page = (ROOT / "docs" / "queries.md").read_text()
    for query in named_queries():
        assert f"## {query.name}\n" in page
        assert query.help in page
        assert f"kg query graphs/sample {query.name}" in page
        assert all(f"`{parameter.name}`" in page for parameter in query.parameters)


COMPETENCY = {
    "01": ("co-heads", {"institution": "kaesong liaison office"}),
    "03": ("tenures", {}),
    "05": ("event-reports", {"type": "sanction", "actor": "North Korea", "theme": "Inter Korean Liaison Office"}),
    "07": ("metonyms", {}),
    "09": ("senses", {"word": "Office"}),
    "11": ("event-dates", {"type": "SUPPORT", "theme": "joint liaison office"}),
    "13": ("not-happened", {}),
    "15": ("events-in-territory", {"state": "n korea"}),
    "17": ("before", {"date": "2019-01-01"}),
    "19": ("support", {}),
}


@pytest.mark.shared
@pytest.mark.parametrize("number", COMPETENCY)
def test_competency(number: str, gold: Store, shared: Path) -> None:
    name, values = COMPETENCY[number]
    path = shared / "ontology" / "competency" / "expected" / f"cq{number}.json"
    expected = [tuple(row.values()) for row in json.loads(path.read_text())["rows"]]
    found = rows(ask(gold, named_query(name), values))
    if name == "support":
        words = _support(gold)
        found = [(words.get(label, label), facts) for label, facts in found]
    assert sorted(found) == sorted(expected)


def _support(gold: Store) -> dict[str, str]:
    """Our words for what facts rest on, and the expected rows': these name a document by the name of its publisher."""
    alone = {f"only {source.title}": f"{source.publisher.split()[0]} only" for source in sources(gold).values()}
    return alone | {"several documents": "both papers", "background knowledge": "world knowledge"}


@pytest.mark.parametrize(
    "value",
    [
        *(payload for payload in PAYLOADS if payload != CONTROLS),
        '" } SELECT * { ?s ?p ?o } #',
        "\\",
        '\\" }',
        "\\u0022 } #",
        "\\U00000022",
        'VALUES ?theme { "" }',
        "$0 \\1 \\g<0>",
        "»’",
    ],
)
def test_values_stay_values(value: str, graph: Store) -> None:
    query = named_query("event-reports")
    bound = bind(query, {"type": value, "theme": value, "actor": 'VALUES ?type { "x" }'})
    assert collect(graph.query(bound)) == Table(("doc", "start", "sentence"), ())
    echo = NamedQuery(
        name="echo", help="?", parameters=query.parameters[:1], text='SELECT ?type { VALUES ?type { "" } }'
    )
    assert rows(collect(graph.query(bind(echo, {"type": value})))) == [(value.strip(),)]


def test_bad_values_are_refused() -> None:
    with pytest.raises(QueryError, match="day such as"):
        bind(named_query("before"), {"date": "yesterday"})
    with pytest.raises(QueryError, match="control characters"):
        bind(named_query("senses"), {"word": CONTROLS})
    with pytest.raises(QueryError, match="Available: word"):
        bind(named_query("senses"), {"wrd": "office"})
    with pytest.raises(QueryError, match="Available names: before, co-heads"):
        named_query("nothing")


def test_unknown_names_are_told_from_empty_answers(folder: Path) -> None:
    with pytest.raises(QueryError, match=r"called 'Switzerlnd' \(state\)\. Nearest: Switzerland"):
        answer_named(folder, "officeholders", {"state": "Switzerlnd"})
    assert rows(answer_named(folder, "meetings", {"name": "switzerland"})) == []


def test_names_in_any_spelling(folder: Path) -> None:
    assert rows(answer_named(folder, "tenures", {"holder": "ana maria roux"})) == rows(
        answer_named(folder, "tenures", {"holder": "Ana Roux"})
    )


def test_offices_without_a_state() -> None:
    store = Store()
    store.extend(parse(WITHOUT_STATE, format=RdfFormat.TURTLE))
    holders = rows(ask(store, named_query("officeholders"), {}))
    assert [row[:3] for row in holders] == [
        ("Eva Ström", "Secretary", ""),
        ("Eva Ström", "Premier of North-Shore", "North-Shore"),
        ("Ida Strand", "Premier of North-Shore", "North-Shore"),
    ]
    assert len(rows(ask(store, named_query("tenures"), {}))) == 3
    assert rows(ask(store, named_query("co-heads"), {"institution": "lake league"})) == [("Eva Ström", "")]
    premier = "Premier of North-Shore"
    assert rows(ask(store, named_query("conflicts"), {})) == [(premier, "Eva Ström", "Ida Strand")]
    assert rows(ask(store, named_query("conflicts"), {"state": "south shore"})) == []
    on_day = rows(ask(store, named_query("officeholders"), {"state": "north shore", "date": "2031-05-03"}))
    assert [row[3] for row in on_day] == ["certainly", "certainly"]
    before = rows(ask(store, named_query("officeholders"), {"state": "north shore", "date": "2031-04-30"}))
    assert [(row[0], row[3]) for row in before if row[0] == "Odd Holm"] == [("Odd Holm", "possibly")]


def test_office_holders_at_a_date(folder: Path) -> None:
    holders = rows(answer_named(folder, "officeholders", {"state": "france", "date": "2021-05-06"}))
    assert [(row[0], row[3]) for row in holders] == [("Ana Roux", "certainly")] * 2


def test_vacant_posts_and_sources(folder: Path) -> None:
    assert ("Foreign Minister of Switzerland", "Switzerland") in rows(answer_named(folder, "vacant-posts", {}))
    about = rows(answer_named(folder, "single-source", {"about": "River Office"}))
    assert {row[1] for row in about} >= {"organOf", "hasSite"}
    said = rows(answer_named(folder, "statements-about", {"actor": "Switzerland"}))
    assert ("Swiss officials (unnamed)", "Switzerland") in {(row[0], row[2]) for row in said}


HOSTILE = Table(
    ("a", "b"), tuple((Literal(words, language="en"), NamedNode("http://example.org/x")) for words in PAYLOADS)
)


def test_table_has_no_markup_and_no_control_codes() -> None:
    table = written("table", HOSTILE)
    assert MARKUP in table
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(table)


def test_csv_holds_no_formula() -> None:
    led = ("\t=1", "\r=1", "\n=1")
    answer = Table(HOSTILE.variables, (*HOSTILE.rows, *((Literal(words), None) for words in led)))
    cells = list(csv.reader(io.StringIO(written("csv", answer), newline="")))
    assert cells[0] == ["a", "b"]
    assert len(cells) == len(PAYLOADS) + len(led) + 1
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") for row in cells for cell in row)


def test_machine_forms_lose_nothing() -> None:
    for form, kind in (("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)):
        again = collect(parse_query_results(written(form, HOSTILE), format=kind))  # type: ignore[arg-type]
        assert again == HOSTILE, form
    ElementTree.fromstring(written("xml", HOSTILE))
    plain = Table(HOSTILE.variables, tuple(row for row in HOSTILE.rows if row[0] != Literal(CONTROLS, language="en")))
    assert collect(parse_query_results(written("xml", plain), format=QueryResultsFormat.XML)) == plain  # type: ignore[arg-type]


def test_other_answers(graph: Store) -> None:
    yes = collect(graph.query("ASK { ?s ?p ?o }"))
    assert json.loads(written("json", yes))["boolean"] is True
    assert "<boolean>true</boolean>" in written("xml", yes)
    assert "yes" in written("table", yes)
    built = collect(graph.query("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"))
    turtle = written("turtle", built)
    assert len(list(parse(turtle, format=RdfFormat.TURTLE))) == len(rows(Table((), ()))) + len(built.triples)  # type: ignore[union-attr]
    with pytest.raises(QueryError, match="CONSTRUCT"):
        written("turtle", yes)


def test_card_says_what_is_known(graph: Store) -> None:
    card = entity_card(graph, "roux, ANA")
    assert (card.name, card.kind) == ("Ana Roux", "person")
    assert {line.words for line in card.offices} == {
        "Deputy River Minister of France",
        "Co-head of the River Office for France",
    }
    assert any(line.words == "member of: Water Party" and line.quotes for line in card.relations)
    assert all(line.quotes for line in card.offices)
    state = entity_card(graph, "switz")
    assert state.name == "Switzerland"
    assert any("Foreign Minister" in line.words for line in state.offices)
    assert entity_card(graph, state.iri) == state


def test_card_of_nobody_and_of_several(graph: Store) -> None:
    with pytest.raises(QueryError, match="nothing in the graph is called 'Nobody'"):
        entity_card(graph, "Nobody")
    with pytest.raises(QueryError, match=r"may be: River Office \(institution, .*; .*premises\) \(place, "):
        entity_card(graph, "river")
    with pytest.raises(QueryError, match="nothing"):
        entity_card(graph, "  ")


def test_a_name_that_is_not_known_is_answered_with_those_like_it(graph: Store) -> None:
    with pytest.raises(QueryError, match=r"called 'Anna Rouks'\. Nearest: Ana Roux"):
        entity_card(graph, "Anna Rouks")
    with pytest.raises(QueryError, match=r"called 'Switzerlnad'\. Nearest: Switzerland"):
        ego(network(graph), "Switzerlnad")
    labels = ("Ana Roux", "Benno Roux", "Roux & Sons of Basel", "River Office", "Ana Roux")
    assert nearest("Ruox", labels) == " Nearest: Ana Roux, Benno Roux, Roux & Sons of Basel."
    assert nearest("rivr ofice", labels) == " Nearest: River Office."
    assert nearest("Zzyzx", labels) == nearest("", labels) == nearest("Zzyzx", ()) == ""


def test_card_in_a_hostile_terminal() -> None:
    store = hostile_store()
    out = io.StringIO()
    for words in PAYLOADS:
        print_card(entity_card(store, words), out, width=100)
    assert MARKUP in out.getvalue()
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(out.getvalue())


def test_network_is_the_same_every_time(graph: Store) -> None:
    one, other = network(graph), network(graph)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_network_in_words(graph: Store) -> None:
    view = network(graph)
    label = {iri: data["label"] for iri, data in view.nodes(data=True)}
    edges = {(label[one], data["label"], label[other]) for one, other, data in view.edges(data=True)}
    assert ("Ana Roux", "Deputy River Minister", "French river ministry") in edges
    assert ("Ana Roux", "Co-head", "River Office") in edges
    assert ("Ana Roux", "serves", "France") in edges
    assert ("France leaves the River Office", "towards", "Switzerland") in edges
    assert ("France leaves the River Office", "about", "River Office") in edges
    sentences = {quote.sentence for *_, data in view.edges(data=True) for quote in data["quotes"]}
    assert "Roux is a member of the Water Party." in sentences
    kinds = {data["kind"] for _, data in view.nodes(data=True)}
    assert kinds == {"person", "state", "institution", "group", "place", "event"}


def test_ego(graph: Store) -> None:
    near = ego(network(graph), "ana maria roux")
    assert 2 < near.number_of_nodes() < network(graph).number_of_nodes()
    with pytest.raises(QueryError, match="no node"):
        ego(network(graph), "Nobody")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2019-03-22", "2019-03-22"),
        ("[2018-12..2019-11]", "between 2018-12 and 2019-11"),
        ("[2018-12..]", "in or after 2018-12"),
        ("[..2018]", "in or before 2018"),
        ("2018-09/2019", "2018-09 to 2019"),
        ("2018-09/..", "from 2018-09"),
        ("../2018", "until 2018"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert worded(edtf) == words
