"""A reader's walk in a real browser, every request to elsewhere refused: served, from files, and without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from browsing import visiting
from hostile import SCRIPT
from pages_fixtures import ATTACKS, hostile_graph, sample_graph
from serving import Served, serving

import kg
from kg.browse.pages.site import write_site
from kg.graph.store import open_store
from kg.iris import DATA

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
KURTI = "https://w3id.org/incumbent/id/person/albin-kurti"
NETWORK = f"/network?about={KURTI}&depth=2"
ASKED = """SELECT ?person ?state ?name {
  ?tenure a kg:Tenure ; org:member ?person ; org:organization ?state . ?state a kg:State ; skos:prefLabel ?name
} ORDER BY ?name ?person"""
SHOWN = ("/", "/id/person/albin-kurti", "/id/state/united-kingdom", "/search?q=recognition", "/list-event")
ANSWERS = (
    "/query?query=SELECT%20%3Fs%20%3Fp%20%7B%3Fs%20%3Fp%20true%7D",
    "/analysis?from=Sturgeon&to=Donald+Tusk",
    "/query?query=SELECT",
    "/search?q=zzzzzz",
    "/id/person/nobody",
    "/id/place/london",
    "/list-document",
)
"""Pages beside those of nodes: answers, none, errors, lists."""
_SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_graph(tmp_path_factory.mktemp("walk") / "sample")


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Served]:
    with serving(sample, workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    target = sample.parent / "site"
    with open_store(sample) as snapshot:
        write_site(snapshot, target)
    return target


def walk(page: Page) -> None:
    """Search with a slip of the keyboard, open the person, follow a quote into the text, and look around the person."""
    page.fill("#q", "Albin Kurit")
    page.press("#q", "Enter")
    page.wait_for_selector(".hits a")
    assert "kurti" in page.inner_text("main")
    page.click(".hits a:has-text('Albin Kurti') >> nth=0")
    assert page.inner_text("h1") == "Albin Kurti"
    assert page.locator(".timeline circle.seen").count() == 1
    person = page.url
    words = page.inner_text("section[aria-labelledby=office] blockquote a >> nth=0")
    page.click("section[aria-labelledby=office] blockquote a >> nth=0")
    page.wait_for_selector(".archived :target")
    assert page.inner_text(".archived :target") == words
    painted = "e => getComputedStyle(e).backgroundColor"
    assert page.locator(":target").evaluate(painted) != page.locator(".archived").evaluate(painted)
    box = page.locator(":target").bounding_box()
    assert box is not None
    assert 0 <= box["y"] <= 900
    page.click(".archived a.name.state >> nth=0")
    assert "/state/" in page.url
    page.goto(person)
    page.click("a.network")
    look_around(page)


def ties(page: Page, first: str = "", dated: bool = False) -> list[Any]:
    """The ties within the chosen number of steps that do not end before a day, as the page's own data has them."""
    details = json.loads(str(page.text_content("#details")))
    depth = int(page.input_value("select[name=depth]"))
    near = [one for group in details["edges"] for one in group if max(steps(details, one)) <= depth]
    return [one for one in near if (one["last"] >= first if one["first"] else not dated)]


def steps(details: Any, tie: Any) -> tuple[int, int]:
    return details["nodes"][tie["from"]]["steps"], details["nodes"][tie["to"]]["steps"]


def shown(page: Page, count: int) -> None:
    """The picture, the list and the words above them have so many ties."""
    page.wait_for_selector(f"body[data-drawn][data-shown='{count}']")
    assert page.locator("#ties tbody tr:visible").count() == count
    assert f"{count} " in page.inner_text("#count")
    drawn = "kgPage.state.ties.flat().length"
    assert page.evaluate(drawn) == count
    assert page.evaluate("kgPage.network.body.data.edges.get().filter((e) => !e.hidden).length") > 0


