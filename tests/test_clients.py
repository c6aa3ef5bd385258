"""Other people's clients against a running server: curl, SPARQLWrapper, pandas, rdflib's remote store."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pandas
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from tests.graph_fixtures import build, first_report, second_report
from tests.serving import Served, free_port, serving

NAMES = "SELECT ?name { ?s a foaf:Person ; skos:prefLabel ?name } ORDER BY ?name"
DECLARED = "PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> " + NAMES


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clients") / "graph"
    build(folder, (first_report(), second_report()))
    return folder


@pytest.fixture(scope="module")
def served(graph: Path) -> Iterator[Served]:
    with serving(graph, workers=1) as running:
        yield running


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_curl(served: Served) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "--silent", "--show-error", "--fail-with-body", *arguments, f"{served.url}/sparql"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    got = curl("--get", "--data-urlencode", f"query={NAMES}")
    posted = curl("--data-urlencode", f"query={NAMES}", "--header", "Accept: text/csv")
    direct = curl("--data-binary", NAMES, "--header", "Content-Type: application/sparql-query")
    assert json.loads(got) == json.loads(direct)
    assert "Ana Roux" in posted.splitlines()


def test_sparqlwrapper(served: Served) -> None:
    client = SPARQLWrapper(f"{served.url}/sparql")
    client.setQuery(NAMES)
    for method in ("GET", "POST"):
        client.setMethod(method)
        client.setReturnFormat(JSON)
        rows = client.queryAndConvert()["results"]["bindings"]
        assert "Ana Roux" in [row["name"]["value"] for row in rows]
    client.setReturnFormat(XML)
    assert "Ana Roux" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert b"Ana Roux" in client.queryAndConvert()
    client.setQuery("CONSTRUCT WHERE { ?s a foaf:Person ; skos:prefLabel ?name }")
    client.setReturnFormat(TURTLE)
    turtle = Graph().parse(data=client.queryAndConvert(), format="turtle")
    client.setReturnFormat(RDFXML)
    assert len(client.queryAndConvert()) == len(turtle) > 0
    client.setQuery("SELECT nothing")
    with pytest.raises(QueryBadFormed, match="error at 1:"):
        client.query()


def test_pandas(served: Served) -> None:
    answer = served.query(NAMES, "text/csv")
    table = pandas.read_csv(io.BytesIO(answer.body))
    assert list(table.columns) == ["name"]
    assert "Ana Roux" in set(table["name"])
    saved = pandas.read_csv(f"{served.url}/query?download=csv&query={quote(NAMES)}")
    assert saved.equals(table)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_s_remote_store(served: Served, method: str) -> None:
    graph = Graph(SPARQLStore(f"{served.url}/sparql", method=method, returnFormat="json"))
    names = {str(row[0]) for row in graph.query(DECLARED)}
    assert "Ana Roux" in names
    person = URIRef("http://xmlns.com/foaf/0.1/Person")
    kind = URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert len(list(graph.subjects(kind, person))) == len(names)
    assert len(graph) > 100


def test_the_command_prints_its_address_and_stops_when_told(graph: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        said = process.stdout.readline() or process.stderr.readline()
        assert f"http://127.0.0.1:{port}/" in said
        taken = subprocess.run(command, capture_output=True, text=True)
        assert taken.returncode == 1
        assert "cannot listen there" in taken.stderr
        process.terminate()
        assert process.wait(15) in (0, -15)
