"""The entities of one document while it is read, and the mentions that lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.annotate.gazetteer import Gazetteer
from kg.annotate.tokens import Tokens
from kg.iris import DATA, mint
from kg.model import Entity, Form, Kind, Mention

COLLECTIONS: dict[Kind, str] = {
    "Person": "person",
    "State": "state",
    "Institution": "inst",
    "Party": "inst",
    "Place": "place",
    "Group": "group",
    "Post": "post",
    "Event": "event",
    "Work": "work",
    "Time": "time",
}


@dataclass(slots=True)
class Draft:
    """An entity being gathered. `states` are keys of those it is an organ of, `homes` of those it is at home in."""

    key: str
    kind: Kind
    name: str
    iri: str
    wikidata: str | None = None
    iso: str | None = None
    states: list[str] = field(default_factory=list)
    homes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention of an entity at tokens [start, end); `literal` is the key of what the words name literally."""

    start: int
    end: int
    key: str
    form: Form
    literal: str | None = None
    value: str | None = None


class Drafts:
    """Entities of a document by key, and their sightings. Keys of known things are their authority ids."""

    def __init__(self, gazetteer: Gazetteer, document: str) -> None:
        self._gazetteer = gazetteer
        self._document = document
        self.by_key: dict[str, Draft] = {}
        self.sightings: list[Sighting] = []

    def knows_state(self, key: str) -> bool:
        """Whether the authority files have this state."""
        return key in self._gazetteer.states

    def state(self, key: str) -> str:
        """The state with this authority id."""
        if key not in self.by_key:
            row = self._gazetteer.states[key]
            self.by_key[key] = Draft(key, "State", row.name, DATA + key, row.wikidata, row.iso)
        return key

    def place(self, key: str) -> str:
        """The city or region with this authority id."""
        if key not in self.by_key:
            row = self._gazetteer.places[key]
            self.by_key[key] = Draft(key, "Place", row.name, DATA + key, row.wikidata)
        return key

    def site(self, key: str) -> str:
        """The seat of power with this authority id, read as a building."""
        if key not in self.by_key:
            row = self._gazetteer.seats[key]
            self.by_key[key] = Draft(key, "Place", row.name, DATA + key, row.wikidata)
        return key

    def institution(self, key: str) -> str:
        """The institution with this authority id, with its states."""
        if key not in self.by_key:
            row = self._gazetteer.institutions[key]
            kind: Kind = "Party" if row.kind == "party" else "Institution"
            self.by_key[key] = Draft(key, kind, row.name, DATA + key, row.wikidata, homes=row.homes)
            self.by_key[key].states += [self.state(s) for s in row.organ_of if s in self._gazetteer.states]
        return key

    def wholes(self, key: str) -> Iterator[str]:
        """The bodies that a known one is part of, the nearest first."""
        row = self._gazetteer.institutions.get(key)
        while row and row.part_of:
            yield row.part_of
            row = self._gazetteer.institutions.get(row.part_of)

    def named(self, kind: Kind, name: str, key: str | None = None) -> str:
        """Something known by its name alone; `key` tells apart what shares a name."""
        key = key or f"{COLLECTIONS[kind]}:{name.lower()}"
        self.by_key.setdefault(key, Draft(key, kind, name, mint(COLLECTIONS[kind], name)))
        return key

    def unnamed(self, word: str, sex: str) -> str:
        """The person of this sex whom the document speaks of and does not name, under the pronoun first used."""
        key = f"person:unnamed-{sex}"
        iri = f"{DATA}person/{self._document}-unnamed-{sex}"
        self.by_key.setdefault(key, Draft(key, "Person", f"{word} (unnamed)", iri))
        return key

    def rename(self, key: str, name: str) -> None:
        """Give an entity that is known by its name alone a better one."""
        draft = self.by_key[key]
        draft.name, draft.iri = name, mint(COLLECTIONS[draft.kind], name)

    def see(self, start: int, end: int, key: str, form: Form, literal: str | None = None) -> None:
        """Record a mention."""
        self.sightings.append(Sighting(start, end, key, form, literal))

    def finish(
        self, tokens: Tokens
    ) -> tuple[list[Mention], dict[str, Entity], dict[str, str], dict[str, tuple[int, int]]]:
        """Mentions in order, entities by id in order of first mention, ids by key, token spans by mention id.

        Entities nobody mentions (a state known from its organ) come last, by key.
        """
        order = sorted(set(self.sightings), key=lambda s: (s.start, -s.end, s.key))
        keys = dict.fromkeys(k for s in order for k in (s.key, s.literal) if k)
        keys.update(dict.fromkeys(sorted(self.by_key)))
        ids = {key: f"e{n}" for n, key in enumerate(keys, 1)}
        entities = {
            ids[k]: Entity(id=ids[k], type=d.kind, name=d.name, iri=d.iri, wikidata=d.wikidata, iso=d.iso)
            for k in keys
            for d in (self.by_key[k],)
        }
        mentions, spans = [], {}
        for n, s in enumerate(order, 1):
            mention = Mention(
                id=f"m{n}",
                start=tokens.start[s.start],
                end=tokens.end[s.end - 1],
                entity=ids[s.key],
                kind=self.by_key[s.key].kind,
                form=s.form,
                value=s.value,
                literal=ids[s.literal] if s.literal else None,
            )
            mentions.append(mention)
            spans[mention.id] = (s.start, s.end)
        return mentions, entities, ids, spans
