"""Known names in the text: states, their adjectives and people, capitals, seats of power, institutions.

A trie over tokens; the longest name wins, and matches never overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from spacy.tokenizer import Tokenizer

from kg.annotate.authority import Authority, Institution, Named, Place, Seat, State
from kg.annotate.tokens import Tokens

HitKind: TypeAlias = Literal["state", "adjective", "demonym", "place", "seat", "institution", "short"]
DIRECTIONS = frozenset({"north", "south", "east", "west"})
_ORDER: tuple[HitKind, ...] = ("state", "adjective", "institution", "seat", "place", "demonym")


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at tokens [start, end), and the ids it may stand for."""

    start: int
    end: int
    kind: HitKind
    ids: tuple[str, ...]
    ambiguous: bool = False


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    hits: dict[HitKind, tuple[tuple[str, ...], bool]] = field(default_factory=dict)


class Gazetteer:
    """The authority tables as one trie, and the records behind the ids."""

    def __init__(self, authority: Authority, tokenizer: Tokenizer) -> None:
        self.states: dict[str, State] = {s.id: s for s in authority.states}
        self.places: dict[str, Place] = {p.id: p for p in authority.places}
        self.seats: dict[str, Seat] = {s.id: s for s in authority.seats}
        self.institutions: dict[str, Institution] = {i.id: i for i in authority.institutions}
        self._bodies = {name.casefold(): i.id for i in authority.institutions for name in i.names}
        self._shared_adjectives = _shared((a, s.id) for s in authority.states for a in s.adjectives)
        self._shared_names = _shared((s.name, s.id) for s in authority.states)
        self._tokenizer = tokenizer
        self._root = _Node()
        for state in authority.states:
            self._add(state, "state", state.names)
            self._add(state, "adjective", state.adjectives)
            self._add(state, "demonym", [d for d in state.demonyms if d not in state.adjectives])
        for place in authority.places:
            self._add(place, "place", place.names)
        for seat in authority.seats:
            self._add(seat, "seat", seat.names)
        for body in authority.institutions:
            self._add(body, "institution", (*body.names, *body.acronyms))
        self._tails = {
            (d, *self._words(s.name)[1:]): s.id
            for s in authority.states
            for d in DIRECTIONS
            if self._words(s.name)[0].lower() == d
        }

    def _words(self, name: str) -> list[str]:
        words = [t.text for t in self._tokenizer(name)]
        return words[1:] if len(words) > 1 and words[0].lower() == "the" else words

    def _add(self, row: Named, kind: HitKind, names: Iterable[str]) -> None:
        for name in names:
            node = self._root
            for word in self._words(name):
                node = node.children.setdefault(word, _Node())
            ids, ambiguous = node.hits.get(kind, ((), False))
            node.hits[kind] = (tuple(sorted({*ids, row.id})), ambiguous or name in row.ambiguous)

    def _longest(self, tokens: Tokens, i: int) -> tuple[int, _Node] | None:
        node, best = self._root, None
        for j in range(i, len(tokens)):
            word = tokens.text[j]
            if tokens.space[j] and j > i:
                continue
            child = node.children.get(word)
            if child is None and word.isupper() and len(word) > 3:
                child = node.children.get(word.capitalize())
            if child is None:
                break
            node = child
            if node.hits:
                best = (j + 1, node)
        return best

    def find(self, tokens: Tokens) -> Iterator[Hit]:
        """All known names, left to right. Of several readings the state's comes before the place's."""
        i, last = 0, None
        while i < len(tokens):
            hit = self._hit(tokens, i) or self._truncated(tokens, i)
            if hit is None or self._is_of_another_state(tokens, hit, last):
                i += 1
                continue
            yield hit
            i, last = hit.end, hit

    def _hit(self, tokens: Tokens, i: int) -> Hit | None:
        found = self._longest(tokens, i)
        if found is None:
            return None
        end, node = found
        kind = next(k for k in _ORDER if k in node.hits)
        return Hit(i, end, kind, *node.hits[kind])

    def _is_of_another_state(self, tokens: Tokens, hit: Hit, before: Hit | None) -> bool:
        """ "Norway's National Security Council": the words of a known body, but those of another state's."""
        if before is None or before.kind not in ("state", "adjective") or hit.kind != "institution":
            return False
        body = self.institutions[hit.ids[0]]
        own = body.organ_of or body.homes
        beside = tokens.phrase(before.end, hit.start) in ("", "'s", "’s")
        return beside and hit.end - hit.start > 1 and bool(own) and set(own).isdisjoint(before.ids)

    def _truncated(self, tokens: Tokens, i: int) -> Hit | None:
        """ "North" of "North and South Korea": a direction whose noun follows after a conjunction."""
        if tokens.lower[i] not in DIRECTIONS or i + 3 >= len(tokens) or tokens.lower[i + 1] not in ("and", "or"):
            return None
        if tokens.lower[i + 2] not in DIRECTIONS:
            return None
        state = self._tails.get((tokens.lower[i], tokens.text[i + 3]))
        return Hit(i, i + 1, "short", (state,)) if state else None

    def adjective(self, state: str) -> str:
        """The most usual adjective of a state; its name where it has none."""
        row = self.states[state]
        return next(iter(row.adjectives), row.name)

    def organ_named(self, state: str, words: str) -> str | None:
        """The known body of a state by its words without the state ("foreign ministry"), however the state is added."""
        row = self.states[state]
        for owner in (*row.adjectives, *row.names):
            body = self._bodies.get(f"{owner} {words}".casefold())
            if body and state in self.institutions[body].organ_of:
                return body
        return None

    def directional(self, direction: str) -> tuple[str, ...]:
        """Ids of the states whose name begins with this word."""
        return tuple(sorted(state for (first, *_), state in self._tails.items() if first == direction))

    def shared_adjective(self, word: str) -> tuple[str, ...]:
        """The states that share an adjective, as North and South Korea share "Korean"; none where only one has it."""
        return self._shared_adjectives.get(word, ())

    def plural_name(self, word: str) -> tuple[str, ...]:
        """The states of "the two Koreas"."""
        return self._shared_names.get(word.removesuffix("s"), ()) if word.endswith("s") else ()


def _shared(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """By the words after a direction ("Korean" of "North Korean"), the ids of the states, where there are several."""
    found: dict[str, set[str]] = {}
    for name, state in pairs:
        direction, _, rest = name.partition(" ")
        if rest and direction.lower() in DIRECTIONS:
            found.setdefault(rest, set()).add(state)
    return {rest: tuple(sorted(states)) for rest, states in found.items() if len(states) > 1}
