"""Whose office it is: the state or body that the words left and right of a title name."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.anchors import Anchor, Anchors, Holding
from kg.annotate.bodies import IDLE, load_nouns
from kg.annotate.titles import TitleGrammar, TitleSpan
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_FILM_WORDS = word_list("film_words")
_STANDING = word_list("standing_bodies")
_MAKERS = word_list("film_makers")
_NEAR_FILMS = 150
"""Tokens around a director among which words of films make him one of films."""
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OPEN = frozenset({"of", "at", "for", "in", "with", "from", "to"})
_WITHIN = frozenset({"of", "at", "for", "with"})
_DESCRIBING = frozenset({"DET", "ADJ", "ADV", "NOUN", "PRON", "PART", "PROPN"})
_QUOTES = frozenset("\"“”„'‘-")
_UNQUOTED = str.maketrans("", "", '"“”„')
_LONGEST_DESCRIPTION = 8
_WHOLE = frozenset({"executive", "monarch", "igo", "business"})
"""Kinds of titles that a noun before them makes somebody else's: a chess president serves no state."""
_OF_PLACES = frozenset({"local", "police", "judicial", "religious", "monarch"})
"""Kinds of titles that a city or region may have."""


def left_context(tokens: Tokens, anchors: Anchors, title: TitleSpan) -> Holding:
    """The state, body or pronoun just left of the title, over adjectives and ages."""
    holding = Holding(title, title.start, title.end)
    states: list[str] = []
    i, steps = title.start - 1, 0
    while i >= 0 and steps < 4 and tokens.sentence[i] == tokens.sentence[title.start]:
        anchor = anchors.cover.get(i)
        if anchor and anchor.end == i + 1:
            if anchor.kind == "State":
                states.insert(0, anchor.entity)
                holding = replace(holding, start=anchor.start)
                i = anchor.start - 1
                if title.plural and tokens.lower[i] in ("and", ",", "&"):
                    i -= 1
                    continue
                break
            if title.entry.kind == "legislative" and steps == 0 and not _is_parliament(tokens, anchor):
                holding = replace(holding, start=anchor.start)
                i, steps = anchor.start - 1, steps + 1
                continue
            beside = steps == 0 or tokens.lower[i + 1] in POSSESSIVE
            if anchor.kind in ("Institution", "Party") and not states and beside:
                return replace(holding, organization=anchor.entity, start=anchor.start, definite=True)
            break
        if tokens.lower[i] in POSSESSIVE:
            i -= 1
            continue
        if not _may_stand_between(tokens, i, title):
            break
        i, steps = i - 1, steps + 1
    return replace(holding, states=tuple(states))


