"""Networks of a part of the graph: around nodes and of answers, narrowed, as pages and as files."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import lxml.html
import networkx as nx
import pytest
from graph_fixtures import build, first_report, second_report
from pages_fixtures import book_of
from serving import Served, serving

from kg.browse import telling
from kg.browse.pages.addresses import Served as Addressed
from kg.graph.sheet import Cell, Sheet
from kg.graph.store import open_store
from kg.iris import DATA
from kg.query.answered import answered, first_rows, may_be_network
from kg.query.dates import extent
from kg.query.evidence import Quote, Source, count_sources
from kg.query.narrowing import Narrowing, around, day, narrowed, steps_from
from kg.query.network import Network, network, ordered
from kg.query.pages import vicinity as vicinities
from kg.query.pages.vicinity import network_of, quotes_of, vicinity
from kg.serve import networks

FRANCE, ROUX, OFFICE = f"{DATA}state/france", f"{DATA}person/ana-roux", f"{DATA}inst/river-office"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("networks") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture(scope="module")
def whole(folder: Path) -> Network:
    with open_store(folder) as snapshot:
        return network(snapshot.store)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with serving(folder, workers=1) as running:
        yield running


def edges(view: Network) -> dict[tuple[str, str, str], str]:
    return {(one, other, key): str(sorted(data.items())) for one, other, key, data in view.edges(keys=True, data=True)}


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2021-05-06", ("2021-05-06", "2021-05-06")),
        ("2021-02", ("2021-02-01", "2021-02-28")),
        ("[2018-12..2019-11]", ("2018-12-01", "2019-11-30")),
        ("2019/..", ("2019-01-01", "2019-12-31")),
        ("202X", ("2020-01-01", "2029-12-31")),
        ("2021-22", ("2021-01-01", "2021-12-31")),
        ("2021-02-30", ("2021-02-01", "2021-02-28")),
        ("12345", ("", "")),
        ("<script>", ("", "")),
        ("0000", ("", "")),
    ],
)
def test_the_days_of_a_time(edtf: str, days: tuple[str, str]) -> None:
    assert extent(edtf) == days


def test_an_edge_knows_its_days_and_its_sources(whole: Network) -> None:
    told = {(data["label"], data["days"], data["sources"]) for _, _, data in whole.edges(data=True)}
    assert ("acts", ("2021-05-04", "2021-05-04"), 2) in told
    assert ("member of", ("2021-05-06", "2021-05-06"), 1) in told
    assert ("capital", ("", ""), 0) in told
    same = [
        Quote("It left.", Source("A", publisher="P", iri="a")),
        Quote("It went.", Source("B", publisher="P", iri="b")),
    ]
    assert count_sources(same) == 1
    assert count_sources([*same, Quote("It is gone.", Source("C", iri="c"))]) == 2


@pytest.mark.parametrize(
    ("narrowing", "days", "sources", "kept"),
    [
        (Narrowing(), ("", ""), 0, True),
        (Narrowing(first="2021-01-01"), ("2020-01-01", "2021-01-01"), 1, True),
        (Narrowing(first="2021-01-02"), ("2020-01-01", "2021-01-01"), 1, False),
        (Narrowing(last="2019-12-31"), ("2020-01-01", "2021-01-01"), 1, False),
        (Narrowing(first="2021-01-02"), ("", ""), 1, True),
        (Narrowing(first="2021-01-02", dated=True), ("", ""), 1, False),
        (Narrowing(sources=2), ("2021-01-01", "2021-01-01"), 1, False),
        (Narrowing(kinds=frozenset({"person"})), ("", ""), 0, False),
        (Narrowing(kinds=frozenset({"person", "state"}), families=frozenset({"office"})), ("", ""), 0, True),
        (Narrowing(families=frozenset({"event"})), ("", ""), 0, False),
    ],
)
def test_what_stays(narrowing: Narrowing, days: tuple[str, str], sources: int, kept: bool) -> None:
    assert narrowing.keeps(("person", "state"), "office", days, sources) is kept


def test_a_day_is_a_day_or_nothing() -> None:
    assert (day(" 2021-05-06 "), day("2021-13-01"), day("javascript:"), day("")) == ("2021-05-06", "", "", "")


def test_around_a_node(whole: Network) -> None:
    near = around(whole, (ROUX,), 1, 99)
    assert set(near) == {ROUX, *whole.successors(ROUX), *whole.predecessors(ROUX)}
    assert set(near) < set(around(whole, (ROUX,), 2, 99))
    few = around(whole, (ROUX,), 2, 3)
    assert (len(few), ROUX in few, max(steps_from(whole, (ROUX,), 2)[iri] for iri in few)) == (3, True, 1)
    late = narrowed(near, Narrowing(first="2030-01-01", dated=True), (ROUX,))
    assert (set(late), late.number_of_edges()) == ({ROUX}, 0)


@pytest.mark.parametrize("depth", [1, 2])
def test_a_look_around_is_the_part_of_the_whole(folder: Path, whole: Network, depth: int) -> None:
    with book_of(folder) as (book, _):
        for iri in whole:
            part = network_of(book, vicinity(book, (iri,), depth, 99))
            exact = around(whole, (iri,), depth, 99)
            assert set(part) == set(exact)
            assert edges(part) == edges(exact)
            assert len(vicinity(book, (iri,), depth, 4)) <= 4


def test_of_a_speaker_the_latest_is_told_and_the_rest_counted(
    folder: Path, whole: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {iri: len(data["said"]) for iri, data in whole.nodes(data=True)}
    with book_of(folder) as (book, _):
        for iri, data in network_of(book, tuple(whole)).nodes(data=True):
            assert (data["said"], data.get("unsaid", 0)) == (whole.nodes[iri]["said"], 0)
        monkeypatch.setattr(vicinities, "_MOST_SAID", 0)
        monkeypatch.setattr(vicinities, "_LEAST_SAID", 1)
        few = network_of(book, tuple(whole))
    assert {iri: len(data["said"]) + data.get("unsaid", 0) for iri, data in few.nodes(data=True)} == said
    assert max(len(data["said"]) for _, data in few.nodes(data=True)) == 1


def test_a_served_page_has_the_first_passages_and_counts_the_others(
    whole: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MOST_QUOTES", 1)
    quotes = max((data["quotes"] for _, _, data in whole.edges(data=True)), key=len)
    data = {"days": ("", ""), "label": "acts", "relation": "x", "sources": 2, "quotes": quotes}
    served = telling.tie_details(0, 1, data, Addressed(DATA))
    assert (len(served["quotes"]), served["more"]) == (1, len(quotes) - 1)
    alone = telling.tie_details(0, 1, data, None)
    assert (len(alone["quotes"]), alone["more"]) == (len(quotes), 0)


def sheet(*rows: tuple[str, ...], names: tuple[str, ...] = ("who", "what", "more")) -> Sheet:
    cells = tuple(tuple(Cell(text=cell, iri=":" in cell) for cell in row) for row in rows)
    return Sheet(variables=names[: len(rows[0])], rows=cells)


def test_rows_of_an_answer(folder: Path, whole: Network) -> None:
    with book_of(folder) as (book, _):
        quoted = partial(quotes_of, book)
        rows = sheet((ROUX, FRANCE, "words"), (ROUX, f"{DATA}post/none", "x"), (FRANCE, OFFICE, "y"))
        made = answered(quoted, whole, rows, triples=False)
        assert (set(made.view), made.strange) == ({ROUX, FRANCE, OFFICE}, 1)
        assert edges(ordered(made.view, {ROUX, FRANCE})) == edges(ordered(whole, {ROUX, FRANCE}))
        assert made.view.has_edge(OFFICE, FRANCE)
        swiss = f"{DATA}state/switzerland"
        (plain,) = answered(quoted, whole, sheet((ROUX, swiss)), triples=False).view.edges(data=True)
        assert (plain[2]["label"], plain[2]["quotes"], plain[2]["sources"]) == ("who, what", (), 0)
        assert "row of the answer" in plain[2]["note"]


def test_triples_of_an_answer(folder: Path, whole: Network) -> None:
    names = ("subject", "predicate", "object")
    with book_of(folder) as (book, _):
        quoted = partial(quotes_of, book)
        organ = sheet((OFFICE, "https://w3id.org/incumbent/ns#organOf", FRANCE), names=names)
        (known,) = answered(quoted, whole, organ, triples=True).view.edges(data=True)
        assert (known[2]["label"], len(known[2]["quotes"])) == ("organ of", 1)
        own = sheet((ROUX, "urn:x:oftenSeenIn", FRANCE), names=names)
        made = answered(quoted, whole, own, triples=True)
        assert [data["label"] for _, _, data in made.view.edges(data=True)] == ["urn:x:often seen in"]
        assert made.strange == 0
    assert may_be_network(own)
    assert not may_be_network(sheet((ROUX, "words")))


def page(server: Served, **fields: str) -> Any:
    reply = server.get("/network", **fields)
    assert (reply.status, reply.type) == (200, "text/html")
    assert "content-security-policy" in reply.headers
    assert "sha256" not in reply.headers["content-security-policy"]
    assert "unsafe-eval" not in reply.headers["content-security-policy"]
    tree = lxml.html.fromstring(reply.body)
    assert not tree.xpath("//script[not(@src)][not(@type='application/json')]")
    for source in (*tree.xpath("//script/@src"), *tree.xpath("//link[@rel='stylesheet']/@href")):
        assert server.get(source).status == 200
    return tree


def listed(tree: Any) -> int:
    return len(tree.xpath("//tr[@data-tie][not(@hidden)]"))


def test_a_page_shows_what_its_address_asks_for(server: Served, whole: Network) -> None:
    one, two = page(server, about=FRANCE), page(server, about=FRANCE, depth="2")
    assert 0 < listed(one) < listed(two)
    assert listed(two) == around(whole, (FRANCE,), 2, 99).number_of_edges()
    dated = page(server, about=FRANCE, depth="2", dated="only")
    assert 0 < listed(dated) < listed(two)
    assert dated.xpath("//input[@name='dated']/@checked")
    assert listed(page(server, about=FRANCE, until="2021-05-05", dated="only")) < listed(one)
    assert (
        listed(page(server, about=FRANCE, sources="2"))
        == 1 + listed(page(server, about=FRANCE, sources="2", tie="event")) - 1
    )
    assert listed(page(server, about=FRANCE, kind="none")) == 0
    assert page(server, about=FRANCE, **{"from": "no day"}).xpath("//input[@name='from']/@value") == [""]
    quoted = one.xpath("//tr[@data-tie]//q/a/@href")
    assert quoted
    assert all(re.fullmatch(r"/id/doc/\w+#p\d+-\d+", link) for link in quoted)
    assert json.loads(one.xpath("//script[@id='details']")[0].text)["centres"]


def test_the_file_has_what_the_page_shows(server: Served) -> None:
    for fields in ({}, {"about": FRANCE}, {"about": FRANCE, "depth": "2", "dated": "only", "tie": "event"}):
        tree = page(server, **fields)
        link = unescape(tree.xpath("//a[@id='graphml']/@href")[0])
        reply = server.get(link)
        assert reply.headers["content-disposition"] == 'attachment; filename="network.graphml"'
        assert nx.read_graphml(io.BytesIO(reply.body), force_multigraph=True).number_of_edges() == listed(tree) > 0


def test_of_a_long_answer_the_first_rows_are_drawn(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = sheet((ROUX, FRANCE, "a"), (ROUX, OFFICE, "b"), (FRANCE, ROUX, "c"))
    assert [len(first_rows(rows, most).rows) for most in (1, 2, 3)] == [0, 1, 3]
    assert (first_rows(rows, 2).more, first_rows(rows, 3)) == (True, rows)
    query = "SELECT ?person ?body { ?t a kg:Tenure ; org:member ?person ; org:organization ?body } ORDER BY ?person"
    drawn = listed(page(server, query=query))
    monkeypatch.setattr(networks, "_MOST_ANSWERED", 2)
    few = page(server, query=query)
    assert 0 < listed(few) < drawn
    assert "Only the first 1 rows of the answer are drawn" in few.text_content()
    (more,) = few.xpath("//p[@class='note']/a/@href")
    assert listed(lxml.html.fromstring(server.get(more).body)) == drawn


def test_an_answer_as_a_network(server: Served) -> None:
    query = "SELECT ?person ?body { ?t a kg:Tenure ; org:member ?person ; org:organization ?body }"
    tree = page(server, query=query)
    assert listed(tree) > 0
    assert "/query?query=SELECT" in "".join(tree.xpath("//nav//a/@href"))
    asked = lxml.html.fromstring(server.get("/query", query=query).body)
    (link,) = asked.xpath("//a[@class='network']/@href")
    assert listed(lxml.html.fromstring(server.get(link).body)) == listed(tree)
    assert asked.xpath("//button[@formaction='/network']")
    assert listed(page(server, query="CONSTRUCT WHERE { ?event kg:actor ?who }")) > 0
    none = page(server, query="SELECT ?name { ?s skos:prefLabel ?name }")
    assert (listed(none), "No row of the answer" in none.text_content()) == (0, True)
    assert not lxml.html.fromstring(server.get("/query", query="ASK {}").body).xpath("//a[@class='network']")


def test_a_large_graph_is_read_around_the_node_only(
    server: Served, folder: Path, whole: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = {depth: listed(page(server, about=FRANCE, depth=depth)) for depth in ("1", "2")}
    query = "CONSTRUCT WHERE { ?event kg:actor ?who }"
    drawn = listed(page(server, query=query))
    monkeypatch.setattr(networks, "_MOST_WHOLE", 0)
    monkeypatch.setattr(networks, "network", None)  # the whole is never asked for
    with serving(folder, workers=1) as large:
        assert {depth: listed(page(large, about=FRANCE, depth=depth)) for depth in exact} == exact
        assert listed(page(large, query=query)) == drawn
        assert [listed(page(large)) for _ in range(2)] == [whole.number_of_edges()] * 2  # drawn apart, and kept
        monkeypatch.setattr(networks, "_MOST_AROUND", 3)
        few = page(large, about=FRANCE, depth="2")
        assert "Only 3 nodes of it are drawn" in few.text_content()
        (more,) = few.xpath("//p[@class='note']/a/@href")
        assert listed(lxml.html.fromstring(large.get(more).body)) == exact["2"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"about": f"{DATA}person/nobody"}, 404),
        ({"about": "no <iri>"}, 404),
        ({"query": "SELECT"}, 400),
        ({"query": "ASK { SERVICE <urn:x> {} }"}, 400),
    ],
)
def test_what_there_is_not(server: Served, fields: dict[str, str], status: int) -> None:
    for path in ("/network", "/network.graphml"):
        assert server.get(path, **fields).status == status


def test_pages_are_served_before_anything_that_draws_is_loaded() -> None:
    code = "import sys, kg.serve.app; print(sorted({'pyvis', 'igraph'} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
