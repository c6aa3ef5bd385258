"""When documents were published: what follows from the sentences of each, and of those who tell of the same events.

Every day that fits is kept, and a day is left out only for sentences that exclude it. What contradicts itself dates
nothing. Documents are solved together by shrinking the days of each document and of each event in turn, which may
leave days that do not fit but never leaves out one that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kg.model import Stretch
from kg.resolve.clues import LONGEST, Clues, Dated
from kg.resolve.clusters import Clusters
from kg.resolve.windows import Clue, Window, meet, window

Basis: TypeAlias = Literal["given", "text", "joint"]
Proof: TypeAlias = tuple[tuple[str, Stretch], ...]
"""Sentences, each after the id of its document."""
Told: TypeAlias = Mapping[str, tuple[Dated, ...]]
"""One happening: by document, what that document says of when it was."""
_ROUNDS = 12
_WITNESSES = 4
"""How many documents, the surest first, are called to prove when an event was."""


@dataclass(frozen=True, slots=True)
class Dating:
    """The days on which a document can have been published, in order, and the sentences that leave no others."""

    days: tuple[int, ...]
    basis: Basis
    proof: Proof = ()

    @property
    def hull(self) -> Window:
        """The first and the last of the days."""
        return self.days[0], self.days[-1]


def date_alone(clues: Clues) -> Dating | None:
    """The dating of a document by itself; None where nothing follows."""
    if clues.published is not None:
        return Dating(tuple(range(clues.published[0], clues.published[1] + 1)), "given")
    days: tuple[int, ...] | None = None
    proof: list[Stretch] = []
    for clue, when, sentences in _compared(clues):
        left = _fitting(clue, when, days)
        if days is None or len(left) < len(days):
            days = left
            proof += sentences
    for dated in (*(d for told in clues.events.values() for d in told), *clues.others):
        left = tuple(day for day in days or () if not isinstance(dated.when, Clue) or window(dated.when, day))
        if days and len(left) < len(days):
            days = left
            proof.append(dated.proof)
    if not days:
        return None
    ordered = sorted(set(proof), key=lambda s: (s.start, s.end))
    return Dating(days, "text", tuple((clues.document, sentence) for sentence in ordered))


def _compared(clues: Clues) -> Iterator[tuple[Clue, Window, tuple[Stretch, Stretch]]]:
    """Clues and fixed days of one event, with the sentences of both."""
    for told in clues.events.values():
        for mine in told:
            for theirs in told:
                if isinstance(mine.when, Clue) and not isinstance(theirs.when, Clue):
                    yield mine.when, theirs.when, (theirs.proof, mine.proof)


def _fitting(clue: Clue, when: Window, days: Sequence[int] | None) -> tuple[int, ...]:
    """The days of publication (any, where `days` is None) on which the clue can mean something in the window."""
    if days is None:
        days = range(max(when[0] - clue.lag, 400), when[1] + clue.lag + 1)
    return tuple(day for day in days if meet(window(clue, day), when))


@dataclass(frozen=True)
class Solved:
    """The datings that follow from several documents together, by document; the windows of happenings, by number."""

    datings: Mapping[str, Dating]
    windows: Mapping[int, Window]


def date_together(alone: Mapping[str, Dating], happenings: Sequence[Told]) -> Solved:
    """Tighten the datings by the happenings that several documents tell of; those who contradict each other stay."""
    parts: Clusters[str] = Clusters(sorted({document for told in happenings for document in told}))
    for told in happenings:
        first, *rest = sorted(told)
        for document in rest:
            parts.join(first, document)
    grouped: dict[str, list[int]] = {}
    for number, told in enumerate(happenings):
        grouped.setdefault(parts.find(min(told)), []).append(number)
    datings: dict[str, Dating] = {}
    windows: dict[int, Window] = {}
    for numbers in grouped.values():
        solved = _solve(alone, {number: happenings[number] for number in numbers})
        if solved is not None:
            datings.update(solved.datings)
            windows.update(solved.windows)
    return Solved(datings, windows)


def _solve(alone: Mapping[str, Dating], happenings: Mapping[int, Told]) -> Solved | None:
    """The days left to documents and happenings that hang together; None where none are."""
    days = {doc: alone[doc].days if doc in alone else None for told in happenings.values() for doc in told}
    windows: dict[int, Window] = {}
    for _ in range(_ROUNDS):
        before = dict(days), dict(windows)
        for number, told in happenings.items():
            found = _window_of(told, days, windows.get(number))
            if found is None:
                continue
            if found[0] > found[1] or not _narrow(told, found, days):
                return None
            windows[number] = found
        if (days, windows) == before:
            break
    return Solved(_tightened(alone, days, happenings), windows)


def _window_of(told: Told, days: Mapping[str, tuple[int, ...] | None], known: Window | None) -> Window | None:
    """The window in which all its tellings lie; None while nothing bounds it."""
    ends = [known] if known else []
    for document, found in told.items():
        domain = days[document]
        for dated in found:
            if not isinstance(dated.when, Clue):
                ends.append(dated.when)
            elif domain:
                edges = [w for day in (domain[0], domain[-1]) if (w := window(dated.when, day))]
                if len(edges) == 2:
                    ends.append((edges[0][0], edges[1][1]))
    return (max(a for a, _ in ends), min(b for _, b in ends)) if ends else None


def _narrow(told: Told, when: Window, days: dict[str, tuple[int, ...] | None]) -> bool:
    """Leave each document the days that fit the window; whether every one has some left."""
    for document, found in told.items():
        for dated in found:
            domain = days[document]
            if isinstance(dated.when, Clue) and (domain is not None or when[1] - when[0] <= LONGEST):
                days[document] = _fitting(dated.when, when, domain)
                if not days[document]:
                    return False
    return True


def _tightened(
    alone: Mapping[str, Dating], days: Mapping[str, tuple[int, ...] | None], happenings: Mapping[int, Told]
) -> dict[str, Dating]:
    """Those that have fewer days left than they had alone, with the sentences of all who tell of what they tell of."""
    proofs: dict[str, set[tuple[str, Stretch]]] = {}
    for told in happenings.values():
        surest = sorted(told, key=lambda doc: (len(alone[doc].days) if doc in alone else LONGEST, doc))[:_WITNESSES]
        shared = {(doc, dated.proof) for doc in surest for dated in told[doc]}
        shared.update(sentence for doc in surest if doc in alone for sentence in alone[doc].proof)
        for doc in told:
            proofs.setdefault(doc, set()).update(shared, ((doc, dated.proof) for dated in told[doc]))
    found = {}
    for doc, left in days.items():
        if left and (doc not in alone or len(left) < len(alone[doc].days)):
            found[doc] = Dating(left, "joint", tuple(sorted(proofs[doc], key=lambda p: (p[0], p[1].start, p[1].end))))
    return found
