"""A text with what is marked in it, as a sequence of openings, words and closings that always nest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.browse.pages.addresses import anchor
from kg.query.pages.report import Name, Report


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to mark; `rank` says which of two that begin together is the outer one."""

    start: int
    end: int
    kind: Literal["furniture", "passage", "name"]
    rank: int
    name: Name | None = None

    @property
    def anchor(self) -> str:
        """The name of the stretch within the page."""
        return anchor(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Piece:
    """One step of writing the text: words, or the beginning or the end of a mark.

    A mark that crosses another is written in several elements, of which the first `is_first`.
    """

    step: Literal["open", "words", "close"]
    words: str = ""
    mark: Mark | None = None
    is_first: bool = True


Edges: TypeAlias = dict[int, list[Mark]]


def pieces(report: Report) -> tuple[Piece, ...]:
    """The archived text of a document with its furniture, passages and names marked."""
    text = report.text or ""
    marks = [
        *(Mark(f.start, f.end, "furniture", 0) for f in report.furniture),
        *(Mark(p.start, p.end, "passage", 1) for p in report.passages),
        *(Mark(n.start, n.end, "name", 2, n) for n in _first_of_each(report.names)),
    ]
    return tuple(_written(text, [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]))


def _first_of_each(names: Sequence[Name]) -> Iterable[Name]:
    """Names without those that lie within another: a link within a link is none."""
    reached = -1
    for name in names:
        if name.start >= reached:
            reached = name.end
            yield name


def _written(text: str, marks: Iterable[Mark]) -> Iterable[Piece]:
    starts: Edges = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.rank)):
        starts.setdefault(mark.start, []).append(mark)
    places = sorted({place for group in starts.values() for mark in group for place in (mark.start, mark.end)})
    open_now: list[Mark] = []
    position = 0
    for place in [*places, len(text)]:
        if place > position:
            yield Piece("words", text[position:place])
            position = place
        ending = [mark for mark in open_now if mark.end <= place]
        if ending:
            outermost = min(open_now.index(mark) for mark in ending)
            again = [mark for mark in open_now[outermost:] if mark.end > place]
            yield from (Piece("close", mark=mark) for mark in reversed(open_now[outermost:]))
            yield from (Piece("open", mark=mark, is_first=False) for mark in again)
            open_now = [*open_now[:outermost], *again]
        beginning = starts.get(place, [])
        yield from (Piece("open", mark=mark) for mark in beginning)
        open_now.extend(beginning)
