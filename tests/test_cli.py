"""The command line: usage, messages and exit statuses. What it prints on a real graph is in the tutorial's test."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from typer.testing import CliRunner

from kg import __version__, cli, console, doctor
from kg.errors import KGError, StoreError
from kg.export import EXPORTERS, FOLDERS
from kg.graph import check
from kg.graph.archive import Archive, Entry
from kg.graph.check import Report
from kg.graph.conflicts import Conflict
from kg.graph.disputes import Dispute
from kg.graph.folder import ARCHIVE, MARKER, locked, prepare
from kg.graph.store import write_store
from kg.query.results import WRITERS

RUN = CliRunner()


@pytest.fixture(scope="module")
def empty_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published graph without a document."""
    folder = prepare(tmp_path_factory.mktemp("graph") / "empty")
    with locked(folder), Archive(folder / ARCHIVE) as archive:
        write_store(folder, [], archive)
    return folder


def test_version() -> None:
    assert RUN.invoke(cli.app, ["--version"]).stdout == f"kg {__version__}\n"


def test_formats_are_those_of_the_writers() -> None:
    assert get_args(cli.Form) == tuple(WRITERS)
    assert get_args(cli.Exported) == (*EXPORTERS, *FOLDERS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing-of-the-kind"],
        ["build"],
        ["build", "a.txt", "--sample"],
        ["extract"],
        ["query", "graph"],
        ["query", "graph", "officeholders", "--file", "q.rq"],
        ["query", "graph", "officeholders", "--param", "state"],
        ["query", "graph", "-", "--param", "state=Hungary"],
        ["query", "graph", "officeholders", "--param", "state=Hungary", "--param", "state=Sweden"],
        ["query", "graph", "officeholders", "--format", "parchment"],
        ["export", "graph", "--format", "parchment"],
        ["build", "a.txt", "--workers", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    result = RUN.invoke(cli.app, arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")


@pytest.mark.parametrize("command", ["query", "show", "export", "browse", "check"])
def test_a_folder_that_is_no_graph_is_one_line_and_status_1(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rest = {"query": ["officeholders"], "show": ["anyone"]}.get(command, [])
    monkeypatch.setattr(sys, "argv", ["kg", command, str(tmp_path), *rest])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    printed = capsys.readouterr()
    assert stopped.value.code == 1
    assert printed.out == ""
    assert printed.err.startswith("kg: ")
    assert printed.err.count("\n") == 1


def test_own_sparql_from_a_file_and_from_standard_input(empty_graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    for arguments, given in ([("--file", str(file)), ""], [("--file", "-"), "ASK {}"], [("-",), "ASK {}"]):
        result = RUN.invoke(cli.app, ["query", str(empty_graph), *arguments, "--format", "csv"], input=given)
        assert result.stdout.replace("\r", "") == ("answer\nyes\n" if given else "answer\nno\n")
    select = RUN.invoke(cli.app, ["query", str(empty_graph), "-", "--format", "tsv"], input="SELECT ?s { ?s ?p ?o }")
    assert select.stdout == "?s\n"
    triples = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
    turtle = RUN.invoke(cli.app, ["query", str(empty_graph), "-", "--format", "turtle"], input=triples)
    assert turtle.stdout.strip() == "<urn:a> <urn:b> 1 ."


def test_a_query_that_cannot_be_read_says_so(empty_graph: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_bytes(b"\xff\xfe\xff")
    piped = RUN.invoke(cli.app, ["query", str(empty_graph), "-"], input=file.read_bytes())
    assert isinstance(piped.exception, KGError)
    assert str(piped.exception).startswith("standard input: not a query in UTF-8")
    for path in (file, tmp_path / "missing.rq"):
        result = RUN.invoke(cli.app, ["query", str(empty_graph), "--file", str(path)])
        assert isinstance(result.exception, KGError)
        assert path.name in str(result.exception)


def test_output_makes_its_folder_and_names_what_it_cannot_write(tmp_path: Path) -> None:
    with console.output(tmp_path / "new" / "file.ttl") as stream:
        stream.write(b"x")
    assert (tmp_path / "new" / "file.ttl").read_bytes() == b"x"
    with pytest.raises(KGError, match="cannot be written"), console.output(tmp_path):
        pass


def test_output_changes_nothing_where_writing_fails(tmp_path: Path) -> None:
    file = tmp_path / "file.ttl"
    file.write_bytes(b"before")

    def damaged() -> Iterator[bytes]:
        yield b"half"
        raise StoreError("damaged")

    with pytest.raises(StoreError), console.output(file) as stream:
        stream.writelines(damaged())
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]
    with console.output(Path("/dev/null")) as stream:
        stream.write(b"x")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", [MARKER, ARCHIVE, "lock", "store-1", "store-1/CURRENT"])
def test_output_never_replaces_a_graph_s_own_files(name: str, empty_graph: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(empty_graph, target_is_directory=True)
    before = (empty_graph / MARKER).read_bytes()
    for folder in (empty_graph, tmp_path / "link"):
        with pytest.raises(KGError, match="belongs to the graph folder"), console.output(folder / name):
            pass
    assert (empty_graph / MARKER).read_bytes() == before
    assert not [path for path in empty_graph.iterdir() if path.name.endswith(".new")]


def test_many_complaints_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    console.complain_of(range(25))
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"kg: {number}" for number in range(20)] + ["kg: and 5 more"]


def report(**values: object) -> Report:
    counts = dict.fromkeys(("documents", "quads", "triples", "facts", "mentions", "spans", "verified"), 1)
    return msgspec.convert(counts | values, Report)


def test_check_shows_differences_and_no_control_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    conflict = Conflict(post="Chief\n\x1b[2J", begin="2020", end="2021", holders=("A", "B\u202e"))
    told = Dispute(node="A meets B", property="factuality", held="Actual", others=("Claimed", "Negated"))
    found = report(conflicts=[msgspec.to_builtins(conflict)], disputes=[msgspec.to_builtins(told)])
    monkeypatch.setattr(check, "check_graph", lambda _: found)
    printed = RUN.invoke(cli.app, ["check", "any"]).stdout
    assert "conflict: Chief \ufffd[2J, 2020 to 2021: A and B\ufffd\n" in printed
    assert "told differently: A meets B: factuality Actual, elsewhere Claimed and Negated\n" in printed


def test_any_letter_reaches_a_narrow_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    console.allow_any_letter()
    console.say("Erdo\u011fan")
    stream.flush()
    assert stream.buffer.getvalue() == b"Erdo\\u011fan\n"  # type: ignore[attr-defined]


def test_complaints_are_one_line_without_control_codes(capsys: pytest.CaptureFixture[str]) -> None:
    console.complain("a\n\x1b[31mred\u202e[/b].txt: empty")
    assert capsys.readouterr().err == "kg: a \ufffd[31mred\ufffd[/b].txt: empty\n"


def test_progress_is_silent_where_it_is_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress() as move:
        assert move is None
    assert capsys.readouterr().err == ""


def test_progress_moves_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with console.progress() as move:
        assert move is not None
        move("[/b]", 7)
    shown = capsys.readouterr().err
    assert "[/b]" in shown
    assert "7/?" in shown


def test_doctor_compares_the_store_with_its_ledger(empty_graph: Path) -> None:
    assert [finding.well for finding in doctor.examine(empty_graph)] == [True] * 4


def test_doctor_names_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = {finding.what: finding for finding in doctor.examine(tmp_path, model="no_such_model")}
    assert not findings["language model"].well
    assert "no_such_model" in findings["language model"].detail
    assert not findings["graph"].well


def test_doctor_sees_a_store_that_lost_quads(empty_graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = {"": Entry(3, "0" * 32)}
    monkeypatch.setattr(Archive, "ledger", lambda self, store: ledger)
    result = RUN.invoke(cli.app, ["doctor", str(empty_graph)])
    assert result.exit_code == 1
    assert "FAIL  graph" in result.stdout


def test_an_error_of_ours_is_never_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Iterator[doctor.Finding]:
        raise StoreError("damaged\nbadly")

    monkeypatch.setattr(doctor, "examine", fail)
    monkeypatch.setattr(sys, "argv", ["kg", "doctor"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().err == "kg: damaged badly\n"