def look_around(page: Page) -> None:
    """The network around a person: one step, two steps, then only what reaches into the last days, and what has any."""
    page.wait_for_selector("body[data-drawn]")
    alone = len(ties(page))
    shown(page, alone)
    page.select_option("select[name=depth]", "2")
    page.wait_for_selector(f"body[data-drawn]:not([data-shown='{alone}'])")
    wide = ties(page)
    shown(page, len(wide))
    last = max(one["last"] for one in wide)
    late, dated = ties(page, last), ties(page, last, dated=True)
    assert len(wide) > len(late) > len(dated) > 0
    page.fill("input[name=from]", last)
    shown(page, len(late))
    page.check("input[name=dated]")
    shown(page, len(dated))
    page.uncheck("input[name=tie][value=office]")
    assert page.evaluate("document.body.dataset.shown") < str(len(dated))
    page.check("input[name=tie][value=office]")
    page.fill("input[name=sources]", "9")
    page.wait_for_selector("#nothing:visible")
    page.fill("input[name=sources]", "0")
    shown(page, len(dated))
    address = page.locator("#link").evaluate("e => e.href")
    assert f"from={last}" in address
    page.goto(address)
    shown(page, len(dated))


def saved(page: Page, click: str) -> Path:
    """The file that a click saves."""
    with page.expect_download() as download:
        page.click(click)
    return Path(download.value.path())


def test_a_walk_on_the_server(browser: Browser, server: Served) -> None:
    with visiting(browser) as (page, events):
        page.goto(server.url)
        walk(page)
        assert page.locator("#network canvas").count() == 1
        count = int(str(page.get_attribute("body", "data-shown")))
        network = nx.read_graphml(saved(page, "#graphml"), force_multigraph=True)
        assert network.number_of_edges() == count
        assert saved(page, "#save-svg").read_text(encoding="utf-8") == page.evaluate("kgPage.svg()")
        assert saved(page, "#save-png").read_bytes().startswith(b"\x89PNG")
        ask(page)
        page.goto(f"{server.url}/id/state/united-kingdom")
        slider = page.locator("form.day input[type=range]")
        slider.evaluate("e => { e.value = e.min; e.dispatchEvent(new Event('input')); }")
        assert page.input_value("#on") == slider.locator("xpath=..").locator("#on").get_attribute("data-first")
        page.fill("#on", "2017-03-29")
        page.click("form.day button")
        assert "Theresa May" in page.inner_text("table.holders")
        assert page.locator("table.holders tr.certainly").count() > 0
        page.goto(f"{server.url}/id/person/albin-kurti")
        data = page.request.get(server.url + str(page.get_attribute("link[type='text/turtle']", "href")))
        assert data.headers["content-type"].startswith("text/turtle")
        assert events == []


