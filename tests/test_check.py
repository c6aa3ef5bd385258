"""The check: a sound graph conforms, and whatever is taken from it or put into it shows."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from graph_fixtures import build, first_report, second_report
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import CheckError, StoreError
from kg.graph.archive import Archive
from kg.graph.check import check_graph
from kg.graph.folder import ARCHIVE, read_marker
from kg.graph.ledger import differences, tally
from kg.graph.seats import is_sole
from kg.graph.vocabulary import KG, OA, RDF, SKOS
from kg.iris import DATA
from kg.model import Entity, Extraction, Tenure, TimeValue


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    build(tmp_path / "graph", (first_report(), second_report()))
    return tmp_path / "graph"


def writable(graph: Path) -> Store:
    return Store(str(graph / str(read_marker(graph).store)))


def delete(graph: Path, node: NamedNode) -> None:
    store = writable(graph)
    for pattern in ((node, None, None), (None, None, node)):
        for quad in list(store.quads_for_pattern(*pattern)):
            store.remove(quad)
    store.flush()


def rewrite_ledger(graph: Path) -> None:
    """As somebody would who covers the traces."""
    store = writable(graph)
    with Archive(graph / ARCHIVE) as archive:
        archive.write_ledger(str(read_marker(graph).store), tally(store))


def of_kind(graph: Path, kind: NamedNode) -> list[NamedNode]:
    subjects = {quad.subject for quad in writable(graph).quads_for_pattern(None, RDF.type, kind)}
    return sorted((subject for subject in subjects if isinstance(subject, NamedNode)), key=str)


def test_a_sound_graph_conforms(graph: Path) -> None:
    report = check_graph(graph)
    assert report.violations == ()
    assert report.conforms
    assert report.evidence == f"{report.spans} of {report.spans}"
    assert report.spans > 10
    assert (report.documents, report.conflicts) == (2, ())
    assert [(dispute.property, dispute.node) for dispute in report.disputes] == [
        ("factuality", "France leaves the River Office")
    ]


def test_taking_away_any_evidence_shows(tmp_path: Path) -> None:
    build(tmp_path / "graph", (first_report(), second_report()))
    quads = list(writable(tmp_path / "graph"))
    whole = tally(quads)
    nodes = {quad.object for quad in quads if quad.predicate in (KG.evidence, OA.hasSelector)}
    nodes |= {quad.subject for quad in quads if quad.object == KG.FactRecord}
    assert len(nodes) > 50
    for node in nodes:
        left = tally(quad for quad in quads if node not in (quad.subject, quad.object))
        assert differences(left, whole), node


@pytest.mark.parametrize("kind", [OA.SpecificResource, OA.TextQuoteSelector, OA.TextPositionSelector, KG.FactRecord])
def test_taking_away_one_node_fails_the_check(graph: Path, kind: NamedNode) -> None:
    delete(graph, of_kind(graph, kind)[0])
    report = check_graph(graph, shapes=False)
    assert not report.conforms
    assert any("in the ledger" in line for line in report.violations)


def test_a_span_taken_away_shows_even_with_a_rewritten_ledger(graph: Path) -> None:
    store = writable(graph)
    record = next(iter(store.quads_for_pattern(None, RDF.type, KG.FactRecord)))
    spans = [quad.object for quad in store.quads_for_pattern(record.subject, KG.evidence, None)]
    del store
    for span in spans:
        assert isinstance(span, NamedNode)
        delete(graph, span)
    rewrite_ledger(graph)
    assert any("without evidence" in line for line in check_graph(graph, shapes=False).violations)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (OA.SpecificResource, "without evidence|without a span"),
        (OA.TextQuoteSelector, "start, end or words are missing"),
        (OA.TextPositionSelector, "start, end or words are missing"),
    ],
)
def test_every_piece_of_evidence_taken_away_shows_with_a_rewritten_ledger(
    graph: Path, kind: NamedNode, reason: str
) -> None:
    noticed = 0
    for node in of_kind(graph, kind)[:4]:
        delete(graph, node)
        rewrite_ledger(graph)
        violations = check_graph(graph, shapes=False).violations
        assert not any("in the ledger" in line for line in violations)
        found = sum(bool(re.search(reason, line)) for line in violations)
        assert found > noticed, (node, violations)
        noticed = found


@pytest.mark.parametrize("offset", ["soon", "-5", "", "9" * 5000, "1_0"])
def test_offsets_that_are_no_numbers_show(graph: Path, offset: str) -> None:
    store = writable(graph)
    quad = min(store.quads_for_pattern(None, OA.start, None), key=str)
    for found in list(store.quads_for_pattern(quad.subject, OA.start, None)):
        store.remove(found)
        store.add(Quad(found.subject, OA.start, Literal(offset), found.graph_name))
    store.flush()
    del store
    rewrite_ledger(graph)
    assert any("offsets are no numbers" in line for line in check_graph(graph, shapes=False).violations)


def test_other_words_in_a_quote_show(graph: Path) -> None:
    store = writable(graph)
    quad = min(store.quads_for_pattern(None, OA.exact, None), key=str)
    for graph_name in {found.graph_name for found in store.quads_for_pattern(quad.subject, OA.exact, None)}:
        store.remove(Quad(quad.subject, OA.exact, quad.object, graph_name))
        store.add(Quad(quad.subject, OA.exact, Literal("x" * len(str(quad.object.value))), graph_name))
    store.flush()
    del store
    rewrite_ledger(graph)
    report = check_graph(graph, shapes=False)
    assert report.verified == report.spans - 1
    assert any("the text has" in line for line in report.violations)


def test_another_text_in_the_archive_shows(graph: Path) -> None:
    report = first_report()
    with Archive(graph / ARCHIVE) as archive:
        archive.put(msgspec.structs.replace(report, text=report.text.replace("Basel", "Basle")))
    assert any("digest" in line for line in check_graph(graph, shapes=False).violations)


def test_a_document_missing_from_the_archive_shows(graph: Path) -> None:
    with Archive(graph / ARCHIVE) as archive:
        archive.remove(first_report().document.id)
    assert any("no archived text" in line for line in check_graph(graph, shapes=False).violations)


def test_a_broken_shape_shows(graph: Path) -> None:
    store = writable(graph)
    store.add(Quad(NamedNode(f"{DATA}state/france"), RDF.type, KG.Place))
    store.add(Quad(NamedNode(f"{DATA}state/france"), SKOS.prefLabel, Literal("the French", language="en")))
    store.flush()
    del store
    rewrite_ledger(graph)
    violations = check_graph(graph).violations
    assert any("state/france" in line and "in the ledger" not in line for line in violations)


def test_an_emptied_store_is_not_called_sound(tmp_path: Path) -> None:
    build(tmp_path / "graph", (first_report(),))
    writable(tmp_path / "graph").clear()
    with pytest.raises(CheckError, match="empty"):
        check_graph(tmp_path / "graph")
    with pytest.raises(StoreError):
        check_graph(tmp_path)


def with_minister(extraction: Extraction, person: str, iri: str, day: str) -> Extraction:
    """The report with one more holder of the Swiss foreign ministry."""
    words = extraction.facts[0].evidence
    time = TimeValue(edtf=day, earliest=day, latest=day)
    holder = Entity(id="holder", type="Person", name=person, iri=DATA + iri)
    ministry = Entity(
        id="seat", type="Institution", name="Swiss foreign ministry", iri=f"{DATA}inst/swiss-foreign-ministry"
    )
    fact = Tenure(id="t9", evidence=words, confidence=0.9, factuality="actual", person="holder",
                  post="Foreign Minister", role="minister", organization="seat", state="ch", time=time)  # fmt: skip
    return msgspec.structs.replace(
        extraction, entities=(*extraction.entities, holder, ministry), facts=(*extraction.facts, fact)
    )


@pytest.mark.parametrize(("day", "conflicts"), [("2021-05-01", 1), ("2021-05-02", 0)])
def test_two_holders_of_one_seat_at_one_time_are_listed_not_failed(tmp_path: Path, day: str, conflicts: int) -> None:
    one = with_minister(first_report(), "Urs Berg", "person/urs-berg", "2021-05-01")
    other = with_minister(second_report(), "Lea Tal", "person/lea-tal", day)
    build(tmp_path / "graph", (one, other))
    report = check_graph(tmp_path / "graph")
    assert report.violations == ()
    assert len(report.conflicts) == conflicts
    if conflicts:
        assert report.conflicts[0].holders == ("Lea Tal", "Urs Berg")
        assert report.conflicts[0].post == "Foreign Minister of Switzerland"


@pytest.mark.parametrize(
    ("title", "sole"),
    [("Foreign Minister", True), ("president", True), ("Vice President", False), ("co-head", False),
     ("ambassador", False), ("Deputy Prime Minister", False), ("juggler", False)],
)  # fmt: skip
def test_which_posts_have_a_single_seat(title: str, sole: bool) -> None:
    assert is_sole(title) is sole
