"""Whom the server answers: programs and its own pages always, pages of other sites with leave; nobody who dawdles."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import KGError
from kg.serve.origins import origin_of
from tests.serving import Served, graph_of, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FRIEND = "https://friend.example"
SECRET = "a name that is nobody's business"
ASK = "/sparql?query=SELECT%20%3Fo%20%7B%3Fs%20%3Fp%20%3Fo%7D"
PATHS = (ASK, "/sparql?query=ASK%7B", "/graphs?default", "/", "/search?q=a", "/query/terms", "/node?iri=urn:s")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(SECRET))
    return graph_of(tmp_path_factory.mktemp("strangers") / "graph", [quad])


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder, workers=1) as running:
        yield running


@pytest.fixture(scope="module")
def open_to_one(folder: Path) -> Iterator[Served]:
    with serving(folder, workers=1, origins=(FRIEND,)) as running:
        yield running


def asked(server: Served, path: str, headers: Mapping[str, str], method: str = "GET") -> tuple[int, str]:
    reply = server.request(method, path, headers=headers)
    return reply.status, reply.headers.get("access-control-allow-origin", "")


@pytest.mark.parametrize("path", PATHS)
def test_pages_of_other_sites_learn_nothing(served: Served, path: str) -> None:
    fetched = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
    for headers in ({"Origin": FRIEND}, {"Origin": "null"}, fetched, {**fetched, "Sec-Fetch-Site": "same-site"}):
        assert asked(served, path, headers) == (403, "")
        assert asked(served, path, headers, "OPTIONS") == (403, "")


@pytest.mark.parametrize("path", PATHS)
def test_programs_own_pages_and_followed_links_are_answered(served: Served, path: str) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    for headers in ({}, {"Origin": served.url}, {"Sec-Fetch-Site": "same-origin", "Origin": "null"}, followed):
        status, leave = asked(served, path, headers)
        assert status != 403
        assert leave == ""
    assert served.get(path).headers["cross-origin-resource-policy"] == "same-origin"


def test_leave_for_one_site_is_for_no_other(open_to_one: Served) -> None:
    cross = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    for path in PATHS:
        status, leave = asked(open_to_one, path, {"Origin": FRIEND, **cross})
        assert status != 403
        assert leave == FRIEND
        for other in ("https://friend.example.evil", "http://friend.example", "https://friend.example:8443", "null"):
            assert asked(open_to_one, path, {"Origin": other, **cross}) == (403, "")
    assert asked(open_to_one, ASK, {}) == (200, "")
    reply = open_to_one.request("OPTIONS", "/sparql", headers={"Origin": FRIEND})
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "content-type" in reply.headers["access-control-allow-headers"]


def test_leave_for_all(folder: Path) -> None:
    with serving(folder, workers=1, origins=("*",)) as server:
        assert asked(server, ASK, {"Origin": FRIEND, "Sec-Fetch-Site": "cross-site"}) == (200, "*")
        assert asked(server, ASK, {}) == (200, "*")


@pytest.mark.parametrize("given", ["friend.example", "javascript:alert(1)", "https://a.example/path", "null", ""])
def test_what_is_no_origin(given: str) -> None:
    assert origin_of("HTTPS://A.example:8443/") == "https://a.example:8443"
    with pytest.raises(KGError, match="is not an origin"):
        origin_of(given)


@pytest.mark.browser
def test_a_stranger_s_page_in_a_browser(browser: Browser, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>stranger</title>", encoding="utf-8")
    handler = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=tmp_path)) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{other.server_port}"
        for origins, told in (((), None), ((site,), SECRET)):
            with serving(folder, workers=1, origins=origins) as server:
                page = browser.new_page()
                page.goto(f"{site}/page.html")
                fetched = "address => fetch(address).then((answer) => answer.text()).catch(() => null)"
                answer = page.evaluate(fetched, server.url + ASK)
                assert (SECRET in answer) if told else answer is None
                page.goto(f"{server.url}/node?iri=urn:s")
                assert SECRET in page.inner_text("main")
                page.close()
        other.shutdown()


# ---------------------------------------------------------------- those who dawdle


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.wire.HEAD_WITHIN", 0.3)
    monkeypatch.setattr("kg.serve.wire.TAKEN_WITHIN", 0.3)


def told_to(server: Served, *parts: bytes, pause: float = 0.0) -> bytes:
    """What the server says to these bytes until it closes the connection; nothing where it did before it heard all."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=1) as link:
        said = b""
        try:
            for part in parts:
                link.sendall(part)
                time.sleep(pause)
            while more := link.recv(65536):
                said += more
        except TimeoutError:
            return said + b"(still open)"
        except OSError:
            pass
        return said


def test_a_head_that_does_not_come_is_not_waited_for(impatient: None, folder: Path) -> None:
    head = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
    with serving(folder, workers=1) as server:
        assert told_to(server) == b""
        assert told_to(server, head).startswith(b"HTTP/1.1 408 ")
        assert b"(still open)" not in told_to(server, head, *([b"X-A: b\r\n"] * 12), pause=0.05)
        whole = head.replace(b"GET /", b"GET /nowhere") + b"\r\n"
        assert b"(still open)" in told_to(server, whole)
        assert b"HTTP/1.1 408 " in told_to(server, whole, head, pause=0.1)
        assert told_to(server, head, *([b"X-A: " + b"b" * 20_000 + b"\r\n"] * 8)).startswith(b"HTTP/1.1 431 ")
        in_two = told_to(server, head.replace(b"GET /", b"GET /nowhere"), b"\r\n", pause=0.1)
        assert in_two.startswith(b"HTTP/1.1 404 ")


def test_who_does_not_listen_is_let_go(impatient: None, tmp_path: Path) -> None:
    words = Literal("word " * 2000)
    quads = (Quad(NamedNode(f"urn:{number}"), NamedNode("urn:p"), words) for number in range(3000))
    with (
        serving(graph_of(tmp_path / "graph", quads), workers=1) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=5) as link,
    ):
        link.sendall(b"GET /graphs?default HTTP/1.1\r\nHost: localhost\r\n\r\n")
        received = len(link.recv(1))
        time.sleep(1)
        with suppress(ConnectionError):
            while more := link.recv(1 << 20):
                received += len(more)
        assert received < 3000 * 10_000
        assert server.query("ASK {}").status == 200
