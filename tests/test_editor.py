"""The page for queries: without scripts, with hostile words, and in a browser where its script was built."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import DATA
from kg.query.named import named_queries
from tests.serving import Served, graph_of, serving

HOSTILE = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'{{ 7 * 7 }}\u202e=1+1"
ROWS = "SELECT ?s ?o { ?s ?p ?o } ORDER BY ?o"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    quads = [
        Quad(NamedNode(f"{DATA}person/ann"), NamedNode("urn:p"), Literal(HOSTILE)),
        Quad(NamedNode("javascript:alert(1)"), NamedNode("urn:p"), Literal("=1+1")),
        *(Quad(NamedNode(f"urn:n{i}"), NamedNode("urn:q"), Literal(i)) for i in range(1200)),
    ]
    with serving(graph_of(tmp_path_factory.mktemp("editor") / "graph", quads), workers=1) as running:
        yield running


def test_the_page_before_anything_is_asked(served: Served) -> None:
    page = served.get("/query", "text/html")
    text = page.body.decode()
    assert page.status == 200
    assert page.type == "text/html"
    assert "<textarea" in text
    for named in named_queries():
        assert f'href="/query?example={named.name}"' in text
        shown = served.get("/query", example=named.name).body.decode()
        assert named.text.strip() in unescape(shown)
    assert served.get("/query", example="../../etc").status == 200


def test_an_answer_without_scripts(served: Served) -> None:
    text = served.get("/query", query=ROWS.replace("?p", "<urn:p>")).body.decode()
    assert f'href="/id/person/ann"' in text  # noqa: F541
    assert "2 rows" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "{{ 7 * 7 }}" in unescape(text)
    assert "\u202e" not in text
    assert 'href="javascript' not in text
    link = unescape(re.findall(r'rel="bookmark" href="([^"]+)"', text)[0])
    assert served.get(link).body.decode() == text


def test_long_answers_are_cut_and_said_to_be(served: Served) -> None:
    text = served.get("/query", query=ROWS).body.decode()
    assert "1000 first rows" in text
    assert "There are more rows" in text
    assert served.get("/query", query=ROWS, download="csv").body.count(b"\n") == 1203


@pytest.mark.parametrize(("query", "status"), [("SELECT", 400), ("<script>", 400), ("ASK { SERVICE <urn:x> {} }", 400)])
def test_an_error_is_on_the_page(served: Served, query: str, status: int) -> None:
    page = served.get("/query", query=query)
    assert page.status == status
    assert "No answer" in page.body.decode()
    assert query in unescape(page.body.decode())


def test_files_to_keep(served: Served) -> None:
    query = ROWS.replace("?p", "<urn:p>")
    saved = served.get("/query", query=query, download="csv")
    assert saved.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert saved.body.startswith(codecs.BOM_UTF8 + b"s,")  # spreadsheets take it for UTF-8
    assert "'=1+1" in saved.body.decode()
    bare = served.query(query, "text/csv").body
    assert bare.startswith(b"s,")
    assert "'=1+1" not in bare.decode()
    assert json.loads(served.get("/query", query=query, download="json").body)["results"]
    assert served.get("/query", query=query, download="turtle").status == 406
    built = "CONSTRUCT WHERE { ?s <urn:p> ?o }"
    assert served.get("/query", query=built, download="turtle").type == "text/turtle"
    assert served.get("/query", query=built, download="csv").body.count(b"\n") == 3
    assert "2 rows" in served.get("/query", query=built).body.decode()
    assert "answer" in served.get("/query", query="ASK {}").body.decode()
    assert served.get("/query", query=built, download="docx").status == 400


def test_a_browser_is_led_to_the_page(served: Served) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert served.get("/sparql", browser).headers["location"] == "/query"
    led = served.get("/sparql", browser, query="ASK {}")
    assert (led.status, led.headers["location"]) == (303, "/query?query=ASK+%7B%7D")


def test_what_completion_knows(served: Served) -> None:
    known = json.loads(served.get("/query/terms").body)
    assert known["base"] == DATA
    assert known["prefixes"]["kg"] == "https://w3id.org/incumbent/ns#"
    assert "https://w3id.org/incumbent/ns#Tenure" in known["classes"]
    assert "https://w3id.org/incumbent/ns#post" in known["properties"]


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
def test_the_editor_in_a_browser(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request", lambda asked: None if asked.url.startswith((served.url, "data:")) else troubles.append(asked.url)
    )
    page.goto(f"{served.url}/query?query={quote(ROWS.replace('?p', '<urn:p>'))}")
    page.wait_for_selector(".yasr tbody tr")
    assert "ORDER BY" in page.inner_text(".CodeMirror")
    shown = page.inner_text(".yasr tbody")
    assert "<script>alert(1)</script>" in shown
    assert "\u202e" not in shown
    assert "\ufffd" in shown
    assert "{{ 7 * 7 }}" in shown
    page.fill(".tableFilter", "onerror")
    page.press(".tableFilter", "End")
    page.wait_for_function("document.querySelectorAll('.yasr tbody tr').length === 1")
    page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('ASK { ?s ?p 1 }')")
    page.click(".yasqe_share")
    asked = f"{served.url}/query?query={quote('ASK { ?s ?p 1 }')}"
    assert page.input_value(".yasqe_sharePopup input") == asked
    assert page.evaluate("document.querySelector('a[rel=bookmark]').href") == asked
    assert troubles == []
    page.close()


@pytest.mark.browser
@pytest.mark.usefixtures("assets")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_barrier_in_the_editor(served: Served, browser: Browser, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 500})  # type: ignore[arg-type]
    for address in (f"?query={quote(ROWS)}", "?example=tenures"):
        page.goto(f"{served.url}/query{address}")
        page.wait_for_selector(".yasr tbody tr" if "example" not in address else ".CodeMirror-line")
        found = Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    page.close()