def _is_parliament(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether a legislator may sit in the body: in a party nobody sits."""
    kinds = load_nouns().kinds
    chamber = any(kinds.get(tokens.lower[i]) in ("parliament", "council") for i in range(anchor.start, anchor.end))
    return chamber or anchor.kind not in ("Institution", "Party")


def _may_stand_between(tokens: Tokens, i: int, title: TitleSpan) -> bool:
    """Whether the state beyond this word still owns the title: not that of "the American Citizens president"."""
    if tokens.text[i] == "-" or tokens.pos[i] == "NUM" or tokens.lower[i] in IDLE:
        return True
    if tokens.pos[i] == "ADJ":
        return title.entry.words not in ("leader", "ruler")
    noun = tokens.pos[i] == "NOUN" and tokens.dep[i] in ("compound", "amod", "nmod")
    return noun and title.entry.kind not in _WHOLE


def outer_modifiers(tokens: Tokens, holding: Holding, grammar: TitleGrammar) -> Holding:
    """ "Former" of "a former Polish prime minister": modifiers on the far side of the state."""
    start, effects = holding.start, set(holding.title.effects)
    while 0 < start < holding.title.start and (found := grammar.modifier_before(tokens, start)):
        start = found[0]
        effects |= {found[1]} - {"holder"}
        holding = replace(holding, start=start, title=replace(holding.title, effects=frozenset(effects)))
    return holding


def right_context(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "of France", "at the University of X", "to the United Nations" after the title."""
    i = holding.end
    if i >= len(tokens) or tokens.lower[i] not in _OPEN or tokens.sentence[i] != tokens.sentence[i - 1]:
        return holding
    anchor = _first_anchor(tokens, anchors, i + 1)
    if anchor is None:
        return holding
    word, kind = tokens.lower[i], holding.title.entry.kind
    if holding.holders and anchor.kind == "Party":
        return holding  # "Minister Hansen of the Labour Party": where he belongs, not his office's body
    follower = anchors.starts.get(anchor.end)
    named = follower is not None and follower.kind == "Person"
    tail = tokens.phrase(i, anchor.end).translate(_UNQUOTED)
    if word == "to" or (kind == "diplomatic" and (word == "in" or (word == "for" and holding.states))):
        posted = kind == "diplomatic" and anchor.kind in ("State", "Institution")
        return replace(holding, receiving=anchor.entity, end=anchor.end, tail=tail if posted else "")
    if anchor.kind == "State":
        owned = anchors.starts.get(anchor.end + (tokens.lower[anchor.end : anchor.end + 1] in (["'s"], ["’s"])))
        if owned is None or owned.kind not in ("Institution", "Party"):
            whole = word in ("of", "for", "from") and (named or tokens.dep[anchor.root] in ("pobj", "conj", "appos"))
            return _of_states(tokens, anchors, anchor, holding) if whole and not holding.states else holding
        anchor, tail = owned, ""
    if holding.organization is not None and word in ("for", "of") and anchor.kind == "Institution" and named:
        return replace(holding, end=anchor.end, tail=tail)
    seated = word == "from" and kind == "legislative" and anchor.kind == "Place"
    if holding.organization is not None or not (word in _WITHIN or seated):
        return holding
    return _within(tokens, anchor, holding, tail)


def _of_states(tokens: Tokens, anchors: Anchors, first: Anchor, holding: Holding) -> Holding:
    """The state after the title; with a plural title also those joined to it ("presidents of France and Mali")."""
    states, end = [first.entity], first.end
    while holding.title.plural:
        after = end
        while after < len(tokens) and tokens.lower[after] in (",", "and", "&"):
            after += 1
        joined = anchors.starts.get(after)
        if after == end or joined is None or joined.kind != "State":
            break
        states, end = [*states, joined.entity], joined.end
    return replace(holding, states=tuple(states), end=end)


def _first_anchor(tokens: Tokens, anchors: Anchors, start: int) -> Anchor | None:
    """The first mention after the words that describe it: "the internationally known non-profit body Open Roads"."""
    j = start
    while j < len(tokens) and j < start + _LONGEST_DESCRIPTION and j not in anchors.starts:
        if tokens.pos[j] not in _DESCRIBING and tokens.tag[j] != "VBN" and tokens.text[j] not in _QUOTES:
            break
        j += 1
    return anchors.starts.get(j)


def _within(tokens: Tokens, anchor: Anchor, holding: Holding, tail: str) -> Holding:
    """The body after the title, or the place where its kind has places."""
    kind = holding.title.entry.kind
    if anchor.kind == "Place" and kind == "legislative":
        return replace(holding, constituency=anchor.entity, end=anchor.end, tail=tail)
    if anchor.kind == "Place" and kind not in _OF_PLACES:
        return holding
    if not anchor.entity.startswith("inst/") and is_film(tokens, holding.title.head, anchor.start, anchor.end):
        return holding
    if _is_field(tokens, anchor, holding):
        return replace(holding, end=anchor.end, tail=tail)
    if kind == "academic" and tokens.lower[holding.end] == "of" and not _is_learned(tokens, anchor):
        return holding
    if anchor.kind in ("Institution", "Party", "Place") and not _is_owner(tokens, anchor):
        return replace(holding, organization=anchor.entity, end=anchor.end, tail=tail)
    return holding


def is_film(tokens: Tokens, head: int, start: int, end: int) -> bool:
    """Whether a director's or producer's work stands at [start, end): near words of films, a name with no noun of a
    body and no article ("director of the Media Project")."""
    near = range(max(head - _NEAR_FILMS, 0), min(head + _NEAR_FILMS, len(tokens)))
    if tokens.lower[head] not in _MAKERS or _FILM_WORDS.isdisjoint(tokens.lower[i] for i in near):
        return False
    if tokens.lower[start - 1] == "the" or not _STANDING.isdisjoint(tokens.lower[start:end]):
        return False
    return load_nouns().kinds.keys().isdisjoint(tokens.lower[start:end])


def _is_field(tokens: Tokens, anchor: Anchor, holding: Holding) -> bool:
    """ "Minister for East African Affairs": what a minister is for is a field, whatever its capitals."""
    of_ministry = holding.title.entry.body == "ministry" and holding.title.domain is None
    return of_ministry and anchor.kind == "Institution" and not _is_learned(tokens, anchor)


def _is_owner(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether something of the anchor is meant, not the anchor itself ("head of the Senate's judges")."""
    return tokens.lower[anchor.end : anchor.end + 1] in (["'s"], ["’s"])


def _is_learned(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether the nouns of a name make it a body's, not that of a field of study ("professor of Area Studies")."""
    return any(tokens.lower[i] in load_nouns().kinds for i in range(anchor.start, anchor.end))
