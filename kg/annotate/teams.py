"""Cities that stand for their teams: "the Bergen striker Ola Hansen", "Bergen's new coach", "Bergen beat Tromso".

A city is a team where one of its players or its coach stands beside it, in a text about sport also where a person does
("Bergen's Ola Hansen", "Ola Hansen's Bergen"); then also elsewhere in the text where it acts. A player's words that
have other senses ("attacker", "defender", "captain") count in a text about sport only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.annotate.names import Name
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_PLAYERS = word_list("player_nouns")
_MAYBE_PLAYERS = word_list("maybe_player_nouns")
_SPORT = word_list("sport_words")
_SPORTING = 4
"""Words of sport that make a text one about sport."""
_BETWEEN = 3
"""Most tokens between a city and the noun for its player."""
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_RIVALRY = frozenset({"against", "beat", "over", "versus", "v", "vs"})
_ACTING = frozenset({"nsubj", "nsubjpass", "dobj"})


def is_sporting(tokens: Tokens) -> bool:
    """Whether the text is about sport."""
    return sum(word in _SPORT for word in tokens.lower) >= _SPORTING


def teams(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names, with the cities that are teams as bodies."""
    sporting = is_sporting(tokens)
    beside = set(_with_players(tokens, names, sporting))
    told = {tokens.phrase(n.start, n.end) for n in beside}

    def is_team(name: Name) -> bool:
        if name.kind != "Place":
            return False
        return name in beside or (sporting and tokens.phrase(name.start, name.end) in told and _acts(tokens, name))

    return [replace(n, kind="Institution", source="list", hit=None) if is_team(n) else n for n in names]


def _with_players(tokens: Tokens, names: Sequence[Name], sporting: bool) -> Iterator[Name]:
    """The cities with their players or coaches beside them."""
    starts = {n.start for n in names if n.kind == "Person"}
    states = {n.start: n.end for n in names if n.kind == "State"}
    ends = {n.end for n in names if n.kind == "Person"}
    for name in names:
        if name.kind != "Place":
            continue
        owned = tokens.lower[name.end : name.end + 1] and tokens.lower[name.end] in _POSSESSIVE
        joined = tokens.lower[name.end : name.end + 1] == ["and"] and states.get(name.end + 1)
        noun = _player_noun(tokens, joined or name.end + bool(owned), sporting)
        player = noun is not None and (owned or noun + 1 in starts)
        owner = sporting and owned and name.end + 1 in starts
        of_person = sporting and tokens.lower[name.start - 1] in _POSSESSIVE and name.start - 1 in ends
        if player or owner or of_person:
            yield name


def _player_noun(tokens: Tokens, i: int, sporting: bool) -> int | None:
    """The noun for a player within a few adjectives and nouns of token i."""
    for j in range(i, min(i + _BETWEEN, len(tokens))):
        word = tokens.lower[j]
        if word in _PLAYERS or (sporting and word in _MAYBE_PLAYERS):
            return j
        if tokens.pos[j] not in ("ADJ", "NOUN", "NUM") and tokens.text[j] != "-":
            return None
    return None


def _acts(tokens: Tokens, name: Name) -> bool:
    """Whether somebody is meant, no place: a subject, object or rival."""
    root = tokens.root(name.start, name.end)
    return tokens.dep[root] in _ACTING or tokens.lower[name.start - 1] in _RIVALRY
