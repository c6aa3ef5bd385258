"""Triggers: the verbs and nouns that tell of a happening, and who stands in which of its roles."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.extract.complements import Complements
from kg.extract.concerned import Concerned
from kg.extract.happenings import Happening, Roles
from kg.extract.lexicon import SLOTS, Lexicon, Predicate, adjective_index, verb_index
from kg.extract.nominals import Nominals
from kg.extract.parties import Parties

FORWARD = frozenset(("REQUEST", "THREATEN", "AGREE", "REJECT", "MOBILIZE"))
"""Types that are about something still to be done."""
CONTROL = frozenset(("request", "threat", "permission"))
"""Concepts whose object may be the subject of the clause ("urged that they go")."""
SHIFTING = frozenset(("away", "back", "down", "in", "off", "on", "out", "over", "up"))
"""Particles with which a verb means something else ("back off")."""
OPEN_CLOSE = frozenset(("OPEN", "CLOSE"))


class Triggers:
    """Finds the happenings of one document, one a trigger."""

    def __init__(self, annotated: Annotated, clauses: Clauses, parties: Parties, lexicon: Lexicon) -> None:
        self.annotated, self.clauses, self.parties, self.lexicon = annotated, clauses, parties, lexicon
        self.tokens = annotated.tokens
        self.verbs, self.roles = verb_index(), Roles(annotated, clauses, parties, lexicon)
        self.nominals = Nominals(self.roles)
        self.complements, self.adjectives = Complements(clauses, parties, self._fits), adjective_index()
        self.concerned = Concerned(self.roles, self.complements)

    def find(self) -> Iterator[Happening]:
        """In the order of the text."""
        tokens, absorbed = self.tokens, set()
        found: list[Happening] = []
        for i in range(len(tokens)):
            lemma = tokens.lemma[i]
            if (
                lemma in self.verbs
                and self.clauses.is_verb(i)
                and tokens.dep[i] not in ("aux", "auxpass", "amod", "compound")
            ):
                happening = self._verb(i)
                if happening and not self._is_toll(found, i, happening):
                    found.append(happening)
                    if happening.predicate.object or happening.predicate.concept == "meeting":
                        absorbed.add(self.clauses.undergoer(i))
            if (
                tokens.lower[i] in self.adjectives
                and not (found and found[-1].trigger == i)
                and (readiness := self._adjective(i))
            ):
                found.append(readiness)
        for i in range(len(tokens)):
            if (
                tokens.pos[i] == "NOUN"
                and tokens.lemma[i] in self.nominals.index
                and tokens.dep[i] not in ("compound", "amod")
            ):
                happening = self.nominals.told(i)
                if happening and not (i in absorbed and self._same_concept(found, i, happening)):
                    found.append(happening)
        yield from sorted(found, key=lambda h: h.trigger)

    def _same_concept(self, found: list[Happening], noun: int, happening: Happening) -> bool:
        """Whether the verb that governs the noun tells of the same happening ("sign a treaty")."""
        verb = next((h for h in found if self.clauses.undergoer(h.trigger) == noun), None)
        return verb is not None and verb.predicate.concept in (
            happening.predicate.concept,
            "attack",
            "disapproval",
            "protest",
        )

    def _verb(self, verb: int) -> Happening | None:
        """The first predicate of the lexicon that the verb and its surroundings fit."""
        particles = {self.tokens.lower[c] for c in self.clauses.by_dep(verb, "prt")
                     if self.tokens.lower[c + 1 : c + 2] != ["to"]} & SHIFTING  # fmt: skip
        for words, predicate in self.verbs[self.tokens.lemma[verb]]:
            if words and (not self.clauses.has_particles(verb, words) or self._is_when(verb, words)):
                continue
            if not particles <= set(words):
                continue
            if not self._fits(verb, predicate):
                continue
            name = " ".join((self.tokens.lemma[verb], *words))
            happening = Happening(verb, verb + 1, predicate, name, nominal=False)
            self._fill_from_verb(happening)
            return happening
        return None

    def _is_when(self, verb: int, words: tuple[str, ...]) -> bool:
        """Whether what follows one of the words is a time: "attacked it on Monday" is no attack on anything."""
        nouns = [noun for word in words if (noun := self.clauses.under(verb, word)) is not None]
        mentions = [self.annotated.mention_at(noun) for noun in nouns]
        return any(mention is not None and mention.kind == "Time" for mention in mentions)

    def _is_toll(self, found: list[Happening], verb: int, happening: Happening) -> bool:
        """Whether it says what an attack just told did: "bombed the port, killing twelve"."""
        tokens = self.tokens
        if happening.predicate.concept != "killing" or tokens.tag[verb] != "VBG" or self.clauses.by_dep(verb, "nsubj"):
            return False
        while tokens.dep[verb] == "conj" and tokens.tag[tokens.head[verb]] == "VBG":
            verb = tokens.head[verb]
        above = next((h for h in found if h.trigger == tokens.head[verb]), None)
        return tokens.dep[verb] == "advcl" and above is not None and above.predicate.type == "ASSAULT"

    def _fits(self, verb: int, predicate: Predicate) -> bool:
        """Whether subject, object and complements are of the kinds that the predicate asks for."""
        obj = self._object(verb, predicate)
        if predicate.intransitive and self._has_object(verb):
            return False
        if predicate.unless and obj is not None and self._is_ruled_out(obj, predicate):
            return False
        if predicate.object and not self.roles.is_one_of(obj, predicate.object):
            clause = "@clause" in predicate.object and bool(self.clauses.by_dep(verb, "xcomp", "ccomp"))
            if not clause:
                return False
        if predicate.subject and not self.roles.is_one_of(self.clauses.subject(verb), predicate.subject):
            return False
        return self.complements.meet(verb, predicate)

    def _has_object(self, verb: int) -> bool:
        """Whether something is done to somebody or something that is no mere "that" or "which"."""
        objects = self.clauses.by_dep(verb, "dobj", "obj", "nsubjpass")
        return any(self.tokens.tag[c] not in ("WDT", "WP", "IN", "DT") for c in objects)

    def _is_ruled_out(self, obj: int, predicate: Predicate) -> bool:
        """Whether a modifier of the object speaks against it ("a hunger strike")."""
        return any(self.tokens.lower[c] in predicate.unless for c in self.clauses.by_dep(obj, "compound", "amod"))

    def _adjective(self, word: int) -> Happening | None:
        """Readiness to do something ("is ready to withdraw")."""
        tokens, head = self.tokens, self.tokens.head[word]
        judged = next((p for p in self.adjectives[tokens.lower[word]] if p.needs == "speaker"), None)
        if judged:
            return self._judgement(word, judged)
        if not any(tokens.tag[c] == "VB" for c in self.clauses.by_dep(word, "xcomp")):
            return None
        own = self.clauses.by_dep(word, "nsubj", "nsubjpass")
        linked = tokens.dep[word] in ("acomp", "attr", "oprd") and self.clauses.is_verb(head)
        subject = own[0] if own else self.clauses.subject(head) if linked else None
        predicate = next((p for p in self.adjectives[tokens.lower[word]] if self.complements.meet(word, p)), None)
        if subject is None or predicate is None:
            return None
        happening = Happening(word, word + 1, predicate, tokens.lower[word], nominal=False)
        self.roles.put(happening, "actor", subject)
        happening.about = self.concerned.concerned(happening)
        return happening

    def _judgement(self, word: int, predicate: Predicate) -> Happening | None:
        """What a speaker finds regrettable, and whoever did it ("it is regrettable that X left")."""
        copula = self.tokens.head[word]
        if self.tokens.dep[word] != "acomp" or self.clauses.by_dep(copula, "neg"):
            return None
        for clause in (c for host in (copula, word) for c in self.clauses.by_dep(host, "ccomp")):
            subject = next(iter(self.clauses.by_dep(clause, "nsubj")), None)
            if clause > word and subject is not None:
                name = self.tokens.lower[word]
                return Happening(word, word + 1, predicate, name, nominal=False, about=self.parties.side(subject))
        return None

    def _fill_from_verb(self, happening: Happening) -> None:
        """Roles from the slots of the verb."""
        verb, roles = happening.trigger, happening.predicate.roles
        obj = self._object(verb, happening.predicate)
        slots = {"subject": self._doer(verb), "object": obj}
        slots["dative"] = next(iter(self.clauses.by_dep(verb, "dative")), None)
        for preposition in roles.keys() - SLOTS:
            nested = roles[preposition] == "recipient" and preposition == "of" and not self._has_own(verb, "of")
            noun = None if nested else self.clauses.under(verb, preposition)
            left = preposition == "from" and obj is not None and bool(self.clauses.all_under(obj, "of"))
            within = noun is None and obj is not None and not left
            slots[preposition] = self.clauses.under(obj, preposition) if within and obj is not None else noun
        for slot, noun in sorted(slots.items(), key=lambda item: (item[0] not in SLOTS, item[0])):
            if noun is not None and slot in roles:
                self.roles.put(happening, roles[slot], noun)
        if happening.predicate.type in FORWARD and not happening.side("recipient"):
            happening.about = self.concerned.concerned(happening)
            if not happening.about and happening.theme_token is not None:
                happening.about = self.concerned.behind(happening, happening.theme_token)
        if happening.predicate.concept == "notification" and not happening.side("actor"):
            happening.sides["actor"] = self.concerned.informant(happening)
        if obj is not None and not happening.predicate.mutual and not (happening.side("recipient") or happening.about):
            happening.sides["recipient"] = self.concerned.behind(happening, obj)

    def _has_own(self, verb: int, preposition: str) -> bool:
        """Whether the preposition hangs from the verb itself, not from another ("outside of")."""
        return any(self.tokens.lower[c] == preposition for c in self.clauses.children[verb])

    def _doer(self, verb: int) -> int | None:
        """The subject; of "a statement condemning it", whoever makes the statement."""
        subject = self.clauses.subject(verb)
        if subject is None or self.tokens.lemma[subject] not in self.lexicon.words("notices"):
            return subject
        owner = next(iter(self.clauses.by_dep(subject, "poss")), None)
        above = self.tokens.head[subject]
        if owner is None and self.tokens.dep[subject] == "dobj" and self.clauses.is_verb(above):
            return self.clauses.subject(above)
        return subject if owner is None else owner

    def _object(self, verb: int, predicate: Predicate) -> int | None:
        """The object, or whoever is to do what is asked for ("wants them to go", "urged that they go")."""
        obj = self.clauses.undergoer(verb)
        if obj is not None or (predicate.needs != "control" and predicate.concept not in CONTROL):
            return obj
        for clause in self.clauses.by_dep(verb, "ccomp", "xcomp"):
            infinitive = any(self.tokens.lower[a] == "to" for a in self.clauses.by_dep(clause, "aux"))
            if infinitive or predicate.needs == "control":
                return next(iter(self.clauses.by_dep(clause, "nsubj")), None)
        return None
