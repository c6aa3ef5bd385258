"""Bodies of the document: named, described, implied by a title; which are one, and of which states they are organs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from kg.annotate.anchors import Anchors
from kg.annotate.bodies import Described, body_name, describe, load_nouns
from kg.annotate.bodynames import head_of_name, is_state_body
from kg.annotate.entities import Drafts
from kg.annotate.gazetteer import Gazetteer, Hit
from kg.annotate.names import Name
from kg.annotate.shortnames import named_in_full
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_FIRMS = word_list("firm_nouns")
_OPENING = frozenset({'"', "“", "„", "«"})
_ALIKE = 0.85
"""Ratio of matching letters above which two words are one with a slip of the pen ("liason")."""


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    a, b = ([w for w in words if w != "inter"] for words in (a, b))
    return len(a) == len(b) and all(
        x == y or SequenceMatcher(None, x, y).ratio() > _ALIKE for x, y in zip(a, b, strict=True)
    )


def _informative(body: Described) -> int:
    """How well a description would serve as the body's name: states within it, then a place."""
    return 2 * (body.telling > len(body.compound) + 1 and bool(body.states)) + bool(body.place)


@dataclass(slots=True)
class _Body:
    """A described body of the document so far."""

    key: str
    noun: str
    compound: tuple[str, ...]
    states: tuple[str, ...]
    place: str | None
    last: int
    informative: int = 0


