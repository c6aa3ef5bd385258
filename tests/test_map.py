"""The map of the whole graph: what is on it and where, its page with and without the drawing, and hostile names."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hostile import BIDI, IMAGE
from pages_fixtures import ATTACKS, book_of, hostile_graph, sample_graph
from pyoxigraph import Literal, NamedNode, Quad
from serving import Served, graph_of, serving

from kg.browse.pages import chart as map_page
from kg.browse.pages.site import write_site
from kg.graph.charts.communities import communities
from kg.graph.charts.discs import placed
from kg.graph.charts.links import Links, read_links
from kg.graph.charts.members import SEED, standing
from kg.graph.charts.writing import SCHEMA, write_chart
from kg.graph.store import open_store
from kg.query.chart import chart, contents
from kg.query.network import network
from kg.query.paths import supported

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DRAWN = "#map-stage[data-drawn]"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_graph(tmp_path_factory.mktemp("map") / "sample")


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Served]:
    with serving(sample, workers=1) as running:
        yield running


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As though the drawing were there."""
    script = tmp_path / "map.js"
    script.touch()
    monkeypatch.setattr(map_page, "SCRIPT", script)


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As though the drawing were not there."""
    monkeypatch.setattr(map_page, "SCRIPT", tmp_path / "none.js")


def tables(index: sqlite3.Connection) -> list[list[tuple[Any, ...]]]:
    return [index.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in ("disc", "spot", "link")]


def test_the_map_has_what_texts_connect_and_nothing_else(sample: Path) -> None:
    with book_of(sample) as (book, _):
        told = supported(network(book.graph))
        wanted = {frozenset((one, other)): documents for one, other, documents in told.edges(data="documents")}
        links = read_links(book.index, 10**6)
        iris = dict(book.index.execute("SELECT id, iri FROM entry"))
        ends = [iris[entry] for entry in links.entries]
        found = {frozenset((ends[one], ends[other])): documents for one, other, documents in links.pairs}
        assert set(found) == set(wanted)
        assert all(found[pair] >= documents for pair, documents in wanted.items())
        assert {iri for iri in told if told.degree[iri]} == set(ends)


def test_the_same_graph_has_the_same_map(sample: Path) -> None:
    with book_of(sample) as (book, _), closing(sqlite3.connect(":memory:")) as again:
        before = tables(book.index)
        book.index.backup(again)
        again.executescript("".join(f"DROP TABLE {name};" for name in ("disc", "spot", "link")) + SCHEMA)
        write_chart(again)
        assert tables(again) == before


def test_every_spot_is_in_its_disc_and_no_disc_on_another(sample: Path) -> None:
    with book_of(sample) as (book, _):
        drawn = chart(book.index)
    assert len({(spot.x, spot.y) for spot in drawn.spots}) == len(drawn.spots)
    for spot in drawn.spots:
        x, y, radius = drawn.discs[spot.disc]
        assert math.hypot(spot.x - x, spot.y - y) < radius
    for number, (x, y, radius) in enumerate(drawn.discs):
        for other_x, other_y, other in drawn.discs[:number]:
            assert math.hypot(x - other_x, y - other_y) > radius + other


def test_communities_are_found_whatever_their_order() -> None:
    pairs = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (3, 6), (2, 3)]
    found = communities(Links(tuple(range(7)), tuple(sorted((*pair, 1) for pair in pairs))))
    assert [set(members) for members in found] == [{3, 4, 5, 6}, {0, 1, 2}]
    assert [members[0] for members in found] == [3, 2], "the best connected first"
    assert communities(Links((), ())) == ()


def test_members_stand_apart_and_the_first_in_the_middle() -> None:
    for count in (1, 2, 3, 50, 400):
        places = standing(count, [(0, other) for other in range(1, count)])
        assert places[0] == (0.0, 0.0)
        apart = min((math.dist(one, other) for one in places[:60] for other in places if one != other), default=SEED)
        assert apart >= SEED


def test_discs_stand_by_those_they_are_tied_to() -> None:
    radii = [90.0, 80.0, 40.0, 40.0, *[9.0] * 600]
    places = placed(radii, {(0, 2): 9, (1, 3): 9, (0, 1): 1})
    assert math.dist(places[2], places[0]) < math.dist(places[2], places[1])
    assert math.dist(places[3], places[1]) < math.dist(places[3], places[0])
    for one in range(len(radii)):
        for other in range(one):
            assert math.dist(places[one], places[other]) > radii[one] + radii[other]


def test_a_map_of_too_much_has_those_with_most_links() -> None:
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE TABLE entry (id, iri, kind)")
        index.execute("CREATE TABLE told (subject, predicate, object, document)")
        index.executemany("INSERT INTO entry VALUES (?, ?, 'person')", [(n, f"p{n}") for n in range(9)])
        rows = [
            (f"p{one}", "http://www.w3.org/ns/org#memberOf", f"p{other}", "d")
            for one in range(4)
            for other in range(one)
        ]
        rows += [("p8", "http://www.w3.org/ns/org#memberOf", f"p{other}", "d") for other in (0, 5)]
        index.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", rows)
        assert read_links(index, 4).entries == (0, 1, 2, 3)
        assert len(read_links(index, 4).pairs) == 6
        assert read_links(index, 99).entries == (0, 1, 2, 3, 5, 8)


@pytest.mark.usefixtures("unbuilt")
def test_the_table_without_the_drawing(server: Served, sample: Path) -> None:
    page = server.get("/map")
    text = unescape(page.body.decode())
    assert page.status == 200
    assert "<script" not in text
    assert "make assets" in text
    with book_of(sample) as (book, _):
        on_it = contents(book.index, 60)
    assert len(re.findall(r'<tr id="community-', text)) == len(on_it.communities) == on_it.discs
    assert sum(community.members for community in on_it.communities) == on_it.spots
    for community in on_it.communities:
        for ref, links in community.chiefs:
            assert ref.label[:60] in text
            assert links > 0
    link = re.findall(r'<a class="node person" href="([^"]+)"', text)[0]
    assert server.get(link).status == 200
    assert 'href="/map"' in server.get("/").body.decode()
    assert 'href="/map"' in server.get("/query").body.decode()


@pytest.mark.usefixtures("built")
def test_what_the_drawing_is_made_of(server: Served) -> None:
    page = server.get("/map")
    assert "unsafe-inline" not in re.findall(r"script-src[^;]*", page.headers["content-security-policy"])[0]
    assert re.findall(r"<script[^>]*>", page.body.decode()) == ['<script src="/static/vendor/map.js" defer>']
    data = json.loads(server.get("/map/data").body)
    assert len(data["labels"]) == len(data["paths"]) == len(data["numbers"])
    assert all(0 <= one < other < len(data["labels"]) for one, other in data["links"])
    assert all(0 <= one < other < len(data["discs"]) for one, other, _ in data["ties"])
    homes = [disc for disc, *_ in data["numbers"]]
    assert homes == sorted(homes)


def test_a_graph_without_links_and_one_of_before(tmp_path: Path) -> None:
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    bare = graph_of(tmp_path / "bare", [Quad(NamedNode("urn:a"), label, Literal("A"))])
    with serving(bare, workers=1) as running:
        assert "connects anybody" in running.get("/map").body.decode()
    for path in bare.glob("search-*"):
        with closing(sqlite3.connect(path)) as index:
            index.execute("DROP TABLE spot")
    with serving(bare, workers=1) as running:
        assert "<code>kg build</code>" in running.get("/map").body.decode()
        assert running.get("/map/data").status == 404


@contextmanager
def visiting(browser: Browser, url: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it; drivers talk of how slowly they draw, which is no trouble."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    troubles: list[str] = []
    page.on("dialog", lambda dialog: (troubles.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: None if "GL Driver" in said.text else troubles.append(said.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith((url, "data:")) else troubles.append(asked.url))
    yield page, troubles
    context.close()


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
def test_the_map_in_a_browser(browser: Browser, server: Served) -> None:
    with visiting(browser, server.url) as (page, troubles):
        page.goto(f"{server.url}/map")
        page.wait_for_selector(DRAWN)
        page.fill("#map-words", "kurti")
        assert page.locator("#map-found button").count() > 0
        page.press("#map-words", "Enter")
        assert "Albin Kurti" in page.inner_text("#map-card p")
        assert page.locator("#map-card li a").count() > 0
        box = page.locator("#map-stage").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(300)
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_url("**/id/person/albin-kurti")
        page.go_back()
        page.wait_for_selector(DRAWN)
        page.click(".communities tr[data-disc='0'] button")
        assert "Community 1," in page.inner_text("#map-card")
        assert page.evaluate("document.activeElement.id") == "map-stage"
        for key in ("+", "ArrowLeft", "ArrowDown", "-", "0"):
            page.keyboard.press(key)
        for button in ("#map-in", "#map-out", "#map-all"):
            page.click(button)
        page.fill("#map-words", "xqzt")
        assert "nobody of that name" in page.inner_text("#map-found")
        assert troubles == []


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
def test_the_table_stays_where_nothing_can_be_drawn(browser: Browser, server: Served) -> None:
    with visiting(browser, server.url) as (page, troubles):
        page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        page.goto(f"{server.url}/map")
        page.wait_for_selector("#map-wait:has-text('cannot be drawn')")
        assert page.locator("#map").is_hidden()
        assert page.locator(".communities tr").count() > 1
        assert len(troubles) == 1
    with visiting(browser, server.url, java_script_enabled=False) as (page, troubles):
        page.goto(f"{server.url}/map")
        assert "drawn by a script" in page.inner_text("main")
        assert page.locator("#map").is_hidden()
        page.click(".communities a.node >> nth=0")
        assert "/id/" in page.url
        assert troubles == []


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
def test_no_name_runs_on_the_map(browser: Browser, tmp_path: Path) -> None:
    with serving(hostile_graph(tmp_path / "graph"), workers=1) as served:
        page_text = served.get("/map").body.decode()
        assert "<img src=x" not in page_text
        assert not set(BIDI) & set("\u202e\u2066\u200f") & set(page_text)
        labels = json.loads(served.get("/map/data").body)["labels"]
        assert max(map(len, labels)) <= 140
        assert not any("\u202e" in label or "\x1b" in label for label in labels)
        with visiting(browser, served.url) as (page, troubles):
            page.goto(f"{served.url}/map")
            page.wait_for_selector(DRAWN)
            for words in (IMAGE, "{{ 7", "nnnn", "href"):
                page.fill("#map-words", words)
                page.press("#map-words", "Enter")
                assert page.locator("#map-card a").count() > 0
                assert page.locator("#map-card img, #map-found img").count() == 0
            for number in range(min(3, len(ATTACKS))):
                page.click(f".communities tr[data-disc='{number}'] button")
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
            assert troubles == []


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier(browser: Browser, server: Served, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with visiting(browser, server.url, color_scheme=scheme) as (page, _):
        page.goto(f"{server.url}/map")
        page.wait_for_selector(DRAWN)
        page.fill("#map-words", "kurti")
        page.press("#map-words", "Enter")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found if v["impact"] in ("serious", "critical")] == []
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.fixture(scope="module")
def site(sample: Path) -> Path:
    target = sample.parent / "site"
    with open_store(sample) as snapshot:
        write_site(snapshot, target)
    return target


def test_a_folder_of_files_has_the_map(site: Path) -> None:
    html = (site / "map.html").read_text(encoding="utf-8")
    assert 'href="id/state/serbia.html"' in html
    assert 'href="map.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert ("assets/map.js" in html) == map_page.SCRIPT.is_file() == (site / "assets" / "map-data.js").is_file()


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
def test_the_map_from_files(browser: Browser, site: Path) -> None:
    with visiting(browser, "file:") as (page, troubles):
        page.goto((site / "map.html").as_uri())
        page.wait_for_selector(DRAWN)
        page.fill("#map-words", "kurti")
        page.press("#map-words", "Enter")
        page.click("#map-card p a")
        assert page.inner_text("h1") == "Albin Kurti"
        page.click("nav a:has-text('Map')")
        page.wait_for_selector(DRAWN)
        assert troubles == []
