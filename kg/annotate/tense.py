"""Where on the line of time a word stands, by the verb that governs it."""

from __future__ import annotations

from spacy.tokens import Token

FUTURE_AUXILIARIES = frozenset(("will", "'ll", "’ll", "shall", "wo"))
PRESENT_AUXILIARIES = frozenset(("is", "are", "am", "'s", "’s", "'re", "’re"))
AWAITING = frozenset(["due", "set", "scheduled", "expected", "slated", "planned", "likely"])
CLIMB = 8


def direction_of(token: Token) -> int:
    """-1 where the governing verb looks back, 1 where it looks ahead, 0 where there is none near."""
    for _ in range(CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return _direction_of_verb(token)
        if token.head.i == token.i:
            return 0
        if token.lower_ in AWAITING:
            return 1
        token = token.head
    return 0


def _direction_of_verb(verb: Token) -> int:
    """By auxiliaries, infinitives and words of waiting."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if auxiliaries & FUTURE_AUXILIARIES or verb.lower_ in AWAITING:
        return 1
    if "to" in auxiliaries and verb.head.i != verb.i:
        return max(_direction_of_verb(verb.head), 0) if verb.head.lower_ not in AWAITING else 1
    if verb.tag_ == "VBG" and auxiliaries & PRESENT_AUXILIARIES:
        return 1
    return -1
