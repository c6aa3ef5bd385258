"""Every exporter: what goes out comes back, the same bytes every time, also when every text is an attack."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
import rdflib
from graph_fixtures import build, first_report, second_report
from hostile import hostile_store
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kg.export import EXPORTERS, FOLDERS
from kg.graph.store import open_store
from kg.query.network import network
from kg.query.results import well_formed

RDF_FORMS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "graph"
    build(path, [first_report(), second_report()])
    return path


@pytest.fixture(params=["reports", "hostile"])
def store(request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    if request.param == "hostile":
        yield hostile_store()
        return
    with open_store(folder) as snapshot:
        yield snapshot.store


def exported(name: str, store: Store) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name](store, out)
    return out.getvalue()


@pytest.mark.parametrize("name", RDF_FORMS)
def test_rdf_comes_back(name: str, store: Store) -> None:
    written = exported(name, store)
    kept = set(store) if name != "turtle" else set(store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert set(parse(written, format=RDF_FORMS[name])) == kept
    assert exported(name, store) == written


def test_turtle_in_another_library(folder: Path) -> None:
    with open_store(folder) as snapshot:
        count = sum(1 for _ in snapshot.store.quads_for_pattern(None, None, None, DefaultGraph()))
        graph = rdflib.Graph().parse(data=exported("turtle", snapshot.store), format="turtle")
    assert len(graph) == count
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def test_jsonld_refers_to_nothing_outside(store: Store) -> None:
    assert "@context" not in json.dumps(json.loads(exported("jsonld", store)))


def test_graphml_comes_back(store: Store) -> None:
    again = nx.read_graphml(io.BytesIO(exported("graphml", store)), force_multigraph=True)
    _same_network(again, store)


def test_gexf_comes_back(store: Store) -> None:
    written = exported("gexf", store)
    assert b"lastmodifieddate" not in written
    again = nx.read_gexf(io.BytesIO(written))
    _same_network(again, store)


def _same_network(again: nx.Graph, store: Store) -> None:
    view = network(store)
    assert set(again.nodes) == set(view.nodes)
    assert again.number_of_edges() == view.number_of_edges()
    for iri, data in view.nodes(data=True):
        assert again.nodes[iri]["label"] == well_formed(" ".join(data["label"].split()))
    sentences = {quote.sentence for *_, data in view.edges(data=True) for quote in data["quotes"]}
    told = " ".join(data["sentences"] for *_, data in again.edges(data=True))
    assert all(well_formed(" ".join(sentence.split())) in told for sentence in sentences)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_xml_is_well_formed(name: str) -> None:
    written = exported(name, hostile_store())
    ElementTree.fromstring(written)
    assert b"<img" not in written
    assert b"&lt;img" in written


def test_same_bytes_under_any_hash_seed(folder: Path) -> None:
    script = (
        "import sys, io, hashlib, tempfile; from pathlib import Path\n"
        "from kg.export import EXPORTERS, FOLDERS; from kg.graph.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as s:\n"
        "    for name, write in EXPORTERS.items():\n"
        "        out = io.BytesIO(); write(s.store, out); print(name, hashlib.sha256(out.getvalue()).hexdigest())\n"
        "    for name, write in FOLDERS.items():\n"
        "        out = Path(tempfile.mkdtemp()); write(s.store, out)\n"
        "        print(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())))\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().count("\n") == len(EXPORTERS) + len(FOLDERS)
