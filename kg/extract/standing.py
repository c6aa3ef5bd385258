"""States that a text need not name: those that known leaders act for, and those in which known places lie."""

from __future__ import annotations

from functools import lru_cache

from kg.annotate.annotated import Annotated
from kg.annotate.assembly import published_days
from kg.annotate.authority import State, load_authority
from kg.annotate.leaders import leader_state
from kg.extract.known_places import known_state_of
from kg.iris import DATA
from kg.model import Entity


class Standing:
    """Background knowledge about one document's persons and places.

    `known` are the states that it brought in, for they are mentioned nowhere, by id. Whatever rests on an answer is
    inferred.
    """

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        self.known: dict[str, Entity] = {}
        self._by_iri = {e.iri: e.id for e in annotated.entities.values() if e.type == "State"}
        self._titled = {t.holder for t in annotated.titles if t.state or t.status != "current"}

    def of_person(self, person: str) -> str | None:
        """The state that a person leads whom the text gives no title of a state."""
        if person in self._titled:
            return None
        state = leader_state(self.annotated.entities[person].name, published_days(self.annotated.document))
        return self._entity(state)

    def of_place(self, place: str) -> str | None:
        """The state in which a place lies."""
        entity = self.annotated.entities.get(place)
        if entity is None or entity.type == "State":
            return place if entity else None
        return self._entity(known_state_of(entity)) if entity.type == "Place" else None

    def _entity(self, state: str | None) -> str | None:
        """The entity of a state ("state/france"), a new one where the text does not name it."""
        row = _states().get(state or "")
        if row is None:
            return None
        iri = DATA + row.id
        if iri not in self._by_iri:
            entity = Entity(
                id=f"s{len(self.known) + 1}", type="State", name=row.name, iri=iri, wikidata=row.wikidata, iso=row.iso
            )
            self.known[entity.id] = entity
            self._by_iri[iri] = entity.id
        return self._by_iri[iri]


@lru_cache(maxsize=1)
def _states() -> dict[str, State]:
    return {state.id: state for state in load_authority().states}


def spoken_for(annotated: Annotated) -> dict[str, str]:
    """The body that each spokesperson speaks for; no party, whose head may be called its speaker."""
    known = annotated.entities
    return {
        t.holder: t.organization
        for t in reversed(annotated.titles)
        if t.holder and t.organization and t.role == "spokesperson" and t.status != "former"
        if t.organization in known and known[t.organization].type == "Institution"
    }
