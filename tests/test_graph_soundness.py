"""Whatever an extractor says, however odd, the graph keeps its shapes and every span its words."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from graph_fixtures import build, first_report, second_report
from pyoxigraph import Store

from kg.graph.archive import Archive
from kg.graph.evidence import reread
from kg.graph.rdf import document_quads, joint_quads, survey
from kg.graph.records import record_violations
from kg.graph.shapes import ontology_folder, query_violations, shape_violations, with_ontology
from kg.graph.store import open_store
from kg.iris import DATA
from kg.model import (
    Entity,
    Event,
    Evidence,
    Extraction,
    Fact,
    Factuality,
    Form,
    Header,
    LocatedIn,
    Membership,
    Mention,
    NationalOf,
    OrganOf,
    PartOf,
    PublishedBasis,
    Role,
    Statement,
    Status,
    Stretch,
    Tenure,
    TimeValue,
)
from kg.resolve.resolution import Node, Resolution

KINDS = ("Person", "State", "Institution", "Party", "Place", "Group", "Post", "Event", "Work")
KNOWN = ("state/france", "state/germany", "place/paris", "place/brussels", "inst/nato", "inst/european-union")
TYPES = ("CONSULT", "COOPERATE", "AID", "SANCTION", "OPEN", "STATEMENT", "RETREAT")
TITLES = ("president", "vice foreign minister", "director of the alpha office", "co-head", "Minister of War")
TIMES = (
    None,
    TimeValue(edtf="2020-01", earliest="2020-01-01", latest="2020-01-31"),
    TimeValue(edtf=None, earliest=None, latest="2019-01-01"),
    TimeValue(edtf=None, earliest="2021-01-01", latest="2019-01-01"),
    TimeValue(edtf="x", earliest="bad", latest=None, mention="m1"),
)


class Babbler:
    """An extractor that says anything about anything."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        paths = {f"{kind.lower()}/{number}": kind for number, kind in enumerate(self.dice.choices(KINDS, k=6))}
        real = {"state": "State", "place": "Place", "inst": "Institution"}
        paths |= {path: real[path.partition("/")[0]] for path in self.dice.sample(KNOWN, 3)}
        self.entities = tuple(
            Entity(id=f"e{number}", type=kind, name=f"The {path} name", iri=DATA + path)
            for number, (path, kind) in enumerate(paths.items())
        )  # type: ignore[arg-type]

    def entity(self) -> str:
        return self.dice.choice(self.entities).id

    def maybe(self) -> str | None:
        return self.dice.choice((None, self.entity()))

    def some(self) -> tuple[str, ...]:
        return tuple(self.entity() for _ in range(self.dice.randint(0, 2)))

    def stretch(self, text: str) -> Stretch:
        start = self.dice.randrange(len(text) - 1)
        return Stretch(start=start, end=self.dice.randint(start + 1, len(text)))

    def fact(self, number: int, text: str) -> Fact:
        dice, span = self.dice, self.stretch(text)
        core: dict[str, Any] = {
            "id": f"f{number}",
            "evidence": (Evidence(start=span.start, end=span.end, rule="any"),),
            "confidence": dice.random(),
            "factuality": dice.choice(get_args(Factuality)),
        }
        others = tuple(f"f{dice.randrange(12)}" for _ in range(2))
        one, two, time = self.entity(), self.entity(), dice.choice(TIMES)
        match dice.randrange(8):
            case 0:
                return Membership(**core, member=one, organization=two)
            case 1:
                return OrganOf(**core, institution=one, state=two)
            case 2:
                return PartOf(**core, part=one, whole=two)
            case 3:
                return dice.choice((LocatedIn(**core, thing=one, place=two), NationalOf(**core, person=one, state=two)))
            case 4:
                return Statement(**core, speaker=self.maybe(), source=span, cue=None, content=(self.stretch(text),),
                                 quoted=dice.random() < 0.5, addressee=self.maybe(), time=time,
                                 claims=others)  # fmt: skip
            case 5:
                return Tenure(**core, person=self.maybe(), post=dice.choice(TITLES), role=dice.choice(get_args(Role)),
                              organization=self.maybe(), state=self.maybe(), time=time, counterpart=others[0],
                              status=dice.choice(get_args(Status)))  # fmt: skip
            case _:
                return Event(**core, event_type=dice.choice(TYPES), trigger=span, predicate="do", actors=self.some(),
                             recipients=self.some(), participants=self.some(), place=self.maybe(), theme=self.maybe(),
                             time=time, mode=dice.choice((None, "withdraw", "visit", "odd")))  # fmt: skip

    def document(self, number: int) -> Extraction:
        words = self.dice.choices(["alpha", "“beta”", "gamma.", "“delta", "zeta”", "the", "Paris"], k=50)
        text = f"Title {number}\n{' '.join(words)}"
        header = Header(
            id=hashlib.sha256(text.encode()).hexdigest()[:16],
            source=f"{number}.txt",
            published=self.dice.choice((None, "2020-03-04", "2020-01-01/2020-12-31", "2020", "nonsense")),
            published_basis=self.dice.choice(get_args(PublishedBasis)),
            publisher=self.dice.choice((None, "Zürich Post")),
        )
        return Extraction(
            document=header,
            text=text,
            mentions=tuple(self.mention(number, text) for number in range(8)),
            entities=self.entities,
            facts=tuple(self.fact(fact, text) for fact in range(self.dice.randint(3, 12))),
        )

    def mention(self, number: int, text: str) -> Mention:
        span, entity = self.stretch(text), self.dice.choice(self.entities)
        form = self.dice.choice(get_args(Form))
        return Mention(id=f"m{number}", start=span.start, end=span.end, entity=entity.id, kind=entity.type, form=form,
                       literal=self.maybe())  # fmt: skip

    def resolution(self, documents: list[Extraction]) -> Resolution:
        events = {
            document.document.id: {
                fact.id: f"{DATA}event/{self.dice.randrange(3)}" for fact in document.facts if isinstance(fact, Event)
            }
            for document in documents
        }
        return Resolution(
            nodes={
                entity.iri: Node(iri=entity.iri, kind=entity.type, label=entity.name, names=("Paris", "the one"))
                for entity in self.entities
            },
            entities={d.document.id: {entity.id: entity.iri for entity in d.entities} for d in documents},
            events=events,
            event_labels={iri: "something happens" for known in events.values() for iri in known.values()},
        )


