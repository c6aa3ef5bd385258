"""What the words around the name of a state say of its part: in "an Elbonian-backed coup" it did not act."""

from __future__ import annotations

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.model import Mention

STANCES = frozenset(("anti", "pro"))
"""What stands before a state to which others are opposed or inclined."""
PATRONAGE = frozenset(("backed", "brokered", "sponsored", "supported", "mediated", "funded", "based", "born"))
"""What follows the name of a state that does not itself act."""
_STEM = 5
"""Letters of an adjective that names of states share ("the two Korean leaders")."""


class Modifiers:
    """Looks around names of states in one document."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses, self.tokens = annotated, clauses, annotated.tokens
        self._states = [(annotated.token_spans[m.id][0], m.entity) for m in annotated.mentions if m.kind == "State"]

    def only_names(self, child: int) -> bool:
        """Whether a state is named as what others are against, or as who backs them: "anti-X", "X-backed"."""
        tokens = self.tokens
        if tokens.text[child - 1] == "-" and (tokens.lower[child - 2] in STANCES or tokens.lower[child] in PATRONAGE):
            return True
        mention = self.annotated.mention_at(child)
        end = self.annotated.token_spans[mention.id][1] if mention else child + 1
        return tokens.text[end : end + 1] == ["-"] and not PATRONAGE.isdisjoint(tokens.lower[end + 1 : end + 2])

    def is_prefix(self, child: int) -> bool:
        """Whether what was taken for a person is the first half of an adjective: "Franco-Elbonian"."""
        mention, second = self.annotated.mention_at(child), self.annotated.mention_at(child + 2)
        hyphened = child + 2 < len(self.tokens) and self.tokens.text[child + 1] == "-"
        return (
            hyphened
            and mention is not None
            and mention.kind == "Person"
            and (second is not None and second.kind == "State")
        )

    def joined(self, token: int) -> list[int]:
        """The nouns coordinated with one; of states in a list the parser may take the second for an apposition."""
        found, is_state = self.clauses.conjuncts(token), self._is_state
        mention = self.annotated.mention_at(token)
        start, end = self.annotated.token_spans[mention.id] if mention else (token, token)
        for inner in range(start, end):
            found += [c for c in self.clauses.by_dep(inner, "conj") if c >= end and c not in found]
        for apposed in self.clauses.by_dep(token, "appos") if is_state(token) else ():
            found += self.clauses.conjuncts(apposed) if is_state(apposed) else []
        return found

    def _is_state(self, token: int) -> bool:
        mention = self.annotated.mention_at(token)
        return mention is not None and mention.kind == "State"

    def told_by(self, pronoun: int) -> Mention | None:
        """The person that "he" means in "one senator, Ola Hansen, said he would"."""
        tokens = self.tokens
        if tokens.lower[pronoun] not in ("he", "she") or tokens.dep[pronoun] not in ("nsubj", "nsubjpass"):
            return None
        clause = tokens.head[pronoun]
        above = tokens.head[clause]
        if tokens.dep[clause] != "ccomp" or not self.clauses.is_verb(above):
            return None
        for subject in self.clauses.by_dep(above, "nsubj"):
            named = (self.annotated.mention_at(c) for c in self.clauses.by_dep(subject, "appos"))
            if found := next((m for m in named if m and m.kind == "Person"), None):
                return found
        return None

    def is_any(self, noun: int) -> bool:
        """Whether a title is said of nobody known: "a president"."""
        return any(self.tokens.lower[c] in ("a", "an", "any", "every") for c in self.clauses.by_dep(noun, "det"))

    def is_cut_off(self, child: int, noun: int) -> bool:
        """Whether a sentence ends between them that the parser did not see: "... with the U.S. Talks have"."""
        tokens = self.tokens
        begins = tokens.tag[noun] in ("NNS", "NNPS") and tokens.text[noun].istitle()
        return begins and child == noun - 1 >= 0 and tokens.text[child].endswith(".") and tokens.head[child] == noun

    def two_before(self, token: int) -> tuple[str, ...]:
        """The two states last named before a noun, of those that share its adjective."""
        recent: dict[str, None] = {}
        names, tokens = self.annotated.entities, self.tokens
        shared = {tokens.text[c][:_STEM] for c in self.clauses.by_dep(token, "amod") if tokens.capitalised(c)}
        for start, entity in reversed(self._states):
            if start < token and all(stem in names[entity].name for stem in shared):
                recent.setdefault(entity)
            if len(recent) == 2:
                break
        return tuple(recent)
