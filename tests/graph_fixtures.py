"""Two short reports of an invented affair, as the extractor would see them, and a graph folder built from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.publishing import Published, publish
from kg.iris import DATA
from kg.model import (
    Entity,
    Event,
    Evidence,
    Extraction,
    Fact,
    Form,
    Header,
    Kind,
    LocatedIn,
    Membership,
    Mention,
    NationalOf,
    OrganOf,
    PartOf,
    PublishedBasis,
    Statement,
    Stretch,
    Tenure,
    TimeValue,
)
from kg.resolve.resolution import Node, Resolution

FIRST = (
    "Envoys close the river office\n"
    "France's Deputy River Minister Ana Roux and her Swiss colleague co-head the joint River Office in Basel. "
    "France left the River Office on 4 May 2021, and Paris said “the work is done” for good. "
    "Roux is a member of the Water Party. "
    "The Elysee would not confirm that Switzerland had sealed the building."
)
SECOND = (
    "France quits the river body\n"
    "On 4 May 2021 France pulled out of the River Office, Swiss officials said. "
    "The Swiss Foreign Minister was not reached."
)


class Maker:
    """Builds an extraction by quoting the text instead of counting its code points."""

    def __init__(self, text: str, source: str, published: str | None, basis: PublishedBasis = "given") -> None:
        self.text = text
        self.id = hashlib.sha256(text.encode()).hexdigest()[:16]
        self.header = Header(
            id=self.id, source=source, published=published, published_basis=basis, title=text.partition("\n")[0]
        )
        self.mentions: list[Mention] = []
        self.entities: dict[str, Entity] = {}
        self.facts: list[Fact] = []

    def stretch(self, words: str) -> Stretch:
        """Where the words stand."""
        start = self.text.index(words)
        return Stretch(start=start, end=start + len(words))

    def evidence(self, words: str, rule: str = "by-hand") -> tuple[Evidence, ...]:
        """The words as evidence."""
        found = self.stretch(words)
        return (Evidence(start=found.start, end=found.end, rule=rule),)

    def entity(self, key: str, kind: Kind, name: str, path: str) -> str:
        """An entity of the document."""
        self.entities[key] = Entity(id=key, type=kind, name=name, iri=DATA + path)
        return key

    def mention(self, words: str, entity: str, form: Form = "name", literal: str | None = None) -> str:
        """A mention of an entity, the first time the words stand in the text."""
        found = self.stretch(words)
        key = f"m{len(self.mentions) + 1}"
        kind = self.entities[entity].type if entity in self.entities else "Time"
        self.mentions.append(
            Mention(id=key, start=found.start, end=found.end, entity=entity, kind=kind, form=form, literal=literal)
        )
        return key

    def extraction(self) -> Extraction:
        """What has been gathered."""
        return Extraction(
            document=self.header,
            text=self.text,
            mentions=tuple(self.mentions),
            entities=tuple(self.entities.values()),
            facts=tuple(self.facts),
        )


def _common(make: Maker) -> None:
    make.entity("fr", "State", "France", "state/france")
    make.entity("ch", "State", "Switzerland", "state/switzerland")
    make.entity("office", "Institution", "River Office", "inst/river-office")


def first_report() -> Extraction:
    """A joint office with two heads, one without a name; a withdrawal; a quotation; a metonym; a denial."""
    make = Maker(FIRST, "reports/one.txt", "2021-05-06")
    _common(make)
    make.entity("roux", "Person", "Ana Roux", "person/ana-roux")
    make.entity("ministry", "Institution", "French river ministry", "inst/french-river-ministry")
    make.entity("party", "Party", "Water Party", "inst/water-party")
    make.entity("basel", "Place", "Basel", "place/basel")
    make.entity("paris", "Place", "Paris", "place/paris")
    opening = "France's Deputy River Minister Ana Roux and her Swiss colleague co-head the joint River Office in Basel."
    leaving = "France left the River Office on 4 May 2021, and Paris said “the work is done” for good."
    for words, entity in (("France", "fr"), ("Ana Roux", "roux"), ("River Office", "office"), ("Basel", "basel")):
        make.mention(words, entity)
    make.mention("Swiss", "ch", "adjective")
    make.mention("Paris", "fr", "metonym", "paris")
    when = make.mention("on 4 May 2021", "t1")
    time = TimeValue(edtf="2021-05-04", earliest="2021-05-04", latest="2021-05-04", mention=when)
    sure = {"confidence": 0.9, "factuality": "actual"}
    said, left = make.evidence(opening), make.evidence(leaving)
    member, denial = make.evidence("Roux is a member of the Water Party."), make.evidence(FIRST.rsplit(". ", 1)[-1])
    make.facts += [
        Tenure(id="t1", evidence=said, person="roux", post="Deputy River Minister", role="deputy_minister",
               organization="ministry", state="fr", **sure),
        Tenure(id="t2", evidence=said, person="roux", post="co-head of the joint River Office", role="head",
               organization="office", state="fr", counterpart="t3", **sure),
        Tenure(id="t3", evidence=said, person=None, post="co-head of the River Office", role="head",
               organization="office", state="ch", counterpart="t2", **sure),
        OrganOf(id="o1", evidence=said, institution="office", state="fr", **sure),
        OrganOf(id="o2", evidence=said, institution="office", state="ch", **sure),
        OrganOf(id="o3", evidence=said, institution="ministry", state="fr", **sure),
        LocatedIn(id="l1", evidence=said, thing="office", place="basel", **sure),
        NationalOf(id="n1", evidence=said, person="roux", state="fr", **sure),
        Membership(id="b1", evidence=member, member="roux", organization="party", **sure),
        PartOf(id="p1", evidence=said, part="ministry", whole="office", confidence=0.2, factuality="hypothetical"),
        Event(id="e1", evidence=left, event_type="SANCTION", mode="withdraw", trigger=make.stretch("left"),
              predicate="leave", actors=("fr",), theme="office", place="basel", time=time, **sure),
        Event(id="e2", evidence=denial, event_type="CLOSE", trigger=make.stretch("sealed"), predicate="seal",
              actors=("ch",), theme="office", confidence=0.5, factuality="claimed"),
        Statement(id="s1", evidence=left, speaker="fr", source=make.stretch("Paris"), cue=make.stretch("said"),
                  content=(make.stretch("“the work is done” for good"),), quoted=True, **sure),
    ]  # fmt: skip
    return make.extraction()


def second_report() -> Extraction:
    """The same withdrawal, only claimed, by officials without names; a minister who is not named either."""
    make = Maker(SECOND, "reports/two.txt", None, "unknown")
    _common(make)
    make.entity("foreign", "Institution", "Swiss foreign ministry", "inst/swiss-foreign-ministry")
    telling = "On 4 May 2021 France pulled out of the River Office, Swiss officials said."
    missed = "The Swiss Foreign Minister was not reached."
    make.mention("France", "fr")
    make.mention("Swiss", "ch", "adjective")
    time = TimeValue(edtf="2021-05-04", earliest="2021-05-04", latest="2021-05-04")
    make.facts += [
        Event(id="e1", evidence=make.evidence(telling), event_type="SANCTION", mode="withdraw", predicate="pull out of",
              trigger=make.stretch("pulled"), actors=("fr",), recipients=("ch",), theme="office", time=time,
              confidence=0.8, factuality="claimed"),
        Statement(id="s1", evidence=make.evidence(telling), speaker=None, source=make.stretch("Swiss officials"),
                  cue=make.stretch("said"), quoted=False,
                  content=(make.stretch("On 4 May 2021 France pulled out of the River Office"),),
                  claims=("e1",), confidence=0.7, factuality="actual"),
        Tenure(id="t1", evidence=make.evidence(missed), person=None, post="Foreign Minister", role="minister",
               organization="foreign", state="ch", confidence=0.6, factuality="actual"),
        OrganOf(id="o1", evidence=make.evidence(missed), institution="foreign", state="ch", confidence=0.6,
                factuality="actual"),
    ]  # fmt: skip
    return make.extraction()


LEAVING = f"{DATA}event/france-leaves-the-river-office"
SEALING = f"{DATA}event/switzerland-seals-the-river-office"


def resolution(extractions: Iterable[Extraction]) -> Resolution:
    """Entities by their IRIs; the two withdrawals are one."""
    documents = tuple(extractions)
    nodes = {
        entity.iri: Node(iri=entity.iri, kind=entity.type, label=entity.name)
        for extraction in documents
        for entity in extraction.entities
        if entity.type != "Time"
    }
    roux = f"{DATA}person/ana-roux"
    if roux in nodes:
        nodes[roux] = Node(iri=roux, kind="Person", label="Ana Roux", names=("Ana-Maria Roux", "Roux, Ana"))
    france = f"{DATA}state/france"
    nodes[france] = Node(
        iri=france, kind="State", label="France", names=("Paris", "the French state", "French Republic")
    )
    return Resolution(
        nodes=nodes,
        entities={
            extraction.document.id: {entity.id: entity.iri for entity in extraction.entities}
            for extraction in documents
        },
        events={
            extraction.document.id: {"e1": LEAVING, "e2": SEALING}
            for extraction in documents
        },
        event_labels={LEAVING: "France leaves the River Office", SEALING: "Switzerland seals the River Office"},
    )  # fmt: skip


def build(folder: Path, extractions: Iterable[Extraction]) -> Published:
    """Add extractions to a graph folder, in the order given, and build it."""
    real = prepare(folder)
    with locked(real), Archive(real / ARCHIVE) as archive:
        for extraction in extractions:
            archive.put(extraction)
        return publish(real, archive, resolution(archive))
