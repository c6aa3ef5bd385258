"""Page furniture: what stands in a text and is no news. It is marked, never cut, so that no offset moves.

The patterns are data (data/furniture.toml). A line that is no sentence of news and follows the heading of a
subscription or of a list of other articles belongs to that block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto

from kg.annotate.furniture_patterns import Patterns, load_patterns
from kg.model import Stretch

LONGEST_RUN = 200
"""As much of a run of punctuation, or of one character over and over, is left to the parser, in code points."""

LONGEST_STRING = 1_000
"""Longest string of ASCII characters without a blank that is left to the parser; a longer one is no word."""

_LINE = re.compile(r"[^\r\n]+")
_KEPT = re.compile(r"[^\r\n]")
_RUN = re.compile(rf"[^\w\s]{{{LONGEST_RUN + 1},}}+|([^\s])\1{{{LONGEST_RUN},}}+")
_STRING = re.compile(rf"[!-~]{{{LONGEST_STRING + 1},}}+")
_EDGES = " \t\u00a0\ufeff•·●▪■◦‣*–—-|>»«"
_BULLET = re.compile(r"[ \t\u00a0]{0,9}[•·●▪■◦‣*–-][ \t\u00a0]")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_LONGEST_LINE = 300
_NEWS_WORDS = 8
_LINK_WORDS = 20
_LONGEST_LIST = 12
_LONG_WORDS = 30
_TITLE_WORDS = 5
_TITLE_LINES = 3
_STATEMENT_END = re.compile(r"[.!…][\"'”’)\]]{0,3}$")
_DATE_LINE = re.compile(r"[\W\d]*(?:[A-Z][a-z]{2,8}day)?[\W\d]*(?:[A-Z][a-z]{2,8})?[\W\d]*(?:[AP]M|GMT|UTC)?[\W\d]*")


class _Kind(Enum):
    FURNITURE = auto()
    BLOCK = auto()
    PROMO = auto()
    NEWS = auto()
    OTHER = auto()


class _Line:
    """One line of the text: where it stands, and what kind of line it is."""

    __slots__ = ("bullet", "end", "gap", "kind", "link", "start")

    def __init__(self, text: str, start: int, end: int, gap: bool, patterns: Patterns) -> None:
        self.start, self.end, self.gap = start, end, gap
        bare = text[start:end].strip(_EDGES)
        words = bare.count(" ") + 1
        self.kind = _classify(bare, words, patterns)
        self.bullet = _BULLET.match(text, start, end) is not None
        self.link = self.bullet or (words <= _LINK_WORDS and not bare.endswith((".", '"', "”")))


def find_furniture(text: str) -> tuple[Stretch, ...]:
    """The stretches of page furniture, sorted, disjoint, without blanks at their ends; in time linear in the text."""
    patterns = load_patterns()
    spans = [*_inline(text, patterns), *_runs(text), *_whole_lines(text, patterns)]
    return tuple(Stretch(start=start, end=end) for start, end in _merge(text, spans))


def mask(text: str, furniture: Iterable[Stretch]) -> str:
    """The text with furniture as blanks: same length, newlines where they were."""
    pieces: list[str] = []
    position = 0
    for stretch in furniture:
        pieces += (text[position : stretch.start], _KEPT.sub(" ", text[stretch.start : stretch.end]))
        position = stretch.end
    return "".join((*pieces, text[position:]))


def _inline(text: str, patterns: Patterns) -> Iterator[tuple[int, int]]:
    for inline in patterns.inline:
        if any(need in text for need in inline.needs):
            yield from (found.span() for found in inline.pattern.finditer(text))
    yield from (found.span() for found in patterns.navigation.finditer(text))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """What lies beyond the first characters of runs that parsers take quadratic time for, and overlong strings."""
    yield from ((found.start() + LONGEST_RUN, found.end()) for found in _RUN.finditer(text))
    yield from (found.span() for found in _STRING.finditer(text))


def _whole_lines(text: str, patterns: Patterns) -> Iterator[tuple[int, int]]:
    lines = _lines(text, patterns)
    last_news = max((number for number, line in enumerate(lines) if line.kind is _Kind.NEWS), default=-1)
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.kind in {_Kind.FURNITURE, _Kind.BLOCK}:
            yield line.start, line.end
        if line.kind is not _Kind.BLOCK:
            continue
        below = lines[number : number + _LONGEST_LIST + 1]
        length = len(lines) - number if 0 <= last_news < number else _list_below(below)
        if length:
            yield lines[number].start, lines[number + length - 1].end
        number += length


def _lines(text: str, patterns: Patterns) -> list[_Line]:
    """The lines that are not blank. `gap` says whether a blank line or the start of the text comes before."""
    lines: list[_Line] = []
    gap = True
    previous = 0
    for found in _LINE.finditer(text):
        gap = gap or text.count("\n", previous, found.start()) > 1
        previous = found.end()
        if not found[0].isspace():
            lines.append(_Line(text, found.start(), found.end(), gap, patterns))
        gap = found[0].isspace()
    return lines


def _classify(bare: str, words: int, patterns: Patterns) -> _Kind:
    """The kind of a line of so many words, blanks and bullets at its ends left out."""
    if not bare:
        return _Kind.OTHER
    if len(bare) <= _LONGEST_LINE:
        if patterns.block.fullmatch(bare):
            return _Kind.BLOCK
        if patterns.line.fullmatch(bare):
            return _Kind.FURNITURE
        if words <= _LONG_WORDS and patterns.promo.search(bare):
            return _Kind.PROMO
    ends = _SENTENCE_END.search(bare) is not None
    return _Kind.NEWS if words >= _LONG_WORDS or (ends and words >= _NEWS_WORDS) else _Kind.OTHER


def _list_below(lines: Sequence[_Line]) -> int:
    """How many of these lines belong to the block whose heading stands above them, in the midst of the news.

    A last line that stands alone may be the heading of what follows and is left.
    """
    length = 0
    for line in lines[:_LONGEST_LIST]:
        if line.kind is _Kind.NEWS or (line.kind is _Kind.OTHER and not line.link):
            break
        length += 1
    followed = length < len(lines)
    last = lines[length - 1] if length else None
    if last and followed and length > 1 and last.kind is _Kind.OTHER and last.gap and not last.bullet:
        length -= 1
    return length


def _merge(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted and disjoint; touching ones joined, blanks at the ends left out."""
    current: tuple[int, int] | None = None
    for start, end in sorted(_trimmed(text, spans)):
        if current and start <= current[1]:
            current = (current[0], max(current[1], end))
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in spans:
        piece = text[start:end]
        if bare := piece.strip():
            offset = start + piece.index(bare)
            yield offset, offset + len(bare)


def guess_title(text: str, furniture: Iterable[Stretch]) -> str | None:
    """The headline of a plain text: of the first three short lines before any sentence, the first with five words.

    Else the first of them; None where the text begins with a sentence. Lines of furniture and bare dates do not count.
    """
    lines: list[str] = []
    for found in _LINE.finditer(mask(text, furniture)):
        line = " ".join(found[0].split())
        if not line or _DATE_LINE.fullmatch(line):
            continue
        words = line.count(" ") + 1
        if words > _LONG_WORDS or _STATEMENT_END.search(line) or len(lines) == _TITLE_LINES:
            break
        lines.append(line)
    return next((line for line in lines if line.count(" ") >= _TITLE_WORDS - 1), lines[0] if lines else None)
