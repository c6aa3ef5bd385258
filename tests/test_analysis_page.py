"""The analyses as a page: what they show, how two are connected with the passages, and words from texts as words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest
from graph_fixtures import LEAVING
from hostile import hostile_store
from serving import Served, serving

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Filed
from kg.browse.pages.addresses import Served as Addresses
from kg.iris import DATA
from kg.query.analyses import analysis
from kg.query.network import network
from kg.query.pages.study import Study, path_between, study
from kg.query.results import printable
from kg.serve import analyses, networks, studying


@pytest.fixture(scope="module")
def served(reports: Path) -> Iterator[Served]:
    with serving(reports, workers=1) as running:
        yield running


def tree(server: Served, **fields: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(server.get("/analysis", **fields).body.decode())


def test_the_page_has_what_the_terminal_has(served: Served) -> None:
    page = tree(served)
    (told,) = page.xpath("//section[@aria-labelledby='contested']//tbody/tr")
    assert told.xpath(".//a/@href") == [f"/id/{LEAVING.removeprefix(DATA)}"]
    assert [" ".join(cell.text_content().split()) for cell in told][1:3] == ["took place", "actual 1, claimed 1"]
    names = [row.xpath("string(.//td[1]//a)") for row in page.xpath("//section[@aria-labelledby='between']//tbody/tr")]
    assert {"France", "River Office"} <= set(names)
    assert page.xpath("//section[@aria-labelledby='together']//tbody/tr//a")
    assert page.xpath("//nav[@aria-label='Site']/a/@href") == ["/query", "/analysis", "/map", "/network"]
    assert served.get("/analysis").headers["content-type"].startswith("text/html")


def test_how_two_are_connected(served: Served) -> None:
    page = tree(served, **{"from": "Roux", "to": "Switzerland"})
    steps = page.xpath("//section[@aria-labelledby='path']/article")
    assert steps[0].xpath("string(.//h3/a[1])") == "Ana Roux"
    assert steps[-1].xpath("string(.//h3/a[last()])") == "Switzerland"
    for step in steps:
        (link, *_) = step.xpath(".//blockquote//a/@href")
        passage = lxml.html.fromstring(served.get(urlsplit(link).path).body.decode())
        (marked,) = passage.xpath(f"//*[@id='{urlsplit(link).fragment}']")
        assert marked.text_content() in step.xpath("string(.//blockquote)")
    assert page.xpath("//input[@name='from']/@value") == ["Roux"]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Roux", "nobody at all", "nothing in the graph is called 'nobody at all'"),
        ("Roux", "Ana Roux", "are the same"),
        ("<script>", "{{ 7 * 7 }}", "nothing in the graph is called '<script>'"),
        ("Roux", "", ""),
    ],
)
def test_why_there_is_no_path(served: Served, one: str, other: str, said: str) -> None:
    page = tree(served, **{"from": one, "to": other})
    assert said in " ".join(page.xpath("//p[@role='status']//text()"))
    assert page.xpath("//section[@aria-labelledby='path']/article") == []
    assert not page.xpath("//script")


def test_analyses_of_a_large_graph_are_worked_out_apart(
    served: Served, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = tree(served)
    monkeypatch.setattr(networks, "_MOST_WHOLE", 0)
    monkeypatch.setattr(analyses, "PATIENCE", 0.0)
    with serving(reports, workers=1) as large:
        first = large.get("/analysis")
        assert first.headers["refresh"] == "5"
        assert "are being worked out" in first.body.decode()
        monkeypatch.setattr(analyses, "PATIENCE", 60.0)
        reply = large.get("/analysis")
    assert "refresh" not in reply.headers
    page = lxml.html.fromstring(reply.body.decode())
    for section in ("contested", "between", "together"):
        told = [part.xpath(f"string(//section[@aria-labelledby='{section}'])") for part in (page, exact)]
        assert told[0] == told[1] != ""


def test_what_is_not_worked_out_in_time_is_left_out(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studying.apart, "LONGEST", 0.0)
    assert studying.begin(reports).result(30) == Study(())


def test_nobody_waits_for_a_process_that_cannot_be_had(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studying.apart.sys, "executable", str(reports / "none"))
    assert studying.begin(reports).result(30) == Study(())


def test_a_large_graph_has_what_takes_no_network() -> None:
    store = hostile_store()
    html = rendering.analysis_page(study(store, None), Addresses(DATA, drawn=False))
    assert "kg analyse" in html
    assert "Who stands between" not in html
    assert '<form class="path"' not in html


def test_hostile_names_are_words() -> None:
    store = hostile_store()
    view = network(store)
    names = [view.nodes[iri]["label"] for iri in view if iri.startswith("javascript:")]
    for to in (Addresses(DATA), Filed(DATA, "analysis.html")):
        for name in names:
            steps = path_between(view, name, "<img src=x onerror=alert(1)> state")
            html = rendering.analysis_page(study(store, view), to, name, name, steps, name)
            page = lxml.html.fromstring(html)
            assert not page.xpath("//script[not(@src)] | //img | //@onerror | //a[starts-with(@href, 'javascript')]")
            words = " ".join(page.text_content().split())
            assert " ".join(printable(name).split()) in words
            assert "49" not in words
    assert {row[0].value for row in analysis(store, "centrality").rows} >= set(names[:2])


def test_a_folder_of_files_has_it_too(reports: Path, tmp_path: Path) -> None:
    from kg.browse.pages.site import write_site
    from kg.graph.store import open_store

    with open_store(reports) as snapshot:
        write_site(snapshot, tmp_path / "site")
    page = lxml.html.fromstring((tmp_path / "site" / "analysis.html").read_text(encoding="utf-8"))
    assert page.xpath("//section[@aria-labelledby='between']//a[.='France']/@href") == ["id/state/france.html"]
    assert not page.xpath("//main//form")
