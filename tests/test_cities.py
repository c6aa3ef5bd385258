"""Large cities and regions: the file, the table compiled from it, and what may be concluded from a name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest

from kg.annotate.authority import load_authority
from kg.annotate.cities import load_cities, place_key

AUTHORITY = Path(__file__).parents[1] / "ontology" / "authority"
LEX = "https://w3id.org/incumbent/lexicon#"


@pytest.fixture(scope="module")
def told() -> list[pyoxigraph.Triple]:
    path = AUTHORITY / "cities.ttl"
    return [quad.triple for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)]


def test_the_file_has_no_blank_nodes_and_no_triple_twice(told: list[pyoxigraph.Triple]) -> None:
    assert not any(isinstance(node, pyoxigraph.BlankNode) for said in told for node in (said.subject, said.object))
    assert len(told) == len(set(told))


def test_every_row_is_in_one_state(told: list[pyoxigraph.Triple]) -> None:
    rows = {said.subject for said in told if getattr(said.object, "value", "") in (f"{LEX}City", f"{LEX}Region")}
    states = Counter(said.subject for said in told if said.predicate.value.endswith("#inTerritoryOf"))
    assert rows == set(states)
    assert set(states.values()) == {1}
    assert len(rows) > 7000


def test_states_have_their_rows_and_no_name_is_a_states() -> None:
    authority = load_authority()
    known = {state.id for state in authority.states}
    names = {place_key(name) for state in authority.states for name in state.names}
    for name, state in load_cities().named():
        assert state in known, name
        assert place_key(name) not in names, name


def test_no_name_contradicts_the_places() -> None:
    for place in load_authority().places:
        for name in place.names:
            assert load_cities().state(name) in (None, place.state), name


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Gothenburg", "state/sweden"),
        ("Düsseldorf", "state/germany"),
        ("Dusseldorf", "state/germany"),
        ("Cologne", "state/germany"),
        ("Fallujah", "state/iraq"),
        ("Saxony-Anhalt", "state/germany"),
        ("saxony anhalt", "state/germany"),
        ("Uttar Pradesh", "state/india"),
        ("Liverpool", "state/united-kingdom"),
    ],
)
def test_state_of_a_name(name: str, state: str) -> None:
    assert load_cities().state(name) == state


@pytest.mark.parametrize("name", ["Cambridge", "Valencia", "Santiago", "Georgia", "St. Louis", "Nowhere", ""])
def test_a_shared_or_unknown_name_has_no_state(name: str) -> None:
    assert load_cities().state(name) is None


def test_region_of_a_city() -> None:
    assert load_cities().region("Boston") == "Massachusetts"
    assert load_cities().region("Bavaria") is None
