"""A build from its inputs to its exit status: bad inputs are named and the good ones built, a bad graph is told."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
import rdflib
from graph_fixtures import first_report, second_report
from pyoxigraph import DefaultGraph, Literal, Quad
from spacy.language import Language
from typer.testing import CliRunner

import kg
from kg import cli, pipeline, workers
from kg.errors import KGError, NothingReadError, ReadError, StoreError
from kg.graph import publishing
from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE
from kg.graph.names import require_base
from kg.graph.rdf.reading import Withheld
from kg.graph.vocabulary import KG, OA, RDF
from kg.model import Extraction, Tenure

RUN = "from kg.cli import main; main()"
PLAIN = "Lena Aalto, the foreign minister of Finland, met her Swedish counterpart in Helsinki on 4 May 2021.\n"
LATIN = "The Spanish government said on Monday that José Peña, the mayor of Logroño, will visit Lisbon.\n"
WIDE = "Élodie Çelik, the ambassador of France in Ankara, resigned on 2 March 2020.\n"
WITH_NUL = "Norway's prime minister Per\0Dahl visited Iceland on 5 June 2021.\n"

Quads = Callable[[Iterable[Quad]], Iterator[Quad]]


# ---------------------------------------------------------------- all sorts of input, through the real command


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of good and bad inputs."""
    place = tmp_path_factory.mktemp("build")
    inputs = place / "inputs"
    (inputs / "deeper").mkdir(parents=True)
    (inputs / "deeper" / "loop").symlink_to(inputs, target_is_directory=True)
    (inputs / "a-plain.txt").write_text(PLAIN, encoding="utf-8")
    (inputs / "b-empty.txt").touch()
    (inputs / "c-random.txt").write_bytes(random.Random(7).randbytes(20_000))
    (inputs / "d-long.txt").write_bytes(b"word " * 4_000_000)
    (inputs / "e-latin.txt").write_bytes(LATIN.encode("latin-1"))
    (inputs / "f-wide.txt").write_bytes(WIDE.encode("utf-16"))
    (inputs / "g-nul.txt").write_text(WITH_NUL, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def mixed(workplace: Path) -> subprocess.CompletedProcess[str]:
    """The build of that folder and of a path that is not there."""
    return subprocess.run(
        [sys.executable, "-c", RUN, "build", "inputs", "missing.txt", "--out", "graph", "--published", "2021-06-10"],
        cwd=workplace,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )


def test_each_bad_input_is_one_clear_line(mixed: subprocess.CompletedProcess[str]) -> None:
    told = [line.removeprefix("kg: ") for line in mixed.stderr.splitlines()]
    reasons = {Path(line.split(": ")[0]).name: line.split(": ", 1)[1] for line in told}
    assert len(told) == len(reasons) == 5
    assert reasons["b-empty.txt"] == "empty"
    assert "binary" in reasons["c-random.txt"]
    assert reasons["d-long.txt"].startswith("too large: 20,000,000 bytes")
    assert "directory loop" in reasons["loop"]
    assert reasons["missing.txt"] == "no such file or folder"


def test_bad_inputs_make_the_exit_status_1(mixed: subprocess.CompletedProcess[str]) -> None:
    assert mixed.returncode == 1
    assert mixed.stdout.startswith("graph: 4 documents read, 5 errors; 4 documents, ")
    assert mixed.stdout.endswith("conforms\n")


def test_all_good_inputs_are_built(mixed: subprocess.CompletedProcess[str], workplace: Path) -> None:
    with Archive(workplace / "graph" / ARCHIVE, read_only=True) as archive:
        texts = {Path(said.document.source).name: said.text for said in archive}
    assert texts == {
        "a-plain.txt": PLAIN,
        "e-latin.txt": LATIN,
        "f-wide.txt": WIDE,
        "g-nul.txt": WITH_NUL.replace("\0", "\ufffd"),
    }


# ---------------------------------------------------------------- a graph that is not as it should be


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two extractions made by hand in place of reading."""

    def extractions(*_: object, **__: object) -> Iterator[Extraction]:
        yield from (first_report(), second_report())

    monkeypatch.setattr(pipeline, "extract_files", extractions)


def build_with(monkeypatch: pytest.MonkeyPatch, change: Quads, folder: Path) -> tuple[int, str]:
    """Exit status and output of a build whose quads are changed before they are stored."""
    made = publishing.graph_quads
    monkeypatch.setattr(publishing, "graph_quads", lambda *given: change(made(*given)))
    result = CliRunner().invoke(cli.app, ["build", "any.txt", "--out", str(folder)])
    return result.exit_code, result.stderr + result.stdout


def test_a_sound_build_says_so(reports: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    status, printed = build_with(monkeypatch, iter, tmp_path / "graph")
    assert status == 0
    assert printed.startswith(f"{tmp_path / 'graph'}: 2 documents read; 2 documents, ")
    assert " withheld\n" in printed
    assert printed.endswith("; conforms\n")


def test_a_graph_that_breaks_its_shapes_is_told(reports: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def states_become_places(quads: Iterable[Quad]) -> Iterator[Quad]:
        for quad in quads:
            yield quad
            if quad.predicate == RDF.type and quad.object == KG.State:
                yield Quad(quad.subject, RDF.type, KG.Place, quad.graph_name)

    status, printed = build_with(monkeypatch, states_become_places, tmp_path / "graph")
    assert status == 1
    assert "does not conform: " in printed
    assert "state/france" in printed


def test_evidence_that_is_not_in_the_text_is_told(
    reports: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def other_words(quads: Iterable[Quad]) -> Iterator[Quad]:
        first = ""
        for quad in quads:
            if quad.predicate == OA.exact and isinstance(quad.object, Literal):
                first = first or str(quad.subject)
                if str(quad.subject) == first:
                    yield Quad(quad.subject, OA.exact, Literal("nobody wrote this"), quad.graph_name)
                    continue
            yield quad

    status, printed = build_with(monkeypatch, other_words, tmp_path / "graph")
    assert status == 1
    assert "not 'nobody wrote this'" in printed


def test_an_empty_graph_is_no_success(reports: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def named_graphs_only(quads: Iterable[Quad]) -> Iterator[Quad]:
        return (quad for quad in quads if quad.graph_name != DefaultGraph())

    result = build_with(monkeypatch, named_graphs_only, tmp_path / "graph")
    assert result[0] == 1


def test_a_text_that_was_changed_in_the_archive_stops_the_next_build(
    reports: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert pipeline.build(["any.txt"], tmp_path / "graph").ok
    with sqlite3.connect(tmp_path / "graph" / ARCHIVE) as archive:
        archive.execute("UPDATE documents SET sha256 = 'another' WHERE id = ?", (first_report().document.id,))
    archive.close()
    monkeypatch.setattr(pipeline, "extract_files", lambda *_, **__: iter((second_report(),)))
    with pytest.raises(StoreError, match="not the one that was read"):
        pipeline.build(["any.txt"], tmp_path / "graph")


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"base": "graphs/"}, "--base"),
        ({"base": ""}, "--base"),
        ({"base": "ftp://example.org/"}, "--base"),
        ({"base": "https://example.org"}, "--base"),
        ({"base": "https://example.org/id"}, "--base"),
        ({"base": "https://example.org/a b/"}, "--base"),
        ({"base": "https://example.org/<x>/"}, "--base"),
        ({"base": "https://example.org/%zz/"}, "--base"),
        ({"base": "https://example.org/é/"}, "--base"),
        ({"base": "https://example.org/#a#"}, "--base"),
        ({"published": "yesterday"}, "not a date"),
        ({"model": "no_such_model"}, "no_such_model"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_told_before_anything_is_written(
    given: dict[str, str], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(KGError, match=reason):
        kg.build([tmp_path / "none.txt"], tmp_path / "new" / "graph", **given)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("base", ["https://example.org/", "http://localhost:8080/id#", "https://example.org/a%20b/~c/"])
def test_addresses_that_can_be_a_base(base: str) -> None:
    require_base(base)


def test_where_nothing_can_be_read_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "new" / "graph"
    result = CliRunner().invoke(cli.app, ["build", str(tmp_path / "none.txt"), "--out", str(out)])
    assert isinstance(result.exception, NothingReadError)
    assert result.stderr == f"kg: {tmp_path / 'none.txt'}: no such file or folder\n"
    assert list(tmp_path.iterdir()) == []
    out.mkdir(parents=True)
    with pytest.raises(NothingReadError):
        kg.build([tmp_path / "none.txt"], out)
    assert list(out.iterdir()) == []


def test_a_graph_stays_where_nothing_more_can_be_read(reports: None, tmp_path: Path) -> None:
    assert pipeline.build(["any.txt"], tmp_path / "graph").ok
    report = kg.build([], tmp_path / "graph")
    assert (report.check.documents, report.check.conforms) == (2, True)


def test_what_is_withheld_is_counted(reports: None, tmp_path: Path) -> None:
    report = pipeline.build(["any.txt"], tmp_path / "graph")
    assert all(isinstance(withheld, Withheld) and withheld.reason for _, withheld in report.withheld)
    assert f"{len(report.withheld)} withheld" in report.summary()


# ---------------------------------------------------------------- from Python


@pytest.fixture
def loaded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language model that is loaded already."""
    monkeypatch.setattr(workers, "build_nlp", lambda model=None: nlp)


def test_build_and_open_from_python(loaded: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text(PLAIN, encoding="utf-8")
    report = kg.build([Path("one.txt"), "none.txt"], "graph", published="2021-05-05")
    assert (report.folder, report.read, report.ok) == (Path("graph"), 1, False)
    assert [str(error) for error in report.errors] == ["none.txt: no such file or folder"]
    assert report.check.conforms
    graph = kg.open_graph("graph")
    label = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert "Lena Aalto" in {str(name) for name in graph.default_graph.objects(None, label)}
    assert len(graph.default_graph) == report.check.triples
    graph.close()


def test_extract_from_python(loaded: None) -> None:
    said = kg.extract(PLAIN, published="2021-05-05")
    assert said.text == PLAIN
    assert said.document.published == "2021-05-05"
    names = {entity.id: entity.name for entity in said.entities}
    (tenure, *_) = [fact for fact in said.facts if isinstance(fact, Tenure) and fact.person]
    assert (names[str(tenure.person)], names[str(tenure.state)]) == ("Lena Aalto", "Finland")
    with pytest.raises(ReadError):
        kg.extract("")
    with pytest.raises(StoreError):
        kg.open_graph("no-such-graph")


def test_each_step_is_told(reports: None, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    pipeline.build(["any.txt"], tmp_path / "graph", progress=lambda work, done: told.append((work, done)))
    assert told == [("Reading", 1), ("Reading", 2), ("Joining", 2), ("Checking", 2)]
