"""Nouns that name a happening: "the summit between ...", "talks with ...", "their withdrawal"."""

from __future__ import annotations

from typing import Literal

from kg.extract.happenings import OWN_AFFAIR, Happening, Roles
from kg.extract.lexicon import Predicate, noun_index
from kg.extract.sides import NOBODY, Side

TOWARDS = frozenset(("arrive", "enter", "go", "reach", "travel"))
"""Support verbs of meetings and agreements only."""
GENERAL = frozenset(("all", "any", "each", "every", "many", "most"))
"""Determiners of what is said of a kind, not of one happening."""
BLAME = frozenset(("blame", "pin", "base"))
OCCASION = frozenset(("in", "at", "during"))


class Nominals:
    """Reads the nouns of one document."""

    def __init__(self, roles: Roles) -> None:
        self.roles, self.clauses, self.parties, self.lexicon = roles, roles.clauses, roles.parties, roles.lexicon
        self.tokens, self.index = roles.tokens, noun_index()

    def told(self, noun: int) -> Happening | None:
        """A noun that names a happening, with whoever is named around it."""
        predicate = next((p for p in self.index[self.tokens.lemma[noun]] if self._has_modifier(noun, p)), None)
        if predicate is None:
            return None
        determiners = {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "det", "poss")}
        definite = bool(determiners & {"the", "this", "that", "these", "those"})
        if not GENERAL.isdisjoint(determiners | {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "amod")}):
            return None
        happening = Happening(noun, noun + 1, predicate, self.tokens.lemma[noun], nominal=True, definite=definite)
        owners = self._owners(noun, predicate)
        if predicate.concept == "visit":
            owners = self._visitors(happening, noun, owners)
        if owners and predicate.befalls and self._befalls_owner(noun, owners):
            happening.sides["recipient"], owners = owners, NOBODY
        if not owners and predicate.mutual and "their" in determiners:
            owners = self._those_before(noun)
        if owners:
            happening.sides[predicate.noun_owner()] = owners
        self._fill_from_prepositions(happening, noun)
        self._fill_from_support(happening, noun)
        happening.outcome = self._outcome(noun)
        if not happening.sides:
            self._fill_from_occasion(happening, noun)
        return happening

    def _visitors(self, happening: Happening, noun: int, owners: Side) -> Side:
        """Of "the Norwegian leader's Indian visit", the possessor alone: the adjective says where it led."""
        possessors = NOBODY
        for possessor in self.clauses.by_dep(noun, "poss"):
            possessors |= self.parties.side(possessor)
        others = owners.without(possessors)
        if possessors and others:
            happening.sides["recipient"] = Side(others.actors)
        return possessors or owners

    def _possessing(self, noun: int, possessor: int, in_person: bool) -> Side:
        """Whom a possessor means; of "his" beside another subject nobody, of "his own" the subject."""
        found, verb = self.parties.side(possessor, in_person), self.tokens.head[noun]
        if self.tokens.tag[possessor] != "PRP$" or self.tokens.dep[noun] != "dobj" or not self.clauses.is_verb(verb):
            return found
        doer = self.parties.side(self.clauses.subject(verb), in_person)
        if any(self.tokens.lower[c] == "own" for c in self.clauses.by_dep(noun, "amod")):
            return doer
        return found if not doer or set(found.actors) & set(doer.actors) else NOBODY

    def _owners(self, noun: int, predicate: Predicate) -> Side:
        """Whoever possesses or qualifies the noun; what touches a person does not touch the state served."""
        in_person = predicate.befalls or predicate.mode in OWN_AFFAIR
        possessors = NOBODY
        for possessor in self.clauses.by_dep(noun, "poss"):
            possessors |= self._possessing(noun, possessor, in_person)
        if any(self.tokens.tag[c] == "PRP$" for c in self.clauses.by_dep(noun, "poss")):
            return possessors
        return possessors if in_person and possessors else self.parties.qualifiers(noun) | possessors

    def _those_before(self, noun: int) -> Side:
        """Whoever "their" can mean in "their talks": the nearest two or more named before it in the sentence."""
        sentence = self.tokens.sentence
        for i in range(noun - 1, -1, -1):
            if sentence[i] != sentence[noun]:
                break
            if self.tokens.dep[i] == "conj" and self.tokens.pos[self.tokens.head[i]] in ("NOUN", "PROPN"):
                continue
            side = self.parties.side(i) if self.tokens.pos[i] in ("NOUN", "PROPN") else NOBODY
            if len(side.actors) > 1:
                return side
        return NOBODY

    def _befalls_owner(self, noun: int, owners: Side) -> bool:
        """Whether the possessor suffers it: "Ola Hansen's arrest", but "Ola Hansen's arrest of a rival"."""
        if self.clauses.under(noun, "of") is not None:
            return False
        return all(self.parties.kind(owner) == "Person" for owner in owners.actors)

    def _has_modifier(self, noun: int, predicate: Predicate) -> bool:
        """Whether the noun has a modifier that the predicate asks for."""
        if predicate.of and not self._is_of(noun, predicate):
            return False
        if not predicate.modifier and not predicate.unless:
            return True
        words = {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "amod", "compound", "nmod")}
        words |= {
            self.tokens.lower[g]
            for c in self.clauses.by_dep(noun, "compound", "amod")
            for g in self.clauses.children[c]
        }
        return not words & set(predicate.unless) and (not predicate.modifier or bool(words & set(predicate.modifier)))

    def _is_of(self, noun: int, predicate: Predicate) -> bool:
        """Whether what follows with "of", or stands before the noun as its object, is what the predicate asks for."""
        things = [*self.clauses.all_under(noun, "of"), *self.clauses.by_dep(noun, "compound", "poss")]
        return any(self.roles.is_one_of(thing, predicate.of) for thing in things)

    def _fill_from_prepositions(self, happening: Happening, noun: int) -> None:
        """Roles from the prepositions that hang from the noun; "of" and "by" name the owner by default."""
        predicate = happening.predicate
        for preposition in ("of", "by", "with", "between", "to", "from", "on", "against", "for", "in", "into", "at"):
            role = predicate.roles.get(preposition)
            asked_by = preposition == "from" and predicate.type == "REQUEST"
            if asked_by or (role is None and preposition in ("of", "by")):
                role = predicate.noun_owner()
            if role is None:
                continue
            if preposition == "on" and self._is_blame(noun):
                continue
            if preposition == "of" and role == "theme" and self._is_moved_from(noun, predicate):
                role = predicate.noun_owner()
            if preposition == "of" and predicate.of and role == "actor":
                self._fill_from_things(happening, noun)
                continue
            for inner in self._hanging(noun, preposition, predicate):
                self.roles.put(happening, role, inner)

    def _fill_from_things(self, happening: Happening, noun: int) -> None:
        """Whose it is that is moved: of "the withdrawal of Ruritanian troops from Elbonia", Ruritania alone."""
        role = happening.predicate.noun_owner()
        for thing in self.clauses.all_under(noun, "of") if not happening.side(role) else ():
            happening.sides[role] = happening.side(role) | self.parties.qualifiers(thing)

    def _is_moved_from(self, noun: int, predicate: Predicate) -> bool:
        """Whether a noun says from what somebody goes: of "the exit of Ruritania from the pact", the pact is left."""
        return predicate.roles.get("from") == "theme" and bool(self.clauses.all_under(noun, "from"))

    def _hanging(self, noun: int, preposition: str, predicate: Predicate) -> list[int]:
        """The nouns behind a preposition; where what was moved stands between, those behind it as well."""
        found = self.clauses.all_under(noun, preposition)
        if not found and (preposition == "by" or (predicate.of and preposition == "from")):
            return [
                n for thing in self.clauses.all_under(noun, "of") for n in self.clauses.all_under(thing, preposition)
            ]
        return found

    def _is_blame(self, noun: int) -> bool:
        """Whether what follows with "on" belongs to the verb: "blamed the attacks on them"."""
        return self.tokens.dep[noun] in ("dobj", "nsubjpass") and self.tokens.lemma[self.tokens.head[noun]] in BLAME

    def _fill_from_support(self, happening: Happening, noun: int) -> None:
        """Whoever holds, attends or gives what the noun names."""
        head, dep = self.tokens.head[noun], self.tokens.dep[noun]
        while dep == "conj":
            head, dep = self.tokens.head[head], self.tokens.dep[head]
        if dep in ("prep", "pobj") or self.tokens.pos[head] == "ADP":
            head = self.tokens.head[head]
        if not self.clauses.is_verb(head) or self.tokens.lemma[head] not in self.lexicon.support_verbs:
            return
        if (dep in ("prep", "pobj") or self.tokens.lemma[head] in TOWARDS) and not happening.predicate.mutual:
            return
        if dep not in ("dobj", "nsubjpass", "pobj") or (dep == "nsubjpass" and not self.clauses.is_passive(head)):
            return
        happening.support = head
        role = happening.predicate.noun_owner()
        doer = self.parties.side(self.clauses.subject(head), happening.predicate.mode in OWN_AFFAIR)
        if self.tokens.lemma[head] in self.lexicon.undergoing and not happening.predicate.mutual:
            self._fill_undergone(happening, head)
            return
        talked_of = happening.predicate.mutual and self.tokens.lemma[head] in ("discuss", "broker")
        if talked_of or self._is_between_others(happening, noun, doer):
            return
        if doer and not (happening.definite and dep == "pobj"):
            happening.sides[role] = doer | happening.side(role)
        partner = self.clauses.under(head, "with")
        if partner is not None and "with" in happening.predicate.roles:
            self.roles.put(happening, happening.predicate.roles["with"], partner)
        for preposition in ("against", "on", "to"):
            target = self.clauses.under(head, preposition)
            if target is not None and target != noun and happening.predicate.roles.get(preposition) == "recipient":
                self.roles.put(happening, "recipient", target)

    def _fill_undergone(self, happening: Happening, verb: int) -> None:
        """Of "Elbonia faces attacks", "won praise", those to whom it happens."""
        target = self.clauses.subject(verb)
        if target is not None and "recipient" in happening.predicate.roles.values():
            self.roles.put(happening, "recipient", target)

    def _is_between_others(self, happening: Happening, noun: int, doer: Side) -> bool:
        """Whether the talks or deal that somebody arranges or announces is "between" two others."""
        sides = [self.parties.side(inner) for inner in self.clauses.all_under(noun, "between")]
        others = {a for side in sides for a in side.actors}
        return happening.predicate.mutual and len(others) > 1 and not others & set(doer.actors)

    def _fill_from_occasion(self, happening: Happening, noun: int) -> None:
        """As in "they agreed at a summit", "he said in a news conference": who acts there takes part in it."""
        preposition = self.tokens.head[noun]
        if self.tokens.dep[noun] != "pobj" or self.tokens.lower[preposition] not in OCCASION or happening.definite:
            return
        host = self.tokens.head[preposition]
        side = NOBODY
        if self.clauses.is_verb(host):
            side = self.parties.side(self.clauses.subject(host))
        elif self.tokens.lemma[host] in self.index:
            for inner in self.clauses.all_under(host, "between"):
                side |= self.parties.side(inner)
        if side:
            happening.sides[happening.predicate.noun_owner()] = side

    def _is_fruitless(self, verb: int) -> bool:
        """Whether something ends "in failure", "without a deal", "without reaching an agreement"."""
        within = self.clauses.under(verb, "in")
        if within is not None and self.tokens.lemma[within] in self.lexicon.failure:
            return True
        without = [c for c in self.clauses.children[verb] if self.tokens.lower[c] == "without"]
        return any(self.tokens.lemma[i] in self.lexicon.fruits for c in without for i in self.clauses.subtree(c))

    def _outcome(self, noun: int) -> Literal["failed", "deadlocked"] | None:
        """Whether what the noun names is said to have failed or to be stuck."""
        words = {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "amod")}
        governor = self.tokens.head[noun]
        acts = {self.tokens.lemma[governor]} if self.tokens.dep[noun] in ("nsubj", "nsubjpass") else set()
        phrase = (
            {
                self.tokens.lower[i]
                for c in self.clauses.by_dep(governor, "prep", "acomp", "attr")
                for i in self.clauses.subtree(c)
            }
            if acts
            else set()
        )
        failed = acts & self.lexicon.failing and not self.clauses.by_dep(governor, "aux", "neg")
        if words & self.lexicon.failed_words or failed or (acts & self.lexicon.ending and self._is_fruitless(governor)):
            return "failed"
        if words & self.lexicon.stalled_words or acts & self.lexicon.stalling or phrase & self.lexicon.stalling:
            return "deadlocked"
        return None