@dataclass(slots=True)
class Organs:
    """Finds the bodies of one document. `hits` are the known names. Evidence of each organ, and of each other body at
    home in a state, is kept as (body, state, token, rule) for the facts.
    """

    tokens: Tokens
    drafts: Drafts
    gazetteer: Gazetteer
    hits: Sequence[Hit] = ()
    evidence: list[tuple[str, str, int, str]] = field(default_factory=list)
    homes: list[tuple[str, str, int, str]] = field(default_factory=list)
    _described: list[_Body] = field(default_factory=list)

    def own(self, body: str, state: str, token: int, rule: str) -> None:
        """The body is an organ of the state, as said at this token."""
        draft = self.drafts.by_key[body]
        if state not in draft.states:
            draft.states.append(state)
        self.evidence.append((body, state, token, rule))

    def see_named(self, names: Sequence[Name], short: Mapping[Name, Name], anchors: Anchors) -> None:
        """Named bodies the gazetteer does not know; a common name ("Foreign Ministry") is told apart by its state.

        `short` are abbreviations, each with the body beside which it is told.
        """
        unknown = [n for n in names if n.kind in ("Institution", "Party") and not n.hit]
        owner = {n: self._owner(n.start, anchors) or self._owner_after(n.end, anchors) for n in unknown}
        owned: dict[str, set[str]] = {}
        for name in unknown:
            if state := owner[name]:
                owned.setdefault(self.tokens.phrase(name.start, name.end).lower(), set()).add(state)
        told: dict[str, str] = {}
        seen: dict[Name, str] = {}
        for name in unknown:
            surface = self.tokens.phrase(name.start, name.end)
            if name in short and short[name] in seen:
                told[surface] = seen[short[name]]
            seen[name] = self._see_body(name, surface, owner[name], owned.get(surface.lower(), set()), told)

    def _see_body(
        self, name: Name, surface: str, state: str | None, elsewhere: Set[str], told: Mapping[str, str]
    ) -> str:
        """One named body: with its state, else the one that has it `elsewhere` in the text, else known by its name."""
        if state is None and (key := self._named_with_state(name)):
            self.drafts.see(name.start, name.end, key, "name")
            return key
        words = self.tokens.lower[name.start : name.end]
        national = is_state_body(words)
        known = self._named_before(surface, elsewhere) if national and state is None else None
        if known is None and national and state and name.kind == "Institution":
            key = self.of_state(surface, state)
            self.own(key, state, name.start, "state-before-body")
        else:
            party = words[-1] == "party" or name.kind == "Party"
            known = known or told.get(surface) or named_in_full(self.tokens, name, self.drafts)
            key = known or self.drafts.named("Party" if party else "Institution", surface)
        self._at_home(name, key)
        self.drafts.see(name.start, name.end, key, "name")
        return key

    def _own_state(self, name: Name) -> Hit | None:
        """The one state that a name begins with and that is all it tells of where: "Norwegian Labour Party"."""
        inside = [h for h in self.hits if name.start <= h.start and h.end <= name.end and h.kind != "institution"]
        if len(inside) != 1 or inside[0].start != name.start or inside[0].end == name.end:
            return None
        hit = inside[0]
        return hit if hit.kind in ("state", "adjective") and len(hit.ids) == 1 and not hit.ambiguous else None

    def _named_with_state(self, name: Name) -> str | None:
        """The organ of a state in whose name the state is: "Haitian Parliament"."""
        hit = self._own_state(name) if name.kind == "Institution" else None
        if hit is None or not is_state_body(self.tokens.lower[hit.end : name.end]):
            return None
        state = self.drafts.state(hit.ids[0])
        key = self.of_state(self.tokens.phrase(hit.end, name.end), state)
        self.own(key, state, name.start, "state-in-body")
        return key

    def _at_home(self, name: Name, key: str) -> None:
        """Keep the state that the name of a party or other body begins with; "the U.S. Constitution" is no body."""
        words = self.tokens.lower[name.start : name.end]
        is_body = name.kind == "Party" or words[head_of_name(words)] in load_nouns().kinds.keys() | _FIRMS
        if is_body and (hit := self._own_state(name)):
            self.homes.append((key, self.drafts.state(hit.ids[0]), name.start, "state-in-name"))

    def _named_before(self, surface: str, states: Set[str]) -> str | None:
        """ "The Interior Ministry" where the text has one such body with its state: that one."""
        if len(states) == 1:
            return self.of_state(surface, next(iter(states)))
        bodies = {
            body
            for state in list(self.drafts.by_key)
            if self.drafts.by_key[state].kind == "State" and self.drafts.knows_state(state)
            if (body := self.gazetteer.organ_named(state, surface)) and body in self.drafts.by_key
        }
        return next(iter(bodies)) if len(bodies) == 1 else None

    def _owner(self, start: int, anchors: Anchors) -> str | None:
        i = start - 1
        if i >= 0 and self.tokens.text[i] in _OPENING:
            i -= 1
        if i >= 0 and self.tokens.lower[i] in ("'s", "’s", "'", "’"):
            i -= 1
        anchor = anchors.cover.get(i)
        return anchor.entity if anchor and anchor.end == i + 1 and anchor.kind == "State" else None

    def _owner_after(self, end: int, anchors: Anchors) -> str | None:
        """The state in "the Foreign Ministry of Norway"."""
        if self.tokens.lower[end : end + 1] != ["of"]:
            return None
        anchor = anchors.starts.get(end + 1 + (self.tokens.lower[end + 1 : end + 2] == ["the"]))
        whole = anchor and anchor.kind == "State" and self.tokens.dep[anchor.root] == "pobj"
        return anchor.entity if anchor and whole else None

    def of_state(self, words: str, state: str) -> str:
        """The organ of a state known by its field and noun ("unification ministry"), whatever their capitals."""
        if known := self.gazetteer.organ_named(state, words):
            return self.drafts.institution(known)
        name = f"{self.gazetteer.adjective(state)} {words}"
        return self.drafts.named("Institution", name, f"inst:{words.lower()}@{state}")

    def is_common_organ(self, body: str) -> bool:
        """Whether a body without a known state has the name of an organ of some state ("National Security Office")."""
        draft = self.drafts.by_key[body]
        if draft.kind != "Institution" or draft.states or body.startswith("inst/"):
            return False
        words = draft.name.lower().split()
        return len(words) <= 4 and is_state_body(words)

    def see_described(self, anchors: Anchors) -> list[Described]:
        """Record described bodies; gives the bare definite ones ("the government") that nothing before explains."""
        nouns = load_nouns()
        left_over = []
        for body in describe(self.tokens, anchors, self.gazetteer, self.drafts.state):
            key = self._match(body, anchors)
            if key is None:
                if body.bare and body.definite and body.noun in nouns.organs - nouns.generic:
                    left_over.append(body)
                continue
            start = body.start
            if body.bare and body.definite and start > 0:
                start -= 1
            self.drafts.see(
                start,
                body.end,
                key,
                "description" if body.bare else "name" if _informative(body) else "description",
            )
            for state in body.states if self._owns(body) else ():
                self.own(key, state, body.end - 1, "state-in-body")
        return left_over

    def _owns(self, body: Described) -> bool:
        """Whether the states before the body have it as an organ: "a Hague-based court" is not the Dutch one."""
        joint = len(body.states) > 1 and body.noun not in ("forces", "troops")
        return "based" not in self.tokens.lower[body.start : body.end] and (
            joint or is_state_body((*body.compound, body.noun))
        )

    def _match(self, body: Described, anchors: Anchors) -> str | None:
        if body.bare:
            return self._antecedent(body, anchors) if body.definite else None
        lexical = bool(body.compound) and f"{body.compound[-1]} {body.noun}" in load_nouns().kinds
        owned = bool(body.states) and self._owns(body)
        key = self._known(body)
        if key is None and (owned or lexical):
            if owned and len(body.states) == 1 and body.place is None:
                key = self.of_state(" ".join((*body.compound, body.noun)), body.states[0])
            else:
                key = self.drafts.named("Institution", body_name(self.tokens, body, None), f"inst:{body.start}")
            self._described.append(
                _Body(key, body.noun, body.compound, body.states, body.place, body.end, _informative(body))
            )
        return key

    def _known(self, body: Described) -> str | None:
        """The body described before with the same noun and field, unless its states or place differ."""
        for known in reversed(self._described):
            same = known.noun == body.noun and bool(body.compound) and _alike(known.compound, body.compound)
            if not same and not (
                known.noun == body.noun and known.compound == body.compound and known.states == body.states
            ):
                continue
            if body.states and known.states and not set(body.states) & set(known.states):
                continue
            if body.place and known.place and body.place != known.place:
                continue
            known.last = body.end
            if _informative(body) > known.informative and len(known.states) != 1:
                known.informative = _informative(body)
                self.drafts.rename(known.key, body_name(self.tokens, body, None))
            known.states = known.states or body.states
            known.place = known.place or body.place
            return known.key
        return None

    def _antecedent(self, body: Described, anchors: Anchors) -> str | None:
        """ "The office": the last body whose noun it is."""
        known = max(
            (k for k in self._described if k.noun == body.noun and k.last <= body.start),
            key=lambda k: k.last,
            default=None,
        )
        named = [
            a
            for a in anchors.items
            if a.kind in ("Institution", "Party")
            and a.end <= body.start
            and body.noun in self.drafts.by_key[a.entity].name.lower().split()
        ]
        if named and (known is None or named[-1].end > known.last):
            return named[-1].entity
        return known.key if known else None
