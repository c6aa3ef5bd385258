"""Who stands in which slot of a verb: its subject, own or inherited, and its undergoer.

Everything is token indices over `Tokens`; nothing here knows what a word means.
"""

from __future__ import annotations

from kg.extract.tree import Tree

SUBJECTS = frozenset(("nsubj", "csubj"))
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
CALLS = {
    "appeal": ("to",), "call": ("on", "upon"), "count": ("on",), "plead": ("with",), "rely": ("on",), "wait": ("for",)
}  # fmt: skip
"""Verbs with a preposition before whoever is to do what their infinitive says."""
CLAUSAL = frozenset(("xcomp", "ccomp", "advcl", "conj", "acl", "relcl", "pcomp", "parataxis"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
VERBAL = frozenset(("VERB", "AUX"))
NOUNISH = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"))


class Clauses(Tree):
    """A document's tokens with their dependants at hand."""

    def is_verb(self, i: int) -> bool:
        """Whether the token heads a clause."""
        return self.tokens.pos[i] in VERBAL or self.tokens.tag[i].startswith("VB")

    def is_passive(self, i: int) -> bool:
        """Whether the verb is passive, or a past participle that follows its noun."""
        if self.by_dep(i, "auxpass", "nsubjpass"):
            return True
        tokens = self.tokens
        if tokens.dep[i] in ("acl", "amod", "advcl", "oprd") and tokens.tag[i] == "VBN":
            return not self.by_dep(i, "aux", "nsubj", "dobj")
        participle = tokens.tag[i] == "VBN" or (tokens.tag[i] == "VBD" and tokens.lower[i].endswith("ed"))
        linked = tokens.dep[i] == "conj" and participle and not self.by_dep(i, "aux", "nsubj", "dobj")
        return linked and self.is_verb(tokens.head[i]) and self.is_passive(tokens.head[i])

    def subject(self, i: int, depth: int = 6) -> int | None:
        """Who does it: the verb's subject, the agent of a passive, or whoever controls the verb."""
        if self.is_passive(i):
            return next((o for a in self.by_dep(i, "agent") for o in self.by_dep(a, "pobj")), None)
        return self._surface_subject(i, depth)

    def undergoer(self, i: int) -> int | None:
        """Whom it is done to: the object, or the subject of a passive."""
        if self.is_passive(i):
            return self._surface_subject(i, 4)
        return next(iter(self.by_dep(i, "dobj", "obj")), None) or self._relative_object(i) or self._counted(i)

    def _counted(self, i: int) -> int | None:
        """The object in "killed up to 20 people", which the parser takes for a particle and a preposition."""
        if not any(self.tokens.lower[c] == "up" for c in self.by_dep(i, "prt", "prep", "advmod")):
            return None
        noun = self.under(i, "to")
        return noun if noun is not None and self.by_dep(noun, "nummod") else None

    def _relative_object(self, i: int) -> int | None:
        """The noun that a relative clause describes as its object ("the offices they closed")."""
        tokens = self.tokens
        if tokens.dep[i] == "relcl" and self.by_dep(i, "nsubj") and self.antecedent(self.by_dep(i, "nsubj")[0]) is None:
            gaps = [
                c
                for c in self.children[i]
                if tokens.lower[c] in RELATIVES and tokens.dep[c] in ("dobj", "mark", "pobj")
            ]
            return tokens.head[i] if gaps else None
        return None

    def antecedent(self, i: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        if self.tokens.lower[i] not in RELATIVES or self.tokens.tag[i] not in ("WDT", "WP", "WP$", "DT", "IN"):
            return None
        return next((self.tokens.head[a] for a in self.ancestors(i) if self.tokens.dep[a] == "relcl"), None)

    def _surface_subject(self, i: int, depth: int) -> int | None:
        """The grammatical subject of a verb, own or inherited; of two, the first a dateline, the one next to it."""
        own = self.by_dep(i, "nsubj", "nsubjpass", "csubj", "expl")
        if self.tokens.tag[i] == "VBG":
            own = [j for j in own if j < i]
        if own:
            nearest = max((j for j in own if j < i), default=own[0])
            nearest = self._whole(own, nearest, i)
            if self.tokens.tag[nearest] == "VBG" and not self.by_dep(nearest, "det", "poss"):
                nearest = next(iter(self.by_dep(nearest, "nsubj")), nearest)
            antecedent = self.antecedent(nearest)
            return nearest if antecedent is None else antecedent
        if (glued := self._glued(i)) is not None:
            return glued
        return self._controller(i, depth) if depth else None

    def _whole(self, own: list[int], nearest: int, verb: int) -> int:
        """The subject that the parser cut: after the "co" of "said co-author X", before the end of "a body in X, Y"."""
        text, dep = self.tokens.text, self.tokens.dep
        if nearest > verb:
            return own[-1] if text[nearest + 1 : nearest + 2] == ["-"] else nearest
        cut = nearest > own[0] and text[nearest - 1] == "," and not self.children[nearest]
        return own[0] if cut and dep[nearest - 2] == "pobj" and self.tokens.pos[nearest - 2] == "PROPN" else nearest

    def _glued(self, i: int) -> int | None:
        """The subject that the parser joined to what stands before it: "left for Rome and Ola Nord was sworn in"."""
        auxiliaries = self.by_dep(i, "aux", "auxpass")
        before = min(auxiliaries, default=0) - 1
        tokens = self.tokens
        if tokens.dep[i] != "conj" or before <= tokens.head[i] or tokens.lower[before + 1] == "to":
            return None
        return before if tokens.pos[before] == "PROPN" and tokens.dep[before] == "conj" else None

    def _controller(self, i: int, depth: int) -> int | None:
        """The subject that a verb without one takes from what governs it."""
        tokens, governor, dep = self.tokens, self.tokens.head[i], self.tokens.dep[i]
        if governor == i:
            return None
        if dep in ("acl", "relcl") or (dep == "amod" and tokens.tag[i] in ("VBG", "VBN")):
            if tokens.pos[governor] in NOUNISH and tokens.tag[i] != "VB":
                loose = dep == "acl" and tokens.tag[i] == "VBG" and self._is_afterthought(i, governor)
                return self._above(governor, depth) if loose else governor
            if tokens.tag[i] == "VB" and (asked := self._asked(governor, i)) is not None:
                return asked
            return self._owner(governor) if self._owner(governor) is not None else self._maker(governor, depth)
        if dep == "xcomp" and self.is_verb(governor):
            return self._controlled(governor, depth)
        if dep == "advcl" and tokens.tag[i] == "VBG" and i > governor and self._is_unclear(governor, i):
            return None
        if dep == "conj" and tokens.tag[i] in FINITE and tokens.tag[governor] == "VB":
            governor = self._finite_above(governor)
        if dep in ("advcl", "conj", "ccomp", "parataxis", "dep") and self.is_verb(governor):
            return self._surface_subject(governor, depth - 1)
        if dep == "pcomp" and tokens.lower[governor] in ("as", "by", "for", "from", "of"):
            return self._manner(governor, depth)
        if dep == "pcomp" or (
            dep in ("xcomp", "ccomp", "advcl") and tokens.pos[governor] in ("ADJ", "NOUN", "ADP", "SCONJ")
        ):
            return self._clause_subject(governor, depth)
        return None

    def _finite_above(self, infinitive: int) -> int:
        """The verb with a tense that a finite verb beside an infinitive goes on from: "urged them to go and sent"."""
        to = any(self.tokens.lower[a] == "to" for a in self.by_dep(infinitive, "aux"))
        above = next((a for a in self.ancestors(infinitive) if self.tokens.tag[a] in FINITE), None)
        return above if to and above is not None else infinitive

    def _is_afterthought(self, participle: int, noun: int) -> bool:
        """Whether a participle after a noun is said of the clause: "spoke on the radio blaming", "..., allowing"."""
        tokens = self.tokens
        if tokens.dep[noun] in ("nsubj", "nsubjpass", "attr", "ROOT") or participle < noun:
            return False
        before = min([participle, *self.by_dep(participle, "advmod")]) - 1
        if tokens.text[before] == ",":
            return True
        where = tokens.dep[noun] == "pobj" and tokens.lower[tokens.head[noun]] in ("on", "to", "via", "with")
        return where and tokens.pos[noun] == "PROPN"

    def _above(self, i: int, depth: int) -> int | None:
        """The subject of the nearest clause above a noun."""
        verb = next((a for a in self.ancestors(i) if self.is_verb(a)), None)
        return None if verb is None or not depth else self._surface_subject(verb, depth - 1)

    def _maker(self, noun: int, depth: int) -> int | None:
        """Whoever makes the effort or has the plan that an infinitive goes with: "made an effort to help"."""
        tokens, head = self.tokens, self.tokens.head[noun]
        if tokens.dep[noun] == "pobj":
            head = tokens.head[head]
        return self._clause_subject(noun, depth) if self.is_verb(head) or tokens.dep[noun] == "ROOT" else None

    def _is_unclear(self, verb: int, participle: int) -> bool:
        """Whether a participle after a clause may be said of either of two: "accused X of Y, threatening", "until"."""
        charged = self.by_dep(verb, "dobj") and any(self.by_dep(p, "pcomp") for p in self.by_dep(verb, "prep"))
        within = any(self.tokens.dep[i] == "relcl" and i > verb for c in self.children[verb] if c < participle
                     for i in (c, *self.children[c]))  # fmt: skip
        return bool(charged) or within

    def _manner(self, preposition: int, depth: int) -> int | None:
        """Of "described the bill as a breach", "accused Ola of spying" the object; of "was hurt by shouting" nobody."""
        verb = self.tokens.head[preposition]
        if self.tokens.lower[preposition] == "by":
            return None if self.is_verb(verb) and self.is_passive(verb) else self._clause_subject(preposition, depth)
        things = self.by_dep(verb, "dobj")
        return things[0] if things else self._clause_subject(preposition, depth)

    def _controlled(self, governor: int, depth: int) -> int | None:
        """Object control ("urged them to go", "called on them to go") before subject control ("agreed to go")."""
        things = self.by_dep(governor, "dobj", "dative")
        if things and self.tokens.dep[things[0]] == "dobj":
            return things[0]
        for preposition in CALLS.get(self.tokens.lemma[governor], ()):
            called = self.under(governor, preposition)
            if called is not None:
                return called
        return self._surface_subject(governor, depth - 1)

    def _asked(self, noun: int, infinitive: int) -> int | None:
        """Who is to do it, between a noun and its infinitive: "an appeal to X to stay", "talks by X and Y to end"."""
        hosts = (noun, self.tokens.head[noun]) if self.tokens.dep[noun] == "dobj" else (noun,)
        for host in hosts:
            for preposition in ("to", "on", "by", "between"):
                found = self.under(host, preposition)
                if found is not None and noun < found < infinitive:
                    return found
        return None

    def _owner(self, noun: int) -> int | None:
        """The possessor of a noun."""
        return next(iter(self.by_dep(noun, "poss")), None)

    def _clause_subject(self, i: int, depth: int) -> int | None:
        """The possessor of the nearest noun above, or the subject of the nearest verb above."""
        for above in (i, *self.ancestors(i)):
            if self.is_verb(above):
                passive = self.is_passive(above) and not self.by_dep(above, "nsubj", "nsubjpass")
                return None if passive else self._surface_subject(above, depth - 1)
            if self.tokens.pos[above] == "NOUN" and self._owner(above) is not None:
                return self._owner(above)
        return None
