"""The ontology, its shapes and checks, and what is generated from it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pyoxigraph
import pyshacl
import pytest
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from kg import model, terms

ROOT = Path(__file__).parents[1]
ONTOLOGY = ROOT / "ontology"
KG = Namespace(terms.KG.NAMESPACE)
PL = Namespace(terms.PL.NAMESPACE)
PREFIXES = (
    "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in terms.PREFIXES.items()) + "PREFIX ex: <https://example.org/>\n"
)

BROKEN = tomllib.loads((ROOT / "tests" / "data" / "broken_graphs.toml").read_text("utf-8"))
LARGE = {"cities", "officeholders"}
"""Checked in test_cities.py and test_officeholders.py, by pyoxigraph: rdflib would need most of a minute."""
AUTHORITY = sorted(path for path in (ONTOLOGY / "authority").glob("*.ttl") if path.stem not in LARGE)
CHECK_FILES = sorted((ONTOLOGY / "checks").glob("*.rq"))
CHECKS = {path.stem: path.read_text("utf-8") for path in CHECK_FILES}


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "kg.ttl").parse(ONTOLOGY / "events.ttl")


def small_graph(ontology: Graph, update: str = "") -> Graph:
    """The small graph with the ontology, broken by an update."""
    graph = Graph().parse(ROOT / "tests" / "data" / "small_graph.ttl")
    graph += ontology
    if update:
        before = set(graph)
        graph.update(PREFIXES + update)
        assert set(graph) != before
    return graph


def conforms(graph: Graph, shapes: Graph) -> bool:
    return bool(pyshacl.validate(graph, shacl_graph=shapes, inference="none")[0])


def findings(graph: Graph, query: str) -> list[str]:
    store = pyoxigraph.Store()
    store.load(graph.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [str(row["this"]) for row in store.query(query)]


def test_generated_files_are_fresh() -> None:
    run = subprocess.run(
        [sys.executable, str(ONTOLOGY / "generate.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert run.stdout == ""
    assert run.returncode == 0, run.stderr


def test_every_own_term_is_defined_and_labelled(ontology: Graph) -> None:
    named = [s for s in set(ontology.subjects(RDF.type)) if str(s).startswith((KG, PL))]
    assert len(named) > 150
    for term in named:
        assert ontology.value(term, RDFS.label) or ontology.value(term, SKOS.prefLabel), term
    for kind in ontology.subjects(RDF.type, OWL.Class):
        assert ontology.value(kind, RDFS.comment), kind


def test_every_value_of_the_model_has_its_concept(ontology: Graph) -> None:
    for role in get_args(model.Role):
        assert (KG[f"role-{role}"], SKOS.inScheme, KG.RoleScheme) in ontology
    for status in get_args(model.Status):
        assert (KG[status.capitalize()], SKOS.inScheme, KG.StatusScheme) in ontology
    factualities = {"reference": "PointOfReference"}
    for factuality in get_args(model.Factuality):
        name = factualities.get(factuality, factuality.capitalize())
        assert (KG[name], SKOS.inScheme, KG.FactualityScheme) in ontology


def test_event_categories_say_whether_they_need_a_recipient(ontology: Graph) -> None:
    categories = {str(category).removeprefix(PL) for category in ontology.subjects(PL.requiresRecipient)}
    plover = (
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
        "MOBILIZE COERCE ASSAULT"
    )
    assert categories == {*plover.split(), "STATEMENT", "OPEN", "CLOSE", "APPOINT", "ELECT"}
    for category in categories:
        assert ontology.value(PL[category], SKOS.definition)


def test_terms_used_in_the_program_exist() -> None:
    """No module and no query says a term of ours that the ontology does not have."""
    used = re.compile(r"\b(KG|PL)\.([A-Za-z]\w*)|(?<![\w:/.])(kg|pl):([A-Za-z][\w-]*)")
    unknown = set()
    for path in [*ROOT.glob("kg/**/*.py"), *ROOT.glob("kg/**/*.rq"), *CHECK_FILES]:
        for match in used.finditer(path.read_text("utf-8")):
            space, name = match[1] or match[3].upper(), match[2] or match[4]
            if not hasattr(getattr(terms, space), name.replace("-", "_")):
                unknown.add(f"{path.relative_to(ROOT)}: {match[0]}")
    assert unknown == set()


def test_small_graph_is_sound(ontology: Graph, shapes: Graph) -> None:
    graph = small_graph(ontology)
    assert conforms(graph, shapes)
    assert {name for name, query in CHECKS.items() if findings(graph, query)} == set()


@pytest.mark.parametrize("case", BROKEN["shapes"])
def test_shapes_find(case: str, ontology: Graph, shapes: Graph) -> None:
    assert not conforms(small_graph(ontology, BROKEN["shapes"][case]), shapes)


def test_every_check_has_a_case() -> None:
    assert set(BROKEN["checks"]) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_checks_find(name: str, ontology: Graph) -> None:
    query = CHECKS[name]
    assert query.startswith("# ")
    assert findings(small_graph(ontology, BROKEN["checks"][name]), query)


def test_tenures_apart_in_time_are_two(ontology: Graph) -> None:
    later = """INSERT DATA { ex:again org:member ex:ann ; kg:post ex:post ; sem:hasTime ex:june .
        ex:june sem:hasEarliestBeginTimeStamp "2031-06-01"^^xsd:date }"""
    assert not findings(small_graph(ontology, later), CHECKS["tenure-told-once"])


@pytest.mark.parametrize("path", AUTHORITY, ids=lambda path: path.stem)
def test_authority_files_have_sources_and_no_blank_nodes(path: Path) -> None:
    graph = Graph().parse(path)
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    sources = {s for s, _, _ in Graph().parse(ONTOLOGY / "authority" / "sources.ttl")}
    for source in graph.objects(None, DCTERMS.source):
        assert path.stem == "sources" or source in sources
    if path.stem not in {"sources", "titles"}:
        for node in set(graph.subjects(SKOS.prefLabel)):
            assert (node, DCTERMS.source, None) in graph, node


def test_every_source_has_a_licence() -> None:
    graph = Graph().parse(ONTOLOGY / "authority" / "sources.ttl")
    for source in set(graph.subjects()):
        assert isinstance(graph.value(source, DCTERMS.license), URIRef)
        assert isinstance(graph.value(source, DCTERMS.description), Literal)


def test_authority_conforms(ontology: Graph, shapes: Graph) -> None:
    graph = Graph()
    for path in AUTHORITY:
        graph.parse(path)
    graph += ontology
    assert conforms(graph, shapes)
    assert {name for name, query in CHECKS.items() if findings(graph, query)} == set()


def test_authority_uses_only_declared_terms(ontology: Graph) -> None:
    lexicon = Graph().parse(ONTOLOGY / "lexicon.ttl")
    declared = set(lexicon.subjects()) | set(ontology.subjects())
    for path in AUTHORITY:
        for triple in Graph().parse(path):
            for term in triple:
                if str(term).startswith((KG, "https://w3id.org/incumbent/lexicon#")) and isinstance(term, URIRef):
                    assert term in declared, (path.name, term)


@pytest.mark.shared
def test_the_gold_graph_fits(shared: Path, ontology: Graph) -> None:
    """Every property of the reference graph has its place here, under the same name."""
    store = pyoxigraph.Store()
    store.load(path=str(shared / "gold" / "seeds" / "gold.trig"), format=pyoxigraph.RdfFormat.TRIG)
    own = {quad.predicate.value for quad in store if quad.predicate.value.startswith(KG)}
    assert own
    assert {name for name in own if URIRef(name) not in set(ontology.subjects())} == set()
