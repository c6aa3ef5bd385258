"""Whose title it is: the holder beside it, the state or body it belongs to.

Works on anchors, the mentions found so far, by token. Where the words beside a title leave its state out, `completion`
looks further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial

from kg.annotate.anchors import Anchor, Anchors, Holding
from kg.annotate.appointments import holder_by_verb, is_sought
from kg.annotate.conjoined import share
from kg.annotate.owners import left_context, outer_modifiers, right_context
from kg.annotate.persons import name_after_comma
from kg.annotate.titles import TitleGrammar, TitleSpan
from kg.annotate.tokens import Tokens

_LINKS = frozenset({"who", "is", "was", "had", "has", "been", "then", "-", "now", "a", "also", "both"})
_PARTIES = frozenset("DRI")
"""How American reports write a legislator's party."""
_LONGEST_ASIDE = 6
_ANYBODY = frozenset({"no", "any", "every", "each", "either", "neither", "another", "what", "which", "whichever"})
_PAST = frozenset({"was", "had", "formerly", "previously", "once", "then"})


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


def _listed(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "Presidents X of A, Y of B and Z of C": persons each with a state of their own."""
    holders: list[str] = []
    states: list[str] = []
    i = end = holding.end
    while (person := anchors.starts.get(i)) and person.kind == "Person":
        state = anchors.starts.get(person.end + 1)
        if tokens.lower[person.end : person.end + 1] != ["of"] or state is None or state.kind != "State":
            break
        holders.append(person.entity)
        states.append(state.entity)
        i = end = state.end
        while i < len(tokens) and tokens.lower[i] in (",", "and", "&"):
            i += 1
    if not holders:
        return holding
    return replace(holding, holders=tuple(holders), states=tuple(states), rule="title-name", end=end)


def _holder_after(
    tokens: Tokens, anchors: Anchors, holding: Holding, reach: Mapping[int, int], heads: Set[int]
) -> Holding:
    """ "President X", "army chief General X", "the president, X"; `reach` leads past further titles and addresses.

    `heads` are the heads of all titles.
    """
    i = holding.end
    while i in reach and not holding.title.plural:
        i = reach[i]
    if holding.title.plural and not holding.states and (listed := _listed(tokens, anchors, holding)).holders:
        return listed
    holders, end = _persons_from(tokens, anchors, i, holding.title.plural)
    if holders:
        holding = replace(holding, holders=holders, rule="title-name", end=end)
        placed = holding.states or holding.organization or holding.receiving or tokens.lower[end : end + 1] != ["of"]
        return holding if placed else right_context(tokens, anchors, holding)
    at = name_after_comma(tokens, holding.title, i)
    anchor = anchors.starts.get(at) or anchors.starts.get(at + 1) if at >= 0 else None
    if anchor is None or anchor.kind != "Person" or _explains_another(tokens, anchor, holding.title.head, heads):
        return holding
    if holding.title.plural:
        holders, end = _persons_from(tokens, anchors, anchor.start, plural=True)
        paired = len(holders) == len(holding.states) > 1
        return replace(holding, holders=holders, end=end, rule="title-comma-name") if paired else holding
    if not _is_apposed(tokens, anchor):
        return holding
    if holding.states or holding.organization or holding.definite or tokens.dep[anchor.root] == "appos":
        return replace(holding, holders=(anchor.entity,), rule="title-comma-name")
    return holding


def _explains_another(tokens: Tokens, person: Anchor, title: int, heads: Set[int]) -> bool:
    """Whether a name after a comma is that of a title further on: "spokeswoman for the chief prosecutor, X"."""
    explained = tokens.head[person.root]
    return tokens.dep[person.root] == "appos" and title < explained < person.start and explained in heads


def _is_apposed(tokens: Tokens, person: Anchor) -> bool:
    """Whether a name after a comma explains what is before it."""
    dep = tokens.dep[person.root]
    closed = tokens.text[person.end : person.end + 1] in ([","], [")"], ["("], ["."])
    if dep == "conj":
        return closed and not _is_listed(tokens, person)
    return dep == "appos" or closed


def _is_listed(tokens: Tokens, person: Anchor) -> bool:
    """Whether a word for "and" joins the name to what is before or after it; the parser sees lists without one."""
    first = tokens.head[person.root]
    beside = (*tokens.children(first), *tokens.children(person.root))
    return any(tokens.dep[j] in ("cc", "conj") and j != person.root for j in beside)


def _holder_before(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "Ola Nord, professor at ...", "Merkel, the German chancellor"; "X (president)"; "X, who was president"."""
    i = holding.start - 1
    while i >= 0 and _may_lead(tokens, i, holding.title.head):
        i -= 1
    if i < 1 or tokens.text[i] not in (",", "(", "–", "—"):
        return holding
    subject = tokens.dep[holding.title.head] in ("nsubj", "nsubjpass") and tokens.pos[holding.end] in ("VERB", "AUX")
    if subject and (i < holding.start - 1 or holding.title.plural):
        return holding  # "As Hansen hoped, the chancellor resigned": the subject of another clause
    near = (anchors.ends.get(end) for end in (i, _before_aside(tokens, i)))
    anchor = next((a for a in near if a and a.kind == "Person"), None)
    if anchor and tokens.sentence[holding.title.head] - tokens.sentence[anchor.root] in (0, tokens.text[i] == ","):
        if _persons_from(tokens, anchors, holding.end, plural=False)[0]:
            return holding
        over = not _PAST.isdisjoint(tokens.lower[i + 1 : holding.start])
        title = replace(holding.title, effects=holding.title.effects | {"former"}) if over else holding.title
        return replace(holding, title=title, holders=(anchor.entity,), rule="name-comma-title")
    return holding


def _may_lead(tokens: Tokens, i: int, title: int) -> bool:
    """Whether a word may stand between a name's comma and the title: "then a", "the fifth", "International"."""
    if tokens.pos[i] in ("DET", "ADJ", "NUM", "ADV") or tokens.lower[i] in _LINKS or tokens.space[i]:
        return True
    return tokens.pos[i] == "PROPN" and tokens.dep[i] == "compound" and tokens.head[i] == title


def _before_aside(tokens: Tokens, comma: int) -> int:
    """The comma before an age, party or home between two commas: "Ola Nord, 58,", "Eva Berg, D-Calif.,"."""
    for i in range(comma - 1, max(comma - _LONGEST_ASIDE, 0), -1):
        if tokens.text[i] == ",":
            opening = tokens.lower[i + 1]
            aged = opening.isdigit() and i == comma - 2
            return i if aged or opening in ("of", "from") or tokens.text[i + 1] in _PARTIES else -1
    return -1


def _is_anybody(tokens: Tokens, holding: Holding) -> bool:
    """ "No American president", "every minister": somebody in an office, nobody who holds it."""
    return not holding.holders and holding.start > 0 and tokens.lower[holding.start - 1] in _ANYBODY


def _is_definite(tokens: Tokens, holding: Holding) -> bool:
    i = holding.start - 1
    if i >= 0 and tokens.lower[i] in ("the", "this", "his", "her", "its", "their", "our", "'s", "’s"):
        return True
    anchored = holding.start < holding.title.start
    return anchored and tokens.lower[holding.title.start - 1] in ("'s", "’s", "'", "’")


def find_holdings(
    tokens: Tokens, titles: Sequence[TitleSpan], anchors: Anchors, grammar: TitleGrammar
) -> Iterator[Holding]:
    """Each title with what its own sentence says of its holder, state and body."""
    found: list[Holding] = []
    reach = {t.start: t.end for t in titles if not t.plural}
    reach |= {i: i + 1 for i, text in enumerate(tokens.text) if text.rstrip(".") in grammar.honorifics}
    ends, heads = {t.end for t in titles}, {t.head for t in titles}
    for title in titles:
        holding = Holding(title, title.start, title.end)
        if title.start not in ends:
            holding = outer_modifiers(tokens, left_context(tokens, anchors, title), grammar)
        holding = right_context(tokens, anchors, holding)
        holding = replace(holding, definite=holding.definite or _is_definite(tokens, holding))
        for rule in (partial(_holder_after, reach=reach, heads=heads), _holder_before, holder_by_verb):
            holding = rule(tokens, anchors, holding)
            if holding.holders:
                break
        if not (is_sought(tokens, holding) or _is_anybody(tokens, holding)):
            found.append(holding)
    for holding in share(tokens, found):
        served = holding.title.serves_state or (holding.organization and not holding.title.is_profession)
        yield holding if served else replace(holding, states=())
