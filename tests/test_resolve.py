"""Whose entities they are across documents: persons, bodies, places and events; in any order the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import Read

from kg.iris import DATA, mint
from kg.model import (
    Entity,
    Event,
    Evidence,
    Extraction,
    Fact,
    Header,
    Kind,
    Mention,
    OrganOf,
    Statement,
    Stretch,
    Tenure,
    TimeValue,
)
from kg.resolve.clusters import Clusters
from kg.resolve.events import following
from kg.resolve.resolution import Resolution
from kg.resolve.resolve import resolve
from kg.resolve.unnamed import without_unnamed

COLLECTION = {"Person": "person", "State": "state", "Institution": "inst", "Place": "place", "Group": "group"}
EVIDENCE = (Evidence(start=0, end=1, rule="test"),)
SURE = {"evidence": EVIDENCE, "confidence": 0.9, "factuality": "actual"}


def entity(name: str, kind: Kind = "Person") -> Entity:
    return Entity(id=name, type=kind, name=name, iri=mint(COLLECTION[kind], name))


def told(document: str, entities: Sequence[Entity], facts: Sequence[Fact] = ()) -> Extraction:
    """A document that names these entities, one after the other; ids of entities are their names."""
    mentions, text = [], ""
    for n, one in enumerate(entities):
        mentions.append(
            Mention(
                id=f"m{n}",
                start=len(text),
                end=len(text) + len(one.name),
                entity=one.id,
                kind=one.type,
                form="name",
            )
        )
        text += f"{one.name} "
    return Extraction(
        document=Header(id=document, source=document, published_basis="unknown"),
        text=text,
        mentions=tuple(mentions),
        entities=tuple(entities),
        facts=tuple(facts),
    )


def serves(
    document: str, name: str, state: str | None = None, post: str = "president", sure: bool = True
) -> Extraction:
    """A document in which a person holds a post of a state."""
    if state is None:
        return told(document, [entity(name)])
    tenure = Tenure(
        id="f1",
        person=name,
        post=post,
        role="head_of_state",
        state=state,
        evidence=EVIDENCE,
        confidence=0.9 if sure else 0.5,
        factuality="actual",
    )
    return told(document, [entity(name), entity(state, "State")], [tenure])


def sets(resolution: Resolution) -> set[frozenset[tuple[str, str]]]:
    """Which (document, entity) share a node, states left out."""
    shared: dict[str, set[tuple[str, str]]] = {}
    for document, entities in resolution.entities.items():
        for key, iri in entities.items():
            if "/state/" not in iri:
                shared.setdefault(iri, set()).add((document, key))
    return {frozenset(keys) for keys in shared.values()}


@pytest.mark.parametrize(
    "documents",
    [
        [serves("a", "Ola Hansen"), serves("b", "Ola Hansen")],
        [serves("a", "Kim Jong-un"), serves("b", "Kim Jong Un")],
        [serves("a", "Ola J. Hansen"), serves("b", "Ola Hansen")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Ola Hansen")],
        [serves("a", "Ola Hansen", "Norway", "minister"), serves("b", "Ola Hansen", "Norway")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Ola Hansen", "Mali", sure=False)],
        [serves("a", "Volodymyr Zelenskyy", "Ukraine"), serves("b", "Volodymyr Zelensky", "Ukraine")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Hansen", "Norway")],
        [serves("a", "Hansen", "Norway"), serves("b", "Hansen", "Norway")],
    ],
)
def test_one_person(documents: list[Extraction]) -> None:
    assert {len(group) for group in sets(resolve(documents))} == {2}


@pytest.mark.parametrize(
    "documents",
    [
        [serves("a", "Ola Hansen"), serves("b", "Ola Nilsen")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Ola Hansen", "Mali")],
        [serves("a", "Ola Hansen"), serves("b", "Hansen")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Hansen", "Mali")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Hansen", "Norway", "minister")],
        [serves("a", "Volodymyr Zelenskyy", "Ukraine"), serves("b", "Volodymyr Zelensky", "Mali")],
        [serves("a", "Ola Hansen", "Norway"), serves("b", "Ole Hansen", "Norway", "minister")],
    ],
)
def test_two_persons(documents: list[Extraction]) -> None:
    assert {len(group) for group in sets(resolve(documents))} == {1}


def test_a_document_without_a_state_does_not_make_two_people_one() -> None:
    documents = [
        serves("a", "Ola Hansen"),
        serves("b", "Ola Hansen", "Norway"),
        serves("c", "Ola Hansen", "Mali"),
        serves("d", "Ola Hansen", "Mali"),
    ]
    assert sets(resolve(documents)) == {
        frozenset({("a", "Ola Hansen"), ("c", "Ola Hansen"), ("d", "Ola Hansen")}),
        frozenset({("b", "Ola Hansen")}),
    }


def test_a_family_name_that_fits_two_presidents_joins_neither() -> None:
    documents = [
        serves("a", "Ola Hansen", "Norway"),
        serves("b", "Per Hansen", "Norway"),
        serves("c", "Hansen", "Norway"),
    ]
    assert len(sets(resolve(documents))) == 3


def test_namesakes_get_iris_of_their_own() -> None:
    resolution = resolve([serves("a", "Ola Hansen", "Norway"), serves("b", "Ola Hansen", "Mali")])
    iris = {resolution.entities[document]["Ola Hansen"] for document in "ab"}
    assert f"{DATA}person/ola-hansen" in iris
    assert len(iris) == 2


def test_the_label_is_the_fullest_name_and_the_others_are_kept() -> None:
    resolution = resolve([serves("a", "Ola Hansen"), serves("b", "Ola J. Hansen"), serves("c", "Ola Hansen")])
    (node,) = resolution.nodes.values()
    assert (node.label, node.names) == ("Ola J. Hansen", ("Ola Hansen",))


def body(document: str, name: str, state: str | None = None) -> Extraction:
    organ = [OrganOf(id="f1", institution=name, state=state, **SURE)] if state else []
    states = [entity(state, "State")] if state else []
    return told(document, [entity(name, "Institution"), *states], organ)


def test_bodies() -> None:
    same = resolve([body("a", "Norwegian Peace Office", "Norway"), body("b", "Norwegian Peace Office", "Norway")])
    assert len(sets(same)) == 1
    owned = resolve([body("a", "Norwegian Peace Office", "Norway"), body("b", "Peace Office", "Norway")])
    assert len(sets(owned)) == 1
    others = resolve([body("a", "Norwegian Peace Office", "Norway"), body("b", "Peace Office", "Portugal")])
    assert len(sets(others)) == 2
    common = resolve([body("a", "foreign ministry"), body("b", "foreign ministry")])
    assert len(sets(common)) == 2


def test_the_same_name_for_different_kinds_of_things() -> None:
    names = [entity("Georgia", "State"), entity("Georgia", "Place")]
    here = told("a", [names[0], names[1].__class__(id="p", type="Place", name="Georgia", iri=names[1].iri)])
    assert len({*resolve([here]).entities["a"].values()}) == 2


def event(number: int, **roles: object) -> Event:
    values: dict[str, object] = {
        "id": f"f{number}",
        "event_type": "CONSULT",
        "trigger": Stretch(start=0, end=1),
        "predicate": "meet",
        "actors": ("Norway",),
        "recipients": ("Mali",),
        **SURE,
    }
    return Event(**(values | roles))


def when(year: int) -> TimeValue:
    return TimeValue(edtf=str(year), earliest=f"{year}-01-01", latest=f"{year}-12-31")


def happened(document: str, *events: Event) -> Extraction:
    states = [entity(name, "State") for name in ("Norway", "Mali", "Chad")]
    places = [entity(name, "Place") for name in ("Oslo", "Bamako")]
    return told(document, [*states, *places], events)


def groups(*documents: Extraction) -> list[list[str]]:
    """Documents and facts of each happening."""
    found: dict[str, list[str]] = {}
    for document, events in sorted(resolve(documents).events.items()):
        for fact, iri in sorted(events.items()):
            found.setdefault(iri, []).append(f"{document}{fact}")
    return sorted(found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"time": when(2018)}, {}),
        ({"time": when(2018)}, {"time": TimeValue(edtf="2018-05", earliest="2018-05-01", latest="2018-05-31")}),
        ({"place": "Oslo"}, {}),
        ({"place": "Oslo", "recipients": ()}, {"place": "Oslo", "recipients": ()}),
        ({"theme": "Chad", "predicate": "meet"}, {"theme": "Chad", "predicate": "discuss"}),
        ({"factuality": "reference"}, {}),
    ],
)
def test_one_happening(one: dict, other: dict) -> None:
    assert groups(happened("a", event(1, **one)), happened("b", event(1, **other))) == [["af1", "bf1"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"time": when(2018)}, {"time": when(2019)}),
        ({"event_type": "AID"}, {}),
        ({"actors": ("Chad",)}, {}),
        ({"actors": ()}, {"actors": ()}),
        ({"recipients": ("Chad",)}, {}),
        ({"place": "Oslo"}, {"place": "Bamako"}),
        ({"factuality": "negated"}, {}),
        ({"theme": "Chad"}, {}),
        ({"mode": "visit"}, {"mode": "host"}),
        ({"predicate": "talk"}, {}),
    ],
)
def test_two_happenings(one: dict, other: dict) -> None:
    assert groups(happened("a", event(1, **one)), happened("b", event(1, **other))) == [["af1"], ["bf1"]]


def test_events_of_one_document_stay_apart() -> None:
    assert groups(happened("a", event(1), event(2)), happened("b", event(1))) == [["af1", "bf1"], ["af2"]]


def test_an_undated_telling_does_not_join_two_years() -> None:
    documents = [
        happened("a", event(1)),
        happened("b", event(1, time=when(2018))),
        happened("c", event(1, time=when(2019))),
    ]
    assert groups(*documents) == [["af1", "bf1"], ["cf1"]]


NAMES = ("Ola Hansen", "Ola J. Hansen", "Hansen", "Per Hansen", "Kim Jong-un", "Kim Jong Un", "Kim")
ANYBODY = st.tuples(
    st.sampled_from(NAMES), st.sampled_from([None, "Norway", "Mali"]), st.sampled_from(["president", "minister"])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANYBODY, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(people: list[tuple[str, str | None, str]], dice) -> None:
    documents = [serves(f"d{n}", *person) for n, person in enumerate(people)]
    shuffled = documents.copy()
    dice.shuffle(shuffled)
    first, second = resolve(documents), resolve(shuffled)
    assert first == second
    assert {e for group in sets(first) for e in group} == {(f"d{n}", p[0]) for n, p in enumerate(people)}


@settings(max_examples=60, deadline=None)
@given(st.lists(ANYBODY, min_size=1, max_size=7))
def test_nobody_serves_two_states(people: list[tuple[str, str | None, str]]) -> None:
    """No telling makes one person of those who serve different states; their documents all say who serves whom."""
    documents = [serves(f"d{n}", *person) for n, person in enumerate(people)]
    for group in sets(resolve(documents)):
        served = {people[int(document[1:])][1] for document, _ in group} - {None}
        assert len(served) <= 1


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from([{}, {"place": "Oslo"}, {"place": "Bamako"}, {"time": when(2018)}, {"time": when(2019)}]),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_documents_changes_no_event(roles: list[dict], dice) -> None:
    documents = [happened(f"d{n}", event(1, **values)) for n, values in enumerate(roles)]
    shuffled = documents.copy()
    dice.shuffle(shuffled)
    assert resolve(documents) == resolve(shuffled)


def test_real_extractions_in_any_order(read: Read) -> None:
    texts = (
        "Norwegian President Ola Hansen left the pact.",
        "President Ola Hansen of Norway met Portugal's foreign minister, Maria Silva, in Oslo.",
        "The Norwegian foreign ministry said President Hansen would stay.",
    )
    documents = [read(text) for text in texts]
    first = resolve(documents)
    assert resolve(documents[::-1]) == first
    hansen = {iri for entities in first.entities.values() for iri in entities.values() if "hansen" in iri}
    assert hansen == {f"{DATA}person/ola-hansen"}


@pytest.mark.parametrize("base", ["https://example.org/news/", DATA])
def test_iris_stand_under_the_base(base: str) -> None:
    resolution = resolve([serves("a", "Ola Hansen", "Norway"), happened("b", event(1))], base)
    for iri in (*resolution.nodes, *resolution.event_labels):
        assert re.fullmatch(r"[a-z]+/[a-z0-9]+(-[a-z0-9]+)*", iri.removeprefix(base))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_clusters_are_the_connected_parts(pairs: list[tuple[int, int]]) -> None:
    clusters: Clusters[int] = Clusters(range(10))
    linked = {n: {n} for n in range(10)}
    for one, other in pairs:
        clusters.join(one, other)
        union = linked[one] | linked[other]
        linked.update(dict.fromkeys(union, union))
    assert sorted(clusters.sets()) == sorted({tuple(sorted(s)): sorted(s) for s in linked.values()}.values())
    assert all((clusters.find(a) == clusters.find(b)) == (b in linked[a]) for a, b in combinations(range(10), 2))


def test_nobody_knows_who_is_told_of_by_pronouns_alone(read: Read) -> None:
    text = "He is an economist and the chairman of Oslo Bank. He said that Norway attacked Portugal."
    said = read(text)
    named, lost = without_unnamed(said)
    assert [fact.id for fact in said.facts if isinstance(fact, Tenure)] == list(lost)
    assert all(statement.speaker is None for statement in named.facts if isinstance(statement, Statement))
    assert not any(entity.type == "Person" for entity in named.entities)
    assert not any("unnamed" in iri for iri in resolve([said, msgspec.structs.replace(said)]).nodes)


def test_an_office_of_a_state_stays_without_its_holder(read: Read) -> None:
    named, _ = without_unnamed(read("She is the foreign minister of Norway."))
    assert [fact.person for fact in named.facts if isinstance(fact, Tenure)] == [None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("visit the port of Bergen. It was", "the port of Bergen"),
        ("discuss plans for a new ferry line as part of a deal between Norwegian Prime Minister Berg and others",
         "plans for a new ferry line"),
        ("meet with the U.S. envoy in Oslo. It was", "with the U.S. envoy in Oslo"),
        ("pay 2.5 million crowns; it was", "2.5 million crowns"),
    ],
)  # fmt: skip
def test_the_label_of_an_event_never_ends_within_a_name(text: str, words: str) -> None:
    assert following(text, len(text.split()[0])) == words
