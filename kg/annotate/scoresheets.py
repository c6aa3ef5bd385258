"""Names on pages that are no sentences: results, league tables, fixtures, line-ups, cards of scores.

A line is read as a string of one letter a token (see `_letter`), so that each form of sheet is one short pattern whose
matches are tokens. Who stands there is a team or a player by the place in the line, whatever else bears the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from kg.annotate.names import Name
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Kind

_TEAM = r"(C(?:[Cohp.]*C)?(?:\(C\))?)(?:\(S+\))?"
_FULL = r"((?:I+o*|C(?:h[Cw])?o*)(?:I|C(?:h[Cw])?o*)*C(?:h[Cw])?)"
"""A person's name of two words or more."""
_ANY = r"((?:I+o*)?C(?:[Coh]*C)?(?:hw)?)"
_N = r"n(?:dn)*"
_OPEN = r"(?:^|(?<=[,;:.)n]))"
_SHEETS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # Rovers 2 City 1; Rovers 2 (Lind 12th) City 1; Rovers 2-1 City
    ("Institution", re.compile(rf"{_OPEN}{_TEAM}n(?:\([^()]*\))?,?{_TEAM}n(?=$|[,;.(C])")),
    ("Institution", re.compile(rf"{_OPEN}{_TEAM}ndn{_TEAM}(?=$|[,;.(])")),
    # Rovers 4 2 1 1 5 3 7; ROVERS 84 50 .627 -
    ("Institution", re.compile(rf"^(?:n\.?)?{_TEAM}nnn[nd.]*$")),
    # Rovers v City, United v Wanderers; ROVERS AT CITY, where the second is the place of the match
    ("Institution", re.compile(rf"(?:^n?|[:,]){_TEAM}v{_TEAM}(?=$|[,.(;])")),
    ("Institution", re.compile(rf"^{_TEAM}AC+$")),
    # 4. Ann Lind (Norway) 13.52; 64 Ann Lind; Ann Lind (Norway) beat Eva Berg (Sweden) 6-4
    ("Person", re.compile(rf"(?:^|(?<=[.,;dn:w])){_FULL}\(S+\)(?=[nd,;w]|\.?$)")),
    ("Person", re.compile(rf"^n\.?{_FULL}n*$")),
    # 1 - Ann Lind, 2 - Eva Berg (14 - Ida Vik, 57th)
    ("Person", re.compile(rf"(?<=nd){_ANY}(?=[,;(.)]|[nt]|$)")),
    # Ann Lind (31st), Eva Berg 78th
    ("Person", re.compile(rf"(?:^|(?<=[,;(d:])){_ANY}(?=\(?t[,);.w]|t$)")),
    # A. Lind c Berg b Vik 12; Lind lbw b Vik 3; Ann Lind not out 12
    ("Person", re.compile(rf"^{_ANY}(?:(?:c|s){_ANY})?l?b{_ANY}n(?:[^n]|$)")),
    ("Person", re.compile(rf"^{_ANY}(?:cpb{_ANY}|wN)n")),
    # A. Lind 5-79, E. Berg not out 80
    ("Person", re.compile(r"(?<![CI])(I+C(?:h[Cw])?)(?=(?:wN)?n)")),
    # Ann Lind 10-0-33-2
    ("Person", re.compile(rf"(?:^|(?<=[,;:])){_ANY}(?=ndndndn)")),
)
_LETTERS = {mark: mark for mark in "(),;:."}
_LETTERS |= {"[": "(", "]": ")", "-": "d", "–": "d", "*": "n", "&": "p", "'": "p", "’": "p"}
_LETTERS |= {"v": "v", "vs": "v", "c": "c", "st": "s", "b": "b", "lbw": "l", "of": "o", "AT": "A"}
_LETTERS |= dict.fromkeys(word_list("name_particles"), "o") | dict.fromkeys(word_list("sheet_words"), "W")
_MINUTE = re.compile(r"\d+(?:st|nd|rd|th|['’])$")


def _letter(tokens: Tokens, i: int, states: Set[int]) -> str:
    """The letter that stands for a token.

    C is a capitalised word, I an initial, S a state, n a number, t a minute, h a hyphen within a name, N "not out",
    w any other word.
    """
    text = tokens.text[i]
    if i in states:
        return "S"
    if text[0].isdigit() or (text[0] == "." and text[1:].isdigit()):
        return "t" if _MINUTE.match(text) else "n"
    if text == "-" and tokens.glued(i) and i > 0 and tokens.glued(i - 1) and not tokens.text[i - 1][-1].isdigit():
        return "h"
    if text == "out" and tokens.lower[i - 1] == "not":
        return "N"
    if letter := _LETTERS.get(text) or ("W" if _LETTERS.get(text.lower()) == "W" else None):
        return letter
    if text[0].isupper():
        return "I" if len(text) == 2 and text[1] == "." else "C"
    return "w" if text[0].isalpha() else "x"


def _lines(tokens: Tokens) -> Iterator[list[int]]:
    """The tokens of each line, white space left out."""
    line: list[int] = []
    for i, text in enumerate(tokens.text):
        if not tokens.space[i]:
            line.append(i)
        elif "\n" in text:
            yield line
            line = []
    yield line


def tabled(tokens: Tokens, states: Set[int]) -> Iterator[Name]:
    """The teams and players of sheets. `states` are the tokens that name a state."""
    for line in _lines(tokens):
        if len(line) > 1:
            yield from _read(line, "".join(_letter(tokens, i, states) for i in line))


def _read(line: Sequence[int], letters: str) -> Iterator[Name]:
    """The names of one line, each token in at most one; the forms of sheet are tried in their order."""
    if not ("n" in letters or "t" in letters or "v" in letters or "A" in letters or "(S" in letters):
        return
    taken: set[int] = set()
    for kind, sheet in _SHEETS:
        for match in sheet.finditer(letters):
            for group in range(1, len(match.groups()) + 1):
                span = range(*match.span(group))
                if span and taken.isdisjoint(span):
                    taken.update(span)
                    yield Name(line[span[0]], line[span[-1]] + 1, kind, "sheet")
