"""Contents: the stretches of a sentence that a word of saying governs, in tokens."""

from __future__ import annotations

from bisect import bisect_left

from kg.extract.clauses import Clauses
from kg.extract.cues import cue_index, load_cues
from kg.extract.evidence import sentence_span
from kg.extract.quotations import Quotations

Span = tuple[int, int]
ADVERBIAL = frozenset(
    ("npadvmod", "tmod", "neg", "aux", "auxpass", "punct", "cc", "mark", "prt", "intj", "expl", "preconj")
)
SHORT = 6
"""Tokens of the longest object that is taken for the name of a thing, or for what is called off or up."""


class Contents:
    """Finds contents in one document."""

    def __init__(self, clauses: Clauses, quotations: Quotations) -> None:
        self.clauses, self.tokens, self.quotations = clauses, clauses.tokens, quotations
        self.cues = load_cues()

    def governed(self, verb: int, kind: str) -> tuple[list[Span], str]:
        """The stretches that a verb governs as content, in tokens, and how."""
        tokens, clauses = self.tokens, self.clauses
        clausal = self._past_adjective(clauses.by_dep(verb, "ccomp"))
        if not clausal and kind in ("speech", "belief"):
            clausal = [c for c in clauses.by_dep(verb, "xcomp", "oprd") if tokens.tag[c] == "VB" or kind == "belief"]
        if not clausal and kind == "speech":
            clausal = self._after_circumstance(verb)
        if kind in ("speech", "belief"):
            if clausal:
                return self._clause(verb, clausal[0]), "clause"
            if kind == "belief":
                return [], ""
            if tokens.dep[verb] in ("parataxis", "ccomp", "advcl") and self._is_aside(verb):
                return self._rest_of(verb, tokens.head[verb]), "aside"
            quoted = self._quoted_beside(verb)
            return (quoted, "quotation") if quoted else ([], "")
        governed = [
            c
            for c in clauses.children[verb]
            if c > verb
            and tokens.dep[c] not in ADVERBIAL
            and tokens.dep[c] not in ("nsubj", "conj", "advcl", "parataxis", "agent", "advmod", "dep")
            and not self._is_time(c)
        ]
        if not self._is_whole(verb, governed):
            return [], ""
        spans = [clauses.extent(c) for c in governed]
        return [(min(s for s, _ in spans), max(e for _, e in spans))], "object"

    def _is_whole(self, verb: int, governed: list[int]) -> bool:
        """Whether a stance has its object: no place or origin alone, no pronoun alone, and what is called is called so.

        "Hails from Oslo", "questioned them", "called the election" tell nothing of what somebody said.
        """
        tokens = self.tokens
        phrases = [words for words, _ in cue_index()[tokens.lemma[verb]] if words]
        called = tokens.lemma[verb] in self.cues.namings
        phrased = any(self.clauses.has_particles(verb, words) for words in phrases)
        if phrased and not (called and self.clauses.by_dep(verb, "dobj")):
            return bool(governed)
        if self.clauses.by_dep(verb, "prt"):
            return False
        things = [c for c in governed if tokens.dep[c] != "prep" or tokens.lower[c] == "as"]
        if not things or (len(things) == 1 and tokens.tag[things[0]] == "PRP"):
            return False
        return not called or len(things) > 1 or tokens.dep[things[0]] == "ccomp" or self._is_naming(things[0])

    def _is_naming(self, thing: int) -> bool:
        """Whether what is called so is part of the object: a quotation, "the plan of last year a lie"."""
        tokens, (start, end) = self.tokens, self.clauses.extent(thing)
        name = tokens.lower[start + SHORT // 2 : end]
        quoted = self.quotations.within(tokens.start[start], tokens.end[end - 1])
        return bool(quoted) or (end - start > SHORT and ("a" in name or "an" in name))

    def _past_adjective(self, clausal: list[int]) -> list[int]:
        """In "made it clear that ...", the clause that hangs from the adjective."""
        if not clausal or self.tokens.tag[clausal[0]] != "JJ":
            return clausal
        return self.clauses.by_dep(clausal[0], "ccomp", "advcl")

    def _after_circumstance(self, verb: int) -> list[int]:
        """The clause that the parser hung from a time or an occasion ("said in a letter that ...")."""
        circumstances = self.cues.time_nouns | self.cues.occasions | self.cues.sources_without_name
        nouns = [
            o
            for p in self.clauses.by_dep(verb, "prep")
            for o in self.clauses.by_dep(p, "pobj")
            if self.tokens.lemma[o] in circumstances
        ]
        nouns += self.clauses.by_dep(verb, "npadvmod")
        return [c for n in nouns for c in self.clauses.by_dep(n, "acl", "relcl", "ccomp") if self._is_content(c)]

    def _is_content(self, clause: int) -> bool:
        """Whether its "that" opens a clause which lacks nothing, and so is no relative pronoun."""
        that = next((c for c in self.clauses.children[clause] if self.tokens.lower[c] == "that"), None)
        if that is None:
            return False
        if self.tokens.dep[that] == "mark" or self.tokens.lemma[self.tokens.head[clause]] in self.cues.time_nouns:
            return True
        return self.tokens.dep[that] == "dobj" and len(self.clauses.by_dep(clause, "dobj")) > 1

    def _is_time(self, i: int) -> bool:
        """Whether a prepositional phrase only says when or on what occasion."""
        tokens = self.tokens
        objects = self.clauses.by_dep(i, "pobj")
        return (
            tokens.dep[i] == "prep"
            and tokens.lower[i] in ("on", "in", "during", "at", "after", "before", "since", "by")
            and bool(objects)
            and (tokens.lower[objects[0]] in self.cues.time_nouns or tokens.lemma[objects[0]] in self.cues.occasions)
        )

    def _is_aside(self, verb: int) -> bool:
        """Whether a verb of saying stands beside the clause it reports, set off by commas or quotation marks."""
        governor = self.tokens.head[verb]
        if not self.clauses.is_verb(governor) and self.tokens.pos[governor] not in ("NOUN", "PROPN", "ADJ"):
            return False
        if self.tokens.dep[verb] == "advcl" and self.clauses.by_dep(verb, "mark", "advmod"):
            return False
        start, end = self.clauses.extent(verb)
        edges = [self.tokens.text[j] for j in (start - 1, start, end - 1, end) if 0 <= j < len(self.tokens)]
        return any(edge in (",", "”", '"', "''", "—", "–", "--") for edge in edges) and bool(
            self.clauses.by_dep(verb, "nsubj")
        )

    def _clause(self, verb: int, clause: int) -> list[Span]:
        """The clause without the words of saying that it may surround ("The bridge, he said, is shut")."""
        start, end = self.clauses.extent(clause)
        if start < verb < end:
            cue_start, cue_end = self._cue_clause(verb, clause)
            return [(start, cue_start), (cue_end, end)]
        return [(start, end)]

    def _cue_clause(self, verb: int, clause: int) -> Span:
        """Tokens of the verb of saying with its subject and adverbials."""
        inner = [self.clauses.extent(c) for c in self.clauses.children[verb] if c != clause] + [(verb, verb + 1)]
        return min(s for s, _ in inner), max(e for _, e in inner)

    def _rest_of(self, verb: int, governor: int) -> list[Span]:
        """The governing clause without the aside of saying."""
        start, end = self.clauses.extent(governor)
        cue_start, cue_end = self.clauses.extent(verb)
        return [span for span in ((start, cue_start), (cue_end, end)) if span[0] < span[1]]

    def _quoted_beside(self, verb: int) -> list[Span]:
        """Tokens of the quotations in the sentence of a verb that governs nothing else."""
        first, last = sentence_span(self.tokens, verb)
        own = self.quotations.around(self.tokens.start[verb])
        near = [self.tokens_of(q.start, q.end) for q in self.quotations.within(first, last) if q is not own]
        return [s for s in near if s[1] - s[0] > 4 and any(self.tokens.capitalised(i) for i in (s[0], s[0] + 1))]

    def tokens_of(self, start: int, end: int) -> Span:
        """Token span of code points."""
        starts = self.tokens.start
        lo = bisect_left(starts, start)
        stop = lo
        while stop < len(starts) and starts[stop] < end:
            stop += 1
        return lo, max(stop, lo + 1)
