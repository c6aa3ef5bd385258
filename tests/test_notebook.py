"""A graph at a notebook's prompt: what shows itself is text whatever it holds; data frames are typed."""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from graph_fixtures import build, first_report, second_report
from hostile import PAYLOADS, hostile_store

import kg
from kg.browse.explorer import Explorer
from kg.browse.notebook import Entity, Result, Route
from kg.errors import KGError, QueryError, StoreError
from kg.query.answers import Triples, Verdict
from kg.query.card import entity_card
from kg.query.network import network
from kg.query.paths import evidence_path
from kg.query.tabled import sheet_table

TAGS = {
    *("div", "h4", "p", "small", "a", "b", "i", "ul", "ol", "li", "br", "bdi", "details", "summary", "blockquote"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"class", "style", "href", "rel", "open"}


class Page(HTMLParser):
    """The text of a page, its tags, attributes and links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Explorer:
    folder = tmp_path_factory.mktemp("notebook") / "graph"
    build(folder, [first_report(), second_report()])
    return kg.explore(folder)


def test_hostile_words_are_shown_and_do_nothing() -> None:
    store = hostile_store()
    view = network(store)
    persons = [iri for iri, kind in view.nodes(data="kind") if kind == "person"]
    shown: list[Entity | Result | Route] = [Entity(entity_card(store, iri)) for iri in persons]
    shown += [Result(sheet_table(store, name)) for name in ("persons", "events", "evidence", "documents")]
    shown += [Route(evidence_path(view, iri, "http://example.org/state")) for iri in persons]
    words = ""
    for view_of in shown:
        page = Page(view_of._repr_html_())
        assert page.tags <= TAGS
        assert page.attributes <= ATTRIBUTES
        assert all(link.startswith(("http://", "https://")) for link in page.links)
        assert not {"\x1b", "\x00", "\u202e", "\u2066"} & set(page.text + repr(view_of))
        words += page.text
    assert all(payload in words for payload in PAYLOADS if payload.isprintable())


def test_an_entity_shows_its_quotes_and_becomes_rows(explorer: Explorer) -> None:
    roux = explorer.entity("Ana Roux")
    page = Page(roux._repr_html_())
    assert "Roux is a member of the Water Party." in page.text
    assert "Envoys close the river office, 2021-05-06" in page.text
    frame = roux.to_pandas()
    assert set(frame["section"]) == {"offices", "relations"}
    row = frame[frame["words"] == "member of: Water Party"].iloc[0]
    assert first_report().text[row["start"] : row["end"]] == row["sentence"]
    assert "Ana Roux person" in repr(roux)


def test_results_are_typed_frames(explorer: Explorer) -> None:
    counted = explorer.sparql(
        "SELECT ?t (COUNT(?e) AS ?n) (true AS ?yes) (0.5 AS ?half) { ?e a ?t } GROUP BY ?t LIMIT 3"
    )
    frame = counted.to_pandas()
    assert [kind.kind for kind in frame.dtypes[1:]] == ["i", "b", "f"]
    assert len(counted) == len(frame) == 3
    holders = explorer.query("officeholders", state="France").to_pandas()
    assert "Ana Roux" in set(holders["person"])
    assert explorer.table("evidence").to_pandas()["start"].dtype.kind == "i"
    assert set(explorer.tables) >= {"persons", "tenures", "events", "statements", "evidence"}
    for name in explorer.tables:
        assert list(explorer.table(name).to_pandas().columns)


def test_yes_no_and_triples_show_themselves(explorer: Explorer) -> None:
    assert explorer.sparql("ASK { ?e a kg:Event }")
    assert not explorer.sparql("ASK { ?e a kg:Nothing }")
    assert "yes" in Page(Result(Verdict(value=True))._repr_html_()).text
    triples = explorer.sparql("CONSTRUCT WHERE { ?t org:member ?p }")
    assert isinstance(triples.answer, Triples)
    assert list(triples.to_pandas().columns) == ["subject", "predicate", "object"]
    assert len(explorer.sparql("SELECT * { ?s ?p ?o } LIMIT 150")) == 150
    assert (
        "150 rows, the first 100 shown" in Page(explorer.sparql("SELECT * { ?s ?p ?o } LIMIT 150")._repr_html_()).text
    )


def test_paths_and_analyses(explorer: Explorer) -> None:
    route = explorer.path("Ana Roux", "Water Party")
    assert len(route) == 1
    assert "Ana Roux — member of → Water Party" in " ".join(Page(route._repr_html_()).text.split())
    assert route.to_pandas()["direction"].tolist() == ["forward"]
    assert explorer.analyse("contested").to_pandas()["against"].tolist() == [1]


def test_what_is_not_there_is_an_error_of_ours(
    explorer: Explorer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for question in (
        lambda: explorer.entity("Nobody"),
        lambda: explorer.query("no-such-query"),
        lambda: explorer.table("no-such-table"),
        lambda: explorer.sparql("SELECT"),
    ):
        with pytest.raises(QueryError):
            question()
    with pytest.raises(StoreError):
        kg.explore(tmp_path)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KGError, match="extra `notebook`"):
        explorer.table("persons").to_pandas()
