"""The graph folder and its store: whose it is, what a crash leaves, what readers see; and queries that mean harm."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from graph_fixtures import build, first_report, second_report
from hypothesis import given
from hypothesis import strategies as st

from kg import doctor
from kg.errors import QueryError, StoreError
from kg.graph import store as store_module
from kg.graph.archive import Archive
from kg.graph.check import check_graph
from kg.graph.folder import ARCHIVE, MARKER, locked, prepare, read_marker
from kg.graph.guard import MAX_DEPTH, check_query
from kg.graph.launching import failure
from kg.graph.querying import query
from kg.graph.store import open_graph, open_store
from kg.graph.texts import text_digest
from kg.model import Extraction


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    build(tmp_path / "graph", (first_report(),))
    return tmp_path / "graph"


@pytest.fixture(scope="module")
def shared_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries") / "graph"
    build(folder, (first_report(), second_report()))
    return folder


def size(folder: Path) -> int:
    with open_store(folder) as snapshot:
        return len(snapshot.store)


def test_a_folder_with_other_peoples_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match=r"not a graph folder and not empty \(letter.txt\)"):
        prepare(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_a_folder_of_another_program_version_or_base_is_refused(graph: Path) -> None:
    with pytest.raises(StoreError, match="built with base"):
        prepare(graph, "https://example.org/id/")
    marker = graph / MARKER
    marker.write_text(marker.read_text().replace('"format": 1', '"format": 99'))
    with pytest.raises(StoreError, match="format 99"):
        read_marker(graph)
    marker.write_text("{")
    with pytest.raises(StoreError, match="unreadable"):
        read_marker(graph)


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_reading_what_is_no_graph(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="not a graph folder"), open_store(tmp_path / name):
        pass
    assert not (tmp_path / "nothing").exists()


def test_a_folder_before_its_first_build(tmp_path: Path) -> None:
    prepare(tmp_path)
    with pytest.raises(StoreError, match="no build has been completed"), open_store(tmp_path):
        pass


def test_one_build_at_a_time_also_by_another_name(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(graph)
    assert prepare(tmp_path / "alias") == graph.resolve()
    refused = pytest.raises(StoreError, match="another build")
    with locked(graph), refused, locked(tmp_path / "alias"):
        pass
    with locked(graph):
        pass


def test_readers_keep_what_they_opened_while_the_next_build_is_published(graph: Path) -> None:
    with open_store(graph) as before:
        quads = len(before.store)
        build(graph, (second_report(),))
        assert len(list(before.store)) == quads
        assert size(graph) > quads
    build(graph, (second_report(),))
    assert len(list(graph.glob("store-*"))) == 1


def test_a_published_store_is_read_only(graph: Path) -> None:
    with open_store(graph) as snapshot, pytest.raises(RuntimeError):
        snapshot.store.clear()


def test_building_again_replaces_and_leaves_nothing_behind(graph: Path) -> None:
    quads = size(graph)
    build(graph, ())
    assert size(graph) == quads
    store = read_marker(graph).store
    assert sorted(path.name for path in graph.iterdir()) == [ARCHIVE, MARKER, "lock", f"search-{store}.sqlite", store]


def test_a_damaged_or_missing_store(graph: Path) -> None:
    path = graph / str(read_marker(graph).store)
    (path / "CURRENT").unlink()
    with pytest.raises(StoreError, match="damaged"), open_store(graph):
        pass
    shutil.rmtree(path)
    with pytest.raises(StoreError, match="missing"), open_store(graph):
        pass


def test_a_failed_write_keeps_the_former_store(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quads, marker = size(graph), read_marker(graph)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module, "_fill", fail)
    with pytest.raises(StoreError, match="free some space"):
        build(graph, (second_report(),))
    assert (size(graph), read_marker(graph)) == (quads, marker)


def test_a_full_disk_is_noticed_before(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(graph)._replace(free=1)
    monkeypatch.setattr(store_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match="free some space"):
        build(graph, (second_report(),))


def test_kill_during_a_build_leaves_the_former_graph(graph: Path) -> None:
    quads = size(graph)
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        sys.path.insert(0, sys.argv[2])
        from graph_fixtures import build, second_report
        from kg.graph import store
        whole = store._fill
        def fill(path, quads):
            entries = whole(path, quads)
            print("filled", flush=True)
            sys.stdin.read()
            return entries
        store._fill = fill
        build(Path(sys.argv[1]), (second_report(),))
    """)
    arguments = [sys.executable, "-c", script, str(graph), str(Path(__file__).parent)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"filled\n"
        os.kill(child.pid, signal.SIGKILL)
    assert size(graph) == quads
    build(graph, ())
    assert size(graph) > quads
    assert len(list(graph.glob("store-*"))) == 1


def test_the_archive_keeps_texts_and_notices_damage(graph: Path, tmp_path: Path) -> None:
    report = first_report()
    with Archive(graph / ARCHIVE) as archive:
        assert list(archive) == [report]
        assert archive.text("unknown") is None
        archive._write("UPDATE documents SET text = zeroblob(9)", ())
        with pytest.raises(StoreError, match="damaged"):
            archive.text(report.document.id)
        archive.remove(report.document.id)
        assert len(archive) == 0
    (tmp_path / "other").write_bytes(b"no database at all, but long enough to have a header" * 9)
    with pytest.raises(StoreError, match="not an archive"):
        Archive(tmp_path / "other")
    with pytest.raises(StoreError, match="no archive"):
        Archive(tmp_path / "absent", read_only=True)


def test_of_two_sources_of_one_text_the_first_in_order_stays(tmp_path: Path) -> None:
    report = first_report()
    other = msgspec.structs.replace(report, document=msgspec.structs.replace(report.document, source="a.txt"))
    for name, documents in (("ab", (report, other)), ("ba", (other, report))):
        with Archive(tmp_path / name) as archive:
            for document in documents:
                archive.put(document)
            assert [kept.document.source for kept in archive] == ["a.txt"]


def under(source: str, words: str) -> Extraction:
    """The first report with other words, from this source."""
    report = first_report()
    header = msgspec.structs.replace(report.document, id=text_digest(words)[:16], source=source)
    return msgspec.structs.replace(report, document=header, text=words, mentions=(), facts=())


def test_an_edited_article_takes_the_place_of_the_former(tmp_path: Path) -> None:
    with Archive(tmp_path / "archive") as archive:
        for source, words in (("a.txt", "one"), ("b.txt", "two"), ("a.txt", "three"), ("-", "four"), ("-", "five")):
            archive.put(under(source, words))
        kept = sorted((said.document.source, said.text) for said in archive)
        assert kept == [("-", "five"), ("-", "four"), ("a.txt", "three"), ("b.txt", "two")]
        archive.put(under("b.txt", "three"))
        assert "two" not in {said.text for said in archive}


def test_overwritten_pages_of_the_archive_are_told(graph: Path) -> None:
    path = graph / ARCHIVE
    whole = path.read_bytes()
    told = 0
    for page in range(1, len(whole) // 4096):
        path.write_bytes(whole[: page * 4096] + b"\xa5" * 4096 + whole[(page + 1) * 4096 :])
        for look in (read_all, examine, lambda folder: check_graph(folder, shapes=False)):
            try:
                look(graph)
            except StoreError:
                told += 1
    assert told
    path.write_bytes(whole)
    assert check_graph(graph, shapes=False).conforms


def read_all(graph: Path) -> None:
    with Archive(graph / ARCHIVE, read_only=True) as archive:
        assert all(archive)


def examine(graph: Path) -> None:
    assert doctor._graph(graph).what == "graph"


def test_open_graph_is_a_dataset_over_the_store(graph: Path) -> None:
    dataset = open_graph(graph)
    assert len(dataset) > 0
    assert any("/graph/" in str(named.identifier) for named in dataset.graphs())
    dataset.close()


# ---------------------------------------------------------------- queries


def test_answers(shared_graph: Path) -> None:
    select = query(shared_graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert int(next(iter(select.solutions()))["n"].value) > 100
    assert query(shared_graph, "ASK { ?s ?p ?o }").truth()
    assert len(query(shared_graph, "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3").triples()) == 3


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("select * { service silent<http://127.0.0.1/>{ ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "FROM is not allowed"),
        ("SELECT * FROM<http://127.0.0.1/> { ?s ?p ?o }", "FROM is not allowed"),
        ("LOAD <http://127.0.0.1/>", "LOAD is not allowed"),
        (r"SELECT * { \u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        (r'SELECT * { ?s ?p "\u0022 } SERVICE <urn:x> { ?a ?b "" } }', "does not end|not allowed"),
        ("SELECT * { ?s ?p 'open }", "does not end"),
        ("SELECT * " + "{" * (MAX_DEPTH + 1), "deeper"),
        ("SELECT * { " + "((" * 60 + " }", "deeper"),
        ("SELECT * { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(400)) + " }", "patterns"),
        ("# " + "x" * 17000 + "\nASK {}", "longer than 16 KB"),
    ],
)
def test_refused_before_anything_parses_it(text: str, reason: str) -> None:
    with pytest.raises(QueryError, match=reason):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?from { ?from ?load ?service }",
        'SELECT * { ?s ?p "FROM here, LOAD there, SERVICE" }',
        "SELECT * { ?s ?p '''it's from''' } # FROM a comment",
        "PREFIX from: <urn:from#> SELECT * { ?s from:service from:load }",
        r"PREFIX e: <urn:e> SELECT * { ?s e:it\'s ?from } ",
        "SELECT * { ?s ?p <urn:SERVICE#FROM> FILTER(?s < 3 && ?p > 2) }",
    ],
)
def test_words_that_only_look_forbidden(text: str) -> None:
    check_query(text)


