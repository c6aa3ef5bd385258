"""Triggers: the verbs and nouns that tell of a happening, and who stands in which of its roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.extract.lexicon import EventRole, Lexicon, Predicate, noun_index, verb_index
from kg.extract.parties import NOBODY, Parties, Side

Slots = dict[EventRole, Side]
OCCASION = frozenset(("in", "at", "during"))
FORWARD = frozenset(("REQUEST", "THREATEN", "AGREE"))
"""Types that are about something still to be done."""
OPEN_CLOSE = frozenset(("OPEN", "CLOSE"))


@dataclass(slots=True)
class Happening:
    """What one trigger tells. `sides` hold who is known in each role; `theme` and `place` are entity ids."""

    trigger: int
    end: int
    predicate: Predicate
    words: str
    nominal: bool
    definite: bool = False
    sides: Slots = field(default_factory=dict)
    theme: str | None = None
    theme_token: int | None = None
    place: str | None = None
    outcome: str | None = None
    support: int | None = None

    def side(self, role: EventRole) -> Side:
        """Who is known in a role."""
        return self.sides.get(role, NOBODY)


class Triggers:
    """Finds the happenings of one document, one a trigger."""

    def __init__(self, annotated: Annotated, clauses: Clauses, parties: Parties, lexicon: Lexicon) -> None:
        self.annotated, self.clauses, self.parties, self.lexicon = annotated, clauses, parties, lexicon
        self.tokens = annotated.tokens
        self.verbs, self.nouns = verb_index(), noun_index()

    def find(self) -> Iterator[Happening]:
        """In the order of the text."""
        tokens, absorbed = self.tokens, set()
        found = []
        for i in range(len(tokens)):
            lemma = tokens.lemma[i]
            if (
                lemma in self.verbs
                and self.clauses.is_verb(i)
                and tokens.dep[i] not in ("aux", "auxpass", "amod", "compound")
            ):
                happening = self._verb(i)
                if happening:
                    found.append(happening)
                    if happening.predicate.object or happening.predicate.concept == "meeting":
                        absorbed.add(self.clauses.undergoer(i))
        for i in range(len(tokens)):
            if tokens.pos[i] == "NOUN" and tokens.lemma[i] in self.nouns and tokens.dep[i] not in ("compound", "amod"):
                happening = self._noun(i)
                if happening and not (i in absorbed and self._same_concept(found, i, happening)):
                    found.append(happening)
        yield from sorted(found, key=lambda h: h.trigger)

    def _same_concept(self, found: list[Happening], noun: int, happening: Happening) -> bool:
        """Whether the verb that governs the noun tells of the same happening ("sign a treaty")."""
        verb = next((h for h in found if self.clauses.undergoer(h.trigger) == noun), None)
        return verb is not None and verb.predicate.concept in (happening.predicate.concept, "attack", "disapproval")

    def _verb(self, verb: int) -> Happening | None:
        """The first predicate of the lexicon that the verb and its surroundings fit."""
        for words, predicate in self.verbs[self.tokens.lemma[verb]]:
            if words and not self.clauses.has_particles(verb, words):
                continue
            if not self._fits(verb, predicate):
                continue
            name = " ".join((self.tokens.lemma[verb], *words))
            happening = Happening(verb, verb + 1, predicate, name, nominal=False)
            self._fill_from_verb(happening)
            return happening
        return None

    def _fits(self, verb: int, predicate: Predicate) -> bool:
        """Whether subject, object and complements are of the kinds that the predicate asks for."""
        obj = self.clauses.undergoer(verb)
        if predicate.intransitive and obj is not None:
            return False
        if predicate.object and not self._is_one_of(obj, predicate.object):
            clause = "@clause" in predicate.object and bool(self.clauses.by_dep(verb, "xcomp", "ccomp"))
            if not clause:
                return False
        if predicate.subject and not self._is_one_of(self.clauses.subject(verb), predicate.subject):
            return False
        complements = self.clauses.by_dep(verb, "xcomp", "ccomp")
        if predicate.needs == "clause" and not complements:
            return False
        if predicate.needs == "control":
            return any(
                self.tokens.tag[c] == "VB"
                and any(self.tokens.lower[a] == "to" for a in self.clauses.by_dep(c, "aux"))
                and (obj is not None or self.clauses.by_dep(c, "nsubj"))
                for c in complements
            )
        return True

    def _is_one_of(self, noun: int | None, wanted: tuple[str, ...]) -> bool:
        """Whether the noun, or one coordinated with it, is in a set, is a lemma, or is a mention of a kind."""
        if noun is None:
            return False
        for token in self.clauses.conjuncts(noun):
            mention, lemma = self.annotated.mention_at(token), self.tokens.lemma[token]
            for want in wanted:
                if want.startswith("@"):
                    if mention and mention.kind == want[1:]:
                        return True
                elif (
                    lemma == want
                    or lemma in self.lexicon.sets.get(want, ())
                    or (want == "representatives" and lemma in self.lexicon.representatives)
                ):
                    return True
        return False

    def _fill_from_verb(self, happening: Happening) -> None:
        """Roles from the slots of the verb."""
        verb, roles = happening.trigger, happening.predicate.roles
        obj = self.clauses.undergoer(verb)
        if obj is None and happening.predicate.needs == "control":
            inner = next(
                (n for c in self.clauses.by_dep(verb, "ccomp", "xcomp") for n in self.clauses.by_dep(c, "nsubj")), None
            )
            obj = inner
        if obj is None and "object" in roles and happening.predicate.concept in ("request", "threat"):
            obj = next((n for c in self.clauses.by_dep(verb, "ccomp") for n in self.clauses.by_dep(c, "nsubj")
                        if any(self.tokens.lower[a] == "to" for a in self.clauses.by_dep(c, "aux"))), None)  # fmt: skip
        slots: list[tuple[str, int | None]] = [("subject", self.clauses.subject(verb)), ("object", obj),
                                               ("dative", next(iter(self.clauses.by_dep(verb, "dative")), None))]  # fmt: skip
        slots += [
            (role, self.clauses.under(verb, role)) for role in roles if role not in ("subject", "object", "dative")
        ]
        if obj is not None:
            slots += [(p, self.clauses.under(obj, p)) for p in roles
                      if p not in ("subject", "object", "dative") and self.clauses.under(verb, p) is None]  # fmt: skip
        for slot, noun in slots:
            if noun is not None and slot in roles:
                self._put(happening, roles[slot], noun)
        if obj is not None and roles.get("object") == "theme":
            self._owner_of_theme(happening, obj)
        if happening.predicate.type in FORWARD and not happening.side("recipient"):
            happening.sides["recipient"] = self._concerned(happening)

    def _concerned(self, happening: Happening) -> Side:
        """Whom a demand, threat or promise concerns: those in its clause who are not its maker."""
        doers = happening.side("actor") | happening.side("party")
        for clause in self.clauses.by_dep(happening.trigger, "ccomp", "xcomp"):
            nouns = [*self.clauses.by_dep(clause, "nsubj"), self.clauses.undergoer(clause)]
            nouns += [self.clauses.under(clause, p) for p in ("with", "to", "against", "on", "from", "of")]
            thing = self.clauses.undergoer(clause)
            if thing is not None:
                nouns += [self.clauses.under(thing, p) for p in ("with", "to", "against", "on", "from")]
            for noun in nouns:
                others = self.parties.side(noun)
                kept = tuple(a for a in others.actors if a not in doers.actors)
                if kept:
                    return Side(kept)
        return NOBODY

    def _owner_of_theme(self, happening: Happening, obj: int) -> None:
        """ "Rejected Elbonia's offer": whose thing it is receives."""
        owner = next(iter(self.clauses.by_dep(obj, "poss")), None)
        wants = happening.predicate.concept in ("rejection", "acceptance", "seizure")
        if owner is not None and wants and not happening.side("recipient"):
            self._put(happening, "recipient", owner)

    def _put(self, happening: Happening, role: EventRole, noun: int) -> None:
        """Who is meant by a noun, into a role; what is no party becomes the theme."""
        mention = self.annotated.mention_at(noun)
        if role == "place" or (mention and mention.kind == "Place" and role != "theme"):
            happening.place = happening.place or (mention.entity if mention else None)
            return
        if role == "theme":
            happening.theme_token = noun if happening.theme_token is None else happening.theme_token
            happening.theme = happening.theme or (mention.entity if mention and mention.kind != "Time" else None)
            return
        if role == "recipient" and mention is None and self.tokens.lemma[noun] not in self.lexicon.representatives:
            side = self.parties.qualifiers(noun)
        else:
            side = self.parties.side(noun)
        happening.sides[role] = happening.side(role) | side

    def _noun(self, noun: int) -> Happening | None:
        """A noun that names a happening, with whoever is named around it."""
        predicate = next((p for p in self.nouns[self.tokens.lemma[noun]] if self._has_modifier(noun, p)), None)
        if predicate is None:
            return None
        determiners = {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "det", "poss")}
        definite = bool(determiners & {"the", "this", "that", "these", "those"})
        happening = Happening(noun, noun + 1, predicate, self.tokens.lemma[noun], nominal=True, definite=definite)
        owners = self.parties.qualifiers(noun)
        for possessor in self.clauses.by_dep(noun, "poss"):
            owners |= self.parties.side(possessor)
        if owners:
            happening.sides[predicate.noun_owner()] = owners
        self._fill_from_prepositions(happening, noun)
        self._fill_from_support(happening, noun)
        happening.outcome = self._outcome(noun)
        if not happening.sides:
            self._fill_from_occasion(happening, noun)
        return happening

    def _has_modifier(self, noun: int, predicate: Predicate) -> bool:
        """Whether the noun has a modifier that the predicate asks for."""
        if not predicate.modifier and not predicate.unless:
            return True
        words = {self.tokens.lower[c] for c in self.clauses.by_dep(noun, "amod", "compound", "nmod")}
        words |= {
            self.tokens.lower[g]
            for c in self.clauses.by_dep(noun, "compound", "amod")
            for g in self.clauses.children[c]
        }
        return not words & set(predicate.unless) and (not predicate.modifier or bool(words & set(predicate.modifier)))

    def _fill_from_prepositions(self, happening: Happening, noun: int) -> None:
        """Roles from the prepositions that hang from the noun; "of" names the owner where it names nobody else's thing."""
        predicate = happening.predicate
        for preposition in ("of", "by", "with", "between", "to", "from", "on", "against", "for", "in", "into", "at"):
            role = predicate.roles.get(preposition)
            if role is None and preposition in ("of", "by"):
                role = predicate.noun_owner()
            for inner in self.clauses.all_under(noun, preposition) if role else ():
                self._put(happening, role, inner)

    def _fill_from_support(self, happening: Happening, noun: int) -> None:
        """Whoever holds, attends or gives what the noun names."""
        head, dep = self.tokens.head[noun], self.tokens.dep[noun]
        while dep == "conj":
            head, dep = self.tokens.head[head], self.tokens.dep[head]
        if dep in ("prep", "pobj") or self.tokens.pos[head] == "ADP":
            head = self.tokens.head[head]
        if not self.clauses.is_verb(head) or self.tokens.lemma[head] not in self.lexicon.support_verbs:
            return
        if dep in ("prep", "pobj") and not happening.predicate.mutual:
            return
        if dep not in ("dobj", "nsubjpass", "pobj") or (dep == "nsubjpass" and not self.clauses.is_passive(head)):
            return
        happening.support = head
        role = happening.predicate.noun_owner()
        doer = self.parties.side(self.clauses.subject(head))
        if doer and not (happening.definite and dep == "pobj"):
            happening.sides[role] = doer | happening.side(role)
        partner = self.clauses.under(head, "with")
        if partner is not None and "with" in happening.predicate.roles:
            self._put(happening, happening.predicate.roles["with"], partner)
        for preposition in ("against", "on", "to"):
            target = self.clauses.under(head, preposition)
            if target is not None and target != noun and happening.predicate.roles.get(preposition) == "recipient":
                self._put(happening, "recipient", target)

    def _fill_from_occasion(self, happening: Happening, noun: int) -> None:
        """ "They agreed at a summit", "he said in a news conference": who acts there takes part in it."""
        preposition = self.tokens.head[noun]
        if self.tokens.dep[noun] != "pobj" or self.tokens.lower[preposition] not in OCCASION or happening.definite:
            return
        host = self.tokens.head[preposition]
        side = NOBODY
        if self.clauses.is_verb(host):
            side = self.parties.side(self.clauses.subject(host))
        elif self.tokens.lemma[host] in self.nouns:
            for inner in self.clauses.all_under(host, "between"):
                side |= self.parties.side(inner)
        if side:
            happening.sides[happening.predicate.noun_owner()] = side

    def _outcome(self, noun: int) -> str | None:
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
        if words & self.lexicon.failed_words or (
            acts & self.lexicon.failing and not self.clauses.by_dep(governor, "aux", "neg")
        ):
            return "failed"
        if words & self.lexicon.stalled_words or acts & self.lexicon.stalling or phrase & self.lexicon.stalling:
            return "deadlocked"
        return None
