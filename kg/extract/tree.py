"""The parse of a document as rules need it: who governs whom. Everything is token indices over `Tokens`."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.tokens import Tokens


class Tree:
    """A document's tokens with their dependants at hand."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.children: list[list[int]] = [[] for _ in range(len(tokens))]
        for i, head in enumerate(tokens.head):
            if head != i:
                self.children[head].append(i)

    def by_dep(self, i: int, *deps: str) -> list[int]:
        """Dependants of a token with one of these relations."""
        dep = self.tokens.dep
        return [c for c in self.children[i] if dep[c] in deps]

    def subtree(self, i: int) -> Iterator[int]:
        """The token and all that hangs from it, unordered."""
        waiting = [i]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(self.children[here])

    def extent(self, i: int) -> tuple[int, int]:
        """Half-open token span from the first to the last token of the subtree."""
        indices = list(self.subtree(i))
        return min(indices), max(indices) + 1

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of a token, nearest first."""
        while self.tokens.head[i] != i:
            i = self.tokens.head[i]
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """The token and those coordinated after it."""
        found = [i]
        for conjunct in self.by_dep(i, "conj"):
            found += self.conjuncts(conjunct)
        return found

    def under(self, i: int, preposition: str) -> int | None:
        """The first noun after a preposition that depends on the token, or on a particle or preposition of it."""
        return next(iter(self.all_under(i, preposition)), None)

    def all_under(self, i: int, preposition: str) -> list[int]:
        """The nouns after a preposition: several, where the parser did not join them ("between A and B")."""
        for child in self.children[i]:
            if self.tokens.dep[child] in ("prep", "agent", "dative", "prt", "advmod"):
                if self.tokens.lower[child] == preposition and (objects := self.by_dep(child, "pobj", "pcomp")):
                    return objects
                if self.tokens.pos[child] in ("ADP", "ADV", "SCONJ") and (found := self.all_under(child, preposition)):
                    return found
        return []

    def has_particles(self, i: int, words: tuple[str, ...]) -> bool:
        """Whether each word hangs from the verb as particle, adverb or preposition, directly or one from another.

        The adjective of "made it clear" counts, which the parser takes for a clause.
        """
        tokens, near = self.tokens, set()
        for child in self.children[i]:
            if tokens.dep[child] == "ccomp" and tokens.tag[child] == "JJ":
                near.add(tokens.lower[child])
            if tokens.dep[child] in ("prt", "prep", "advmod", "agent", "dative", "acomp", "npadvmod", "oprd", "dobj"):
                near.add(tokens.lower[child])
                near.update(tokens.lower[c] for c in self.children[child] if tokens.dep[c] in ("prep", "pobj"))
        return all(word in near for word in words)
