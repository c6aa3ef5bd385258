"""Known office-holders: the file, the table compiled from it, and what may be concluded from a name."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pyoxigraph
import pytest

from kg.annotate.authority import load_authority
from kg.annotate.coreference import name_parts
from kg.annotate.leaders import leader_state
from kg.annotate.officeholders import OfficeHolder, is_over, known_person, known_state, load_officeholders, name_keys

ROOT = Path(__file__).parents[1]
AUTHORITY = ROOT / "ontology" / "authority"
LEX = "https://w3id.org/incumbent/lexicon#"
DCT = "http://purl.org/dc/terms/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def triples(path: Path) -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def told() -> list[pyoxigraph.Triple]:
    return triples(AUTHORITY / "officeholders.ttl")


@pytest.fixture(scope="module")
def holders() -> list[OfficeHolder]:
    known = load_officeholders()
    return [holder for key in known for holder in known[key]]


def test_the_file_has_no_blank_nodes_and_no_triple_twice(told: list[pyoxigraph.Triple]) -> None:
    assert not any(isinstance(node, pyoxigraph.BlankNode) for said in told for node in (said.subject, said.object))
    assert len(told) == len(set(told))


def test_every_holder_has_a_name_an_office_and_a_declared_source(told: list[pyoxigraph.Triple]) -> None:
    declared = {said.subject for said in triples(AUTHORITY / "sources.ttl")}
    of = {
        name: {said.subject: said.object for said in told if said.predicate.value == name}
        for name in (f"{SKOS}prefLabel", f"{LEX}held", f"{DCT}source")
    }
    people = {said.subject for said in told if getattr(said.object, "value", "") == f"{LEX}OfficeHolder"}
    assert people == set(of[f"{SKOS}prefLabel"]) == set(of[f"{LEX}held"])
    assert people <= set(of[f"{DCT}source"])
    assert set(of[f"{DCT}source"].values()) <= declared


def test_every_office_names_state_and_post_once(told: list[pyoxigraph.Triple]) -> None:
    offices = [said.object for said in told if said.predicate.value == f"{LEX}held"]
    assert len(offices) == len(set(offices))
    for name in ("ofState", "post"):
        subjects = [said.subject for said in told if said.predicate.value == f"{LEX}{name}"]
        assert len(subjects) == len(set(subjects))
        assert set(subjects) == set(offices)


def test_only_declared_terms_are_used(told: list[pyoxigraph.Triple]) -> None:
    declared = {said.subject for said in triples(ROOT / "ontology" / "lexicon.ttl")}
    used = {said.predicate for said in told if said.predicate.value.startswith(LEX)}
    assert used
    assert used <= declared


def test_states_are_states_and_dates_are_dates(holders: list[OfficeHolder]) -> None:
    states = {state.id for state in load_authority().states}
    for holder in holders:
        assert holder.offices, holder.name
        for office in holder.offices:
            assert office.state in states
            assert office.position
            assert all(date is None or DATE.fullmatch(date) for date in (office.start, office.end)), holder.name
            if office.start and office.end:
                assert office.start[: len(office.end)] <= office.end[: len(office.start)], holder.name


def test_keys_are_closed_up_names(holders: list[OfficeHolder]) -> None:
    known = load_officeholders()
    assert len(known) > 9000
    for holder in holders:
        assert "".join(name_parts(holder.name)) in known, holder.name
    assert not any(re.search(r"[\W_A-Z]", key) for key in known)
    with pytest.raises(KeyError):
        known["nobody"]


def test_wikidata_ids_belong_to_one_person(holders: list[OfficeHolder]) -> None:
    names = {(holder.wikidata, holder.name) for holder in holders if holder.wikidata}
    assert len(names) == len({wikidata for wikidata, _ in names})
    assert all(re.fullmatch(r"Q\d+", wikidata) for wikidata, _ in names)


def test_loading_is_fast() -> None:
    spent = []
    for _ in range(3):
        load_officeholders.cache_clear()
        start = time.process_time()
        load_officeholders()
        spent.append(time.process_time() - start)
    assert min(spent) < 0.06


def test_keys_of_names() -> None:
    assert name_keys("Moon Jae-in") == ("moonjaein",)
    assert name_keys("Donald J. Trump") == ("donaldjtrump", "donaldtrump")
    assert name_keys("Thomas Esang Remengesau Jr.") == (
        "thomasesangremengesau",
        "thomasesangremengesaujr",
        "thomasremengesau",
    )
    assert name_keys("Wiranto") == ()


@pytest.mark.parametrize(
    ("name", "state", "person"),
    [
        ("Joe Biden", "state/united-states", "Q6279"),
        ("Joseph R. Biden Jr.", "state/united-states", "Q6279"),
        ("Antony Blinken", "state/united-states", "Q7821917"),
        ("Shinzo Abe", "state/japan", "Q132345"),
        ("Recep Tayyip Erdogan", "state/turkey", "Q39259"),
        ("Sergey Lavrov", "state/russia", "Q58217"),
        ("George Bush", "state/united-states", None),  # two of them
        ("Kostas Karamanlis", "state/greece", None),  # two of them
    ],
)
def test_a_full_name_tells_the_state(name: str, state: str, person: str | None) -> None:
    assert known_state(name, None) == state
    assert known_person(name, state) == person


@pytest.mark.parametrize("name", ["Biden", "", "Jane Nobody", "Stanley Fischer", "Salva Kiir Mayardit"])
def test_unknown_names_and_servants_of_two_states_tell_none(name: str) -> None:
    assert known_state(name, None) is None
    assert known_person(name, "state/france") is None


def test_offices_that_began_after_the_document_do_not_count() -> None:
    assert known_state("Antony Blinken", ("2000-01-01", "2000-12-31")) is None
    assert known_state("Antony Blinken", ("2021-03-01", "2021-03-01")) == "state/united-states"
    assert known_state("Stanley Fischer", ("2010-01-01", "2010-01-01")) == "state/israel"


def test_romanised_names_are_found_with_and_without_hyphens() -> None:
    for name in ("Ban Ki-moon", "Ban Ki Moon", "Ban Kimoon"):
        assert known_state(name, None) == "state/south-korea"


@pytest.mark.parametrize(
    ("name", "day", "state"),
    [
        ("Putin", "2019-03-22", "state/russia"),
        ("Barack Obama", "2015-01-01", "state/united-states"),
        ("Barack Obama", "2019-01-01", None),  # no longer
        ("Macron", "2010-01-01", None),  # not yet
        ("Johnson", "2020-01-01", None),  # namesakes in other states
        ("Jonathan", "2012-01-01", None),  # a given name too
        ("Sergey Lavrov", "2019-01-01", None),  # no head of state or government
        ("Nobody", "2019-01-01", None),
    ],
)
def test_leaders_are_known_by_the_last_part_of_their_name(name: str, day: str, state: str | None) -> None:
    assert leader_state(name, (day, day)) == state


def test_an_end_that_is_not_known_to_the_day_ends_no_office() -> None:
    published = ("2021-01-01", "2021-01-01")
    assert is_over("Barack Obama", "president", "state/united-states", published)
    assert not is_over("Laurent Gbagbo", "president", "state/ivory-coast", published)


def test_the_documentation_counts_right(told: list[pyoxigraph.Triple]) -> None:
    people = sum(getattr(said.object, "value", "") == f"{LEX}OfficeHolder" for said in told)
    offices = sum(said.predicate.value == f"{LEX}held" for said in told)
    page = (ROOT / "docs" / "authority.md").read_text("utf-8")
    assert f"| `officeholders.ttl` | {people} |" in page
    assert f"{offices} offices" in page
