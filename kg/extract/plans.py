"""What a plan consists of: "the projects include the reopening of a port" tells of something intended, by those whose
plan it is, and of one thing for each port.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.clauses import Clauses
from kg.extract.happenings import Happening
from kg.extract.lexicon import Lexicon


class Plans:
    """Looks up the items of plans in one document."""

    def __init__(self, clauses: Clauses, lexicon: Lexicon) -> None:
        self.clauses, self.tokens, self.words = clauses, clauses.tokens, lexicon.plans

    def is_item(self, noun: int) -> bool:
        """Whether a noun is an item of a plan: what it includes, or what stands after "projects, including"."""
        tokens = self.tokens
        while tokens.dep[noun] == "conj" and tokens.head[noun] != noun:
            noun = tokens.head[noun]
        governor, dep = tokens.head[noun], tokens.dep[noun]
        if dep == "dobj" and tokens.lemma[governor] in self.words["listing"]:
            whole = self.clauses.subject(governor)
            return whole is not None and tokens.lemma[whole] in self.words["plans"]
        if dep == "pobj" and tokens.lower[governor] in ("including", "like"):
            return tokens.lemma[tokens.head[governor]] in self.words["plans"]
        return False

    def items(self, happening: Happening) -> Iterator[Happening]:
        """One happening for each thing that is to be opened or closed; the happening itself where it is no item."""
        theme = happening.theme_token
        if theme is None or not happening.nominal or not self.is_item(happening.trigger):
            yield happening
            return
        for noun in self.clauses.conjuncts(theme):
            first, _ = self.clauses.extent(noun)
            named = [self.tokens.lower[i] for i in range(first, noun + 1) if self.tokens.pos[i] not in ("DET", "PUNCT")]
            yield replace(
                happening,
                definite=False,
                theme=happening.theme if noun == theme else None,
                theme_token=noun,
                words=" ".join((happening.words, "of", *named)),
            )
