"""Sources: the noun that a word of saying gives its words to, in tokens."""

from __future__ import annotations

from kg.extract.clauses import Clauses
from kg.extract.cues import cue_index, load_cues
from kg.extract.quotations import Quotations


class Sources:
    """Finds the sources in one document."""

    def __init__(self, clauses: Clauses, quotations: Quotations) -> None:
        self.clauses, self.tokens, self.quotations = clauses, clauses.tokens, quotations
        self.cues, self.index = load_cues(), cue_index()

    def of(self, verb: int) -> int | None:
        """The head of the noun that is the subject of a verb of saying, or of the verb beside which it stands."""
        source = self._who_says(verb)
        said = self.tokens.dep[verb] == "advcl" and self.tokens.lemma[verb] not in self.cues.threats
        if source is None and said and not self.clauses.is_passive(verb):
            return self.clauses.subject(self.tokens.head[verb])
        return source

    def _who_says(self, verb: int) -> int | None:
        """The subject of a verb of saying: of "adding", that of the verb before it whose content goes on so.

        After "according to an agency, Ola Nord, a prosecutor, said", it is not the agency.
        """
        tokens, saying = self.tokens, verb
        if tokens.lower[verb] == "adding" and tokens.dep[verb] == "advcl":
            saying = tokens.head[verb]
            while tokens.dep[saying] == "ccomp" and tokens.lemma[tokens.head[saying]] in self.index:
                saying = tokens.head[saying]
        source = self.clauses.subject(saying)
        start = self.clauses.extent(source)[0] if source is not None else 0
        if source is None or tokens.lower[max(start - 2, 0) : start] != ["according", "to"]:
            return source
        return next(iter(self.clauses.by_dep(source, "appos")), source)

    def is_nobody(self, verb: int, source: int, kinds: list[str]) -> bool:
        """Whether the subject is a word that speaks for nobody ("there", "you"; "it" may be a state)."""
        lower = self.tokens.lower[source]
        if lower not in self.cues.not_speakers or not self.clauses.by_dep(verb, "nsubj"):
            return False
        return lower != "it" or "speech" not in kinds

    def outside(self, verb: int, source: int | None) -> int | None:
        """The subject, unless the parser took it from inside a quotation: then the noun beside the verb."""
        if source is None or self.quotations.around(self.tokens.start[source]) is None:
            return source
        beside = [
            c
            for c in self.clauses.by_dep(source, "appos") or self.clauses.children[verb]
            if self.tokens.pos[c] in ("NOUN", "PROPN", "PRON")
            and self.tokens.dep[c] not in ("dobj", "dative")
            and self.quotations.around(self.tokens.start[c]) is None
        ]
        return min(beside, key=lambda c: abs(c - verb), default=None)

    def span(self, source: int, cue: int) -> tuple[int, int]:
        """The noun phrase that speaks, without what hangs from the cue; the relative pronoun where there is one."""
        relatives = [c for c in self.clauses.by_dep(cue, "nsubj") if self.clauses.antecedent(c) is not None]
        if relatives:
            return relatives[0], relatives[0] + 1
        start, end = self.clauses.extent(source)
        if start <= cue < end:
            start, end = source, source + 1
            lefts = [
                self.clauses.extent(c)[0]
                for c in self.clauses.by_dep(source, "compound", "amod", "det", "poss", "nummod")
            ]
            start = min([start, *lefts])
        while (end - 1 > source and self.tokens.text[end - 1] in (",", "-", "–", "—", "--", ";")) or (
            self.tokens.space[end - 1] and end - 1 > source
        ):
            end -= 1
        return start, end
