"""The search index: written with the store, counted by the check, and forgiving to those who type."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from graph_fixtures import build, first_report, second_report
from hostile import PAYLOADS, hostile_store

from kg.errors import StoreError
from kg.graph.check import check_graph
from kg.graph.fulltext import folded, index_path, open_index, write_index
from kg.graph.store import open_store
from kg.query.search import marked, search, slips


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[sqlite3.Connection]:
    with open_store(folder) as snapshot, open_index(snapshot.folder, snapshot.marker.store or "") as opened:
        yield opened


def labels(index: sqlite3.Connection, words: str) -> list[str]:
    return [hit.label for hit in search(index, words).hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Ana Roux", "Ana Roux"),
        ("roux", "Ana Roux"),
        ("ANA rou", "Ana Roux"),
        ("ana-maria", "Ana Roux"),
        ("anamaria roux", "Ana Roux"),
        ("Rouxx", "Ana Roux"),
        ("Swtizerland", "Switzerland"),
        ("french republic", "France"),
        ("river offfice", "River Office"),
        ("president Roux", "Ana Roux"),
        ("Envoys close", "Envoys close the river office"),
    ],
)
def test_found_however_it_is_typed(index: sqlite3.Connection, typed: str, first: str) -> None:
    assert labels(index, typed)[0] == first


@pytest.mark.parametrize(
    "typed", ["", "  ", "zzzzzzzz", '" OR "', "NEAR(", "*", "\x00", "a" * 10_000, "'; DROP TABLE entry; --"]
)
def test_what_is_no_name_finds_nothing_and_breaks_nothing(index: sqlite3.Connection, typed: str) -> None:
    search(index, typed)
    assert labels(index, "roux")


def test_nodes_come_before_what_happened_to_them(index: sqlite3.Connection) -> None:
    kinds = [hit.kind for hit in search(index, "france").hits]
    assert kinds[0] == "state"
    assert kinds.index("event") > kinds.index("state")


def test_passages_hold_all_the_words_and_lie_where_they_say(index: sqlite3.Connection) -> None:
    found = search(index, "confirm sealed")
    assert [passage.words for passage in found.passages] == [
        "The Elysee would not confirm that Switzerland had sealed the building."
    ]
    text = first_report().text
    passage = found.passages[0]
    assert text[passage.start : passage.end] == passage.words
    assert [words for words, hit in marked(passage.words, found.terms) if hit] == ["confirm", "sealed"]
    assert "".join(words for words, _ in marked(passage.words, found.terms)) == passage.words


def test_it_says_as_what_a_slip_was_read(index: sqlite3.Connection) -> None:
    assert search(index, "Rouxx").read_as == ("roux",)
    assert search(index, "Roux").read_as == ()


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("choe", "choe", 0),
        ("cheo", "choe", 1),
        ("chue", "choe", 1),
        ("coe", "choe", 1),
        ("", "ab", 2),
        ("mat", "dog", 3),
    ],
)
def test_slips(one: str, other: str, distance: int) -> None:
    assert slips(one, other) == distance == slips(other, one)


def test_folded() -> None:
    assert folded("  Žižek’s  “Ana-Maria”\nØ ") == "zizek s ana maria o"


def test_the_check_counts_it(folder: Path, tmp_path: Path) -> None:
    report = check_graph(folder, shapes=False)
    assert report.conforms
    assert report.searchable > 10
    build(tmp_path / "graph", [first_report()])
    path = index_path(tmp_path / "graph", "store-1")
    path.unlink()
    assert any("no search index" in line for line in check_graph(tmp_path / "graph", shapes=False).violations)
    with pytest.raises(StoreError, match="kg build"), open_index(tmp_path / "graph", "store-1"):
        pass
    path.write_bytes(b"no database" * 1000)
    assert any("damaged" in line for line in check_graph(tmp_path / "graph", shapes=False).violations)


def test_it_is_replaced_with_the_store(tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build(graph, [first_report()])
    build(graph, [second_report()])
    assert len(list(graph.glob("search-*"))) == 1
    with open_store(graph) as snapshot, open_index(graph, snapshot.marker.store or "") as index:
        assert labels(index, "quits the river body") == ["France quits the river body"]


def test_hostile_names_are_found_as_they_stand(tmp_path: Path) -> None:
    path = index_path(tmp_path, "store-1")
    write_index(path, hostile_store())
    with open_index(tmp_path, "store-1") as index:
        words = ("img", "script", "href", "alert", "loud", "npp", "gnp", "hyperlink", "esc")
        found = {hit.label for word in words for hit in search(index, word).hits}
        assert sum(words in found for words in PAYLOADS) >= 7
