"""Peoples that share a name with a state, or live in one, and are not that state."""

from __future__ import annotations

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses

ATTRIBUTES = ("amod", "compound", "poss", "nmod", "appos", "nummod")
"""Relations of what stands beside a noun and qualifies it."""


class Peoples:
    """Tells peoples of one document from states."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses = annotated, clauses

    def is_people(self, noun: int) -> bool:
        """Whether the noun means a people apart from the state of that name: "ethnic Elbonians"."""
        tokens, mention = self.annotated.tokens, self.annotated.mention_at(noun)
        if mention is None or mention.kind != "State" or tokens.tag[noun] not in ("NNS", "NNPS"):
            return False
        return self.is_ethnic(noun) or any(self.clauses.under(noun, p) is not None for p in ("of", "in"))

    def is_minority(self, noun: int) -> bool:
        """Whether it means people of a state who have a name of their own: "Elbonian Zendans"."""
        if self.annotated.tokens.tag[noun] != "NNPS":
            return False
        mentions = filter(None, map(self.annotated.mention_at, self.clauses.by_dep(noun, "amod", "compound", "nmod")))
        return any(m.kind == "State" and m.form == "adjective" for m in mentions)

    def is_ethnic(self, noun: int) -> bool:
        children = (noun, *self.clauses.by_dep(noun, *ATTRIBUTES))
        return any(self.annotated.tokens.lower[c] == "ethnic" for n in children for c in self.clauses.children[n])
