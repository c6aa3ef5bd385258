"""The network page: what it holds, that it is the same every time, and that nothing in it runs but its own scripts."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from hostile import BIDI, CONTROLS, IMAGE, PAYLOADS, SCRIPT, SCRIPT_IRI, hostile_store

from kg.browse.drawing import draw
from kg.browse.files import NETWORK_SCRIPTS, asset
from kg.browse.layout import positions, spread
from kg.browse.looks import LOOKS, wrapped
from kg.browse.page import embedded, network_around, network_page
from kg.errors import QueryError
from kg.graph.store import open_store
from kg.query.network import ego, network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


UNTOLD: Any = {"quotes": (), "days": ("", ""), "sources": 0}
"""What an edge has that nothing is told of."""


@pytest.fixture(scope="module")
def html(reports: Path) -> str:
    with open_store(reports) as snapshot:
        return network_page(snapshot.store, "River <affairs>")


def part(html: str, name: str) -> Any:
    """One of the page's JSON parts."""
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_page_holds_the_network(html: str, reports: Path) -> None:
    with open_store(reports) as snapshot:
        view = network(snapshot.store)
    tied = [iri for iri in view if view.degree(iri)]
    assert {node["label"] for node in part(html, "details")["nodes"]} == {view.nodes[iri]["label"] for iri in tied}
    assert len(part(html, "nodes")) == len(tied)
    labels = {tie["label"] for ties in part(html, "details")["edges"] for tie in ties}
    assert {"Deputy River Minister", "member of", "towards", "about", "counterpart"} <= labels
    quotes = {quote["sentence"] for ties in part(html, "details")["edges"] for tie in ties for quote in tie["quotes"]}
    assert "Roux is a member of the Water Party." in quotes
    assert "<title>River &lt;affairs&gt;</title>" in html


