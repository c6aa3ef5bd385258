"""Where a named city, region or seat of power lies as the tables know it: background, if the text names both ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.annotate.annotated import Annotated
from kg.annotate.authority import load_authority
from kg.annotate.cities import load_cities
from kg.annotate.words import word_list
from kg.iris import DATA
from kg.model import BACKGROUND_RULE, Entity, Evidence, LocatedIn, Mention

_DIVISIONS = word_list("settlements") | word_list("divisions")
_NAMING = frozenset({"name", "short", "adjective"})


def extract_known_places(annotated: Annotated) -> Iterator[LocatedIn]:
    """Each place of the text in its state and region, if the text names them; inferred, both names as evidence."""
    named = _first_names(annotated)
    by_iri = {entity.iri: entity for entity in annotated.entities.values() if entity.id in named}
    regions = {e.name.lower(): e for e in by_iri.values() if e.type == "Place"}
    for entity in annotated.entities.values():
        if entity.type != "Place" or entity.id not in named:
            continue
        state = by_iri.get(DATA + (known_state_of(entity) or ""))
        region = regions.get((load_cities().region(plain_name(entity.name)) or "").lower())
        for whole in (state, region):
            if whole and whole.id != entity.id:
                yield _fact(entity, whole, named)


def known_state_of(place: Entity) -> str | None:
    """The state ("state/france") in which the tables put a place; None if they do not know it."""
    key = place.iri.removeprefix(DATA)
    return _authority_states()[key] if key in _authority_states() else load_cities().state(plain_name(place.name))


def is_region(place: Entity) -> bool:
    """Whether the tables know a region of this name."""
    row = load_cities().find(plain_name(place.name))
    return row is not None and row.people == 0


def plain_name(name: str) -> str:
    """A name without the word for what it is: "Idlib province", "the city of Essen", "northern Bihar"."""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _DIVISIONS:
        words.pop()
    return " ".join(words)


@lru_cache(maxsize=1)
def _authority_states() -> Mapping[str, str | None]:
    tables = load_authority()
    states: dict[str, str | None] = {place.id: place.state for place in tables.places}
    return states | {seat.id: states.get(seat.place) for seat in tables.seats}


def _first_names(annotated: Annotated) -> Mapping[str, Mention]:
    """The first mention of each entity that names it, read literally where words mean another one."""
    found: dict[str, Mention] = {}
    for mention in annotated.mentions:
        if mention.literal:
            found.setdefault(mention.literal, mention)
        elif mention.form in _NAMING:
            found.setdefault(mention.entity, mention)
    return found


def _fact(thing: Entity, place: Entity, named: Mapping[str, Mention]) -> LocatedIn:
    spans = sorted((named[e.id].start, named[e.id].end) for e in (thing, place))
    return LocatedIn(
        id="",
        evidence=tuple(Evidence(start=start, end=end, rule=BACKGROUND_RULE) for start, end in spans),
        confidence=0.88,
        factuality="actual",
        basis="inferred",
        thing=thing.id,
        place=place.id,
    )
