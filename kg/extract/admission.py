"""Which happenings are political events: what their type and their words ask of those who take part."""

from __future__ import annotations

from kg.extract.happenings import Happening
from kg.extract.lexicon import Predicate
from kg.extract.parties import Parties
from kg.extract.politics import PRIVATE, Asked, Politics
from kg.extract.senses import load_senses
from kg.extract.sides import Side
from kg.extract.triggers import OPEN_CLOSE

LOCATED = frozenset(("PROTEST", "ASSAULT"))
"""Types worth telling where only the place is known."""


class Admission:
    """Judges the happenings of one document."""

    def __init__(self, parties: Parties, politics: Politics) -> None:
        self.parties, self.politics = parties, politics

    def admits(self, happening: Happening, actors: Side, recipients: Side) -> bool:
        """Whether anyone political takes part, and as many as the predicate asks for."""
        if happening.nominal and happening.definite and not actors and not recipients:
            return True
        predicate = happening.predicate
        if predicate.concept == "permission" and self._owns_all(recipients, actors):
            return False
        if not self._are_enough(happening, actors, recipients):
            return False
        return self._is_political(happening, actors, recipients)

    def _are_enough(self, happening: Happening, actors: Side, recipients: Side) -> bool:
        """Whether as many are known as the predicate asks for."""
        predicate = happening.predicate
        if happening.nominal and predicate.mutual and len(actors.actors) < 2 and happening.support is None:
            return False
        if predicate.official and not any(map(self.parties.is_political, actors.actors)):
            return False
        if predicate.parties > len(actors.actors):
            return False
        if predicate.needs == "theme" or predicate.type in OPEN_CLOSE:
            return bool(happening.theme or actors)
        return bool(actors or recipients) or (predicate.type in LOCATED and happening.place is not None)

    def _is_political(self, happening: Happening, actors: Side, recipients: Side) -> bool:
        """Whether those who take part are of the sorts that the type or the predicate asks for."""
        asked = self._asked(happening.predicate)
        doing = {self.politics.sort(a) for a in actors.actors}
        suffering = {self.politics.sort(r) for r in recipients.actors}
        everyone = (*actors.actors, *recipients.actors)
        public = sum(self.politics.sort(e) in asked.actors - PRIVATE for e in everyone)
        if asked.recipients and not (suffering & asked.recipients or self._is_somebody(happening, asked)):
            return False
        if doing:
            enough = public >= asked.public or self._is_held(happening)
            return enough and bool(doing & asked.actors)
        located = happening.predicate.type in LOCATED and happening.place is not None
        return located or bool(suffering & asked.unacted) or self._is_plain_opening(happening)

    def _is_held(self, happening: Happening) -> bool:
        """Whether those who are known hold the meeting or whatever it is, so that others may be there unnamed."""
        support = happening.support
        return support is not None and self.parties.annotated.tokens.lemma[support] in load_senses().holding

    def _is_somebody(self, happening: Happening, asked: Asked) -> bool:
        """Whether somebody of whom nothing is known stands where the recipient does."""
        noun = happening.people.get("recipient")
        if noun is None or asked.named:
            return False
        tokens = self.parties.annotated.tokens
        lemma = tokens.lemma[noun]
        return tokens.pos[noun] != "PRON" and lemma not in asked.unless and (not asked.among or lemma in asked.among)

    def _is_plain_opening(self, happening: Happening) -> bool:
        """Whether a known thing is opened or closed."""
        plain = happening.predicate.id not in self.politics.table.predicates
        return plain and happening.predicate.type in OPEN_CLOSE and happening.theme is not None

    def _asked(self, predicate: Predicate) -> Asked:
        table = self.politics.table
        return table.predicates.get(predicate.id) or table.types[predicate.type]

    def _owns_all(self, owners: Side, things: Side) -> bool:
        """Whether one side owns all of the other, which does not act: "their office allowed them to talk"."""
        owned = {o for thing in things.actors for o in self.parties.owners.get(thing, ())}
        return bool(owned) and owned <= set(owners.actors)
