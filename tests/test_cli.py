"""The command line: usage, messages and exit statuses. What it prints on a real graph is in the tutorial's test."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from kg import __version__, cli, console, doctor
from kg.errors import KGError, StoreError
from kg.export import EXPORTERS
from kg.graph.archive import Archive, Entry
from kg.graph.folder import ARCHIVE, locked, prepare
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
    assert get_args(cli.Exported) == tuple(EXPORTERS)


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


def test_complaints_are_one_line_without_control_codes(capsys: pytest.CaptureFixture[str]) -> None:
    console.complain("a\n\x1b[31mred\u202e[/b].txt: empty")
    assert capsys.readouterr().err == "kg: a \ufffd[31mred\ufffd[/b].txt: empty\n"


def test_progress_is_silent_where_it_is_piped(capsys: pytest.CaptureFixture[str]) -> None:
    with console.progress("Reading") as move:
        assert move is None
    assert capsys.readouterr().err == ""


def test_progress_moves_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with console.progress("[/b]") as move:
        assert move is not None
        move(1, 2)
    assert "1/2" in capsys.readouterr().err


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
