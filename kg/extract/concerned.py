"""Whom a happening concerns that its verb does not govern: in the clause, behind the thing, after "if"."""

from __future__ import annotations

from kg.extract.complements import Complements
from kg.extract.happenings import Happening, Roles
from kg.extract.sides import NOBODY, Side

TOWARDS = ("with", "to", "against", "on", "from", "of", "at", "for", "in")
"""Prepositions before those whom a clause concerns."""
FROM: tuple[str, ...] = ("by", "of", "from", "with", "between", "to", "against", "on", "for", "in", "into")
"""Prepositions before those to whom a thing belongs or who are touched by it."""
DONE_BY: tuple[str, ...] = ("by", "from")
"""Prepositions before those who are to blame for an attack."""
CONDITIONS = frozenset(("if", "unless"))


class Concerned:
    """Looks beyond the slots of verbs of one document."""

    def __init__(self, roles: Roles, complements: Complements) -> None:
        self.roles, self.complements = roles, complements
        self.clauses, self.parties, self.tokens = roles.clauses, roles.parties, roles.tokens

    def concerned(self, happening: Happening) -> Side:
        """Whom a demand, threat or promise concerns: those in its clause who are not its maker."""
        for clause in self._clauses(happening.trigger):
            thing = self.clauses.undergoer(clause)
            nouns = [*self.clauses.by_dep(clause, "nsubj", "dative"), thing]
            nouns += [self.clauses.under(clause, p) for p in TOWARDS]
            for noun in nouns:
                if noun is not None and (others := self._others(happening, self.roles.recipients(noun))):
                    return others
            for noun in nouns[-len(TOWARDS) - 1 :]:
                if noun is not None and (others := self.behind(happening, noun)):
                    return others
        return self._conditioned(happening)

    def _clauses(self, verb: int) -> list[int]:
        """The clauses that a verb governs, and those that its infinitives do ("prepared to resume shelling")."""
        found = self.clauses.by_dep(verb, "ccomp", "xcomp")
        return [*found, *(inner for clause in found for inner in self.clauses.by_dep(clause, "xcomp"))]

    def _conditioned(self, happening: Happening) -> Side:
        """Who can still turn a threat away: the subject of "if" or "unless"."""
        if happening.predicate.type != "THREATEN":
            return NOBODY
        trigger = happening.trigger
        for clause in (c for v in (trigger, *self._clauses(trigger)) for c in self.clauses.by_dep(v, "advcl")):
            subject = next(iter(self.clauses.by_dep(clause, "nsubj")), None)
            marks = {self.tokens.lower[m] for m in self.clauses.by_dep(clause, "mark")}
            if subject is not None and marks & CONDITIONS:
                return self._others(happening, self.parties.side(subject))
        return NOBODY

    def behind(self, happening: Happening, thing: int, depth: int = 2) -> Side:
        """Whose a thing is or whom it touches: "Elbonia's offer", "an offer from Elbonia", "a cut in aid for her"."""
        if self.roles.annotated.mention_at(thing) or self.tokens.lemma[thing] in self.parties.lexicon.words("kin"):
            return NOBODY
        hostile = self.tokens.lemma[thing] in self.parties.lexicon.words("hostile_acts")
        links = DONE_BY if hostile and happening.predicate.type == "ACCUSE" else FROM
        owners = self._owners(happening, thing)
        found = [owners, *(self.roles.recipients(n) for p in links for n in self.clauses.all_under(thing, p))]
        if depth:
            found += (self.behind(happening, n, depth - 1) for p in links for n in self.clauses.all_under(thing, p))
        return next((others for side in found if (others := self._others(happening, side))), NOBODY)

    def _owners(self, happening: Happening, thing: int) -> Side:
        """Whose a thing is: the states, bodies and persons before it, save that "its" is the doer's own."""
        own = [c for c in self.clauses.by_dep(thing, "poss") if self.tokens.tag[c] == "PRP$"]
        if own and not happening.nominal and self.clauses.subject(happening.trigger) is not None:
            return NOBODY
        return self.parties.qualifiers(thing)

    def informant(self, happening: Happening) -> Side:
        """Of "was told that X will leave", X: who else should have told of a plan?"""
        for clause in self.clauses.by_dep(happening.trigger, "ccomp"):
            subject = next(iter(self.clauses.by_dep(clause, "nsubj")), None)
            if subject is not None and self.complements.is_future(clause):
                planner = self.parties.side(subject).without(happening.side("recipient"))
                return Side(planner.actors, (), inferred=True)
        return NOBODY

    @staticmethod
    def _others(happening: Happening, side: Side) -> Side:
        """A side without those who act."""
        doers = happening.side("actor").actors + happening.side("party").actors
        kept = tuple(a for a in side.actors if a not in doers)
        return Side(kept, side.persons) if kept else NOBODY