@given(st.text(max_size=200))
def test_the_guard_ends_on_any_text(text: str) -> None:
    with suppress(QueryError):
        check_query(text)


PIECES = (
    "SERVICE",
    "service",
    "\u017fervice",
    "From",
    "load",
    "NAMED",
    "<urn:x>",
    "<a.b;c,d>",
    "?s",
    "e:from",
    "{",
    "}",
    "(",
    "[",
    ".",
    ";",
    "\n",
    "#",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from((1, 60)), st.booleans())
def test_the_short_look_takes_what_the_long_one_takes(pieces: list[str], times: int, datasets: bool) -> None:
    text = " ".join(pieces * times)
    assert is_taken(text, datasets) == is_taken(text + "\n# it's a comment, which asks for the long look", datasets)


def is_taken(text: str, datasets: bool) -> bool:
    try:
        check_query(text, datasets=datasets)
    except QueryError:
        return False
    return True


@pytest.mark.parametrize("text", ["SELECT", "SELECT * {", "CHANGE ALL", ""])
def test_what_is_no_query_does_not_parse(shared_graph: Path, text: str) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        query(shared_graph, text)


@pytest.mark.parametrize("text", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DROP ALL", "clear default"])
def test_an_update_is_refused_as_one(shared_graph: Path, text: str) -> None:
    before = next(iter(query(shared_graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").solutions()))["n"]
    with pytest.raises(QueryError, match="SPARQL Update is not allowed"):
        query(shared_graph, text)
    assert next(iter(query(shared_graph, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").solutions()))["n"] == before


def test_a_query_that_takes_too_long_is_ended(shared_graph: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"
    with pytest.raises(QueryError, match="the query took longer than"):
        query(shared_graph, endless, deadline=1.5)
    assert query(shared_graph, "ASK {}").truth()


def test_a_query_that_takes_too_much_memory_is_ended(shared_graph: Path) -> None:
    doubling = "".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1}) " for i in range(40))
    with pytest.raises(QueryError, match="memory"):
        query(shared_graph, f"SELECT ?v40 {{ BIND('xxxxxxxxxx' AS ?v0) {doubling} }}", memory=1 << 30)
    assert query(shared_graph, "ASK {}").truth()


def test_nothing_from_the_folder_at_hand_runs(
    shared_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg").mkdir()
    for name in ("msgspec.py", "resource.py", "kg/__init__.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for path in ("", os.pathsep):
        monkeypatch.setenv("PYTHONPATH", path)
        assert query(shared_graph, "ASK {}").truth()
    assert not (tmp_path / "ran").exists()


def test_why_a_query_process_failed() -> None:
    assert "needed more than 64 MB" in failure(-6, "memory allocation of 9 bytes failed\n", 64 << 20)
    assert "needed more than 64 MB" in failure(1, "Traceback\nMemoryError\n", 64 << 20)
    assert failure(1, "Traceback\nImportError: x\n", 1) == "the query process failed: ImportError: x"
    assert failure(-11, "", 1) == "the query process failed: ended by SIGSEGV"
    assert failure(3, "", 1) == "the query process failed: exit status 3"


def test_known_prefixes_need_no_declaration(shared_graph: Path) -> None:
    assert query(shared_graph, "ASK { state:france a kg:State ; skos:prefLabel ?name }").truth()
    assert not query(shared_graph, "PREFIX kg: <urn:other:> ASK { ?s a kg:State }").truth()


def test_a_parser_s_message_is_one_readable_line(shared_graph: Path) -> None:
    with pytest.raises(QueryError) as refused:
        query(shared_graph, "SELECT ?s { ?s kg:x ?o")
    assert str(refused.value).startswith("the query does not parse: error at 1:23: expected one of")
    assert len(str(refused.value)) < 200
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has networks of a process's own")
def test_the_worker_leaves_the_network_where_it_can() -> None:
    look = "import os; print(os.readlink('/proc/self/ns/net'))"
    code = f"from kg.graph.confinement import leave_network\n{look}\nprint(leave_network())\n{look}"
    before, left, after = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert (before != after) == (left == "True")


def test_a_query_over_no_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a graph folder"):
        query(tmp_path, "ASK {}")
    prepare(tmp_path)
    with pytest.raises(StoreError, match="no build"):
        query(tmp_path, "ASK {}")
