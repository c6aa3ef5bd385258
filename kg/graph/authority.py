"""The authority tables as the graph needs them: by the IRI that a row has under a base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from kg.annotate.authority import Institution, Place, Seat, State, load_authority
from kg.annotate.cities import load_cities
from kg.iris import mint
from kg.resolve.resolution import Node, NodeKind

Row: TypeAlias = State | Place | Seat | Institution


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, Row]:
    tables = load_authority()
    rows: tuple[Row, ...] = (*_cities(), *tables.states, *tables.places, *tables.seats, *tables.institutions)
    return {row.id: row for row in rows}


def _cities() -> Iterator[Place]:
    """The large cities and regions as places, under the ids that their names get."""
    for name, state in load_cities().named():
        yield Place(id=mint("place", name, ""), name=name, names=(name,), state=state)


def row(iri: str, base: str) -> Row | None:
    """The row of the authority tables behind an IRI, if there is one."""
    return _rows().get(iri[len(base) :]) if iri.startswith(base) else None


def node(iri: str, base: str) -> Node | None:
    """The row behind an IRI as a node."""
    found = row(iri, base)
    if found is None:
        return None
    iso = found.iso if isinstance(found, State) else None
    return Node(iri=iri, kind=_kind(found), label=found.name, wikidata=found.wikidata, iso=iso)


def _kind(found: Row) -> NodeKind:
    match found:
        case State():
            return "State"
        case Place():
            return "Place"
        case Seat():
            return "Site"
        case Institution():
            return "Party" if found.kind == "party" else "Institution"


def adjectives(state: str, base: str) -> tuple[str, ...]:
    """The adjectives of a state ("French"), most usual first."""
    found = row(state, base)
    return found.adjectives if isinstance(found, State) else ()


def capital(state: str, base: str) -> str | None:
    """The IRI of a state's capital."""
    found = row(state, base)
    return base + found.capital if isinstance(found, State) and found.capital else None


def organ_of(institution: str, base: str) -> frozenset[str]:
    """The IRIs of the states whose organ an institution is."""
    found = row(institution, base)
    return frozenset(base + state for state in found.organ_of) if isinstance(found, Institution) else frozenset()


def stands_for(place: str, base: str) -> frozenset[str]:
    """The IRIs of those for whom news lets a place's name stand, beyond the state whose capital it is."""
    found = row(place, base)
    return frozenset(base + other for other in found.stands_for) if isinstance(found, Place) else frozenset()
