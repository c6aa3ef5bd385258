"""Whose title it is: the holder beside it, the state or body it belongs to.

Works on anchors, the mentions found so far, by token. Where the words beside a title leave its state out, `completion`
looks further.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate.anchors import Anchor, Anchors, Holding
from kg.annotate.appointments import holder_by_verb
from kg.annotate.bodies import load_nouns
from kg.annotate.titles import TitleGrammar, TitleSpan
from kg.annotate.tokens import Tokens

_OPEN = frozenset({"of", "at", "for", "in", "with", "from", "to"})
_WITHIN = frozenset({"of", "at", "for", "with"})


def _left_context(tokens: Tokens, anchors: Anchors, title: TitleSpan) -> Holding:
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
            if (
                anchor.kind in ("Institution", "Party")
                and not states
                and (steps == 0 or tokens.lower[i + 1] in ("'s", "’s"))
            ):
                return replace(holding, organization=anchor.entity, start=anchor.start, definite=True)
            break
        if tokens.lower[i] in ("'s", "’s", "'", "’"):
            i -= 1
            continue
        if (
            tokens.pos[i] in ("ADJ", "NUM")
            or (tokens.pos[i] in ("NOUN", "PROPN") and tokens.dep[i] in ("compound", "amod", "nmod"))
            or tokens.text[i] == "-"
        ):
            i, steps = i - 1, steps + 1
            continue
        break
    return replace(holding, states=tuple(states))


def _outer_modifiers(tokens: Tokens, holding: Holding, grammar: TitleGrammar) -> Holding:
    """ "Former" of "a former Polish prime minister": modifiers on the far side of the state."""
    start, effects = holding.start, set(holding.title.effects)
    while 0 < start < holding.title.start and (found := grammar.modifier_before(tokens, start)):
        start = found[0]
        effects.add(found[1])
        holding = replace(holding, start=start, title=replace(holding.title, effects=frozenset(effects)))
    return holding


def _right_context(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "of France", "at the University of X", "to the United Nations" after the title."""
    i = holding.end
    if i >= len(tokens) or tokens.lower[i] not in _OPEN or tokens.sentence[i] != tokens.sentence[i - 1]:
        return holding
    word = tokens.lower[i]
    j = i + 1
    while (
        j < len(tokens)
        and j <= i + 4
        and j not in anchors.starts
        and tokens.pos[j] in ("DET", "ADJ", "NOUN", "PRON", "PART", "PROPN")
    ):
        j += 1
    anchor = anchors.starts.get(j)
    if anchor is None:
        return holding
    if word == "to" or (word == "in" and holding.title.entry.kind == "diplomatic"):
        return replace(holding, receiving=anchor.entity, end=anchor.end)
    if anchor.kind == "State":
        owned = anchors.starts.get(anchor.end + (tokens.lower[anchor.end : anchor.end + 1] in (["'s"], ["’s"])))
        if owned is None or owned.kind not in ("Institution", "Party"):
            whole = tokens.dep[anchor.root] in ("pobj", "conj", "appos") and word in ("of", "for", "from")
            return (
                replace(holding, states=(anchor.entity,), end=anchor.end) if whole and not holding.states else holding
            )
        anchor = owned
    if word == "of" and holding.title.entry.kind == "academic" and not _is_learned(tokens, anchor):
        return holding
    if anchor.kind in ("Institution", "Party", "Place") and word in _WITHIN and holding.organization is None:
        return replace(holding, organization=anchor.entity, end=anchor.end)
    return holding


def _is_learned(tokens: Tokens, anchor: Anchor) -> bool:
    """Whether the nouns of a name make it a body's, not that of a field of study ("professor of Area Studies")."""
    return any(tokens.lower[i] in load_nouns().kinds for i in range(anchor.start, anchor.end))


def _persons_from(tokens: Tokens, anchors: Anchors, i: int, plural: bool) -> tuple[tuple[str, ...], int]:
    """The person that begins at this token, with a plural title also those joined to it; and where the last ends."""
    found: list[str] = []
    end = i
    while (anchor := anchors.starts.get(i)) and anchor.kind == "Person":
        found.append(anchor.entity)
        i = end = anchor.end
        if not plural:
            break
        while i < len(tokens) and tokens.lower[i] in (",", "and", "&"):
            i += 1
    return tuple(found), end


def _holder_after(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    i = holding.end
    holders, end = _persons_from(tokens, anchors, i, holding.title.plural)
    if holders:
        holding = replace(holding, holders=holders, rule="title-name", end=end)
        placed = holding.states or holding.organization or holding.receiving or tokens.lower[end : end + 1] != ["of"]
        return holding if placed else _right_context(tokens, anchors, holding)
    if (
        i + 1 < len(tokens)
        and tokens.text[i] in (",", "(", "-", "–", "—")
        and (holding.states or holding.organization or holding.definite)
    ):
        anchor = anchors.starts.get(i + 1)
        if (
            anchor
            and anchor.kind == "Person"
            and (tokens.dep[anchor.root] == "appos" or tokens.text[anchor.end : anchor.end + 1] in ([","], [")"]))
            and tokens.dep[anchor.root] not in ("nsubj", "conj")
        ):
            return replace(holding, holders=(anchor.entity,), rule="title-comma-name")
    return holding


def _holder_before(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "Ola Nord, professor at ...", "Merkel, the German chancellor"; "X (president)"; "X, who was president"."""
    i = holding.start - 1
    while i >= 0 and (
        tokens.pos[i] in ("DET", "ADJ", "NUM", "ADV")
        or tokens.lower[i] in ("who", "is", "was", "then", "-", "now", "a", "also")
        or tokens.space[i]
    ):
        i -= 1
    if i < 1 or tokens.text[i] not in (",", "(", "–", "—"):
        return holding
    anchor = anchors.ends.get(i) or (anchors.ends.get(i - 2) if tokens.text[i - 2 : i - 1] == [","] else None)
    if anchor and anchor.kind == "Person" and tokens.sentence[anchor.root] == tokens.sentence[holding.title.head]:
        if _persons_from(tokens, anchors, holding.end, plural=False)[0]:
            return holding
        over = "was" in tokens.lower[i + 1 : holding.start]
        title = replace(holding.title, effects=holding.title.effects | {"former"}) if over else holding.title
        return replace(holding, title=title, holders=(anchor.entity,), rule="name-comma-title")
    return holding


def _is_definite(tokens: Tokens, holding: Holding) -> bool:
    i = holding.start - 1
    if i >= 0 and tokens.lower[i] in ("the", "this", "his", "her", "its", "their", "our"):
        return True
    anchored = holding.start < holding.title.start
    return anchored and tokens.lower[holding.title.start - 1] in ("'s", "’s", "'", "’")


def find_holdings(
    tokens: Tokens, titles: Sequence[TitleSpan], anchors: Anchors, grammar: TitleGrammar
) -> Iterator[Holding]:
    """Each title with what its own sentence says of its holder, state and body."""
    for title in titles:
        holding = _right_context(
            tokens, anchors, _outer_modifiers(tokens, _left_context(tokens, anchors, title), grammar)
        )
        holding = replace(holding, definite=holding.definite or _is_definite(tokens, holding))
        for rule in (_holder_after, _holder_before, holder_by_verb):
            holding = rule(tokens, anchors, holding)
            if holding.holders:
                break
        yield holding
