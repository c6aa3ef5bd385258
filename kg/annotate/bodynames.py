"""The name of a body: which noun it is built on, and whether a state's body has such a name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.bodies import load_nouns

_COMPLEMENTS = frozenset({"of", "for", "on", "to", "against", "in"})


def head_of_name(words: Sequence[str]) -> int:
    """Index of the noun that the name is built on: the last before a complement ("Office for Statistics")."""
    for i, word in enumerate(words):
        if i > 0 and word in _COMPLEMENTS:
            return i - 1
    return len(words) - 1


def is_plainly_national(words: Sequence[str]) -> bool:
    """Whether the lower-case name is that of a body only states have: "Interior Ministry", "Supreme Court"."""
    own = words[: head_of_name(words) + 1]
    return any(" ".join(own[-n:]) in load_nouns().sole for n in (1, 2)) and (len(words) > 1 and len(own) <= 2)


def is_state_body(words: Sequence[str]) -> bool:
    """Whether a body with this lower-case name, named with a state, is that state's organ.

    "Refugee Council" and "Olympic Committee" are not: their noun needs a word of state beside it.
    """
    nouns = load_nouns()
    head = head_of_name(words)
    pair = " ".join(words[max(0, head - 1) : head + 1])
    others = {*words[:head], *words[head + 1 :]}
    if others & nouns.private_words:
        return False
    if pair in nouns.kinds and head > 0:
        return pair in nouns.organs
    if words[head] in nouns.weak and others:
        return bool(others & nouns.state_words)
    return words[head] in nouns.organs
