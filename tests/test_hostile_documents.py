"""Documents that attack in every field they have, read and built as any others, and then looked at in every way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import lxml.html
import pytest
from hostile import SCRIPT_IRI
from pages_fixtures import ATTACKS, require_harmless
from pyoxigraph import RdfFormat, parse
from serving import Served, serving

from kg.annotate.annotate import Annotator
from kg.browse.pages.site import write_site
from kg.errors import ReadError
from kg.extract.facts import extract_facts
from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.publishing import publish
from kg.graph.store import open_store
from kg.iris import DATA
from kg.read import read_documents
from kg.resolve.resolve import resolve

FIELDS = ("title", "publisher", "author", "section", "language", "id", "source")
TEXT = """Denmark's foreign minister, Ida {words} Holm, met the Greek ambassador Nikos {words} on 4 May 2021.
"{words} is not over," said the Danish government. The {words} Council and Prime Minister {words} accused Peru.
President {words} of Chile flew to {words} City, officials of the Ministry of {words} said."""
MOST = 500


def record(words: str, url: str) -> str:
    """A line of JSON Lines with these words in every field."""
    fields = dict.fromkeys(FIELDS, words) | {"text": TEXT.format(words=words), "url": url, "published": "2021-05-06"}
    return json.dumps(fields)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, annotator: Annotator) -> Path:
    place = tmp_path_factory.mktemp("documents")
    urls = [SCRIPT_IRI, "data:text/html,<script>alert(6)</script>", *ATTACKS]
    lines = [record(words, url) for words, url in zip(ATTACKS, urls, strict=False)]
    source = place / "<img src=x onerror=alert(7)>.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    real = prepare(place / "graph")
    with locked(real), Archive(real / ARCHIVE) as archive:
        for document in read_documents([str(source)], published=None):
            if not isinstance(document, ReadError):
                archive.put(extract_facts(annotator(document)))
        assert len(archive) == len(ATTACKS)
        publish(real, archive, resolve(archive))
    return place / "graph"


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder, workers=1) as running:
        yield running


def bare(words: str) -> str:
    """Letters, digits and the signs of markup; what reading replaces is left out."""
    return "".join(c for c in words if c.isascii() and (c.isalnum() or c in "<>(){}=&;"))


def links(page: lxml.html.HtmlElement, here: str) -> Iterator[str]:
    """Where a page leads on this server, without what asks for data and without the networks."""
    for link in page.xpath("//a/@href"):
        whole = urljoin(here, link).partition("#")[0]
        if whole.startswith("/") and "format=" not in whole and not whole.startswith(("/network", "/query?", "/map")):
            yield whole


def test_every_page_that_can_be_reached_shows_them_as_words(served: Served) -> None:
    waiting, seen, shown = ["/", "/analysis", "/list-place", "/list-topic", "/list-group"], set(), ""
    while waiting and len(seen) < MOST:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        reply = served.get(path)
        assert reply.status == 200, path
        page = require_harmless(reply.body.decode())
        shown += " ".join(page.text_content().split())
        waiting += links(page, path)
    assert len(seen) > 60
    for words in ATTACKS:
        assert bare(words)[:100] in bare(shown)


@pytest.mark.parametrize("words", ATTACKS, ids=range(len(ATTACKS)))
def test_whatever_is_typed_is_words(served: Served, words: str) -> None:
    given = words[:2000]
    asked = f"SELECT ?s ?words {{ ?s skos:prefLabel ?words FILTER(CONTAINS(?words, {json.dumps(given[:40])})) }}"
    typed = quote(given, safe="")
    for path in (
        f"/search?q={typed}", f"/analysis?from={typed}&to={typed}", f"/node?iri={typed}", f"/id/{typed}",
        f"/query?query={quote(asked)}", f"/query?query={typed}", f"/query?example={typed}",
        f"/list-person?first={typed}", f"/id/state/denmark?on={typed}&event={typed}",
    ):  # fmt: skip
        reply = served.get(path)
        assert reply.status in (200, 400, 404), path
        if reply.type == "text/html":
            html = reply.body.decode().replace('<script src="/static/vendor/editor.js" defer></script>', "")
            assert "49" not in " ".join(require_harmless(html).xpath("//h1//text()"))
    for path in ("/network?about=", "/graphs?graph=", "/sparql?query="):
        assert served.get(path + typed).type in ("text/html", "text/plain")


def test_data_of_hostile_nodes_is_well_formed(served: Served) -> None:
    page = require_harmless(served.get("/list-person").body.decode())
    for path in [link for link in links(page, "/list-person") if link.startswith(("/id/", "/node"))][:20]:
        for accept, form in (("text/turtle", RdfFormat.TURTLE), ("application/ld+json", RdfFormat.JSON_LD)):
            assert list(parse(served.get(path, accept).body, format=form))


def test_files_of_hostile_documents(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as snapshot:
        write_site(snapshot, tmp_path / "site")
    pages = [path for path in (tmp_path / "site").rglob("*.html") if "network" not in path.relative_to(tmp_path).parts]
    assert len(pages) > 60
    for path in pages:
        if path.name != "network.html":
            require_harmless(path.read_text(encoding="utf-8"))
            assert path.resolve().is_relative_to(tmp_path / "site")
            assert len(path.name) < 200
    assert urlsplit(DATA).scheme == "https"
