"""What the sentences of one document say of the days of its events, gathered for dating it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg.model import Event, Extraction, Mention, Statement, Stretch, TimeValue
from kg.resolve.windows import Clue, Window, clue_of

_TOLD = frozenset({"actual", "reference"})
_ONCE = frozenset({"OPEN", "CLOSE"})
LONGEST = 1100
"""In days: a window longer than this dates nothing."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One time expression of a fact: a fixed window of days or a clue, and the sentence where it stands."""

    fact: str
    when: Window | Clue
    proof: Stretch


@dataclass(frozen=True)
class Clues:
    """All of one document. `events` by fact; `others` are clues of what is no event, for what they say of the day of
    publication. `published` is the window of that day as far as it was given.
    """

    document: str
    published: Window | None
    events: Mapping[str, tuple[Dated, ...]]
    others: tuple[Dated, ...]


def clues_of(extraction: Extraction) -> Clues:
    """The clues of a document."""
    events: dict[str, tuple[Dated, ...]] = {}
    others: list[Dated] = []
    reader = _Reader(extraction)
    for fact in extraction.facts:
        match fact:
            case Event() if fact.factuality in _TOLD:
                times = (fact.time, *fact.other_times) if fact.time else ()
                found = tuple(dict.fromkeys(d for t in times for d in reader.dated(fact, t)))
                if len(found) == 1 or (found and is_singular(fact)):
                    events[fact.id] = found
            case Statement(time=TimeValue() as time):
                others.extend(reader.dated(fact, time))
            case _:
                pass
    return Clues(extraction.document.id, published_window(extraction), events, tuple(others))


def is_singular(event: Event) -> bool:
    """Whether it hardly happens twice to the same: a body is left or opened, while the same people meet every year."""
    return event.theme is not None or event.event_type in _ONCE


def published_window(extraction: Extraction) -> Window | None:
    """The days on which the document may have been published, as far as that was given; None where it was not."""
    first, _, last = (extraction.document.published or "").partition("/")
    return _window(first, last or first)


def _window(first: str | None, last: str | None) -> Window | None:
    try:
        ends = date.fromisoformat(first or "").toordinal(), date.fromisoformat(last or "").toordinal()
    except ValueError:
        return None
    return ends if 0 <= ends[1] - ends[0] <= LONGEST else None


class _Reader:
    """Reads the times of one document."""

    def __init__(self, extraction: Extraction) -> None:
        self.text = extraction.text
        self.mentions: Mapping[str, Mention] = {m.id: m for m in extraction.mentions if m.kind == "Time"}
        self.quoted = tuple(
            stretch
            for fact in extraction.facts
            if isinstance(fact, Statement) and fact.quoted
            for stretch in fact.content
        )

    def dated(self, fact: Event | Statement, time: TimeValue) -> Iterator[Dated]:
        """What one time of a fact says; nothing where a side of it is open. What is quoted is the speaker's."""
        mention = self.mentions.get(time.mention or "")
        if mention is None or time.open:
            return
        if mention.reckoning is None:
            fixed = _window(time.earliest, time.latest)
            if fixed:
                yield Dated(fact.id, fixed, _sentence(fact, mention))
            return
        clue = clue_of(mention.reckoning, self.text[mention.start : mention.end])
        if clue and not any(s.start <= mention.start < s.end for s in self.quoted):
            yield Dated(fact.id, clue, _sentence(fact, mention))


def _sentence(fact: Event | Statement, mention: Mention) -> Stretch:
    """The evidence that holds the words, or the words alone."""
    around = [e for e in fact.evidence if e.start <= mention.start and mention.end <= e.end]
    found = min(around, key=lambda e: (e.end - e.start, e.start), default=mention)
    return Stretch(start=found.start, end=found.end)
