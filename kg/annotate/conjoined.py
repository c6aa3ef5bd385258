"""Titles joined by "and": one holder with both, or one state for both.

"Maria Silva, president and prime minister of Portugal"; "German finance minister and vice chancellor Olaf Scholz";
"the former governor and senator". Two holders each with a title of their own ("the chancellor and President Silva")
stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.annotate.anchors import Holding
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_TOLD_BEFORE = frozenset({"name-comma-title", "title-by-verb"})
"""Rules by which the holder stands before the title."""
_OF_FIRMS = word_list("heads_of_firms")
_BETWEEN = frozenset({"and", "&", "then", "later", "also", "current", "former"})


def share(tokens: Tokens, holdings: Sequence[Holding]) -> list[Holding]:
    """The holdings, with what joined titles share filled in."""
    done = list(holdings)
    for n in range(len(done) - 1):
        if _are_joined(tokens, done[n], done[n + 1]):
            done[n], done[n + 1] = _both(tokens, done[n], done[n + 1])
    return done


def _are_joined(tokens: Tokens, first: Holding, second: Holding) -> bool:
    """Whether only "and" stands between the first title, with what it is of, and the second."""
    start, end = max(first.title.end, _own_end(first)), min(second.start, second.title.start)
    between = tokens.lower[start:end]
    if between[-1:] in (["a"], ["an"]) and first.rule in _TOLD_BEFORE and not second.holders:
        between.pop()  # "Maria Silva, director of Oslo Bank and a fellow of the Bergen Institute"
    return ("and" in (*between, *tokens.lower[first.title.end : start]) or "&" in between) and _BETWEEN.issuperset(
        between
    )


def _own_end(holding: Holding) -> int:
    """The token after the title and its state or body, its holder left out."""
    return holding.title.end if holding.rule == "title-name" else holding.end


def _both(tokens: Tokens, first: Holding, second: Holding) -> tuple[Holding, Holding]:
    if first.holders and second.holders and first.holders != second.holders:
        return first, second
    if second.holders and not first.holders:
        if not _is_shared_name(tokens, first, second):
            return first, second
        first = replace(first, holders=second.holders, rule=second.rule)
        if first.title.status == "former" and second.title.status == "current":
            second = replace(second, title=replace(second.title, effects=first.title.effects | second.title.effects))
    elif first.holders and not second.holders and first.rule in _TOLD_BEFORE:
        second = replace(second, holders=first.holders, rule=first.rule)
    if first.holders != second.holders or not first.holders:
        return first, second
    return _with_owner(first, second), _with_owner(second, first)


def _is_shared_name(tokens: Tokens, first: Holding, second: Holding) -> bool:
    """Whether the name after the second title is that of the first one's holder too."""
    before = tokens.lower[first.start - 1] if first.start else ""
    alike = tokens.capitalised(first.title.head) == tokens.capitalised(second.title.head)
    own = bool(second.states) and bool(first.states) and second.states != first.states
    if first.title.plural or second.title.plural or own or not alike:
        return False
    return second.rule == "title-comma-name" or before not in ("the", "a", "an")


def _with_owner(holding: Holding, other: Holding) -> Holding:
    """The holding with the other's state or body where it has neither."""
    if holding.states or holding.organization or holding.receiving:
        return holding
    states = other.states if holding.title.serves_state else ()
    alike = holding.title.role(of_state=False) == other.title.role(of_state=False)
    of_firm = bool(other.tail) and not other.states and other.title.entry.words in _OF_FIRMS
    body = other.organization if alike and (of_firm or holding.title.entry.kind != "executive") else None
    return replace(holding, states=states, organization=body, tail=other.tail if body else "")
