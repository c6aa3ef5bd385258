"""What two documents that tell of the same events have in common though neither may be dated: a day, a month, a year.

"last month" in both, of one meeting, puts both in one month, whichever it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from kg.model import Stretch
from kg.resolve.clues import Dated
from kg.resolve.dating import Dating, Told
from kg.resolve.resolution import Bond, Unit
from kg.resolve.windows import Clue, Window, window

_FIRST, _LAST = date(2004, 1, 1).toordinal(), date(2005, 12, 31).toordinal()
_MARGIN = 1500
"""In days: how far the other document may lie from a leap year and a common one, which stand for all years."""


def bonds(happenings: Sequence[Told], datings: Mapping[str, Dating]) -> Iterator[Bond]:
    """The bonds between documents that tell of the same happenings; no day of publication is needed.

    Each happening binds its documents to the first of them, so that the number of bonds grows as that of tellings.
    Documents dated to the day need none.
    """
    by_document: dict[str, dict[int, Told]] = {}
    pairs: dict[tuple[str, str], None] = {}
    for number, told in enumerate(happenings):
        open_ones = [doc for doc in sorted(told) if _clues(told[doc]) and not _is_dated(doc, datings)]
        for doc in open_ones:
            by_document.setdefault(doc, {})[number] = told
        pairs.update(dict.fromkeys((first, doc) for first in open_ones[:1] for doc in open_ones[1:]))
    for one, other in pairs:
        shared = [told for number, told in by_document[one].items() if number in by_document[other]]
        both = {(a, b): (p, q) for told in shared for a, p in _clues(told[one]) for b, q in _clues(told[other])}
        unit = _common_unit(frozenset(both))
        if unit is not None:
            proof = {(doc, s) for pair in both.values() for doc, s in zip((one, other), pair, strict=True)}
            ordered = sorted(proof, key=lambda p: (p[0], p[1].start, p[1].end))
            yield Bond(unit=unit, documents=(one, other), proof=tuple(ordered))


def _clues(found: Sequence[Dated]) -> list[tuple[Clue, Stretch]]:
    return [(dated.when, dated.proof) for dated in found if isinstance(dated.when, Clue)]


def _is_dated(document: str, datings: Mapping[str, Dating]) -> bool:
    return document in datings and len(datings[document].days) == 1


@lru_cache(maxsize=4096)
def _common_unit(clues: frozenset[tuple[Clue, Clue]]) -> Unit | None:
    """The smallest unit in which two documents lie whose clues are of the same happenings; None for none."""
    others = {theirs: _windows(theirs) for _, theirs in clues}
    pairs = []
    for day in range(_FIRST, _LAST + 1):
        ends = [_reach(window(mine, day), others[theirs]) for mine, theirs in clues]
        first, last = max(a for a, _ in ends), min(b for _, b in ends)
        pairs += [(date.fromordinal(day), date.fromordinal(n)) for n in (first, last) if first <= last]
    if not pairs or any(abs((a - b).days) > _MARGIN // 2 for a, b in pairs):
        return None
    if all(a == b for a, b in pairs):
        return "day"
    if all((a.year, a.month) == (b.year, b.month) for a, b in pairs):
        return "month"
    return "year" if all(a.year == b.year for a, b in pairs) else None


def _windows(clue: Clue) -> tuple[list[int], list[int], list[int]]:
    """Days of publication that the clue allows, with the first and the last day of what it means then."""
    found = [(day, w) for day in range(_FIRST - _MARGIN, _LAST + _MARGIN + 1) if (w := window(clue, day))]
    return [day for day, _ in found], [w[0] for _, w in found], [w[1] for _, w in found]


def _reach(when: Window | None, other: tuple[list[int], list[int], list[int]]) -> tuple[int, int]:
    """The first and the last day of publication whose window meets this one; reversed where there is none."""
    if when is None:
        return 1, 0
    days, firsts, lasts = other
    low, high = bisect_left(lasts, when[0]), bisect_right(firsts, when[1]) - 1
    return (days[low], days[high]) if low <= high else (1, 0)
