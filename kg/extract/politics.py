"""What those who take part in a happening are in politics: states, bodies, parties, office-holders, or private."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

from kg.annotate.annotated import Annotated, Title
from kg.annotate.authority import load_authority
from kg.annotate.bodies import load_nouns
from kg.annotate.bodynames import head_of_name
from kg.annotate.officeholders import known_holders
from kg.extract.parties import Parties

Sort: TypeAlias = Literal["state", "body", "party", "armed", "holder", "candidate", "people", "person", "private"]
"""A person without an office is a "person"; a firm, a newspaper or a club is "private"."""
PRIVATE: frozenset[Sort] = frozenset(("person", "private"))


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of event asks of those who take part; `participation.json` says what each list holds."""

    actors: frozenset[Sort]
    unacted: frozenset[Sort] = frozenset()
    recipients: frozenset[Sort] = frozenset()
    named: bool = False
    among: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    public: int = 0


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """The file: what kinds of bodies and titles are in politics, and what types of event and predicates ask."""

    sorts: dict[Sort, frozenset[str]]
    organisations: frozenset[str]
    relief: frozenset[str]
    before: frozenset[str]
    private_words: frozenset[str]
    titles: frozenset[str]
    low: frozenset[str]
    any_body: frozenset[str]
    types: dict[str, Asked]
    predicates: dict[str, Asked]


@lru_cache(maxsize=1)
def load_participation() -> Participation:
    """The table that ships with the package."""
    return msgspec.json.decode((files("kg.extract") / "data" / "participation.json").read_bytes(), type=Participation)


class Politics:
    """Sorts the entities of one document."""

    def __init__(self, annotated: Annotated, parties: Parties) -> None:
        self.annotated, self.parties, self.table = annotated, parties, load_participation()
        self._known: dict[str, Sort] = {}
        self._candidates = {t.holder for t in annotated.titles if t.role == "candidate"}
        self._holders = {t.holder for t in annotated.titles if self._is_of_politics(t)}

    def _is_of_politics(self, title: Title) -> bool:
        """Whether a title is of a kind that acts in politics, and of no private body."""
        public = bool(title.organization) and self.sort(title.organization or "") not in PRIVATE
        if (title.organization and not public) or (title.kind == "staff" and title.role in self.table.low):
            return False
        anybody = title.kind in self.table.any_body and title.role in ("head", "deputy_head", "other")
        return title.kind in self.table.titles and (bool(title.state) or public or not anybody)

    def sort(self, entity: str) -> Sort:
        """What an entity is in politics."""
        if entity not in self._known:
            self._known[entity] = self._sort(entity)
        return self._known[entity]

    def _sort(self, entity: str) -> Sort:
        if entity in self.parties.groups.known:
            return "people"
        if entity in self.parties.standing.known:
            return "state"
        thing = self.annotated.entities[entity]
        match thing.type:
            case "State":
                return "state"
            case "Party":
                return "party"
            case "Group":
                return "people"
            case "Person":
                if self._holds_office(entity, thing.name):
                    return "holder"
                return "candidate" if entity in self._candidates else "person"
            case "Institution":
                return self._body(entity, thing.name, thing.iri)
        return "private"

    def _holds_office(self, person: str, name: str) -> bool:
        if person in self._holders or person in self.parties.state_of or known_holders(name):
            return True
        return self._is_government(person)

    def _body(self, entity: str, name: str, iri: str) -> Sort:
        """By the tables, by whose organ it is, or by the noun that its name is built on."""
        known = _kinds().get("/".join(iri.split("/")[-2:]))
        if known is None and self.table.private_words & set(name.lower().split()):
            return "private"
        if known in self.table.organisations or (known is None and self.parties.owners.get(entity)):
            return "body"
        kind = known or self._kind_by_name(name)
        found = next((sort for sort, kinds in self.table.sorts.items() if kind in kinds), None)
        return found or ("body" if known is None and self._is_government(entity) else "private")

    def _is_government(self, entity: str) -> bool:
        """Whether a name without a noun of its own is that of a leader or stands before one ("the X government")."""
        if self.parties.standing.of_person(entity) is not None:
            return True
        lower, spans = self.annotated.tokens.lower, self.annotated.token_spans
        ends = (spans[m.id][1] for m in self.annotated.mentions if m.entity == entity)
        return any(end < len(lower) and lower[end] in self.table.before for end in ends)

    def _kind_by_name(self, name: str) -> str | None:
        """The kind of body that the noun of a name makes."""
        words, kinds = name.lower().split(), load_nouns().kinds
        head = head_of_name(words)
        pair = " ".join(words[max(0, head - 1) : head + 1])
        if pair in self.table.relief:
            return "agency"
        return kinds.get(pair) or kinds.get(words[head])


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {row.id: row.kind for row in load_authority().institutions}
