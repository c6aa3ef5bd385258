"""Where the text quotes: pairs of quotation marks, also across sentences and paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile("[“”\"]|''|``|\n[^\\S\n]*\n")
OPENING, CLOSING = frozenset("“") | {"``"}, frozenset("”")
LONGEST = 3_000
"""In code points. A mark that finds no partner within it is taken for a stray."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, half-open; `open_ended` where it runs on in the next paragraph."""

    start: int
    end: int
    open_ended: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """All quotations in order, none nested. A paragraph's end closes one left open (its speaker goes on)."""
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in _MARKS.finditer(text):
        mark = match[0]
        if mark.startswith("\n"):
            if opened and match.start() - opened[0] <= LONGEST and opened[1] in OPENING:
                found.append(Quotation(opened[0], match.start(), open_ended=True))
            opened = None
        elif opened is None:
            if mark not in CLOSING and _may_open(text, match.start(), mark):
                opened = (match.start(), mark)
        elif mark in OPENING:
            opened = (match.start(), mark)
        else:
            if match.end() - opened[0] <= LONGEST:
                found.append(Quotation(opened[0], match.end()))
            opened = None
    return found


def _may_open(text: str, at: int, mark: str) -> bool:
    """Whether a straight mark stands before a word ('5"' is inches, or the end of something)."""
    after = text[at + len(mark) : at + len(mark) + 1]
    before = text[at - 1] if at else " "
    return mark in OPENING or (not after.isspace() and after != "" and not before.isalnum())


class Quotations:
    """The quotations of a text, looked up by place."""

    def __init__(self, found: Sequence[Quotation]) -> None:
        self.found = found
        self._starts, self._ends = [q.start for q in found], [q.end for q in found]

    def around(self, at: int) -> Quotation | None:
        """The quotation that a code point is in."""
        n = bisect_right(self._starts, at) - 1
        return self.found[n] if n >= 0 and at < self._ends[n] else None

    def within(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations that overlap [start, end), in order."""
        return self.found[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