@pytest.mark.parametrize("seed", range(12))
def test_any_extraction_makes_a_sound_graph(seed: int, tmp_path: Path) -> None:
    babbler = Babbler(seed)
    documents = [babbler.document(number) for number in range(3)]
    known = babbler.resolution(documents)
    corpus, store = survey(documents, known), Store()
    for document in documents:
        store.extend(document_quads(document, known, corpus))
    store.extend(joint_quads(documents, corpus))
    with Archive(tmp_path / "archive") as archive:
        for document in documents:
            archive.put(document)
        assert reread(store, archive, DATA).violations == ()
    assert record_violations(store) == ()
    found = query_violations(with_ontology(store), ontology_folder() / "checks")
    assert [line for line in found if "capital's name" not in line] == []
    assert shape_violations(store) == ()


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    script = (
        "import sys, io; from pathlib import Path; sys.path.insert(0, sys.argv[2]); from test_graph_soundness import *;"
        "from kg.graph.turtle import write_turtle;"
        "babbler = Babbler(7); documents = [babbler.document(n) for n in range(3)];"
        "known = babbler.resolution(documents); corpus, store = survey(documents, known), Store();"
        "store.extend(joint_quads(documents, corpus)); write_turtle(store, sys.stdout.buffer)"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path), str(Path(__file__).parent)]
    written = [
        subprocess.run(arguments, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 1000


def test_building_twice_gives_the_same_digests(tmp_path: Path) -> None:
    once = build(tmp_path / "graph", (first_report(), second_report()))
    again = build(tmp_path / "graph", (second_report(), first_report()))
    assert once.graphs == again.graphs
    with open_store(tmp_path / "graph") as snapshot:
        assert len(snapshot.store) == sum(entry.quads for entry in again.graphs.values())