def ask(page: Page) -> None:
    """From a network to the form for queries: run one, look at its answer as a network, go back, and save it.

    The editor that takes the place of the form, where it was built, is left out; it has a test of its own.
    """
    page.route("**/static/vendor/editor.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.click("header nav a:has-text('SPARQL')")
    page.fill("textarea[name=query]", ASKED)
    page.click("main button:has-text('Run')")
    page.wait_for_selector("main table")
    assert "Kosovo" in page.inner_text("main table")
    page.click("a.network")
    page.wait_for_selector("body[data-drawn]")
    assert int(str(page.get_attribute("body", "data-shown"))) > 10
    page.fill("#search", "Kurti")
    page.press("#search", "Enter")
    assert page.locator("#panel blockquote").count() > 0
    page.click("header nav a:has-text('Its query')")
    assert page.input_value("textarea[name=query]") == ASKED
    page.select_option("main form select", "csv")
    assert ",Kosovo" in saved(page, "main button:has-text('Save')").read_text(encoding="utf-8")


def test_the_same_walk_from_files(browser: Browser, site: Path) -> None:
    with visiting(browser) as (page, events):
        page.goto((site / "index.html").as_uri())
        walk(page)
        network = nx.read_graphml(saved(page, "#save-graphml"), force_multigraph=True)
        assert network.number_of_edges() == int(str(page.get_attribute("body", "data-shown")))
        assert "Albin Kurti" in nx.get_node_attributes(network, "label").values()
        page.goto((site / "search.html").as_uri())
        page.fill("#q", "<img src=x onerror=alert(1)>")
        page.fill("#q", "recognition in practice")
        page.wait_for_selector("a.passage")
        assert {"recognition", "practice"} <= set(page.locator("a.passage mark").all_inner_texts())
        page.click("a.passage >> nth=0")
        page.wait_for_selector(".archived :target")
        page.goto((site / "id" / "state" / "united-kingdom.html").as_uri())
        assert "Liz Truss" in page.inner_text("table.holders")
        page.locator("form.day input[type=range]").evaluate(
            "e => { e.value = 0; e.dispatchEvent(new Event('input')); }"
        )
        assert page.inner_text("#onday") == page.get_attribute("#on", "data-first")
        page.fill("#on", "2017-03-29")
        page.press("#on", "Tab")
        assert "Theresa May" in page.inner_text("table.holders tr.certainly:has-text('Prime Minister')")
        assert "Liz Truss" not in page.inner_text("table.holders tr.certainly >> nth=0")
        assert events == []


def test_the_walk_over_the_first_two_articles(browser: Browser, shared: Path, tmp_path: Path) -> None:
    graph, files = tmp_path / "graph", tmp_path / "site"
    assert kg.build([shared / "seeds"], graph).errors == ()
    with open_store(graph) as snapshot:
        write_site(snapshot, files)
    with serving(graph, workers=1) as running, visiting(browser) as (page, events):
        for start in (running.url, (files / "index.html").as_uri()):
            page.goto(start)
            page.fill("#q", "Choe")
            page.press("#q", "Enter")
            page.click(".hits a:has-text('Choe Son Hui') >> nth=0")
            assert page.inner_text("h1") == "Choe Son Hui"
            person = page.url
            words = page.inner_text("main blockquote a >> nth=0")
            page.click("main blockquote a >> nth=0")
            page.wait_for_selector(".archived :target")
            assert page.inner_text(".archived :target") == words
            page.goto(person)
            page.click("a.network")
            page.wait_for_selector("body[data-drawn]")
            last = max(one["last"] for one in ties(page))
            shown(page, len(ties(page)))
            page.fill("input[name=from]", last)
            shown(page, len(ties(page, last)))
        page.goto(running.url)
        page.route("**/static/vendor/editor.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.click("header nav a:has-text('SPARQL')")
        page.fill("textarea[name=query]", ASKED)
        page.click("main button:has-text('Run')")
        page.wait_for_selector("main table")
        page.select_option("main form select", "csv")
        rows = saved(page, "main button:has-text('Save')").read_text(encoding="utf-8-sig").splitlines()
        assert rows[0] == "person,state,name"
        assert [row.partition("/id/person/")[2].split(",")[0] for row in rows if row.endswith(",North Korea")] == [
            "kim-jong-un"
        ]
        assert events == []


@pytest.mark.parametrize("where", ["server", "files"])
def test_everything_can_be_read_without_scripts(browser: Browser, server: Served, site: Path, where: str) -> None:
    home = server.url if where == "server" else (site / "index.html").as_uri()
    with visiting(browser, java_script_enabled=False) as (page, events):
        page.goto(home)
        page.click(".counts a:has-text('people')")
        page.click("a:has-text('Ulf Kristersson') >> nth=0")
        text = page.inner_text("main")
        for words in ("Prime Minister of Sweden", "took place", "source", "Names and spellings"):
            assert words in text
        hidden = page.locator("details.more").count()
        if hidden:
            page.click("details.more summary >> nth=0")
            assert page.locator("details.more[open] blockquote").count() > 0
        page.click("a.network")
        assert page.locator("#ties tbody tr:visible").count() > 2
        assert not page.locator("#stage").is_visible()
        if where == "server":
            before = page.locator("#ties tbody tr:visible").count()
            page.uncheck("input[name=tie][value=office]")
            page.click("#narrow button:has-text('Apply')")
            assert 0 < page.locator("#ties tbody tr:visible").count() < before
            page.click("header a.home")
            page.fill("#q", "kurti")
            page.press("#q", "Enter")
            assert "Albin Kurti" in page.inner_text(".hits")
        assert events == []


def test_the_keyboard_reaches_everything(browser: Browser, server: Served) -> None:
    with visiting(browser) as (page, events):
        page.goto(f"{server.url}/id/person/albin-kurti")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert page.locator("main a[tabindex='-1'], main a:not([href])").count() == 0
        page.goto(server.url + NETWORK)
        page.wait_for_selector("body[data-drawn]")
        page.focus("#network")
        page.keyboard.press("ArrowRight")
        chosen = page.inner_text("#panel h2")
        page.keyboard.press("ArrowLeft")
        assert page.inner_text("#panel h2") != chosen
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "panel"
        page.focus("#search")
        page.keyboard.type("serb")
        page.keyboard.press("ArrowDown")
        assert page.get_attribute("#search", "aria-activedescendant") == "found-0"
        page.keyboard.press("Enter")
        assert "Serbia" in page.inner_text("#panel h2")
        page.focus("#ties tbody tr:visible button >> nth=0")
        page.keyboard.press("Enter")
        assert page.locator("#panel blockquote, #panel .background").count() > 0
        page.keyboard.press("Escape")
        assert events == []


def test_no_serious_barrier(browser: Browser, server: Served) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visiting(browser) as (page, _):
        page.goto(f"{server.url}/id/person/albin-kurti")
        document = str(page.get_attribute("section[aria-labelledby=office] blockquote a >> nth=0", "href"))
        event = str(page.get_attribute("section[aria-labelledby=event] h3 a >> nth=0", "href"))
        post = str(page.get_attribute("a.node.post", "href"))
        kinds = (*SHOWN, *ANSWERS, post, event, document, NETWORK)
        for scheme, paths in (("light", kinds), ("dark", (SHOWN[2], *ANSWERS[:2], document, NETWORK))):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for path in paths:
                page.goto(server.url + path)
                found = Axe().run(page).response["violations"]
                told = [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in _SERIOUS]
                assert told == [], (scheme, path)


def test_pages_fit_a_narrow_screen(browser: Browser, server: Served) -> None:
    with visiting(browser) as (page, _):
        page.set_viewport_size({"width": 360, "height": 740})
        for path in (*SHOWN, *ANSWERS, NETWORK):
            page.goto(server.url + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_nothing_hostile_runs_anywhere(browser: Browser, tmp_path: Path) -> None:
    graph = hostile_graph(tmp_path / "graph")
    with open_store(graph) as snapshot:
        write_site(snapshot, tmp_path / "site")
    with serving(graph, workers=1) as server, visiting(browser) as (page, events):
        for kind, where in (("person", "files"), ("event", "files"), ("inst", "server"), ("doc", "server")):
            for file in sorted((tmp_path / "site" / "id" / kind).iterdir())[: len(ATTACKS)]:
                page.goto(file.as_uri() if where == "files" else f"{server.url}/id/{kind}/{file.stem}")
                assert page.evaluate("document.documentElement.scrollWidth") <= 1280, file
        for number in (1, 3):
            for address in (
                f"{server.url}/network?about={DATA}person/attack-{number}&depth=2",
                (tmp_path / "site" / "network" / "person" / f"attack-{number}.html").as_uri(),
            ):
                page.goto(address)
                page.wait_for_selector("body[data-drawn]")
                page.evaluate("kgPage.lines.forEach((line) => kgPage.showEdge(line.id))")
                page.evaluate("kgPage.places.forEach((node) => kgPage.showNode(node.id))")
                assert page.evaluate("kgPage.svg().length + kgPage.graphml().length") > 1000
        for address in (f"{server.url}/search", (tmp_path / "site" / "search.html").as_uri()):
            for words in (SCRIPT, "img", "nnnnnnnnnn", "{{ 7 * 7 }}"):
                page.goto(address)
                page.fill("#q", words)
                page.press("#q", "Enter")
                assert "49" not in page.inner_text("h1")
        assert events == []
