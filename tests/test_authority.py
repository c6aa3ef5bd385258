"""The authority tables: complete, consistent, and safe to use as labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import pytest

from kg.annotate.authority import Authority, Named, TitleKind, TitleVocabulary, load_authority, load_titles
from kg.iris import mint
from kg.model import Role

SHARED_ADJECTIVES = {
    "Congolese": 2,  # both Congos
    "Dominican": 2,  # Dominica and the Dominican Republic
}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return load_authority()


@pytest.fixture(scope="module")
def titles() -> TitleVocabulary:
    return load_titles()


def shared(rows: Iterable[Named]) -> dict[str, list[str]]:
    """Names that several rows have without all of them marking it ambiguous."""
    owners: dict[str, list[Named]] = defaultdict(list)
    for row in rows:
        for name in row.names:
            owners[name].append(row)
    return {
        name: [row.id for row in found]
        for name, found in owners.items()
        if len(found) > 1 and not all(name in row.ambiguous for row in found)
    }


def test_every_member_of_the_united_nations_is_there(authority: Authority) -> None:
    living = [state for state in authority.states if state.standing != "historical"]
    assert Counter(state.un for state in living)["member"] == 193
    assert {state.name for state in living if state.un == "observer"} == {"Palestine", "Vatican"}


def test_every_state_can_be_named(authority: Authority) -> None:
    for state in authority.states:
        assert state.names[0] == state.name
        assert state.adjectives or state.standing == "territory", state.id
        if state.un == "member" and state.standing == "sovereign":
            assert state.iso
            assert state.wikidata
            assert state.demonyms, state.id


def test_codes_are_unique(authority: Authority) -> None:
    for codes in ([s.iso for s in authority.states], [s.wikidata for s in authority.states]):
        known = [code for code in codes if code]
        assert len(known) == len(set(known))
    assert all(len(state.iso) == 3 for state in authority.states if state.iso)


def test_no_capital_is_a_label_of_its_state(authority: Authority) -> None:
    places = {place.id: place for place in authority.places}
    for state in authority.states:
        if state.capital:
            assert places[state.capital].state == state.id
            assert places[state.capital].capital
            assert not set(places[state.capital].names) & {*state.names, *state.adjectives}, state.id


def test_sovereign_members_have_a_capital_unless_they_are_a_city(authority: Authority) -> None:
    without = {s.name for s in authority.states if s.un == "member" and s.standing == "sovereign" and not s.capital}
    assert without == {"Monaco", "Singapore"}


def test_short_forms_are_no_labels(authority: Authority) -> None:
    for state in authority.states:
        assert not any(name.lower().startswith("the ") for name in state.names), state.id


@pytest.mark.parametrize("table", ["states", "places", "seats", "institutions"])
def test_names_are_unique_in_their_table(authority: Authority, table: str) -> None:
    assert shared(getattr(authority, table)) == {}


def test_a_state_and_a_place_never_share_a_name(authority: Authority) -> None:
    assert shared((*authority.states, *authority.places)) == {}


def test_adjectives_belong_to_one_state_but_for_those_named_here(authority: Authority) -> None:
    counts = Counter(adjective for state in authority.states for adjective in state.adjectives)
    assert {adjective: count for adjective, count in counts.items() if count > 1} == SHARED_ADJECTIVES


def test_every_reference_has_its_row(authority: Authority) -> None:
    states, places, bodies = (
        {row.id for row in table} for table in (authority.states, authority.places, authority.institutions)
    )
    for state in authority.states:
        assert state.sovereign is None or state.sovereign in states
        assert (state.sovereign is not None) == (state.standing == "territory"), state.id
    for place in authority.places:
        assert place.state is None or place.state in states, place.id
        assert set(place.stands_for) <= states | bodies, place.id
    for seat in authority.seats:
        assert seat.institution in bodies, seat.id
        assert seat.place in places, seat.id
    for body in authority.institutions:
        assert set(body.organ_of) <= states, body.id
        assert body.part_of is None or body.part_of in bodies, body.id
        assert set(body.acronyms) <= set(body.names)


def test_only_bodies_of_states_are_organs(authority: Authority) -> None:
    others = {"party", "party-organ", "armed-group", "news-organisation", "organisation", "igo", "alliance", "company"}
    for body in authority.institutions:
        assert not (body.organ_of and body.kind in others), f"{body.id}: say kg:inTerritoryOf, it is no organ"
        assert not (body.homes and body.kind not in others), f"{body.id}: say kg:organOf"


def test_tables_are_as_large_as_promised(authority: Authority, titles: TitleVocabulary) -> None:
    assert len(authority.seats) >= 70
    assert sum(body.igo for body in authority.institutions) >= 100
    assert sum(title.abbreviates is None for title in titles.titles) >= 150
    assert len({domain.canonical for domain in titles.domains}) >= 60


@pytest.mark.parametrize("table", ["states", "places", "seats", "institutions"])
def test_rows_are_sorted_and_ids_are_unique(authority: Authority, table: str) -> None:
    ids = [row.id for row in getattr(authority, table)]
    assert ids == sorted(set(ids))


def test_ids_are_what_the_name_mints(authority: Authority) -> None:
    """A body that a document names in the preferred words gets the IRI of its row."""
    for table, collection in ((authority.states, "state"), (authority.places, "place")):
        for row in table:
            assert mint(collection, row.name, "") == row.id


def test_ambiguous_names_are_names(authority: Authority) -> None:
    for table in (authority.states, authority.places, authority.seats, authority.institutions):
        for row in table:
            assert set(row.ambiguous) <= set(row.names), row.id


def test_titles_are_unique_and_in_range(titles: TitleVocabulary) -> None:
    words = [title.words for title in titles.titles]
    assert len(words) == len(set(words))
    for title in titles.titles:
        assert title.role_of_state in get_args(Role)
        assert title.role_of_body in get_args(Role)
        assert title.kind in get_args(TitleKind)
        assert 1 <= title.rank <= 9
        assert title.plural
        assert title.abbreviates or title.words == title.words.lower()


def test_titles_imply_their_body(titles: TitleVocabulary) -> None:
    by_words = {title.words: title for title in titles.titles}
    assert by_words["minister"].domain
    assert by_words["minister"].body == "ministry"
    assert by_words["FM"].body == "foreign ministry"
    assert not by_words["FM"].domain
    assert by_words["foreign secretary"].body == "foreign office"
    assert by_words["Sen."].abbreviates == "senator"


def test_domains_have_one_canonical_form(titles: TitleVocabulary) -> None:
    words = [domain.words for domain in titles.domains]
    assert len(words) == len(set(words))
    canonical = {domain.words: domain.canonical for domain in titles.domains}
    assert canonical["foreign affairs"] == "foreign"
    assert canonical["defense"] == "defence"


def test_honorifics_and_modifiers(titles: TitleVocabulary) -> None:
    assert {"Mr", "Ms", "Dr", "Sir"} <= {honorific.words for honorific in titles.honorifics}
    effects = {modifier.words: (modifier.effect, modifier.position) for modifier in titles.modifiers}
    assert effects["vice"] == ("deputy", "before")
    assert effects["-elect"] == ("designate", "after")
    assert effects["former"] == ("former", "before")


def test_the_documentation_counts_right(authority: Authority) -> None:
    page = (Path(__file__).parents[1] / "docs" / "authority.md").read_text("utf-8")
    tables = {
        "states.ttl": len(authority.states),
        "places.ttl": len(authority.places),
        "seats.ttl": len(authority.seats),
        "organisations.ttl": len(authority.institutions),
    }
    for name, rows in tables.items():
        assert f"| `{name}` | {rows} |" in page
    assert f"{sum(body.igo for body in authority.institutions)} international organisations" in page
