"""Names of events other than elections: wars and battles, summits and conferences, revolutions, games, festivals.

    event  =  year? (word of a name)+ HEAD ("II" | "of" name)?      "Second Boer War", "2012 London Olympics"
           |  HEAD "of" name                                         "Battle of Verdun", "War of 1812"
           |  (year | ordinal) word* head in small letters           "the 2008 financial crisis", "38th G8 summit"

What may as well be a body ("conference", "forum") is an event only with a year or number.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.elections import is_year, year_start
from kg.annotate.lexicons import Occasions
from kg.annotate.names import Name
from kg.annotate.tokens import Tokens

_NO_NAME = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "PUNCT"})
_LONGEST = 6


def occasions(tokens: Tokens, words: Occasions, known_ends: dict[int, int]) -> Iterator[Name]:
    """All named events, left to right. `known_ends` gives the end of each known name by its start."""
    last = 0
    for i, word in enumerate(tokens.lower):
        if i < last or not (word in words.events or word in words.events_of or word in words.lone):
            continue
        span = _span(tokens, i, last, words, known_ends)
        if span:
            last = span[1]
            yield Name(*span, "Event", "occasion")


def _span(tokens: Tokens, i: int, floor: int, words: Occasions, known_ends: dict[int, int]) -> tuple[int, int] | None:
    """The event whose telling word is at i."""
    if tokens.text[i].isupper():
        return None
    word = tokens.lower[i]
    if word in words.lone:
        return (i, i + 1) if tokens.capitalised(i) and not tokens.capitalised(i + 1) else None
    if word in words.events_of and tokens.capitalised(i):
        span = _opened(tokens, i, floor, words, known_ends)
        if span:
            return span
    return _headed(tokens, i, floor, words) if word in words.events and tokens.pos[i] in ("NOUN", "PROPN") else None


def _opened(tokens: Tokens, i: int, floor: int, words: Occasions, known_ends: dict[int, int]) -> tuple[int, int] | None:
    """ "Battle of Verdun", "Algerian War of Independence", "War of 1812"."""
    start = _left(tokens, i, floor, words, small=False)
    end = _name_after_of(tokens, i + 1, known_ends, year=start == i)
    dated = max(year_start(tokens, start, words), floor)
    if end == i + 1 or (dated == start and tokens.lower[i] in words.dated_only):
        return None
    return dated, end


def _headed(tokens: Tokens, i: int, floor: int, words: Occasions) -> tuple[int, int] | None:
    """ "Winter War", "World War II", "2019 BRICS summit", "Expo 2020"."""
    small = not tokens.capitalised(i)
    if small and tokens.lower[i] not in words.small:
        return None
    end = i + 1
    numbered_war = tokens.lower[i] == "war" and any(
        w.rstrip(".") in words.war_numbers for w in tokens.lower[end : end + 1]
    )
    if numbered_war and not small:
        end += 1
    elif end < len(tokens) and _is_word(tokens, end) and tokens.sentence[end] == tokens.sentence[i]:
        return None
    start = _left(tokens, i, floor, words, small=small)
    dated = max(year_start(tokens, start, words), floor)
    counted = dated < start or (start < i and _is_number(tokens, start, words))
    if not counted and not small and any(map(is_year, tokens.text[end : end + 1])):
        end, counted = end + 1, True
    if not counted and (small or start == i or tokens.lower[i] in words.dated_only):
        return None
    telling = any(tokens.capitalised(j) or tokens.lower[j] in words.small_before for j in range(start, i))
    if not telling and (small or tokens.lower[i] == "war"):
        return None
    return dated, _name_after(tokens, end, "on") if tokens.lower[i] == "conference" else end


def _left(tokens: Tokens, i: int, floor: int, words: Occasions, *, small: bool) -> int:
    """Where the words of the name before its head begin."""
    start = i
    while start > floor and i - start < _LONGEST:
        j = start - 1
        if tokens.sentence[j] != tokens.sentence[i] or tokens.space[j]:
            break
        if _is_word(tokens, j) or (small and tokens.lower[j] in words.small_before):
            start = j
        elif _is_number(tokens, j, words):
            return j
        elif j > floor and (_is_hyphen(tokens, j) or _is_possessive(tokens, j)) and _is_word(tokens, j - 1):
            start = j - 1
        else:
            break
    while start < i and _is_role(tokens, start):
        start += 1
    return start


def _is_word(tokens: Tokens, j: int) -> bool:
    """Whether the token may be a word of a name."""
    return (
        tokens.capitalised(j)
        and tokens.text[j].replace("-", "").rstrip(".").isalnum()
        and tokens.pos[j] not in _NO_NAME
        and not (tokens.pos[j] == "VERB" and tokens.tag[j] != "VBN")
    )


def _is_role(tokens: Tokens, j: int) -> bool:
    """The first word of a sentence, where it is no name."""
    first = j == 0 or tokens.sentence[j] != tokens.sentence[j - 1]
    return first and tokens.pos[j] in ("ADV", "VERB", "INTJ")


def _is_number(tokens: Tokens, j: int, words: Occasions) -> bool:
    """ "38th", "second": a number that counts events of a kind."""
    word = tokens.lower[j]
    return word in words.ordinals or (word[:1].isdigit() and word[-2:] in ("st", "nd", "rd", "th"))


def _is_hyphen(tokens: Tokens, j: int) -> bool:
    return tokens.text[j] in "-‑–" and tokens.glued(j) and tokens.glued(j - 1)


def _is_possessive(tokens: Tokens, j: int) -> bool:
    """ "Years' War", "Peasants' Revolt": a plural's possessive is part of the name."""
    return tokens.text[j] in ("'", "’") and tokens.lower[j - 1].endswith("s")


def _name_after_of(tokens: Tokens, end: int, known_ends: dict[int, int], *, year: bool) -> int:
    """The end of "of Verdun", "of the Spanish Succession", "of 1812"; the same index where none is."""
    j = end + 1 + (tokens.lower[end + 1 : end + 2] == ["the"])
    if tokens.lower[end : end + 1] == ["of"] and j in known_ends:
        return known_ends[j]
    if year and tokens.lower[end : end + 1] == ["of"] and any(map(is_year, tokens.text[end + 1 : end + 2])):
        return end + 2
    return _name_after(tokens, end, "of")


def _name_after(tokens: Tokens, end: int, preposition: str) -> int:
    """The end of the capitalised words after a preposition; the same index where there are none."""
    if tokens.lower[end : end + 1] != [preposition]:
        return end
    first = last = end + 1 + (tokens.lower[end + 1 : end + 2] == ["the"])
    while last < len(tokens) and _is_word(tokens, last) and last - first < _LONGEST:
        last += 1
    return last if last > first else end
