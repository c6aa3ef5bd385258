"""Names of elections: a year, whose election it is, its kind, and the word for a vote.

    election  =  (month? year)? (state | body | kind)* VOTE ("in" place)? ("," year | "of" year)?

"The 2016 Norwegian general election", "the 2006 midterm elections", "Norwegian parliamentary election, 2016". Without
a year it is no name: "the Norwegian elections" are any.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.lexicons import Occasions
from kg.annotate.names import Name
from kg.annotate.tokens import Tokens

_NO_NAME = frozenset({"DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "VERB", "PUNCT"})


def is_year(word: str) -> bool:
    """Whether the word is a year in four digits."""
    return len(word) == 4 and word.isdigit() and "1500" <= word < "2200"


def year_start(tokens: Tokens, start: int, words: Occasions) -> int:
    """Where a year right before this token begins, its month included; the same index where there is none."""
    if start == 0 or not is_year(tokens.text[start - 1]) or tokens.sentence[start - 1] != tokens.sentence[start]:
        return start
    return start - 2 if start > 1 and tokens.lower[start - 2] in words.months else start - 1


def elections(tokens: Tokens, words: Occasions, known_ends: dict[int, int]) -> Iterator[Name]:
    """All named elections, left to right. `known_ends` gives the end of each known name by its start."""
    last = 0
    for i, word in enumerate(tokens.lower):
        if word not in words.votes or tokens.pos[i] not in ("NOUN", "PROPN", "ADJ") or _is_again(tokens, i):
            continue
        start, kinds, proper = _before(tokens, i, last, words)
        dated = year_start(tokens, start, words)
        alone = word in words.votes_alone and dated < start
        if dated < last or not (kinds or proper or alone) or _goes_on(tokens, i, words):
            continue
        end = i + 1
        if dated < start:
            body = not words.representing.isdisjoint(tokens.lower[start:i])
            end = _place_after(tokens, end, words, known_ends, any_place=body) if proper else end
        else:
            end = _year_after(tokens, end)
            if end == i + 1:
                continue
        last = end
        yield Name(dated, end, "Event", "occasion")


def _is_again(tokens: Tokens, i: int) -> bool:
    """ "Re-election"."""
    return i > 1 and tokens.text[i - 1] in "-‑" and tokens.lower[i - 2] in ("re", "pre", "post", "anti", "non")


def _goes_on(tokens: Tokens, i: int, words: Occasions) -> bool:
    return i + 1 < len(tokens) and tokens.lower[i + 1] in words.not_after_vote


def _before(tokens: Tokens, i: int, floor: int, words: Occasions) -> tuple[int, bool, bool]:
    """The words before the vote: where they begin, whether a kind of vote is among them, whether a name is."""
    start, j, kinds, proper = i, i - 1, False, False
    while j >= floor and tokens.sentence[j] == tokens.sentence[i] and not tokens.space[j]:
        if tokens.lower[j] in words.kinds and (not tokens.capitalised(j) or tokens.pos[j] != "ADP"):
            start, kinds = j, True
        elif _is_proper(tokens, j, words):
            start, proper = j, True
        elif not _joins(tokens, j, floor, words):
            break
        j -= 1
    return start, kinds, proper


def _is_proper(tokens: Tokens, j: int, words: Occasions) -> bool:
    text = tokens.text[j]
    return (
        tokens.capitalised(j)
        and text.replace(".", "").isalpha()
        and tokens.pos[j] not in _NO_NAME
        and tokens.lower[j] not in words.months
        and not tokens.lower[j].endswith("day")
    )


def _joins(tokens: Tokens, j: int, floor: int, words: Occasions) -> bool:
    """A hyphen within a word, "and" between two kinds, "of" within the name of a body."""
    if j <= floor:
        return False
    if tokens.text[j] in "-‑–":
        return tokens.glued(j) and tokens.glued(j - 1)
    if tokens.lower[j] == "and":
        return tokens.lower[j - 1] in words.kinds and tokens.lower[j + 1] in words.kinds
    return tokens.lower[j] == "of" and _is_proper(tokens, j - 1, words) and _is_proper(tokens, j + 1, words)


def _place_after(tokens: Tokens, end: int, words: Occasions, known_ends: dict[int, int], *, any_place: bool) -> int:
    """The end of "in Italy" after an election that is held in more places than this; the same index where none is."""
    if tokens.lower[end : end + 1] != ["in"]:
        return end
    place = end + 1 + (tokens.lower[end + 1 : end + 2] == ["the"])
    if place in known_ends:
        return known_ends[place]
    proper = place < len(tokens) and tokens.pos[place] == "PROPN" and tokens.capitalised(place)
    last = place + 1
    while last < len(tokens) and tokens.dep[last - 1] == "compound" and tokens.pos[last] == "PROPN":
        last += 1
    return last if any_place and proper and tokens.lower[place] not in words.months else end


def _year_after(tokens: Tokens, end: int) -> int:
    """ "General election of 2009", "general election, 2009": the end of the year; the same index where none is."""
    if tokens.lower[end : end + 1] not in (["of"], [","]) or not any(map(is_year, tokens.text[end + 1 : end + 2])):
        return end
    return end if tokens.capitalised(end + 2) else end + 2