def test_page_is_still_and_asks_nobody(html: str) -> None:
    assert part(html, "options")["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in part(html, "nodes"))
    asked = set(re.findall(r'(?:src|href|action)\s*=\s*"([^"]*)"', html.split("<script>")[0]))
    assert asked == {"", "#ties", "data:,"}
    assert "default-src 'none'" in html
    assert "cdn" not in html.split("<script>")[0].lower()


def test_page_is_the_same_under_any_hash_seed(html: str, reports: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from kg.browse.page import network_page; from kg.graph.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as s: print(network_page(s.store, 'River <affairs>'), end='')\n"
    )
    for seed in ("1", "2"):
        again = subprocess.run(
            [sys.executable, "-c", script, str(reports)],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout.decode()
        assert again == html


def test_curves_end_where_networks_grow_large() -> None:
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    empty = {"names": (), "type": "", "factuality": "", "when": "", "said": ()}
    for number in range(502):
        view.add_node(str(number), kind="person", label=f"Person {number}", **empty)
    for number in range(1, 502):
        view.add_edge(str(number // 3), str(number), "k", relation="r", label="knows", **UNTOLD)
    assert part(network_page(hostile_store(), view=view), "options")["edges"]["smooth"] is False
    few = ego(view, "Person 500")
    assert part(network_page(hostile_store(), view=few), "options")["edges"]["smooth"]["enabled"] is True


def test_no_two_boxes_overlap() -> None:
    names = [f"n{number}" for number in range(60)]
    edges = [(names[number // 4], names[number]) for number in range(1, 60)]
    sizes = dict.fromkeys(names, (120.0, 40.0))
    placed = positions(names, edges, sizes)
    for one in names:
        for other in names:
            if one < other:
                (ax, ay), (bx, by) = placed[one], placed[other]
                assert abs(ax - bx) >= 118 or abs(ay - by) >= 38, (one, other)
    assert placed == positions(names, edges, sizes)
    assert spread({"a": (0.0, 0.0), "b": (0.0, 0.0)}, {"a": (9.0, 9.0), "b": (9.0, 9.0)}) != {}
    assert positions([], [], {}) == {}


def test_labels_are_wrapped_and_plain() -> None:
    label = wrapped("a very long label that says what happened when the two sides met by the river again and again", 20)
    assert label.count("\n") == 3
    assert label.endswith("…")
    assert not {"\x1b", "\u202e", "\x00"} & set(wrapped(CONTROLS, 20) + wrapped(BIDI, 20))


def test_embedded_json_cannot_end_its_element() -> None:
    text = str(embedded({"words": [*PAYLOADS, "<!--", "\u2028"]}))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["words"][: len(PAYLOADS)] == list(PAYLOADS)


def test_every_kind_has_its_own_look() -> None:
    assert len({look.shape for look in LOOKS.values()}) == len(LOOKS)
    style = asset("network.css").decode()
    for kind in LOOKS:  # one colour for light pages, one for dark ones
        assert len(set(re.findall(rf"--fill-{kind}: (#[0-9a-f]{{6}})", style))) == 2
    assert set(LOOKS) == {"person", "state", "institution", "group", "place", "event"}


class Visit:
    """A page opened from a file with the network cut, and what happened to it."""

    def __init__(self, browser: Browser, html: str, folder: Path) -> None:
        path = folder / "page.html"
        path.write_text(html, encoding="utf-8", newline="")
        self.events: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": 1400, "height": 900})
        self.page.on("dialog", lambda dialog: (self.events.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("console", lambda message: self.events.append(f"console {message.text}"))
        self.page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        self.page.on("popup", lambda _: self.events.append("popup"))
        self.page.route(re.compile("^(?!file:)"), self._cut)
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-drawn]")

    def _cut(self, route: Any) -> None:
        self.events.append(f"request {route.request.url}")
        route.abort()

    def click_node(self, number: int) -> str:
        """Choose a node by hovering and clicking where it is drawn; returns the words of the panel."""
        self.page.evaluate("n => kgPage.network.focus(n, {scale: 1.2, animation: false})", number)
        x, y = self.page.evaluate(
            "n => { const p = kgPage.network.canvasToDOM(kgPage.network.getPosition(n));"
            " const b = document.getElementById('network').getBoundingClientRect(); return [b.x + p.x, b.y + p.y]; }",
            number,
        )
        self.page.mouse.move(x, y)
        self.page.mouse.click(x, y)
        return self.page.inner_text("#panel")

    def painted(self) -> int:
        """How many pixels of the canvas are not empty."""
        count: int = self.page.evaluate(
            "() => { const c = document.querySelector('#network canvas');"
            " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            " let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i]) n++; return n; }"
        )
        return count


@pytest.fixture
def visit(browser: Browser, html: str, tmp_path: Path) -> Iterator[Visit]:
    opened = Visit(browser, html, tmp_path)
    yield opened
    opened.page.close()


@pytest.mark.browser
def test_opens_without_a_network(visit: Visit, html: str) -> None:
    nodes = part(html, "nodes")
    assert visit.page.evaluate("document.body.dataset.drawn") == str(len(nodes))
    assert visit.page.evaluate("kgPage.network.body.nodeIndices.length") == len(nodes)
    assert visit.painted() > 2000
    assert visit.page.inner_text("h1") == "River <affairs>"
    assert visit.events == []


@pytest.mark.browser
def test_a_click_shows_the_sentences(visit: Visit, html: str) -> None:
    names = [node["label"] for node in part(html, "details")["nodes"]]
    panel = visit.click_node(names.index("Ana Roux"))
    assert "Roux is a member of the Water Party." in panel
    assert "Envoys close the river office, 2021-05-06" in panel
    visit.page.click("#panel button.node >> nth=0")
    assert visit.page.inner_text("#panel h2") != "Ana Roux"
    visit.page.evaluate("kgPage.showEdge(0)")
    assert visit.page.locator("#panel blockquote").count() > 0
    assert visit.events == []


@pytest.mark.browser
def test_search_and_legend(visit: Visit) -> None:
    visit.page.fill("#search", "ana-MARIA")
    assert visit.page.inner_text("#found li >> nth=0").startswith("Ana Roux")
    visit.page.press("#search", "Enter")
    assert visit.page.inner_text("#panel h2") == "Ana Roux"
    shown = visit.painted()
    visit.page.click("#fit")
    visit.page.uncheck('#legend input[value="event"]')
    assert (
        visit.page.evaluate(
            "kgPage.network.body.data.nodes.get().filter((n) => n.hidden && n.shape === 'diamond').length"
        )
        == 2
    )
    assert shown > 0
    assert visit.events == []


@pytest.mark.browser
def test_nothing_hostile_runs(browser: Browser, tmp_path: Path) -> None:
    store = hostile_store()
    html = network_page(store, heading=IMAGE + SCRIPT)
    visit = Visit(browser, html, tmp_path)
    details = part(html, "details")
    panels = [visit.click_node(number) for number in range(len(details["nodes"]))]
    for number in range(len(details["edges"])):
        visit.page.evaluate("n => kgPage.showEdge(n)", number)
    for words in PAYLOADS:
        visit.page.fill("#search", words[:12].replace("\x00", ""))
    assert visit.page.inner_text("h1") == IMAGE + SCRIPT
    assert any(panel.startswith(f"{IMAGE}\n") for panel in panels)
    assert any(f"{SCRIPT} quote" in panel and f"{SCRIPT} title" in panel for panel in panels)
    assert not any("\u202e" in panel for panel in panels)
    assert visit.page.locator("#panel a, #panel img, #panel script, #found img").count() == 0
    assert visit.page.locator("script:not([type])").count() == len(NETWORK_SCRIPTS)
    assert visit.page.title().startswith(IMAGE)
    assert SCRIPT_IRI in html
    assert visit.events == []
    visit.page.close()


@pytest.mark.browser
def test_the_policy_stops_what_would_slip_through(browser: Browser, html: str, tmp_path: Path) -> None:
    attack = "<script>alert(6)</script><img src=x onerror=alert(7)><a id=a href='javascript:alert(8)'>a</a>"
    visit = Visit(browser, html.replace("<main>", f"{attack}<main>"), tmp_path)
    visit.page.click("#a")
    assert not any(event.startswith("dialog") for event in visit.events)
    visit.page.close()


def test_drawing_leaves_out_what_hangs_on_nothing() -> None:
    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    view.add_node("a", kind="person", label="A", names=(), type="", factuality="", when="", said=())
    drawing = draw(view)
    assert (list(drawing.nodes), drawing.left_out) == ([], 1)


def test_around_a_name_there_are_one_step_and_two(reports: Path) -> None:
    with open_store(reports) as snapshot:
        view = network(snapshot.store)
        html = network_around(snapshot.store, view, "ana roux")
        with pytest.raises(QueryError, match="no node"):
            network_around(snapshot.store, view, "Nobody")
    details = part(html, "details")
    assert [details["nodes"][number]["label"] for number in details["centres"]] == ["Ana Roux"]
    assert {node["steps"] for node in details["nodes"]} == {0, 1, 2}
    rows = re.findall(r'<tr data-tie="\d+ \d+"( hidden)?>', html)
    assert {"", " hidden"} == set(rows)


@pytest.mark.browser
def test_a_line_pointed_at_tells_its_first_sentence(visit: Visit) -> None:
    line = "kgPage.lines.findIndex((line) => kgPage.details.edges[line.id].some((tie) => tie.quotes.length))"
    point = "n => kgPage.network.body.emitter.emit('hoverEdge', { edge: n, pointer: { DOM: { x: 40, y: 40 } } })"
    number = visit.page.evaluate(line)
    visit.page.evaluate(point, number)
    quote = visit.page.evaluate(
        "n => kgPage.details.edges[n].find((tie) => tie.quotes.length).quotes[0].sentence", number
    )
    assert quote in visit.page.inner_text("#tip")
    visit.page.evaluate("kgPage.network.body.emitter.emit('blurEdge', {})")
    assert not visit.page.is_visible("#tip")
    assert visit.events == []


@pytest.mark.browser
def test_colours_follow_the_reader(visit: Visit) -> None:
    light, shown = (
        visit.page.evaluate("kgPage.svg()"),
        visit.page.evaluate("kgPage.network.body.data.nodes.get(0).color.border"),
    )
    visit.page.emulate_media(color_scheme="dark")
    visit.page.wait_for_selector("body[data-colours=dark]")
    assert visit.page.evaluate("kgPage.network.body.data.nodes.get(0).color.border") != shown
    dark = visit.page.evaluate("kgPage.svg()")
    assert dark != light
    assert len(re.findall("<text", dark)) == len(re.findall("<text", light))
    visit.page.emulate_media(color_scheme="light")
    visit.page.wait_for_selector("body[data-colours=light]")
    assert visit.page.evaluate("kgPage.svg()") == light
    for text in (light, visit.page.evaluate("kgPage.graphml()")):
        ElementTree.fromstring(text)


@pytest.mark.browser
def test_any_node_can_become_the_middle(visit: Visit, html: str) -> None:
    everything = len(part(html, "nodes"))
    visit.page.evaluate("kgPage.visit(kgPage.details.nodes.findIndex((node) => node.label === 'Ana Roux'))")
    visit.page.click("#panel button:has-text('Only what is around it')")
    one = visit.page.evaluate("kgPage.state.nodes.size")
    visit.page.select_option("select[name=depth]", "2")
    two = visit.page.evaluate("kgPage.state.nodes.size")
    assert 1 < one < two <= everything
    assert "about=" in visit.page.locator("#link").evaluate("e => e.href")
    visit.page.click("#narrow button[type=reset]")
    assert visit.page.evaluate("kgPage.state.nodes.size") == everything
    assert visit.events == []
