"""Fixtures that several test modules share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graph_fixtures import build, first_report, second_report
from playwright.sync_api import Browser
from pyoxigraph import RdfFormat, Store
from spacy.language import Language

from kg.annotate.annotate import Annotator
from kg.annotate.annotated import Annotated
from kg.annotate.nlp import build_nlp
from kg.extract.facts import extract_facts
from kg.graph.store import open_store
from kg.iris import digest
from kg.model import Document, Extraction, Header
from kg.serve.editor_page import STATIC


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the pictures of the pages go."""
    parser.addoption("--pictures", help="a folder for the pictures of a walk through the sample, such as docs")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout: skipped where absent, a failure in continuous integration."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"development data missing: {folder}")
        pytest.skip("development data not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language pipeline, loaded once a session."""
    return build_nlp()


@pytest.fixture(scope="session")
def annotator(nlp: Language) -> Annotator:
    """The tables with the pipeline, loaded once a session."""
    return Annotator(nlp)


@pytest.fixture(scope="session")
def annotate(annotator: Annotator) -> Callable[[str], Annotated]:
    """Annotates a text of 22 March 2019."""

    def run(text: str) -> Annotated:
        header = Header(id=digest(text), source="test", published_basis="given", published="2019-03-22")
        return annotator(Document(header=header, text=text))

    return run


@pytest.fixture(scope="session")
def read(annotate: Callable[[str], Annotated]) -> Callable[[str], Extraction]:
    """The whole step on one text of 22 March 2019, each text read once a session."""
    known: dict[str, Extraction] = {}

    def run(text: str) -> Extraction:
        if text not in known:
            known[text] = extract_facts(annotate(text))
        return known[text]

    return run


@pytest.fixture(scope="session")
def assets() -> None:
    """The scripts that `make assets` builds: skipped where they were not, a failure in continuous integration."""
    lacking = [name for name in ("editor.js", "map.js") if not (STATIC / "vendor" / name).is_file()]
    if lacking:
        if os.environ.get("CI") == "true":
            pytest.fail(f"make assets was not run: no {' and no '.join(lacking)}")
        pytest.skip("make assets was not run")


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph folder of the two short reports, for those who only read it."""
    path = tmp_path_factory.mktemp("reports") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture
def store(reports: Path) -> Iterator[Store]:
    """The store of the two short reports."""
    with open_store(reports) as snapshot:
        yield snapshot.store


@pytest.fixture(scope="session")
def sample_store() -> Store:
    """The sample as it ships."""
    store = Store()
    store.bulk_load(path=str(Path(__file__).parents[1] / "graphs" / "sample.ttl"), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window: skipped where there is none, a failure in continuous integration."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        if os.environ.get("CI") == "true":
            pytest.fail("the browser tests need Chromium")
        pytest.skip("no Chromium on this machine: the browser tests are left out")
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield started
        started.close()
