"""What hangs from a verb or adjective of intention or speech, so far as it decides what kind of happening it tells."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kg.extract.clauses import Clauses
from kg.extract.lexicon import Predicate, noun_index, verb_index
from kg.extract.parties import Parties

FUTURE = frozenset(("will", "would", "'ll", "’ll", "wo", "shall"))
POSSIBLE = frozenset(("could", "can", "may", "might"))
UNABLE = FUTURE | {"can", "ca"}
HARM = frozenset(("ASSAULT", "COERCE", "SANCTION"))
GOODWILL = frozenset(("AID", "RETREAT", "CONCEDE", "COOPERATE", "SUPPORT"))

NOWHERE = frozenset(("sea", "ocean", "water", "waters", "air", "sky", "space", "orbit", "direction"))
"""What is fired into to test a weapon."""
OURSELVES = frozenset(("i", "we", "you", "one"))
"""Pronouns of whom no demand is made by saying what they must do."""
BEGINNING = frozenset(("begin", "continue", "resume", "start"))


class Complements:
    """Answers what a predicate `needs` of its surroundings.

    `fits` says whether a verb stands in the surroundings that a predicate asks for.
    """

    def __init__(self, clauses: Clauses, parties: Parties, fits: Callable[[int, Predicate], bool]) -> None:
        self.clauses, self.parties, self.tokens = clauses, parties, clauses.tokens
        self.fits = fits

    def meet(self, trigger: int, predicate: Predicate) -> bool:
        """Whether the surroundings are as the predicate asks."""
        match predicate.needs:
            case "clause":
                return bool(self._clauses(trigger))
            case "control" | "must":
                fits = self._is_obligation if predicate.needs == "must" else partial(self._is_controlled, trigger)
                return any(map(fits, self._clauses(trigger)))
            case "refusal" | "inability":
                modals = UNABLE if predicate.needs == "refusal" else frozenset(("could",))
                return bool(self.clauses.by_dep(trigger, "neg")) and bool(self._auxiliaries(trigger) & modals)
            case "deed":
                return any(self._kinds(c) or self._is_public(c) for c in self._clauses(trigger))
            case "harm":
                return any(self._kinds(c) & HARM and not self._has_doer(c) for c in self._clauses(trigger))
            case "will" | "will-harm":
                kinds = GOODWILL if predicate.needs == "will" else HARM
                return any(self._is_intent(trigger, c) and self._kinds(c) & kinds for c in self._clauses(trigger))
            case "own-move":
                return any(self._is_intent(trigger, c, FUTURE | POSSIBLE) for c in self._clauses(trigger))
            case "commitment":
                return self._is_commitment(trigger)
            case "blame":
                return any(self._kinds(c) & HARM and self._is_other(trigger, c) for c in self._clauses(trigger))
            case "giver":
                return self.clauses.under(trigger, "from") is not None
            case "target":
                return self._has_target(trigger)
        return True

    def _clauses(self, trigger: int) -> list[int]:
        return self.clauses.by_dep(trigger, "xcomp", "ccomp")

    def _has_doer(self, clause: int) -> bool:
        """Whether somebody of its own does what the clause says ("wants them to go")."""
        return bool(self.clauses.by_dep(clause, "nsubj", "nsubjpass"))

    def _auxiliaries(self, verb: int) -> set[str]:
        return {self.tokens.lower[a] for a in self.clauses.by_dep(verb, "aux")}

    def _is_controlled(self, trigger: int, clause: int) -> bool:
        """Whether the clause says what somebody else is to do ("asked them to leave")."""
        if self.tokens.tag[clause] != "VB" or "to" not in self._auxiliaries(clause):
            return False
        return self.clauses.undergoer(trigger) is not None or bool(self.clauses.by_dep(clause, "nsubj"))

    def is_future(self, clause: int) -> bool:
        """Whether the clause tells of something to come."""
        return bool(self._auxiliaries(clause) & FUTURE)

    def _is_obligation(self, clause: int) -> bool:
        """Whether someone known "must" or "has to" do something."""
        bound = "must" in self._auxiliaries(clause)
        if self.tokens.lemma[clause] in ("have", "need") and self.clauses.by_dep(clause, "xcomp"):
            bound = True
        subject = next(iter(self.clauses.by_dep(clause, "nsubj")), None)
        if subject is None or self.tokens.lower[subject] in OURSELVES:
            return False
        return bound and bool(self.parties.side(subject))

    def _is_intent(self, trigger: int, clause: int, modals: frozenset[str] = FUTURE) -> bool:
        """Whether a speaker says what the speaker will do ("said it would leave")."""
        if not self._auxiliaries(clause) & modals or self.clauses.by_dep(clause, "neg"):
            return False
        doer, speaker = next(iter(self.clauses.by_dep(clause, "nsubj")), None), self.clauses.subject(trigger)
        if doer is not None and self.tokens.tag[doer] == "PRP" and not self.parties.side(doer):
            return bool(self.parties.side(speaker))
        return bool(set(self.parties.side(doer).actors) & set(self.parties.side(speaker).actors))

    def _is_other(self, trigger: int, clause: int) -> bool:
        """Whether the clause tells, as done, what somebody other than the speaker did."""
        doer, speaker = self.clauses.subject(clause), self.clauses.subject(trigger)
        if doer is None or self.is_future(clause) or self.clauses.by_dep(clause, "neg"):
            return False
        others = self.parties.side(doer).without(self.parties.side(speaker))
        return bool(others) and not self._auxiliaries(clause) & UNABLE

    def _is_commitment(self, trigger: int) -> bool:
        """Whether somebody agrees to do something or on something, not with somebody or that something is so."""
        if not self.clauses.by_dep(trigger, "ccomp", "xcomp", "dobj") and not self._is_on_something(trigger):
            return False
        told = self.clauses.by_dep(trigger, "ccomp")
        said = [c for c in told if any(self.tokens.lower[m] == "that" for m in self.clauses.by_dep(c, "mark"))]
        return all(map(self.is_future, said))

    def _is_on_something(self, verb: int) -> bool:
        return any(self.tokens.lower[p] in ("on", "to", "upon", "about") for p in self.clauses.by_dep(verb, "prep"))

    def _kinds(self, verb: int) -> set[str]:
        """The types that a verb may tell of, that of what it begins or goes on with among them."""
        tokens, kinds = self.tokens, set[str]()
        begun = self.clauses.by_dep(verb, "xcomp") if tokens.lemma[verb] in BEGINNING else []
        for here in (verb, *begun):
            for words, predicate in verb_index().get(tokens.lemma[here], ()):
                found = predicate.needs is None and (not words or self.clauses.has_particles(here, words))
                if found and self.fits(here, predicate):
                    kinds.add(predicate.type)
                    break
        return kinds

    def _is_public(self, verb: int) -> bool:
        """Whether the object of a verb names a happening, or is what states send ("host a meeting", "offer troops")."""
        thing, lexicon = self.clauses.undergoer(verb), self.parties.lexicon
        if thing is None:
            return False
        lemma = self.tokens.lemma[thing]
        return lemma in noun_index() or any(lemma in lexicon.words(name) for name in ("forces", "aid", "dealings"))

    def _has_target(self, verb: int) -> bool:
        obj = self.clauses.undergoer(verb)
        return any(
            (target := self.clauses.under(noun, p)) is not None and self.tokens.lemma[target] not in NOWHERE
            for noun in (verb, obj)
            if noun is not None
            for p in ("at", "on", "into", "against")
        )
