"""The words that make the names of elections, events, parties and bodies: data, read once a process."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


class Occasions(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the names of elections and other events, in small letters.

    `votes` are words for a vote, `kinds` those that say of what kind it is, `not_after_vote` those that make it
    something else ("election commission"); `votes_alone`
    need no more than a year before them, and after words that are `representing` a place may follow.
    `events` head the name of an event ("Winter War"), `events_of` begin one ("Battle of"), `lone` are one;
    `dated_only` are events only with a year or number ("the 2015 conference"). `small` do without a capital after a
    year or number, with `small_before` between.
    """

    votes: frozenset[str]
    kinds: frozenset[str]
    not_after_vote: frozenset[str]
    votes_alone: frozenset[str]
    representing: frozenset[str]
    months: frozenset[str]
    events: frozenset[str]
    events_of: frozenset[str]
    dated_only: frozenset[str]
    small: frozenset[str]
    small_before: frozenset[str]
    ordinals: frozenset[str]
    war_numbers: frozenset[str]
    lone: frozenset[str]


def _load(name: str) -> bytes:
    return files("kg.annotate").joinpath("data", name).read_bytes()


@lru_cache(maxsize=1)
def load_occasions() -> Occasions:
    """The table of occasions."""
    return msgspec.json.decode(_load("occasions.json"), type=Occasions)


class PartyWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the names of parties and other bodies, in small letters; `partynames.json` says what each list holds."""

    civic: frozenset[str]
    with_state_before: frozenset[str]
    small: frozenset[str]
    before_small: frozenset[str]
    people: frozenset[str]
    causes: frozenset[str]
    rivals: frozenset[str]
    members: frozenset[str]
    lone_members: frozenset[str]
    before_members: frozenset[str]
    foreign: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=1)
def load_party_words() -> PartyWords:
    """The table of words of party names."""
    return msgspec.json.decode(_load("partynames.json"), type=PartyWords)
