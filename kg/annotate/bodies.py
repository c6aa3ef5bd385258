"""Bodies that the text describes rather than names: "the river office", "Oslo's trade ministry", "the government".

A described body has a head noun, the nouns before it, and the states it belongs to: by adjective, possessive, "between"
or the prefix "inter-".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.anchors import Anchor, Anchors
from kg.annotate.gazetteer import Gazetteer
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

IDLE = word_list("idle_adjectives")
"""Adjectives that do not tell one body from another."""


_POINTING = frozenset({"the", "this", "that", "its", "their", "his", "her", "our"})


@dataclass(frozen=True, slots=True)
class BodyNouns:
    """Kinds of bodies by their head noun; nouns that make an organ when a state owns it, `weak` ones only beside one of
    `state_words`; words of bodies that are no state's; nouns that many bodies of one state share; ends of
    names that are plainly a state's.
    """

    kinds: Mapping[str, str]
    organs: frozenset[str]
    weak: frozenset[str]
    state_words: frozenset[str]
    private_words: frozenset[str]
    generic: frozenset[str]
    sole: frozenset[str]


@lru_cache(maxsize=1)
def load_nouns() -> BodyNouns:
    """The table of nouns; read once a process."""
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "bodies.json").read_bytes())
    organs = frozenset(r["noun"] for r in table["bodies"] if r["state_body"])
    lists = (frozenset(table[name]) for name in ("weak", "state_words", "private_words", "generic", "sole"))
    return BodyNouns({r["noun"]: r["kind"] for r in table["bodies"]}, organs, *lists)


@dataclass(frozen=True, slots=True)
class Described:
    """A described body at tokens [start, end), head noun last. `compound` are the nouns before the head that name its
    field; `states` the entities it belongs to; `place` a place before it; `definite` whether an article points back;
    `telling` counts its words without those that tell no body from another.
    """

    start: int
    end: int
    noun: str
    compound: tuple[str, ...]
    states: tuple[str, ...]
    place: str | None
    definite: bool
    telling: int

    @property
    def bare(self) -> bool:
        """Whether the noun stands alone."""
        return not self.compound and not self.states and self.place is None


def describe(
    tokens: Tokens, anchors: Anchors, gazetteer: Gazetteer, state_entity: Callable[[str], str]
) -> Iterator[Described]:
    """All described bodies, left to right. `state_entity` gives the document's entity for a state's id."""
    nouns = load_nouns()
    for i, lemma in enumerate(tokens.lemma):
        word = tokens.lower[i]
        if (
            tokens.pos[i] not in ("NOUN", "PROPN")
            or (lemma not in nouns.kinds and word not in nouns.kinds)
            or i in anchors.cover
        ):
            continue
        noun = word if word in nouns.kinds else lemma
        if tokens.tag[i] in ("NNS", "NNPS") and noun != word:
            continue
        body = _read_left(tokens, anchors, gazetteer, i, noun, state_entity)
        if (body.states and noun in nouns.organs) or not (tokens.dep[i] == "compound" and tokens.head[i] == i + 1):
            yield body


@dataclass(slots=True)
class _LeftContext:
    """The words before a body's noun, taken in from right to left."""

    tokens: Tokens
    anchors: Anchors
    gazetteer: Gazetteer
    state_entity: Callable[[str], str]
    start: int
    compound: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    place: str | None = None
    definite: bool = False

    def read(self, head: int) -> None:
        """Take in words until one does not belong."""
        i = head - 1
        while i >= 0 and self.tokens.sentence[i] == self.tokens.sentence[head] and not self.tokens.space[i]:
            anchor = self.anchors.cover.get(i)
            taken = self._anchor(anchor, i, head) if anchor else self._word(i)
            if taken is None:
                return
            i = taken

    def _anchor(self, anchor: Anchor, i: int, head: int) -> int | None:
        """A state or place before the noun: the next token to look at, None to stop."""
        if anchor.end != i + 1 or anchor.kind not in ("State", "Place"):
            return None
        if anchor.kind == "Place":
            self.place, self.start = anchor.entity, anchor.start
            return anchor.start - 1
        self.states.insert(0, anchor.entity)
        if self.tokens.glued(i) or self.tokens.head[anchor.root] == head:
            self.start = anchor.start
        self.definite = self.definite or self.tokens.lower[anchor.end] in ("'s", "’s")
        before = anchor.start - 1
        return before - 1 if self.tokens.lower[before : before + 1] in (["and"], ["-"], ["–"]) else None

    def _word(self, i: int) -> int | None:
        """An ordinary word before the noun: the next token to look at, None to stop."""
        tokens, word = self.tokens, self.tokens.lower[i]
        shared = self.gazetteer.shared_adjective(tokens.text[i])
        if shared and tokens.lower[max(i - 2, 0) : i] == ["inter", "-"]:
            self.states, self.start = [self.state_entity(s) for s in shared], i - 2
            return i - 3
        if word in ("'s", "’s", "'", "’"):
            return i - 1
        if word in _POINTING:
            self.definite = True
            return None
        if plural := self.gazetteer.plural_name(tokens.text[i]):
            self.states = [self.state_entity(s) for s in plural]
            return None
        noun = tokens.dep[i] in ("compound", "nmod") and tokens.pos[i] in ("NOUN", "PROPN")
        if noun or (tokens.text[i] == "-" and self.start == i + 1) or (tokens.pos[i] == "ADJ" and word not in IDLE):
            self.compound.insert(0, word)
        elif tokens.pos[i] not in ("ADJ", "NUM") and tokens.dep[i] != "amod":
            return None
        self.start = i
        return i - 1


def _read_left(
    tokens: Tokens, anchors: Anchors, gazetteer: Gazetteer, head: int, noun: str, state_entity: Callable[[str], str]
) -> Described:
    context = _LeftContext(tokens, anchors, gazetteer, state_entity, head)
    context.read(head)
    return Described(
        start=context.start,
        end=head + 1,
        noun=noun,
        compound=tuple(word for word in context.compound if word != "-"),
        states=tuple(dict.fromkeys((*context.states, *_between(tokens, anchors, head)))),
        place=context.place,
        definite=context.definite,
        telling=sum(tokens.lower[j] not in IDLE for j in range(context.start, head + 1)),
    )


def _between(tokens: Tokens, anchors: Anchors, head: int) -> list[str]:
    """The states of "a joint office of A and B", "between A and B", "with B"."""
    if tokens.lower[head + 1 : head + 2] not in (["between"], ["of"]):
        return []
    found, i = [], head + 2
    while i < len(tokens) and i < head + 10 and tokens.sentence[i] == tokens.sentence[head]:
        anchor = anchors.starts.get(i)
        if anchor and anchor.kind == "State":
            found.append(anchor.entity)
            i = anchor.end
        elif tokens.lower[i] in ("and", ",", "the", "both"):
            i += 1
        else:
            break
    return found if len(found) > 1 or tokens.lower[head + 1] == "of" else []


def body_name(tokens: Tokens, body: Described, adjective: str | None) -> str:
    """What to call it: the state's adjective, field and noun, else its own words but article and idle adjectives."""
    if adjective and not body.compound:
        return f"{adjective} {body.noun}"
    own = " ".join(w for w in tokens.phrase(body.start, body.end).split() if w.lower() not in IDLE)
    if adjective and not own.startswith(("inter-", adjective)) and body.place is None:
        return f"{adjective} {' '.join(body.compound)} {body.noun}"
    return own
