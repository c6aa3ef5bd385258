"""The graph that bench/map.py draws: invented people, bodies and events of a hundred regions, shaped like news.

A few names are in most of what happens in their region, most are in one thing only, and a part of all that happens
joins two regions. Written through the store, with a document behind every fact.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.store import write_store
from kg.graph.vocabulary import FOAF, KG, OA, ORG, PL, RDF, SKOS
from kg.iris import DATA

REGIONS = 100
SYLLABLES = ("ka", "re", "mo", "li", "su", "ta", "ne", "vo", "ri", "da", "ho", "ze", "bel", "min", "gor", "tal")
BODIES = ("ministry", "council", "party", "agency", "court", "union", "league", "assembly")
DEEDS = (("meets", "CONSULT"), ("sanctions", "SANCTION"), ("helps", "AID"), ("warns", "THREATEN"))
FACTS_A_DOCUMENT = 40


def node(path: str) -> NamedNode:
    """A node of the graph's own."""
    return NamedNode(DATA + path)


class World:
    """Invents what happens, and remembers who has been named."""

    def __init__(self) -> None:
        self.random = random.Random(0)
        self.known: set[NamedNode] = set()
        self.facts = 0

    def rank(self, shape: float, most: int) -> int:
        """A number from 0; small ones come most often."""
        return int(self.random.paretovariate(shape) - 1) % most

    def words(self, key: str, number: int = 2) -> str:
        """Invented names, the same for the same key."""
        draw = random.Random(key)
        return " ".join("".join(draw.choices(SYLLABLES, k=3)).capitalize() for _ in range(number))

    def named(self, thing: NamedNode, kind: NamedNode, words: str) -> Iterator[Triple]:
        """What a node is and is called, the first time."""
        if thing not in self.known:
            self.known.add(thing)
            yield Triple(thing, RDF.type, kind)
            yield Triple(thing, SKOS.prefLabel, Literal(words, language="en"))

    def told(self, *facts: Triple) -> Iterator[Triple]:
        """Facts, each recorded with one passage of a document."""
        self.facts += 1
        document = node(f"doc/{self.facts // FACTS_A_DOCUMENT}")
        yield from self.named(document, KG.Document, f"Report {self.facts // FACTS_A_DOCUMENT}")
        span, place, quote = (node(f"span/{self.facts}{part}") for part in ("", "/position", "/quote"))
        yield Triple(span, OA.hasSource, document)
        yield Triple(span, OA.hasSelector, place)
        yield Triple(span, OA.hasSelector, quote)
        yield Triple(place, OA.start, Literal(self.facts))
        yield Triple(place, OA.end, Literal(self.facts + 1))
        yield Triple(quote, OA.exact, Literal("So it was told."))
        for number, fact in enumerate(facts):
            record = node(f"record/{self.facts}-{number}")
            yield fact
            yield Triple(record, RDF.type, KG.FactRecord)
            yield Triple(record, RDF.subject, fact.subject)
            yield Triple(record, RDF.predicate, fact.predicate)
            yield Triple(record, RDF.object, fact.object)
            yield Triple(record, KG.evidence, span)

    def person(self, region: int) -> Iterator[Triple]:
        """A person of the region; the last triple is about the person."""
        key = f"{region}-{self.rank(0.35, 400)}"
        thing = node(f"person/{key}")
        yield from self.named(thing, FOAF.Person, self.words(f"person {key}"))
        yield Triple(thing, RDF.type, FOAF.Person)

    def body(self, region: int) -> Iterator[Triple]:
        """A body of the region, the same way."""
        number = self.rank(0.8, 25)
        thing = node(f"inst/{region}-{number}")
        words = f"{self.words(str(thing), 1)} {BODIES[number % len(BODIES)]}"
        yield from self.named(thing, KG.Institution, words)
        yield Triple(thing, RDF.type, KG.Institution)

    def state(self, region: int) -> Iterator[Triple]:
        """The state of the region, the same way."""
        thing = node(f"state/{region}")
        yield from self.named(thing, KG.State, self.words(f"state {region}", 1))
        yield Triple(thing, RDF.type, KG.State)

    def region(self, shape: float = 0.5) -> int:
        """A region; the first come most often."""
        return self.rank(shape, REGIONS)

    def happening(self, number: int) -> Iterator[Triple]:
        """Something happens in a region, now and then with another; somebody belongs to a body."""
        here = self.region()
        there = self.region() if self.random.random() < 0.07 else here
        event = node(f"event/{number}")
        verb, kind = self.random.choice(DEEDS)
        *new, actor = [*self.person(here)]
        *more, other = [*(self.state(there) if self.random.random() < 0.5 else self.person(there))]
        *further, body = [*self.body(here)]
        yield from (*new, *more, *further)
        yield from self.named(event, KG.Event, f"{self.words(str(number), 1)} {verb}")
        yield Triple(event, KG.eventType, PL[kind])
        yield Triple(event, KG.factuality, KG.Actual)
        yield from self.told(
            Triple(event, KG.actor, actor.subject),
            *([Triple(event, KG.recipient, other.subject)] if other.subject != actor.subject else ()),
        )
        if self.random.random() < 0.5:
            yield from self.told(Triple(actor.subject, ORG.memberOf, body.subject))
        else:
            yield from self.told(Triple(event, KG.theme, body.subject))


def triples(nodes: int) -> Iterator[Triple]:
    """A graph of at least so many people, states, bodies and events."""
    world, number = World(), 0
    while len(world.known) < nodes * 1.02:
        yield from world.happening(number)
        number += 1


def build(folder: Path, nodes: int) -> None:
    """Write the graph."""
    real = prepare(folder)
    with locked(real), Archive(real / ARCHIVE) as archive:
        write_store(real, (Quad(*triple) for triple in triples(nodes)), archive)
