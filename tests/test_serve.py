"""The server: its guard, its limits, its processes, and the forms of its answers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import StoreError
from kg.graph.guard import check_query, names_service
from kg.graph.tasks import Message, Task
from kg.serve.app import create_app
from kg.serve.guarding import LARGEST_BODY, LONGEST_ADDRESS
from kg.serve.negotiation import PAGE, ROWS, TRIPLES, choose
from kg.serve.pool import Pool
from kg.serve.settings import Settings
from tests.serving import Reply, Served, graph_of, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"
GREEDY = (
    "SELECT ?v40 { BIND('xxxxxxxxxx' AS ?v0) "
    + "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40))
    + "}"
)
EVERYTHING = "SELECT * { ?s ?p ?o }"


def few(name: str, number: int = 60) -> Iterator[Quad]:
    for i in range(number):
        yield Quad(NamedNode(f"urn:{name}:{i}"), NamedNode("urn:p"), Literal("word " * 20 + str(i)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with tight limits over 9,000 triples, enough for an answer that does not stay in memory."""
    folder = graph_of(tmp_path_factory.mktemp("serve") / "graph", few("many", 9000))
    with serving(folder, workers=2, deadline=1.5, memory=1024, waiting=20) as running:
        yield running


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends
        time.sleep(0.05)


# ---------------------------------------------------------------- the guard


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000", "192.168.1.4", "kg.lan:1"]
)
def test_hosts_that_are_this_server(host: str) -> None:
    assert Settings(Path(), names=("kg.lan",)).knows(host)


@pytest.mark.parametrize("host", ["", "evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example", "a:b:c"])
def test_hosts_that_are_not(host: str) -> None:
    assert not Settings(Path()).knows(host)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a graph folder"):
        create_app(Settings(tmp_path))


def test_a_strange_host_is_refused(served: Served) -> None:
    assert served.request("GET", "/sparql", headers={"Host": "evil.example"}).status == 421


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK%20%7B", "/graphs?default", "/nowhere", "/graphs/none"])
def test_every_answer_carries_the_security_headers(served: Served, path: str) -> None:
    reply = served.get(path)
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"


def test_sizes_and_methods(served: Served) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert served.request("POST", "/sparql", b"query=" + b"x" * LARGEST_BODY, form).status == 413
    assert served.request("GET", "/sparql?query=" + "x" * LONGEST_ADDRESS).status in (400, 414)
    assert served.request("BREW", "/sparql").status in (400, 501)
    reply = served.request("DELETE", "/sparql")
    assert reply.status == 405
    assert "GET" in reply.headers["allow"]
    assert served.request("POST", "/sparql", b"", form).status == 400


# ---------------------------------------------------------------- forms of answers


