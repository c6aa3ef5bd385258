"""Facts as quads: what each becomes, what is adapted, what is settled, and that the bytes depend on nothing else."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from graph_fixtures import LEAVING, SEALING, build, first_report, resolution, second_report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from kg.graph import labels
from kg.graph.rdf import document_quads, joint_quads, survey
from kg.graph.store import open_store
from kg.graph.turtle import write_turtle
from kg.iris import DATA
from kg.model import Entity, Evidence, Extraction, LocatedIn, Mention, Statement, Stretch, Tenure, TimeValue
from kg.resolve.resolution import Resolution

PREFIXES = """
PREFIX kg: <https://w3id.org/incumbent/ns#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX schema: <http://schema.org/>
"""


def all_quads(extractions: Iterable[Extraction], known: Resolution | None = None) -> set[Quad]:
    documents = tuple(extractions)
    known = known or resolution(documents)
    corpus = survey(documents, known)
    return {
        *itertools.chain.from_iterable(document_quads(document, known, corpus) for document in documents),
        *joint_quads(documents, corpus),
    }


def turtle(quads: Iterable[Quad]) -> bytes:
    store, out = Store(), io.BytesIO()
    store.extend(quads)
    write_turtle(store, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def store() -> Store:
    both = Store()
    both.extend(all_quads((first_report(), second_report())))
    return both


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(term.value if term else "" for term in row) for row in store.query(PREFIXES + query))


def test_posts_are_called_after_title_body_and_state(store: Store) -> None:
    assert rows(store, "SELECT ?l { ?p a org:Post ; skos:prefLabel ?l }") == [
        ("Co-head of the River Office for France",),
        ("Co-head of the River Office for Switzerland",),
        ("Deputy River Minister of France",),
        ("Foreign Minister of Switzerland",),
    ]


@pytest.mark.parametrize(
    ("title", "organization", "state", "kind", "expected"),
    [
        ("president", "United States", [], "state", "President of the United States"),
        ("Prime Minister", "France", [], "state", "Prime Minister of France"),
        ("minister of war", "French ministry of war", ["France", "French"], "", "Minister of War of France"),
        ("Director of the Sea Agency", "Sea Agency", ["Norway"], "", "Director of the Sea Agency (Norway)"),
        ("Envoy", "Norwegian sea agency", ["Norway", "Norwegian"], "", "Envoy of the Norwegian sea agency"),
        ("Mayor of Bergen", "authorities of Bergen", ["Norway"], "", "Mayor of Bergen (Norway)"),
        ("Bergen mayor", "authorities of Bergen", [], "", "Bergen mayor"),
        ("Mayor", "authorities of Bergen", [], "", "Mayor of Bergen"),
        ("Secretary-General", "NATO", [], "", "Secretary-General of NATO"),
        ("Ambassador to the United Nations", "United Nations", ["Chile"], "joint",
         "Ambassador to the United Nations for Chile"),
    ],
)  # fmt: skip
def test_labels_of_posts(title: str, organization: str, state: list[str], kind: str, expected: str) -> None:
    label = labels.post_label(title, organization, state, is_state=kind == "state", joint=kind == "joint")
    assert label == expected


def test_a_holder_without_a_name_is_a_person_of_that_document(store: Store) -> None:
    query = "SELECT ?l { ?t a kg:Tenure ; org:member/skos:prefLabel ?l FILTER(CONTAINS(?l, 'unnamed')) }"
    assert rows(store, query) == [
        ("Co-head of the River Office for Switzerland (unnamed)",),
        ("Foreign Minister of Switzerland (unnamed)",),
    ]


def test_counterparts_are_posts_both_ways(store: Store) -> None:
    assert len(rows(store, "SELECT ?a ?b { ?a kg:counterpartOf ?b . ?b kg:counterpartOf ?a }")) == 2


def test_each_document_keeps_its_own_factuality_and_the_graph_takes_the_stronger(store: Store) -> None:
    query = f"SELECT ?f {{ <{LEAVING}> kg:factuality ?f }}"
    assert [row[0].rsplit("#", 1)[1] for row in rows(store, query)] == ["Actual"]
    query = f"SELECT ?f {{ GRAPH ?g {{ <{LEAVING}> kg:factuality ?f }} }}"
    assert [row[0].rsplit("#", 1)[1] for row in rows(store, query)] == ["Actual", "Claimed"]


def test_one_event_has_the_evidence_of_both_documents(store: Store) -> None:
    query = f"""SELECT DISTINCT ?d {{ ?r rdf:subject <{LEAVING}> ; rdf:predicate kg:eventType ;
        kg:evidence/oa:hasSource/skos:prefLabel ?d }}"""
    assert rows(store, query) == [("Envoys close the river office",), ("France quits the river body",)]


def test_what_only_somebody_says_has_somebody_who_says_it(store: Store) -> None:
    query = f"SELECT ?who {{ ?c kg:claimsEvent <{SEALING}> ; kg:speaker/skos:prefLabel ?who }}"
    assert rows(store, query) == [("source (unnamed)",)]
    query = f"SELECT ?who {{ ?c kg:claimsEvent <{LEAVING}> ; kg:speaker/skos:prefLabel ?who }}"
    assert rows(store, query) == [("Swiss officials (unnamed)",)]


def test_one_who_speaks_by_office_is_the_unnamed_holder() -> None:
    second = second_report()
    turned = tuple(
        msgspec.structs.replace(fact, source=Stretch(start=103, end=129)) if fact.id == "s1" else fact
        for fact in second.facts
    )
    assert second.text[103:129] == "The Swiss Foreign Minister"
    store = Store()
    store.extend(all_quads((msgspec.structs.replace(second, facts=turned),)))
    query = "SELECT ?l { ?c kg:speaker ?who . ?t org:member ?who . ?who skos:prefLabel ?l }"
    assert rows(store, query) == [("Foreign Minister of Switzerland (unnamed)",)]


def test_quoted_words_stand_without_their_marks(store: Store) -> None:
    assert rows(store, "SELECT ?q { ?c kg:quotedWords ?q }") == [("the work is done",)]


def test_a_metonym_keeps_its_literal_reading_and_is_no_label(store: Store) -> None:
    query = """SELECT ?f ?l { ?m kg:literalReferent/skos:prefLabel ?l ; kg:figure ?f ;
        oa:hasBody/skos:prefLabel 'France'@en }"""
    assert [(f.rsplit("#", 1)[1], place) for f, place in rows(store, query)] == [("CapitalForState", "Paris")]
    query = f"SELECT ?n {{ <{DATA}state/france> skos:altLabel ?n }}"
    assert rows(store, query) == [("French Republic",)]


def test_a_body_is_in_a_place_by_its_premises(store: Store) -> None:
    query = """SELECT ?s { ?i skos:prefLabel 'River Office'@en ; org:hasSite ?site . ?site skos:prefLabel ?s ;
        schema:containedInPlace/skos:prefLabel 'Basel'@en }"""
    assert rows(store, query) == [("River Office (premises)",)]


def test_a_crowd_has_no_premises() -> None:
    report = first_report()
    crowd = Entity(id="crowd", type="Group", name="marchers", iri=f"{DATA}group/marchers")
    sits = next(fact for fact in report.facts if isinstance(fact, LocatedIn))
    report = msgspec.structs.replace(
        report,
        entities=(*report.entities, crowd),
        facts=(*report.facts, msgspec.structs.replace(sits, id="l2", thing="crowd")),
    )
    withheld = survey((report,), resolution((report,))).withheld
    assert [fact.fact for _, fact in withheld] == ["p1", "l2"]


def test_background_is_apart_and_marked(store: Store) -> None:
    query = f"""SELECT ?c {{ GRAPH ?g {{ <{DATA}state/france> kg:capital/skos:prefLabel|kg:capital ?c }}
        ?g kg:basis kg:Background }}"""
    assert (f"{DATA}place/paris",) in rows(store, query)
    assert rows(store, "SELECT ?r { ?r rdf:predicate kg:capital }") == []


def test_what_is_not_told_as_fact_is_counted_and_not_asserted(store: Store) -> None:
    report = first_report()
    withheld = survey((report,), resolution((report,))).withheld
    assert [(fact.fact, fact.reason) for _, fact in withheld] == [("p1", "told as hypothetical, not as a fact")]
    assert rows(store, f"SELECT ?w {{ <{DATA}inst/french-river-ministry> org:subOrganizationOf ?w }}") == []


def test_no_blank_nodes_and_one_label_a_node(store: Store) -> None:
    assert all("_:" not in str(quad.subject) and not str(quad.object).startswith("_:") for quad in store)
    query = "SELECT ?s { ?s skos:prefLabel ?l } GROUP BY ?s HAVING (COUNT(DISTINCT ?l) > 1)"
    assert rows(store, query) == []


def test_every_record_is_asserted_in_its_own_graph(store: Store) -> None:
    query = """SELECT ?r { GRAPH ?g { ?r rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
        FILTER NOT EXISTS { ?s ?p ?o } } }"""
    assert rows(store, query) == []


def test_the_order_of_documents_does_not_matter(tmp_path: Path) -> None:
    bytes_of = []
    for name, documents in (("a", (first_report(), second_report())), ("b", (second_report(), first_report()))):
        build(tmp_path / name, documents)
        with open_store(tmp_path / name) as snapshot:
            out = io.BytesIO()
            write_turtle(snapshot.store, out)
            bytes_of.append(out.getvalue())
    assert bytes_of[0] == bytes_of[1]


def test_turtle_loads_alike_everywhere(store: Store) -> None:
    import rdflib

    written = turtle(store)
    count = sum(1 for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert len(set(parse(written, RdfFormat.TURTLE))) == count
    assert len(rdflib.Graph().parse(data=written, format="turtle")) == count


def test_oxigraph_parsers_keep_the_default_graph() -> None:
    import oxrdflib
    import rdflib

    dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore())
    dataset.parse(data="<urn:a> <urn:b> <urn:c> .", format="ox-nt")
    dataset.parse(data="<urn:a> <urn:b> <urn:d> <urn:g> .", format="ox-nq")
    assert len(dataset.default_graph) == 1


def test_a_place_that_acts_and_an_event_without_actors_are_adapted() -> None:
    report = first_report()
    facts = tuple(
        msgspec.structs.replace(fact, actors={"e1": ("basel",), "e2": ()}[fact.id]) if fact.id in ("e1", "e2") else fact
        for fact in report.facts
    )
    odd = msgspec.structs.replace(report, facts=facts)
    store = Store()
    store.extend(all_quads((odd,)))
    query = "SELECT ?l { ?e kg:actor/skos:prefLabel ?l }"
    assert rows(store, query) == [
        ("actor in: Switzerland seals the River Office (unnamed)",),
        ("authorities of Basel",),
    ]


def test_both_sides_in_different_documents_are_left_open() -> None:
    second = second_report()
    turned = tuple(
        msgspec.structs.replace(fact, actors=("ch",), recipients=("fr",)) if fact.id == "e1" else fact
        for fact in second.facts
    )
    store = Store()
    store.extend(all_quads((first_report(), msgspec.structs.replace(second, facts=turned))))
    assert rows(store, f"SELECT ?r {{ <{LEAVING}> kg:recipient ?r }}") == []
    assert (f"{DATA}state/france",) in rows(store, f"SELECT ?r {{ <{LEAVING}> sem:hasActor ?r }}")


def test_a_post_whose_side_is_not_said() -> None:
    report = first_report()
    facts = tuple(
        msgspec.structs.replace(fact, state=None, counterpart=None) if fact.id == "t3" else fact
        for fact in report.facts
    )
    store = Store()
    store.extend(all_quads((msgspec.structs.replace(report, facts=facts),)))
    query = "SELECT ?l { ?p a org:Post ; org:postIn/skos:prefLabel ?l FILTER(CONTAINS(?l, 'side')) }"
    assert rows(store, query) == [("River Office (side not said)",)]


def test_facts_without_words_and_surrogates_do_no_harm() -> None:
    report = first_report()
    text = report.text + " \ud83d"
    loose = Evidence(start=len(text), end=len(text) + 9, rule="by-hand")
    facts = (msgspec.structs.replace(report.facts[0], evidence=(loose,)), *report.facts[1:])
    odd = msgspec.structs.replace(report, text=text, facts=facts)
    assert turtle(all_quads((odd,)))


def test_odd_dates_become_words() -> None:
    report = first_report()
    turned = TimeValue(edtf=None, earliest="2021-05-04", latest="2020-01-01")
    facts = tuple(msgspec.structs.replace(fact, time=turned) if fact.id == "e1" else fact for fact in report.facts)
    store = Store()
    store.extend(all_quads((msgspec.structs.replace(report, facts=facts),)))
    query = f"SELECT ?t {{ <{LEAVING}> sem:hasTime/kg:timeText ?t }}"
    assert rows(store, query) == [("not said",)]


def test_a_tenure_has_the_four_bounds_of_its_time_and_what_follows_from_the_date() -> None:
    report = first_report()
    held = TimeValue(
        edtf="2001/2005",
        earliest="2001-01-01",
        latest="2005-12-31",
        latest_begin="2001-12-31",
        earliest_end="2005-01-01",
    )
    facts = tuple(msgspec.structs.replace(f, time=held) if isinstance(f, Tenure) else f for f in report.facts)
    store = Store()
    store.extend(all_quads((msgspec.structs.replace(report, facts=facts),)))
    query = """SELECT DISTINCT ?begin ?begun ?ended ?end { ?tenure a kg:Tenure ; sem:hasTime ?time .
      ?time sem:hasEarliestBeginTimeStamp ?begin ; sem:hasLatestBeginTimeStamp ?begun ;
        sem:hasEarliestEndTimeStamp ?ended ; sem:hasLatestEndTimeStamp ?end }"""
    assert rows(store, query) == [("2001-01-01", "2001-12-31", "2005-01-01", "2005-12-31")]
    assert rows(store, "SELECT (COUNT(DISTINCT ?time) > 1 AS ?more) { ?t a kg:Tenure ; sem:hasTime ?time }") == [
        ("true",)
    ]


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """The first report with other words, dates, confidences and spans."""
    report = first_report()
    text = draw(st.text(min_size=1, max_size=80))
    start = draw(st.integers(0, len(text) - 1))
    span = Evidence(start=start, end=draw(st.integers(start + 1, len(text))), rule=draw(_WORDS))
    date = st.none() | st.dates().map(lambda day: day.isoformat())
    time = TimeValue(
        edtf=draw(st.none() | _WORDS),
        earliest=draw(date),
        latest=draw(date),
        latest_begin=draw(date),
        earliest_end=draw(date),
    )
    stretch = Stretch(start=span.start, end=span.end)
    confidence = draw(st.floats(0, 1))
    facts = []
    for fact in report.facts:
        fact = msgspec.structs.replace(fact, evidence=(span,), confidence=confidence)
        if isinstance(fact, Tenure):
            fact = msgspec.structs.replace(fact, post=draw(_WORDS), time=time)
        if isinstance(fact, Statement):
            fact = msgspec.structs.replace(fact, content=(stretch,), quoted=draw(st.booleans()))
        facts.append(fact)
    mentions = (Mention(id="m", start=span.start, end=span.end, entity="fr", kind="State", form="name"),)
    title = draw(st.none() | _WORDS)
    header = msgspec.structs.replace(report.document, title=title, publisher=draw(st.none() | _WORDS))
    return msgspec.structs.replace(report, document=header, text=text, facts=tuple(facts), mentions=mentions)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(extractions())
def test_facts_survive_rdf_and_turtle(extraction: Extraction) -> None:
    quads = all_quads((extraction,))
    once = turtle(quads)
    triples = {quad.triple for quad in parse(once, RdfFormat.TURTLE)}
    assert triples == {quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    again = turtle({Quad(t.subject, t.predicate, t.object) for t in triples})
    assert once == again
    store = Store()
    store.extend(quads)
    exact = {row[0] for row in rows(store, "SELECT ?x { ?m a kg:Mention ; oa:hasTarget/oa:hasSelector/oa:exact ?x }")}
    mention = extraction.mentions[0]
    assert exact == {extraction.text[mention.start : mention.end].encode("utf-16", "replace").decode("utf-16")}
