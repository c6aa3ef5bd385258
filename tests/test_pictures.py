"""The pictures in the documentation: a walk through the sample, a picture at each stage.

    python -m pytest tests/test_pictures.py --pictures docs

takes them anew; without the option they go to a temporary folder, so that the walk is known to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from browsing import visiting
from pages_fixtures import ROOT, sample_graph
from serving import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SIZE = {"width": 1080, "height": 780}
ASKED = """SELECT ?person ?name ?post WHERE {
  ?tenure org:member ?person ; kg:post/skos:prefLabel ?post .
  ?person skos:prefLabel ?name
} ORDER BY DESC(?post) ?name LIMIT 8
"""


def searched(page: Page, url: str) -> None:
    page.goto(url)
    page.fill("#q", "Kurit")
    page.press("#q", "Enter")
    page.wait_for_selector(".hits a")


def opened(page: Page, url: str) -> None:
    page.goto(f"{url}/id/person/albin-kurti")


def state(page: Page, url: str) -> None:
    page.goto(f"{url}/id/state/united-kingdom?on=2017-03-29")


def passage(page: Page, url: str) -> None:
    opened(page, url)
    page.click("section[aria-labelledby=office] blockquote a >> nth=0")
    page.wait_for_selector(".archived :target")
    page.evaluate("scrollTo(0, 0)")


def network(page: Page, url: str) -> None:
    state(page, url)
    page.click("a.network")
    page.wait_for_selector("body[data-drawn]")


def tied(page: Page, url: str) -> None:
    page.goto(f"{url}/network?about=https://w3id.org/incumbent/id/state/united-kingdom&depth=2&from=2017-01-01")
    page.wait_for_selector("body[data-drawn]")
    page.click("#ties tbody tr:visible:has-text('Ambassador') button >> nth=0")
    page.evaluate("scrollTo(0, 0)")


def narrowed(page: Page, url: str) -> None:
    network(page, url)
    shown = page.get_attribute("body", "data-shown")
    page.fill("input[name=from]", "2021-01-01")
    page.check("input[name=dated]")
    page.wait_for_selector(f"body[data-drawn]:not([data-shown='{shown}'])")


def asked(page: Page, url: str) -> None:
    page.goto(f"{url}/query?query={quote(ASKED)}")
    page.wait_for_selector("main table tbody tr")


def connected(page: Page, url: str) -> None:
    page.goto(f"{url}/analysis?from=Sturgeon&to=Donald+Tusk")


STAGES: tuple[tuple[str, Callable[[Page, str], None]], ...] = (
    ("walk-1-search", searched),
    ("walk-2-person", opened),
    ("pages-document", passage),
    ("pages-state", state),
    ("walk-3-network", network),
    ("pages-network", tied),
    ("walk-4-narrowed", narrowed),
    ("walk-5-question", asked),
    ("walk-6-path", connected),
)
"""The pictures by name, and the way to each."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(sample_graph(tmp_path_factory.mktemp("pictures") / "sample"), workers=1) as running:
        yield running


def test_a_picture_of_each_stage(browser: Browser, server: Served, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    folder = Path(pytestconfig.getoption("--pictures") or tmp_path)
    with visiting(browser) as (page, events):
        page.set_viewport_size(SIZE)
        for name, way in STAGES:
            way(page, server.url)
            page.screenshot(path=folder / f"{name}.png", animations="disabled")
        assert events == []
    assert all((folder / f"{name}.png").stat().st_size > 20_000 for name, _ in STAGES)


def test_every_picture_is_in_the_documentation() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in (*ROOT.glob("docs/*.md"), ROOT / "README.md"))
    pictures = {path.name for path in ROOT.glob("docs/*.png")}
    assert {f"{name}.png" for name, _ in STAGES} <= pictures
    assert [name for name in sorted(pictures) if name not in words] == []