@pytest.mark.parametrize(
    ("accept", "name", "media"),
    [
        ("", "json", "application/sparql-results+json"),
        ("*/*", "json", "application/sparql-results+json"),
        ("text/csv", "csv", "text/csv"),
        ("text/csv;q=0.3, application/xml;q=0.4", "xml", "application/xml"),
        ("application/json", "json", "application/json"),
        ("text/*", "csv", "text/csv"),
        ("text/tab-separated-values;q=1, */*;q=0.1", "tsv", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*", "xml", "application/sparql-results+xml"),
        ("application/sparql-results+xml, application/sparql-results+json", "json", "application/sparql-results+json"),
        ("text/csv;q=high", "csv", "text/csv"),
        ("image/png", "", ""),
        ("*/*;q=0", "", ""),
    ],
)
def test_negotiation(accept: str, name: str, media: str) -> None:
    choice = choose(accept, ROWS)
    assert (choice.name, choice.media) == (name, media)


def test_a_browser_gets_a_page_and_a_program_does_not() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert choose(browser, (*ROWS, *TRIPLES, PAGE)).name == PAGE.name
    assert choose("*/*", (*ROWS, *TRIPLES, PAGE)).name == "json"


@pytest.mark.parametrize("form", ROWS, ids=lambda form: form.name)
def test_tables_in_every_form(served: Served, form: object) -> None:
    for text, words in (("SELECT ?o { <urn:many:7> ?p ?o }", b"word 7"), ("ASK {}", b"true")):
        reply = served.query(text, form.media)  # type: ignore[attr-defined]
        assert reply.status == 200
        assert reply.type == form.media  # type: ignore[attr-defined]
        assert words in reply.body


@pytest.mark.parametrize(
    ("media", "form"),
    [
        ("text/turtle", RdfFormat.TURTLE),
        ("application/n-triples", RdfFormat.N_TRIPLES),
        ("application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_in_every_form(served: Served, media: str, form: RdfFormat) -> None:
    reply = served.query("CONSTRUCT { ?s <urn:x:p> ?o } WHERE { ?s ?p ?o } LIMIT 5", media)
    assert reply.type == media
    assert len(list(parse(reply.body, format=form))) == 5
    assert len(list(parse(served.query("DESCRIBE <urn:many:7>", media).body, format=form))) == 1
    described = served.get("/sparql", media)
    assert described.type == media
    assert len(list(parse(described.body, format=form))) > 10


def test_nothing_acceptable(served: Served) -> None:
    assert served.query("ASK {}", "image/png").status == 406
    assert served.query("ASK {}", "text/turtle").status == 406
    assert served.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status == 406
    assert served.get("/graphs?default", "text/csv").status == 406


def test_what_a_form_cannot_hold(served: Served) -> None:
    reply = served.query('SELECT ("a\\u0001b" AS ?x) {}', "application/sparql-results+xml")
    assert "a\ufffdb" in reply.body.decode()
    reply = served.query("CONSTRUCT { ?s <urn:p/1> ?o } WHERE { ?s ?p ?o }", "application/rdf+xml")
    assert reply.status == 400
    assert b"RDF/XML cannot hold" in reply.body


def test_a_large_answer_comes_whole_and_with_its_length(served: Served) -> None:
    reply = served.query(EVERYTHING)
    assert int(reply.headers["content-length"]) == len(reply.body) > 1_000_000
    assert len(json.loads(reply.body)["results"]["bindings"]) == 9000


def test_a_whole_graph_may_take_longer_than_a_query(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Task] = []
    answer = Pool.answer

    async def noted(pool: Pool, task: Task, *rest: object) -> Message:
        asked.append(task)
        return await answer(pool, task, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Pool, "answer", noted)
    assert served.get("/graphs?default", "application/n-triples").body.count(b"\n") == 9000
    assert [task.seconds for task in asked] == [6 * 1.5]


def test_too_large_and_too_greedy_is_an_error_and_the_server_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.serve.pool.LARGEST_ANSWER", 1 << 20)
    with serving(graph_of(tmp_path / "graph", few("many", 9000)), workers=1, memory=512) as running:
        reply = running.query(EVERYTHING)
        assert reply.status == 503
        assert b"larger than 1 MB" in reply.body
        reply = running.query(GREEDY)
        assert reply.status == 503
        assert b"more than 512 MB of memory" in reply.body
        assert running.query("ASK {}").status == 200


# ---------------------------------------------------------------- errors


def test_errors_have_the_parser_s_message_and_position(served: Served) -> None:
    reply = served.query("SELECT * {\n ?s ?p }")
    assert reply.status == 400
    assert b"error at 2:" in reply.body


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("LOAD <http://127.0.0.1/>", "LOAD is not allowed"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "Update is not allowed"),
        (
            "# a\nPREFIX x: <urn:x> BASE <urn:y>\nwith <g> delete { ?s ?p ?o } where { ?s ?p ?o }",
            "Update is not allowed",
        ),
        ("PREFIX insert: <urn:x> SELECT insert", "does not parse"),
        ("SELECT * " + "{" * 5000, "deeper"),
        ("# " + "x" * 17000, "longer than 16 KB"),
    ],
)
def test_refused_queries(served: Served, text: str, reason: str) -> None:
    reply = served.query(text)
    assert reply.status == 400
    assert reason in reply.body.decode()


def test_only_the_allowed_service_passes() -> None:
    allowed = "http://127.0.0.1:9/sparql"
    good = f"SELECT * {{ SERVICE SILENT <{allowed}> {{ ?s ?p ?o }} }}"
    check_query(good, services=(allowed,))
    assert names_service(good)
    assert names_service(r"ASK { S\u0045RVICE <urn:x> {} }")
    assert not names_service("ASK { ?service ?p 'SERVICE' }")
    for other in ("<http://127.0.0.1:9/>", "?where", "x:y", f"'{allowed}'", f"<{allowed}/../x>"):
        with pytest.raises(Exception, match="SERVICE is not allowed"):
            check_query(f"SELECT * {{ SERVICE {other} {{ ?s ?p ?o }} }}", services=(allowed,))


def test_an_allowed_service_is_asked(tmp_path: Path) -> None:
    with serving(graph_of(tmp_path / "far", few("far", 3)), workers=1) as far:
        allowed = f"{far.url}/sparql"
        with serving(graph_of(tmp_path / "near", few("near", 1)), workers=1, services=(allowed,)) as near:
            reply = near.query(f"SELECT ?s {{ SERVICE <{allowed}> {{ ?s ?p ?o }} }}", "text/csv")
            assert reply.body.count(b"urn:far:") == 3
            assert near.query(f"SELECT ?s {{ SERVICE <{far.url}/x> {{ ?s ?p ?o }} }}").status == 400
            assert b"BasicFederatedQuery" in near.get("/sparql").body


# ---------------------------------------------------------------- processes


def timed(work: Callable[[], Reply]) -> tuple[Reply, float]:
    began = time.monotonic()
    reply = work()
    return reply, time.monotonic() - began


def test_slow_queries_end_and_the_others_are_answered(served: Served) -> None:
    with ThreadPoolExecutor(8) as clients:
        slow = [clients.submit(timed, lambda: served.query(ENDLESS)) for _ in range(2)]
        time.sleep(0.7)
        quick = [timed(lambda: served.query("ASK { <urn:many:7> ?p ?o }")) for _ in range(21)]
        assert {reply.status for reply, _ in quick} == {200}
        assert sorted(seconds for _, seconds in quick)[10] < 1.5
        for future in slow:
            reply, seconds = future.result()
            assert reply.status == 504
            assert b"longer than 1.5 seconds" in reply.body
            assert seconds < 10


def test_too_many_at_once_are_told_to_come_again(served: Served) -> None:
    with ThreadPoolExecutor(40) as clients:
        replies = list(clients.map(lambda _: served.query(ENDLESS), range(40)))
    statuses = {reply.status for reply in replies}
    assert statuses == {503, 504}
    assert any(b"too many queries" in reply.body and "retry-after" in reply.headers for reply in replies)
    wait_for(lambda: served.query("ASK {}").status == 200)


def test_a_process_that_is_killed_is_replaced(served: Served) -> None:
    pool = served.app.state.pool
    wait_for(lambda: len(pool.pids) == 2)
    before = pool.pids
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: len(pool.pids) == 2 and not set(pool.pids) & set(before))
    assert served.query("ASK {}").status == 200


def test_a_client_that_leaves_frees_its_process(tmp_path: Path) -> None:
    with serving(graph_of(tmp_path / "graph", few("many", 9000)), workers=1, deadline=120) as running:
        pool = running.app.state.pool
        with socket.create_connection(("127.0.0.1", running.port)) as link:
            query = ENDLESS.replace(" ", "%20")
            link.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            wait_for(lambda: pool.slow == 1, 30)
        wait_for(lambda: pool.slow == 0, 30)
        assert running.query("ASK {}").status == 200


def test_a_new_build_is_taken_up_without_a_failed_request(tmp_path: Path) -> None:
    folder = graph_of(tmp_path / "graph", few("old"))
    failed: list[int] = []
    with serving(folder, workers=2) as running:
        done = threading.Event()

        def keep_asking() -> None:
            while not done.is_set():
                status = running.query("ASK {}").status
                if status != 200:
                    failed.append(status)

        asking = threading.Thread(target=keep_asking)
        asking.start()
        assert b"true" in running.query("ASK { <urn:old:1> ?p ?o }").body
        graph_of(folder, few("new"))
        wait_for(lambda: all(b"true" in running.query("ASK { <urn:new:1> ?p ?o }").body for _ in range(4)))
        pool = running.app.state.pool
        wait_for(lambda: len(pool.pids) == 2)
        done.set()
        asking.join()
    assert failed == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_processes_have_no_network_and_a_memory_limit(served: Served) -> None:
    pool = served.app.state.pool
    wait_for(lambda: len(pool.pids) == 2)
    assert pool.confined
    for pid in pool.pids:
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert str(1024 << 20) in limits.partition("Max address space")[2].partition("\n")[0]


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_sockets_can_be_forbidden() -> None:
    code = "from kg.graph.confinement import forbid_sockets as f\nprint(f())\nimport socket\nsocket.socket()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert ran.stdout == "False\n" or "PermissionError" in ran.stderr
