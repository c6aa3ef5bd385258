"""Paths of evidence, centrality, communities and contested events, on two reports and on networks made by hand."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import get_args

import networkx as nx
import pytest
from graph_fixtures import LEAVING, first_report, second_report
from hostile import hostile_store
from pyoxigraph import Store
from typer.testing import CliRunner

from kg import cli
from kg.browse.terminal import print_path
from kg.cli.analysing import Look
from kg.errors import QueryError
from kg.query import standing
from kg.query.analyses import COLUMNS, analysis
from kg.query.contested import contested_events
from kg.query.evidence import Quote, Source
from kg.query.network import Network, network
from kg.query.paths import evidence_path, path_table
from kg.query.results import WRITERS
from kg.query.standing import communities, standings

RUN = CliRunner()


def drawn(*edges: tuple[str, str, str, tuple[str, ...]]) -> Network:
    """A network of persons: from, to, label, and the titles of the documents that say so."""
    view: Network = nx.MultiDiGraph()
    for one, other, label, titles in edges:
        for name in (one, other):
            view.add_node(f"x:{name}", kind="person", label=name, names=(), type="", factuality="", when="", said=())
        quotes = tuple(Quote(f"{one} {label} {other}.", Source(title)) for title in titles)
        view.add_edge(f"x:{one}", f"x:{other}", key=label, relation=label, label=label, quotes=quotes)
    return view


def names(view: Network, one: str, other: str) -> list[str]:
    hops = evidence_path(view, one, other)
    return [hops[0].source_name, *(hop.target_name for hop in hops)]


def test_every_hop_has_its_sentences_and_its_direction(store: Store) -> None:
    hops = evidence_path(network(store), "Water Party", "River Office (premises)")
    assert [(hop.source_name, hop.label, hop.target_name, hop.forward) for hop in hops] == [
        ("Water Party", "member of", "Ana Roux", False),
        ("Ana Roux", "Co-head", "River Office", True),
        ("River Office", "premises", "River Office (premises)", True),
    ]
    assert all(hop.quotes for hop in hops)
    assert hops[0].quotes[0].sentence == "Roux is a member of the Water Party."


def test_an_event_on_the_way_says_whether_it_took_place(store: Store) -> None:
    hops = evidence_path(network(store), "Switzerland", "France leaves the River Office")
    assert {hop.factuality for hop in hops} == {"Actual"}


def test_the_fewest_hops_come_first_and_then_most_documents() -> None:
    view = drawn(
        ("Ada", "Ben", "met", ("one",)),
        ("Ben", "Dan", "met", ("one",)),
        ("Ada", "Cid", "met", ("one", "two")),
        ("Cid", "Dan", "met", ("one", "two")),
        ("Ada", "Eva", "met", ("one", "two", "three")),
        ("Eva", "Fay", "met", ("one", "two", "three")),
        ("Fay", "Dan", "met", ("one", "two", "three")),
    )
    assert names(view, "Ada", "Dan") == ["Ada", "Cid", "Dan"]
    assert names(view, "Dan", "Ada") == ["Dan", "Cid", "Ada"]


def test_of_two_edges_the_one_that_most_documents_vouch_for_is_shown() -> None:
    view = drawn(("Ada", "Ben", "met", ("one",)), ("Ben", "Ada", "succeeds", ("one", "two")))
    (hop,) = evidence_path(view, "Ada", "Ben")
    assert (hop.label, hop.forward, len(hop.quotes)) == ("succeeds", False, 2)


def test_background_knowledge_connects_nobody() -> None:
    view = drawn(("Ada", "Ben", "capital", ()), ("Ben", "Cid", "met", ("one",)))
    with pytest.raises(QueryError, match="no chain of sentences connects Ada and Cid"):
        evidence_path(view, "Ada", "Cid")


def test_names_that_are_several_unknown_or_one_are_errors_that_say_so() -> None:
    view = drawn(("Ada North", "Ben", "met", ("one",)), ("Ada South", "Ben", "met", ("one",)))
    with pytest.raises(QueryError, match=r"Ada North \(person, x:Ada North\); Ada South"):
        evidence_path(view, "Ada", "Ben")
    with pytest.raises(QueryError, match="nothing in the graph is called 'Zoe'"):
        evidence_path(view, "Ben", "Zoe")
    with pytest.raises(QueryError, match="the same: Ben"):
        evidence_path(view, "Ben", "x:Ben")
    assert names(view, "x:Ada North", "Ada South") == ["Ada North", "Ben", "Ada South"]


def test_a_path_as_table_gives_offsets_that_quote(store: Store) -> None:
    table = path_table(evidence_path(network(store), "Ana Roux", "Basel"))
    at = {name: number for number, name in enumerate(table.variables)}
    texts = {"one.txt": first_report().text, "two.txt": second_report().text}
    assert table.rows
    for row in table.rows:
        start, end = (int(row[at[name]].value) for name in ("start", "end"))  # type: ignore[union-attr]
        assert texts[row[at["document"]].value][start:end] == row[at["sentence"]].value  # type: ignore[union-attr]


def test_a_hostile_path_reaches_the_terminal_as_text() -> None:
    view = network(hostile_store())
    persons = sorted(iri for iri, kind in view.nodes(data="kind") if kind == "person")
    out = io.StringIO()
    for person in persons:
        print_path(evidence_path(view, person, "http://example.org/state"), out, width=100)
    assert not {"\x1b", "\x07", "\x00", "\u202e"} & set(out.getvalue())


def test_who_lies_between_comes_first_and_communities_are_told_apart() -> None:
    def ring(prefix: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
        members = [f"{prefix}{number}" for number in range(4)]
        return [(one, other, "met", ("one",)) for one in members for other in members if one < other]

    view = drawn(
        *ring("a"), *ring("b"), ("a0", "Go-between", "met", ("one", "two")), ("Go-between", "b0", "met", ("one",))
    )
    ranked = standings(view)
    assert {row.name for row in ranked[:3]} == {"Go-between", "a0", "b0"}
    assert ranked[0].betweenness == max(row.betweenness for row in ranked)
    between = next(row for row in ranked if row.name == "Go-between")
    assert (between.links, between.documents) == (2, 2)
    groups = communities(view)
    assert [group.members for group in groups] == [5, 4]
    assert groups[0].named[0] in ("a0", "b0")
    assert {row.community for row in ranked if row.name.startswith("a")} != {
        row.community for row in ranked if row.name.startswith("b")
    }


def test_an_estimate_comes_near_the_exact_value(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = [(f"n{one}", f"n{one // 2}", "met", ("one",)) for one in range(1, 60)]
    view = drawn(*edges, *((f"n{one}", f"n{one + 7}", "met", ("one",)) for one in range(0, 50, 3)))
    exact = {row.iri: row.betweenness for row in standings(view)}
    monkeypatch.setattr(standing, "_EXACT", 10)
    for pivots, distance in ((len(exact), 1e-6), (len(exact) // 2, 0.12)):
        monkeypatch.setattr(standing, "_PIVOTS", pivots)
        assert {row.iri: row.betweenness for row in standings(view)} == pytest.approx(exact, abs=distance)


def test_nothing_connected_is_nothing_ranked() -> None:
    view = drawn(("Ada", "Ben", "capital", ()))
    assert standings(view) == communities(view) == ()


def test_analyses_of_the_sample_are_the_same_however_its_quads_lie(sample_store: Store) -> None:
    turned = Store()
    turned.extend(sorted(sample_store, key=str, reverse=True))
    for name in COLUMNS:
        assert analysis(sample_store, name) == analysis(turned, name)


def test_an_event_that_documents_tell_differently_is_contested(store: Store) -> None:
    (row,) = contested_events(store)
    assert (row.iri, row.held, row.documents, row.against) == (LEAVING, "Actual", 2, 1)
    assert row.factuality == ("Actual 1", "Claimed 1")
    assert row.types == ("SANCTION 2",)


def test_the_commands_print_every_form(reports: Path) -> None:
    told = RUN.invoke(cli.app, ["path", str(reports), "Ana Roux", "Basel"]).stdout
    assert "1  Ana Roux — Co-head → River Office" in told
    assert "— Envoys close the river office, 2021-05-06" in told
    rows = RUN.invoke(cli.app, ["path", str(reports), "Ana Roux", "Basel", "--format", "csv"]).stdout.splitlines()
    assert rows[0].startswith("hop,from,relation,direction,to")
    for look in get_args(Look):
        printed = json.loads(RUN.invoke(cli.app, ["analyse", str(reports), look, "--format", "json"]).stdout)
        assert tuple(printed["head"]["vars"]) == COLUMNS[look]
    one = RUN.invoke(cli.app, ["analyse", str(reports), "--most", "1"]).stdout
    assert "1 row\n" in one
    assert isinstance(RUN.invoke(cli.app, ["path", str(reports), "Ana Roux", "Nobody"]).exception, QueryError)


def test_looks_are_those_of_the_analyses() -> None:
    assert get_args(Look) == tuple(COLUMNS)
    assert set(get_args(cli.Form)) == set(WRITERS)
    with pytest.raises(QueryError, match="Available names: centrality"):
        analysis(hostile_store(), "astrology")
