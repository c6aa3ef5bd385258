"""What one document cannot know: whose a body is, who else tells of an event, which value holds where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.annotate.authority import Place
from kg.graph import authority, names
from kg.graph.rdf.agents import BODIES, agent
from kg.graph.rdf.draft import draft, founded
from kg.graph.rdf.events import NEEDS_RECIPIENT, happenings
from kg.graph.rdf.reading import ASSERTED, Reading, Withheld
from kg.graph.rdf.settling import Settled, Votes, settle, vote
from kg.graph.vocabulary import KG
from kg.iris import DATA
from kg.model import Event, Extraction, LocatedIn, OrganOf, Statement
from kg.resolve.resolution import Resolution
from kg.resolve.revision import revised


@dataclass(frozen=True)
class Corpus:
    """What is known only once all documents are read. All keys are IRIs.

    `states_of` an institution; `sited` are bodies of which some document says where they are; `actors` of an event in
    any document; events of a type that is done to somebody (`two_sided`), that some document dates (`timed`), that
    somebody claims (`claimed`); `settled` values of what can have only one. `withheld` are the facts that are not
    asserted, each after the id of its document.
    """

    resolution: Resolution
    base: str
    states_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sited: frozenset[str] = frozenset()
    actors: Mapping[str, frozenset[str]] = field(default_factory=dict)
    two_sided: frozenset[str] = frozenset()
    timed: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()
    settled: Settled = field(default_factory=dict)
    withheld: tuple[tuple[str, Withheld], ...] = ()

    @property
    def events(self) -> frozenset[str]:
        """All happenings."""
        return frozenset(self.actors)

    def reading(self, extraction: Extraction) -> Reading:
        """An extraction with its entities and its dates resolved."""
        return Reading(
            revised(extraction, self.resolution),
            self.resolution,
            self.states_of,
            self.two_sided,
            self.base,
            self.sited,
        )


def survey(extractions: Iterable[Extraction], resolution: Resolution, base: str = DATA) -> Corpus:
    """Read all documents twice (so `extractions` must allow it) for what `document_quads` must know of the others."""
    known = _gather(extractions, Corpus(resolution, base))
    votes: Votes = {}
    withheld: list[tuple[str, Withheld]] = []
    for extraction in extractions:
        told = draft(known.reading(extraction))
        vote(votes, ((triple, 1) for triple in told.lines), known.events)
        withheld.extend((extraction.document.id, fact) for fact in told.withheld)
    settled = {**settle(votes), **_known_territories(votes, base)}
    return replace(known, settled=settled, withheld=tuple(withheld))


def _gather(extractions: Iterable[Extraction], empty: Corpus) -> Corpus:
    states = _authority_states(empty)
    actors: dict[str, set[str]] = {}
    two_sided, timed, claimed, sited = set[str](), set[str](), set[str](), set[str]()
    for extraction in extractions:
        reading, _ = founded(empty.reading(extraction))
        _gather_states(reading, states)
        claimed.update(_claimed(reading))
        sited.update(_sited(reading))
        for iri, facts in happenings(reading).items():
            actors.setdefault(iri, set()).update(agent(reading, who)[0] for fact in facts for who in fact.actors)
            if any(fact.time for fact in facts):
                timed.add(iri)
            if not NEEDS_RECIPIENT.isdisjoint(fact.event_type for fact in facts):
                two_sided.add(iri)
    return replace(
        empty,
        states_of={iri: frozenset(found) for iri, found in states.items()},
        actors={iri: frozenset(found) for iri, found in actors.items()},
        two_sided=frozenset(two_sided),
        timed=frozenset(timed),
        claimed=frozenset(claimed),
        sited=frozenset(sited),
    )


def _authority_states(corpus: Corpus) -> dict[str, set[str]]:
    bodies = (iri for iri, node in corpus.resolution.nodes.items() if node.kind in BODIES)
    return {iri: set(states) for iri in bodies if (states := authority.organ_of(iri, corpus.base))}


def _gather_states(reading: Reading, states: dict[str, set[str]]) -> None:
    for fact in reading.extraction.facts:
        if isinstance(fact, OrganOf) and fact.factuality == "actual" and reading.node(fact.state).kind == "State":
            states.setdefault(reading.node(fact.institution).iri, set()).add(reading.node(fact.state).iri)


def _sited(reading: Reading) -> Iterable[str]:
    """Bodies that the document places somewhere."""
    for fact in reading.extraction.facts:
        if isinstance(fact, LocatedIn) and fact.factuality in ASSERTED and reading.node(fact.thing).kind in BODIES:
            yield reading.node(fact.thing).iri


def _claimed(reading: Reading) -> Iterable[str]:
    events = {fact.id for fact in reading.extraction.facts if isinstance(fact, Event)}
    for fact in reading.extraction.facts:
        if isinstance(fact, Statement):
            yield from (reading.event(event) for event in fact.claims if event in events)


def _known_territories(votes: Votes, base: str) -> dict[tuple[str, str], str]:
    """Where the authority files know in which state a place is, the graph holds with them."""
    territory = KG.inTerritoryOf.value
    places = {iri: authority.row(iri, base) for iri, predicate in votes if predicate == territory}
    return {
        (iri, territory): str(names.node(base + row.state))
        for iri, row in places.items()
        if isinstance(row, Place) and row.state
    }
