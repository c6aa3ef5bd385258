"""Bodies that the text describes rather than names: "the liaison office", "Seoul's unification ministry", "the government".

A described body has a head noun, the nouns before it, and the states it belongs to: by adjective, possessive, "between"
or the prefix "inter-".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.gazetteer import Gazetteer
from kg.annotate.holders import Anchors
from kg.annotate.tokens import Tokens

IDLE = frozenset(
    "joint first new old own main top special key former other same newly local current entire whole".split()
)
"""Adjectives that do not tell one body from another."""


@dataclass(frozen=True, slots=True)
class BodyNouns:
    """Kinds of bodies by their head noun; nouns that make an organ when a state owns it; first words of organs."""

    kinds: Mapping[str, str]
    organs: frozenset[str]
    state_words: frozenset[str]


@lru_cache(maxsize=1)
def load_nouns() -> BodyNouns:
    """The table of nouns; read once a process."""
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "bodies.json").read_bytes())
    organs = frozenset(r["noun"] for r in table["bodies"] if r["state_body"])
    return BodyNouns({r["noun"]: r["kind"] for r in table["bodies"]}, organs, frozenset(table["state_words"]))


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
        if i + 1 < len(tokens) and tokens.dep[i] == "compound" and tokens.head[i] == i + 1:
            continue
        noun = word if word in nouns.kinds else lemma
        if tokens.tag[i] in ("NNS", "NNPS") and noun != word:
            continue
        yield _read_left(tokens, anchors, gazetteer, i, noun, state_entity)


def _read_left(
    tokens: Tokens, anchors: Anchors, gazetteer: Gazetteer, head: int, noun: str, state_entity: Callable[[str], str]
) -> Described:
    start, compound, states, place, definite = head, [], [], None, False
    i = head - 1
    while i >= 0 and tokens.sentence[i] == tokens.sentence[head] and not tokens.space[i]:
        anchor = anchors.cover.get(i)
        shared = gazetteer.shared_adjective(tokens.text[i]) if not anchor else ()
        if shared and tokens.lower[max(i - 2, 0) : i] == ["inter", "-"]:
            states, start, i = [state_entity(s) for s in shared], i - 2, i - 3
        elif anchor and anchor.end == i + 1 and anchor.kind == "State":
            states.insert(0, anchor.entity)
            start, i = (
                (anchor.start if tokens.glued(i) or tokens.head[anchor.root] == head else start),
                anchor.start - 1,
            )
            definite = definite or tokens.lower[anchor.end] in ("'s", "’s")
            if tokens.lower[i : i + 1] not in (["and"], ["-"], ["–"]):
                break
            i -= 1
        elif anchor and anchor.end == i + 1 and anchor.kind == "Place":
            place, start, i = anchor.entity, anchor.start, anchor.start - 1
        elif anchor:
            break
        elif tokens.lower[i] in ("'s", "’s", "'", "’"):
            i -= 1
        elif tokens.lower[i] in ("the", "this", "that", "its", "their", "his", "her", "our"):
            definite = True
            break
        elif plural := gazetteer.plural_name(tokens.text[i]):
            states = [state_entity(s) for s in plural]
            break
        elif (
            tokens.dep[i] in ("compound", "nmod")
            and tokens.pos[i] in ("NOUN", "PROPN")
            or (tokens.text[i] == "-" and start == i + 1)
        ):
            compound.insert(0, tokens.lower[i])
            start, i = i, i - 1
        elif tokens.pos[i] in ("ADJ", "NUM") or tokens.dep[i] == "amod":
            if tokens.lower[i] not in IDLE and tokens.pos[i] == "ADJ":
                compound.insert(0, tokens.lower[i])
            start, i = i, i - 1
        else:
            break
    states += [s for s in _between(tokens, anchors, head) if s not in states]
    telling = sum(tokens.lower[j] not in IDLE for j in range(start, head + 1))
    return Described(
        start,
        head + 1,
        noun,
        tuple(c for c in compound if c != "-"),
        tuple(dict.fromkeys(states)),
        place,
        definite,
        telling,
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
    """What to call it: the state's adjective with field and noun, else its own words without article and idle adjectives."""
    if adjective and not body.compound:
        return f"{adjective} {body.noun}"
    own = " ".join(w for w in tokens.phrase(body.start, body.end).split() if w.lower() not in IDLE)
    if adjective and not own.startswith(("inter-", adjective)) and body.place is None:
        return f"{adjective} {' '.join(body.compound)} {body.noun}"
    return own
