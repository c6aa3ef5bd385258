"""Persons through whom somebody acts: "through its ambassador, Ruritania asked", "signed on behalf of Ruritania"."""

from __future__ import annotations

from kg.extract.clauses import Clauses
from kg.extract.happenings import Happening
from kg.extract.parties import Parties
from kg.extract.sides import NOBODY, Side

THROUGH = ("through", "via")


class Proxies:
    """Finds whom the doers of one document act for or through."""

    def __init__(self, clauses: Clauses, parties: Parties) -> None:
        self.clauses, self.parties = clauses, parties

    def acting(self, happening: Happening, actors: Side) -> Side:
        """The actors, with those they act through; of a person who acts on behalf of a state or body, that one."""
        if happening.nominal or not actors:
            return actors
        principal = self._represented(happening.trigger)
        if principal and all(self.parties.kind(a) == "Person" for a in actors.actors):
            return Side(principal.actors, (*actors.actors, *actors.persons))
        nouns = [self.clauses.under(happening.trigger, preposition) for preposition in THROUGH]
        if happening.predicate.mode == "visit" and happening.predicate.roles.get("object") == "theme":
            nouns.append(self.clauses.undergoer(happening.trigger))
        for noun in nouns:
            agent = self._person(noun) if noun is not None else None
            if agent is not None and agent not in actors.actors:
                return actors | Side((), (agent,))
        return actors

    def _represented(self, verb: int) -> Side:
        """Who stands in "on behalf of ..."."""
        behalf = self.clauses.under(verb, "on")
        if behalf is None or self.clauses.tokens.lower[behalf] != "behalf":
            return NOBODY
        named = [self.parties.side(noun) for noun in self.clauses.all_under(behalf, "of")]
        owners = [self.parties.side(noun) for noun in self.clauses.by_dep(behalf, "poss")]
        found = next((side for side in (*named, *owners) if side), NOBODY)
        return found if all(self.parties.kind(a) in ("State", "Institution", "Party") for a in found.actors) else NOBODY

    def _person(self, noun: int) -> str | None:
        """The person named by a noun, or beside it ("its ambassador, Ola Nord")."""
        for token in (noun, *self.clauses.by_dep(noun, "appos")):
            side = self.parties.side(token)
            person = next((p for p in (*side.persons, *side.actors) if self.parties.kind(p) == "Person"), None)
            if person is not None:
                return person
        return None
