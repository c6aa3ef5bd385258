"""Media that the text calls a state's: "Iran's state news agency X", "China's state-run X", "state media, including X".

Only media are taken for organs: a bank or oil company that a state owns is a company.
"""

from __future__ import annotations

from itertools import pairwise

from kg.annotate.anchors import Anchor, Anchors
from kg.annotate.bodies import load_nouns
from kg.annotate.organs import Organs
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_MEDIA = word_list("media_nouns")
_RUN = word_list("run_by_state")
_FIRMS = word_list("firm_nouns") | word_list("standing_bodies") | word_list("company_marks")
_SUCH_AS = frozenset({"including", "like", "such"})
_REACH = 6
"""Most tokens between the state and the name."""
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def see_state_media(tokens: Tokens, anchors: Anchors, organs: Organs) -> None:
    """Give the media that the text calls a state's to that state."""
    inner = {h.start: h.ids[0] for h in organs.hits if h.kind == "state" and len(h.ids) == 1 and not h.ambiguous}
    for body in sorted(anchors.items, key=lambda a: a.start):
        if body.kind != "Institution" or not _may_be_media(tokens, body):
            continue
        word = _called(tokens, anchors, body.start)
        if word is not None:
            owner = anchors.cover.get(word - 1 - (tokens.lower[word - 1] in _POSSESSIVE))
            if owner and owner.kind == "State":
                organs.own(body.entity, owner.entity, body.start, "state-media")
        elif body.start in inner and _is_listed(tokens, body.start):
            organs.own(body.entity, organs.drafts.state(inner[body.start]), body.start, "state-media")


def _may_be_media(tokens: Tokens, body: Anchor) -> bool:
    """Whether no word of the name is that of a firm or other house."""
    words = set(tokens.lower[body.start : body.end]) - _MEDIA
    return words.isdisjoint(_FIRMS) and not any(load_nouns().kinds.get(word) == "company" for word in words)


def _called(tokens: Tokens, anchors: Anchors, start: int) -> int | None:
    """The token "state" of "state-run", "state news agency" that ends at the name; None where another noun is told."""
    nouns = False
    for i in range(start - 1, max(start - _REACH, 0), -1):
        word, after = tokens.lower[i], tokens.lower[i + 1 : i + 3]
        if word == "state" and not ((told := anchors.cover.get(i)) and told.kind == "State"):
            run = after[:1] == ["-"] and after[1] in _RUN
            return i if run or nouns else None
        if word in _MEDIA:
            nouns = True
        elif word not in _RUN and tokens.text[i] not in '-,"“':
            return None
    return None


def _is_listed(tokens: Tokens, start: int) -> bool:
    """Whether the name stands in a list of state media: "several state media outlets, including ..."."""
    such = next((i for i in range(start - 1, 0, -1) if tokens.lower[i] in _SUCH_AS), 0)
    if not such or tokens.sentence[such] != tokens.sentence[start]:
        return False
    between = range(such + 1, start)
    verbs = any(tokens.pos[i] in ("VERB", "AUX") for i in between)
    before = tokens.lower[max(such - _REACH, 0) : such]
    return not verbs and any(a == "state" and b in _MEDIA for a, b in pairwise(before))
