"""Whether what a word tells of took place: negation, modals, plans, conditions, habits, mere points of reference."""

from __future__ import annotations

from kg.annotate.tokens import Tokens
from kg.extract.clauses import CLAUSAL, Clauses
from kg.extract.lexicon import Lexicon
from kg.extract.plans import Plans
from kg.model import Factuality

ORDER: tuple[Factuality, ...] = ("negated", "hypothetical", "intended", "habitual", "reference", "claimed", "actual")
"""The first of these that applies wins."""
QUOTES = frozenset(('"', "”", "’", "'", "''"))
ENABLING = frozenset(("allow", "let", "permit", "enable", "help"))
MINDS: tuple[Factuality, ...] = ("intended", "hypothetical", "negated")
INTO = frozenset(("in", "to", "on", "at"))
"""Prepositions over which a denial reaches ("was not successful in winning", "would not commit to leaving")."""


class Judge:
    """Judges triggers of one document."""

    def __init__(self, clauses: Clauses, lexicon: Lexicon) -> None:
        self.clauses, self.lexicon, self.words = clauses, lexicon, lexicon.states_of_mind
        self.tokens: Tokens = clauses.tokens
        self.plans = Plans(clauses, lexicon)
        self._asked = {self.tokens.head[i] for i, word in enumerate(self.tokens.text) if self._asks(i, word)}

    def judge(self, trigger: int) -> Factuality:
        """The factuality of what a verb or noun tells of, claims left aside."""
        marks: set[Factuality] = {"hypothetical"} if self.is_asked(trigger) else set()
        if self.clauses.is_verb(trigger):
            self._verb(trigger, marks)
        else:
            self._noun(trigger, marks)
            if self.tokens.pos[trigger] == "ADJ" and self.tokens.dep[trigger] in ("acomp", "oprd"):
                self._verb(self.tokens.head[trigger], marks)
        return next((mark for mark in ORDER if mark in marks), "actual")

    def is_rebuffed(self, noun: int) -> bool:
        """Whether a demand or accusation is named only to say who rejects it."""
        verb = self.tokens.head[noun]
        object_of = self.tokens.dep[noun] == "dobj" and self.tokens.lemma[verb] in self.words["rebuffs"]
        return object_of and self.clauses.subject(verb) is not None

    def is_asked(self, trigger: int) -> bool:
        """Whether it stands in a question of the writer's."""
        return bool(self._asked) and not self._asked.isdisjoint((trigger, *self.clauses.ancestors(trigger)))

    def _asks(self, i: int, word: str) -> bool:
        """Whether it ends a question of the writer's, not one between quotation marks."""
        return word == "?" and (i + 1 == len(self.tokens) or self.tokens.text[i + 1] not in QUOTES)

    def _verb(self, verb: int, marks: set[Factuality]) -> None:
        """Marks on a verb, and those that its governors lay on it."""
        here, told = verb, False
        for _ in range(6):
            marks |= self._own(here, told)
            governor, dep = self.tokens.head[here], self.tokens.dep[here]
            if governor == here:
                return
            told = dep == "ccomp" and not self._is_infinitive(here)
            if dep == "conj" and self.clauses.is_verb(governor):
                if self.clauses.by_dep(here, "nsubj", "nsubjpass") or self._is_finite_beside(here, governor):
                    return
                here = governor
                continue
            self._beside(here, governor, marks)
            if dep not in CLAUSAL or dep in ("advcl", "relcl", "parataxis"):
                return
            if dep == "acl" and self.tokens.tag[here] != "VB":
                return
            enabled = "habitual" in marks and self.tokens.lemma[governor] in ENABLING
            if not enabled and not self._governed(governor, marks):
                return
            if told and self.tokens.lemma[governor] in self.words["hypothetical"]:
                return
            here = self._over(governor) if dep == "pcomp" else governor
            if not self.clauses.is_verb(here):
                self._noun(here, marks, nominal_only=True)
                return

    def _is_finite_beside(self, verb: int, first: int) -> bool:
        """Whether a verb has a tense of its own, beside one that an auxiliary carries: "did not want it and calls"."""
        return self.tokens.tag[first] == "VB" and self.tokens.tag[verb] in ("VBD", "VBZ")

    def _over(self, preposition: int) -> int:
        """The verb above a preposition, or above the adjective that governs it; else the preposition."""
        if self.tokens.lower[preposition] not in INTO:
            return preposition
        above = self.tokens.head[preposition]
        if self.tokens.dep[above] == "acomp":
            above = self.tokens.head[above]
        return above if self.clauses.is_verb(above) else preposition

    def _beside(self, verb: int, governor: int, marks: set[Factuality]) -> None:
        """Marks that lie in how a clause hangs from its governor."""
        tokens, dep, infinitive = self.tokens, self.tokens.dep[verb], self._is_infinitive(verb)
        if dep == "advcl" and infinitive:
            marks.add("intended")
        if dep in ("relcl", "acl") and self._is_sign(verb, governor):
            marks.add("hypothetical")
        if dep == "acl" and any(tokens.lower[c] == "no" for c in self.clauses.by_dep(governor, "det")):
            marks.add("negated")
        if dep == "xcomp" and infinitive and tokens.lemma[governor] in self.words["strivings"]:
            marks.add("intended")

    def _is_sign(self, verb: int, noun: int) -> bool:
        """Whether a clause says what something is a sign of ("a sign that they intend to leave")."""
        that = any(self.tokens.lower[c] == "that" for c in self.clauses.children[verb])
        return that and self.tokens.pos[noun] == "NOUN" and self.tokens.lemma[noun] in self.words["signs"]

    def _governed(self, governor: int, marks: set[Factuality]) -> bool:
        """Marks that a governing word lays on its clause; whether to go on above it."""
        lemma, lower = self.tokens.lemma[governor], self.tokens.lower[governor]
        if self.tokens.pos[governor] in ("ADP", "SCONJ"):
            if lower == "without":
                marks.add("negated")
            above = self.tokens.head[governor]
            if lower == "against" and self.tokens.lemma[above] in self.words["shunning"]:
                marks.add("negated")
            if self.tokens.lemma[above] in self.words["allegations"]:
                marks.add("claimed")
            return self._governed(above, marks) if above != governor else False
        if lemma in self.words["heard"] and self.clauses.is_passive(governor):
            marks.add("claimed")
        if any(self.tokens.lower[c] == "off" for c in self.clauses.by_dep(governor, "prt")) and lemma == "call":
            marks.add("negated")
            return True
        if lemma == "use" and self.tokens.tag[governor] == "VBD":
            marks.add("habitual")
        for kind in MINDS:
            if lemma in self.words[kind] or lower in self.words[kind]:
                marks.add(kind)
        return True

    def _own(self, verb: int, told: bool = False) -> set[Factuality]:
        """Marks that stand on the verb itself; of what is `told` in a clause, a denial leaves open whether it is so."""
        marks: set[Factuality] = set()
        tokens, subjects = self.tokens, self.clauses.by_dep(verb, "nsubj", "nsubjpass")
        for child in self.clauses.children[verb]:
            lower, dep = tokens.lower[child], tokens.dep[child]
            if dep == "neg" or (lower in self.words["negators"] and dep in ("det", "advmod", "preconj", "cc")):
                marks.add("negated")
            elif dep in ("aux", "auxpass"):
                self._auxiliary(verb, lower, marks)
            elif dep == "advmod" and lower in self.words["hearsay"]:
                marks.add("claimed")
            elif (dep == "advmod" and lower in self.words["habits"]) or self._is_rhythm(child, dep):
                marks.add("habitual")
            elif dep == "mark" and lower in self.words["conditions"]:
                marks.add("hypothetical")
        if any(map(self._is_nobody, subjects)):
            marks.add("negated")
        if tokens.lower[max(verb - 2, 0) : verb] == ["yet", "to"]:
            marks.add("negated")
        if tokens.lemma[verb] == "go" and any(tokens.dep[c] == "xcomp" for c in self.clauses.children[verb]):
            marks.add("intended") if tokens.tag[verb] == "VBG" else None
        if any(tokens.lower[c] == "whether" for c in self.clauses.by_dep(verb, "mark")):
            marks.discard("negated")
        if told and "negated" in marks:
            return {"hypothetical"}
        return marks

    def _is_nobody(self, subject: int) -> bool:
        """Whether a subject is nobody: "no envoy", "neither state", "neither Ruritania nor Elbonia", "none of them"."""
        words = {self.tokens.lower[c] for c in self.clauses.by_dep(subject, "det", "preconj", "cc")}
        return self.tokens.lower[subject] in self.words["nobody"] or bool(words & {"no", "neither"})

    def _auxiliary(self, verb: int, word: str, marks: set[Factuality]) -> None:
        """Marks of a modal."""
        if word in self.words["possible"]:
            marks.add("intended" if word == "would" and self._is_reported(verb) else "hypothetical")
        elif word in self.words["future"]:
            marks.add("intended")

    def _is_rhythm(self, preposition: int, dep: str) -> bool:
        """ "every year", "on a regular basis", "in the past"."""
        if dep == "npadvmod":
            return any(self.tokens.lower[c] in ("every", "each") for c in self.clauses.by_dep(preposition, "det"))
        past = (
            self.clauses.under(self.tokens.head[preposition], "in") if self.tokens.lower[preposition] == "in" else None
        )
        if past is not None and self.tokens.lower[past] == "past":
            return self.tokens.dep[past] == "pobj" and not self.clauses.by_dep(past, "amod", "prep")
        basis = (
            self.clauses.under(self.tokens.head[preposition], "on") if self.tokens.lower[preposition] == "on" else None
        )
        if basis is None or self.tokens.lower[basis] != "basis":
            return False
        return any(self.tokens.lower[c] in self.lexicon.rhythms for c in self.clauses.by_dep(basis, "amod"))

    def _is_infinitive(self, verb: int) -> bool:
        return any(self.tokens.lower[c] == "to" for c in self.clauses.by_dep(verb, "aux"))

    def _is_reported(self, verb: int) -> bool:
        """Whether the clause hangs from another verb, as in "said it would leave"."""
        return self.tokens.dep[verb] in ("ccomp", "conj", "advcl", "parataxis") or self.tokens.head[verb] != verb

    def _qualified(self, noun: int, marks: set[Factuality]) -> None:
        """Marks that stand before a noun: "no talks", "alleged talks"."""
        for child in self.clauses.by_dep(noun, "det", "amod", "neg"):
            word = self.tokens.lower[child]
            if word in self.words["negators"]:
                marks.add("negated")
            elif word in self.words["alleged"]:
                marks.add("claimed")
            elif word in ("possible", "potential", "likely", "proposed", "planned", "future", "upcoming", "expected"):
                marks.add("hypothetical" if word in ("possible", "potential", "likely") else "intended")

    def _noun(self, noun: int, marks: set[Factuality], nominal_only: bool = False) -> None:
        """Marks on a noun: "no talks", "possible talks", what it is the object of, "since the talks"."""
        tokens = self.tokens
        self._qualified(noun, marks)
        if self.plans.is_item(noun):
            marks.add("intended")
        governor, dep = tokens.head[noun], tokens.dep[noun]
        if dep == "conj":
            governor, dep = tokens.head[governor], tokens.dep[governor]
        if dep in ("dobj", "nsubjpass", "oprd", "attr") or (
            dep == "nsubj" and tokens.lemma[governor] in self.words["running"]
        ):
            self._object(governor, marks)
            if tokens.lemma[governor] in ("happen", "occur"):
                self._verb(governor, marks)
        elif dep == "nsubj" and self._takes_place(governor):
            self._verb(governor, marks)
        elif dep == "pobj" and not nominal_only:
            if tokens.lower[governor] in self.words["times"]:
                marks.add("reference")
            else:
                self._governed(governor, marks)
                above = tokens.head[governor]
                if self.clauses.is_verb(above) and tokens.lemma[above] in self.lexicon.support_verbs:
                    self._verb(above, marks)

    def _takes_place(self, verb: int) -> bool:
        """Whether a verb is that of "take place", "go ahead"."""
        tokens = self.tokens
        if tokens.lemma[verb] == "go":
            return any(tokens.lower[c] == "ahead" for c in self.clauses.by_dep(verb, "advmod", "prt"))
        return tokens.lemma[verb] == "take" and any(
            tokens.lower[c] == "place" for c in self.clauses.by_dep(verb, "dobj")
        )

    def _object(self, verb: int, marks: set[Factuality]) -> None:
        """Marks on the object of a verb: all of them under a support verb, else only what the verb means."""
        self._governed(verb, marks)
        if self.tokens.lemma[verb] in self.lexicon.support_verbs:
            self._verb(verb, marks)
