"""Facts that are one edge: memberships, organs of states, parts, places and nationality."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import names
from kg.graph.rdf.agents import BODIES, agent, body, described
from kg.graph.rdf.reading import Line, Reading, Said, Withheld
from kg.graph.vocabulary import KG, ORG, RDF, SCHEMA
from kg.model import Fact, LocatedIn, Membership, NationalOf, OrganOf, PartOf

PREMISED = frozenset({"Institution", "Party"})
"""What sits somewhere: a crowd is where it is for a day, and that is told with what it does there."""


def relation_lines(fact: Fact, reading: Reading) -> Iterator[Line]:
    """The lines of a fact that is one edge; nothing for facts of other families."""
    match fact:
        case Membership(member=member, organization=organization):
            yield from _membership(fact, member, organization, reading)
        case OrganOf(institution=institution, state=state):
            yield from _organ(fact, institution, state, reading)
        case PartOf(part=part, whole=whole):
            yield from _part(fact, part, whole, reading)
        case LocatedIn(thing=thing, place=place):
            yield from located(fact, thing, place, reading)
        case NationalOf(person=person, state=state):
            yield from _national(fact, person, state, reading)
        case _:
            return


def _membership(fact: Membership, member: str, organization: str, reading: Reading) -> Iterator[Line]:
    who, lines = agent(reading, member)
    what, more = body(reading, organization)
    if who == what:
        yield Withheld(fact.id, "a body cannot be a member of itself")
        return
    yield from (*lines, *more)
    yield Said(who, ORG.memberOf, what, fact)


def _organ(fact: OrganOf, institution: str, state: str, reading: Reading) -> Iterator[Line]:
    if reading.node(state).kind != "State" or reading.node(institution).kind not in BODIES:
        yield Withheld(fact.id, "an organ is a body, and what it is an organ of is a state")
        return
    organ, lines = body(reading, institution)
    yield from lines
    yield Said(organ, KG.organOf, reading.node(state).iri, fact)


def _part(fact: PartOf, part: str, whole: str, reading: Reading) -> Iterator[Line]:
    inner, outer = reading.node(part), reading.node(whole)
    if inner.kind not in BODIES or outer.kind not in BODIES or inner.iri == outer.iri:
        yield Withheld(fact.id, "a part and its whole are two bodies")
        return
    yield from (*body(reading, part)[1], *body(reading, whole)[1])
    yield Said(inner.iri, ORG.subOrganizationOf, outer.iri, fact)


def _national(fact: NationalOf, person: str, state: str, reading: Reading) -> Iterator[Line]:
    if reading.node(person).kind not in ("Person", "Group") or reading.node(state).kind != "State":
        yield Withheld(fact.id, "a national is a person, and what they are a national of is a state")
        return
    yield Said(reading.node(person).iri, KG.nationality, reading.node(state).iri, fact)


def located(fact: LocatedIn, thing: str, place: str, reading: Reading) -> Iterator[Line]:
    """What is where: a body through its premises, a place or site directly; in a place, or in a state's territory."""
    what, where = reading.node(thing), reading.node(place)
    if where.kind not in ("Place", "State") or what.kind not in ("Place", "Site", *PREMISED) or what.iri == where.iri:
        yield Withheld(fact.id, "a place holds places, sites and bodies with premises")
        return
    inner = what.iri
    if what.kind in PREMISED:
        yield from body(reading, thing)[1]
        inner, lines = premises(what.iri, what.label, reading)
        yield from lines
        yield Said(what.iri, ORG.hasSite, inner, fact, inferred=True)
    yield Said(inner, SCHEMA.containedInPlace if where.kind == "Place" else KG.inTerritoryOf, where.iri, fact)


def premises(owner: str, label: str, reading: Reading) -> tuple[str, tuple[Said, ...]]:
    """The site of a body, which no text names apart from it."""
    iri = names.site_iri(owner, reading.base)
    known = reading.world(iri)
    lines = described(iri, ORG.Site, known.label if known else f"{label} (premises)")
    return iri, lines


def as_place(iri: str) -> Said:
    """A site is also a place where something happens in it."""
    return Said(iri, RDF.type, KG.Place)
