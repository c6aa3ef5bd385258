"""What leaves the graph opens in its own tools' libraries, and holds as many of each thing as the graph does."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import rdflib
from graph_fixtures import build, first_report, second_report
from hostile import FORMULA, PAYLOADS, hostile_store
from pyoxigraph import Literal, NamedNode, Quad, Store
from typer.testing import CliRunner

from kg import cli
from kg.errors import KGError
from kg.export import EXPORTERS, FOLDERS
from kg.export.agents import plover_codes
from kg.export.countries import iso, territory
from kg.export.money import _dates, key
from kg.graph.vocabulary import FOAF, KG, ORG, RDF, SKOS
from kg.query.results import well_formed
from kg.query.sheets import SHEETS, sheet

ROOT = Path(__file__).parents[1]
CLASSES = {
    "persons": FOAF.Person,
    "tenures": KG.Tenure,
    "posts": ORG.Post,
    "events": KG.Event,
    "statements": KG.Claim,
    "documents": KG.Document,
}


@pytest.fixture(params=["sample", "hostile"])
def store(request: pytest.FixtureRequest, sample_store: Store) -> Store:
    return sample_store if request.param == "sample" else hostile_store()


def exported(name: str, store: Store) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name](store, out)
    return out.getvalue()


def held(store: Store) -> dict[str, int]:
    """How many there are of each in the default graph."""
    classes = {
        name: {quad.subject for quad in store.quads_for_pattern(None, RDF.type, cls)} for name, cls in CLASSES.items()
    }
    return {name: len(nodes) for name, nodes in classes.items()}


def tables(store: Store, folder: Path) -> dict[str, pd.DataFrame]:
    folder.mkdir(exist_ok=True)
    FOLDERS["csv"](store, folder)
    return {path.stem: pd.read_csv(path, dtype=str, keep_default_na=False) for path in folder.iterdir()}


def test_turtle_graphml_and_gexf_count_the_same(store: Store) -> None:
    counts = held(store)
    graph = rdflib.Graph().parse(data=exported("turtle", store), format="turtle")
    assert {
        name: len(set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(cls.value)))) for name, cls in CLASSES.items()
    } == counts
    for network in (
        nx.read_graphml(io.BytesIO(exported("graphml", store)), force_multigraph=True),
        nx.read_gexf(io.BytesIO(exported("gexf", store))),
    ):
        kinds = Counter(kind for _, kind in network.nodes(data="kind"))
        assert (kinds["person"], kinds["event"]) == (counts["persons"], counts["events"])


def test_csv_opens_in_pandas_and_counts_the_same(store: Store, tmp_path: Path) -> None:
    found = tables(store, tmp_path / "csv")
    assert set(found) == set(SHEETS)
    assert {name: len(found[name]) for name in CLASSES} == held(store)
    spans = {(quad.subject, quad.object) for quad in store.quads_for_pattern(None, KG.evidence, None)}
    assert len(found["evidence"]) == len(spans)
    for name, frame in found.items():
        assert list(frame.columns) == list(sheet(store, name).columns)
        assert frame[frame.columns[0]].is_unique or name == "evidence"


def test_plover_counts_the_same(store: Store) -> None:
    lines = exported("plover", store).splitlines()
    frame = pd.read_json(io.BytesIO(b"\n".join(lines)), lines=True, dtype=False)
    assert len(frame) == held(store)["events"]
    for record in map(json.loads, lines):
        assert {"id", "date", "event", "source"} <= set(record)
        if "text_info" in record:
            assert record["text_info"]["end"] - record["text_info"]["start"] == len(record["text"])


def test_void_counts_the_same(store: Store) -> None:
    graph = rdflib.Graph().parse(data=exported("void", store), format="turtle")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    counted = {
        graph.value(part, void["class"]): graph.value(part, void.entities).toPython()
        for part in graph.objects(None, void.classPartition)
    }
    assert {name: counted.get(rdflib.URIRef(cls.value), 0) for name, cls in CLASSES.items()} == held(store)
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


@pytest.fixture(scope="session")
def followthemoney() -> str:
    """An interpreter that has the library: it pins libraries of its own, so it may have its own environment."""
    own = ROOT / ".venv" / "readers" / "bin" / "python"
    given = os.environ.get("FOLLOWTHEMONEY_PYTHON") or (str(own) if own.exists() else None)
    if given is None and find_spec("followthemoney"):
        given = sys.executable
    if given is None:
        if os.environ.get("CI") == "true":
            pytest.fail("followthemoney is not installed: make readers")
        pytest.skip("followthemoney is not installed: make readers")
    return given


def test_followthemoney_reads_it_and_counts_the_same(store: Store, followthemoney: str) -> None:
    script = [followthemoney, str(ROOT / "tests" / "followthemoney_reader.py")]
    given = exported("followthemoney", store)
    read = json.loads(subprocess.run(script, input=given, capture_output=True, check=True).stdout)
    assert read["complaints"] == []
    counts = held(store)
    bodies = sum(1 for row in sheet(store, "bodies").rows if "Institution" in row["class"])
    found = Counter(read["counts"])
    assert (found["Person"], found["Position"], found["Occupancy"]) == (
        counts["persons"], counts["posts"], counts["tenures"]
    )  # fmt: skip
    assert found["PublicBody"] + found["Organization"] == bodies


def test_names_for_followthemoney_are_clean_already(followthemoney: str) -> None:
    names = ("Xtra\u200d", "Zoe\u0301 \u00adRoux", '"Ann"', '\'"Ben" and "Cid"\'', "\ufeffDan\u2028Eck", "Fay's'")
    store = Store()
    for number, name in enumerate(names):
        person = NamedNode(f"http://example.org/person/{number}")
        store.extend([Quad(person, RDF.type, FOAF.Person), Quad(person, SKOS.prefLabel, Literal(name, language="en"))])
    script = [followthemoney, str(ROOT / "tests" / "followthemoney_reader.py")]
    given = exported("followthemoney", store)
    read = json.loads(subprocess.run(script, input=given, capture_output=True, check=True).stdout)
    assert read == {"counts": {"Person": len(names)}, "complaints": []}
    written = [json.loads(line)["properties"]["name"] for line in given.splitlines()]
    assert sorted(written) == [["Ann"], ['Ben" and "Cid'], ["Dan Eck"], ["Fay's'"], ["Xtra"], ["Zo\u00e9 Roux"]]


@pytest.mark.parametrize("name", ["persons", "bodies", "tenures", "events", "statements"])
def test_every_row_counts_its_documents(sample_store: Store, name: str) -> None:
    rows = sheet(sample_store, name).rows
    counts = {row.get("name", row.get("label", ("",)))[0]: int(row["documents"][0]) for row in rows}
    assert all(count > 0 for words, count in counts.items() if words.endswith("(unnamed)"))
    if name == "bodies":
        assert counts["Atlas Dispatch"] == 0  # it publishes, and no text speaks of it


def test_cells_start_no_formula_and_keep_every_name(tmp_path: Path) -> None:
    found = tables(hostile_store(), tmp_path / "csv")
    names = set(found["persons"]["name"])
    assert f"'{FORMULA}" in names
    assert {well_formed(words) for words in PAYLOADS if words != FORMULA} <= names
    for frame in found.values():
        assert not frame.map(lambda cell: cell.startswith(("=", "+", "@", "\t", "\r"))).any(axis=None)


def test_names_stand_beside_their_nodes_in_one_order(sample_store: Store) -> None:
    labels = {row["body"][0]: row["name"][0] for row in sheet(sample_store, "bodies").rows}
    pairs = [(row["actor"], row["actor_name"]) for row in sheet(sample_store, "events").rows if "actor" in row]
    assert any(len(actors) > 1 for actors, _ in pairs)
    for actors, names in pairs:
        assert [labels.get(actor, name) for actor, name in zip(actors, names, strict=True)] == list(names)


def test_states_have_codes_by_item_and_by_name() -> None:
    france = {"class": ("State",), "name": ("France",), "wikidata": ("http://www.wikidata.org/entity/Q142",)}
    assert (iso(france), territory(france)) == ("FRA", "fr")
    assert territory({"class": ("State",), "name": ("Kosovo",)}) == "xk"
    assert iso({"class": ("Institution",), "name": ("France",)}) == ""
    assert territory({"class": ("State",), "name": ("Ruritania",)}) == ""


@pytest.mark.parametrize(
    ("row", "dates"),
    [
        ({"edtf": ("2019-07/..",)}, {"startDate": ["2019-07"]}),
        ({"edtf": ("../2020",)}, {"endDate": ["2020"]}),
        ({"edtf": ("2016-01-02/2019",)}, {"startDate": ["2016-01-02"], "endDate": ["2019"]}),
        ({"edtf": ("2008",)}, {"date": ["2008"]}),
        ({"edtf": ("[2018-12..2019-11]",)}, {}),
        ({"latest_begin": ("2021-05-06",), "earliest_end": ("2021-05-06",)}, {"date": ["2021-05-06"]}),
        ({"latest_begin": ("2021-05-09",), "earliest_end": ("2021-05-06",)}, {}),
        ({"latest_end": ("2021-05-06",)}, {}),
    ],
    ids=str,
)
def test_an_occupancy_begins_and_ends_only_where_the_text_says_so(
    row: dict[str, tuple[str, ...]], dates: dict[str, list[str]]
) -> None:
    assert {name: values for name, values in _dates(row).items() if values} == dates


def test_nobody_is_still_in_office_because_an_old_text_says_so(sample_store: Store) -> None:
    given = [json.loads(line) for line in exported("followthemoney", sample_store).splitlines()]
    statuses = Counter(status for entity in given for status in entity["properties"].get("status", ()))
    tenures = sheet(sample_store, "tenures").rows
    assert set(statuses) <= {"unknown", "ended", "designate"}
    assert statuses["ended"] == sum("Former" in row.get("status", ()) for row in tenures) > 0


def test_ids_are_letters_digits_and_hyphens() -> None:
    for iri in ("javascript:alert(5)//0", "https://example.org/", "https://example.org/id/person/ana-roux"):
        assert all(part.isascii() and part.isalnum() for part in key(iri).split("-"))


def test_quad_codes_are_those_of_the_ontology() -> None:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "events.ttl")
    plover, skos = rdflib.Namespace("https://w3id.org/incumbent/plover#"), rdflib.SKOS
    order = ("quad-VC", "quad-MC", "quad-VF", "quad-MF")
    found = {
        str(graph.value(kind, skos.prefLabel)): number
        for number, quad in enumerate(order, 1)
        for kind in graph.subjects(skos.broader, plover[quad])
        if "Ext" not in str(kind)
    }
    assert found == plover_codes().quads


def test_an_event_keeps_its_factuality_sides_and_every_report(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    build(folder, [first_report(), second_report()])
    run = CliRunner().invoke(cli.app, ["export", str(folder), "--format", "plover"])
    records = {record["event_text"][0]: record for record in map(json.loads, run.stdout.splitlines())}
    left = records["France leaves the River Office"]
    assert (left["event"], left["mode"], left["quad_code"]) == (["SANCTION"], "withdraw", 4)
    assert (left["date"], left["date_basis"], left["factuality"]) == ("2021-05-04", "text", "Actual")
    assert [actor["code"] for actor in left["source"]] == ["FRA"]
    assert [report["cite_info"]["citation"] for report in left["reports"]] == ["one.txt", "two.txt"]
    assert records["Switzerland seals the River Office"]["factuality"] == "Claimed"


def test_tables_go_into_a_folder_and_never_into_a_graph(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    build(folder, [first_report()])
    before = sorted(path.name for path in folder.iterdir())
    assert CliRunner().invoke(cli.app, ["export", str(folder), "--format", "csv"]).exit_code == 2
    for refused in (folder, folder / "store-1"):
        result = CliRunner().invoke(cli.app, ["export", str(folder), "--format", "csv", "--out", str(refused)])
        assert isinstance(result.exception, KGError)
    assert sorted(path.name for path in folder.iterdir()) == before
    out = tmp_path / "new" / "tables"
    for _ in range(2):
        result = CliRunner().invoke(cli.app, ["export", str(folder), "--format", "csv", "--out", str(out)])
        assert result.exit_code == 0
    assert {path.stem for path in out.iterdir()} == set(SHEETS)
    assert list(out.parent.iterdir()) == [out]
