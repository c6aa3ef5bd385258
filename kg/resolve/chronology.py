"""When all of it was: documents dated by themselves as they are read, then by one another; then the times of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from kg.model import Extraction, TimeValue
from kg.resolve.clues import Clues, Dated, clues_of, is_singular
from kg.resolve.dating import Dating, Told, date_alone, date_together
from kg.resolve.events import EventKey, Happening
from kg.resolve.resolution import Bond, Publication
from kg.resolve.retiming import retimed, with_times
from kg.resolve.together import bonds
from kg.resolve.windows import Window


@dataclass(frozen=True)
class Dates:
    """What a resolution says of when."""

    published: Mapping[str, Publication]
    bonds: tuple[Bond, ...]
    times: Mapping[str, Mapping[str, TimeValue]]


class Chronology:
    """The clues and the datings of the documents read so far."""

    def __init__(self) -> None:
        self.clues: dict[str, Clues] = {}
        self.alone: dict[str, Dating] = {}

    def read(self, extraction: Extraction) -> Extraction:
        """Take in a document; give it back with its times resolved as far as it can be dated alone."""
        clues = clues_of(extraction)
        document = clues.document
        if clues.events:
            self.clues[document] = clues
        dating = date_alone(clues)
        if dating is not None:
            self.alone[document] = dating
        if dating is None or dating.basis == "given":
            return extraction
        times = dict(retimed(extraction, dating.hull, {}))
        return replace(extraction, facts=with_times(extraction.facts, times))

    def settled(self, joined: Sequence[Sequence[Happening]], extractions: Iterable[Extraction]) -> Dates:
        """The dates, once it is known which events are one happening; the documents are read again where need be."""
        shared = list(self._shared(joined))
        happenings = [told for _, told in shared]
        solved = date_together(self.alone, happenings)
        datings = {doc: d for doc, d in (self.alone | dict(solved.datings)).items() if d.basis != "given"}
        windows: dict[str, dict[str, Window]] = {}
        for number, window in solved.windows.items():
            for document, fact in shared[number][0]:
                windows.setdefault(document, {})[fact] = window
        return Dates(
            published={doc: _publication(datings[doc]) for doc in sorted(datings)},
            bonds=tuple(bonds(happenings, {**self.alone, **datings})),
            times=_times(extractions, datings, windows),
        )

    def _shared(self, joined: Sequence[Sequence[Happening]]) -> Iterator[tuple[list[EventKey], Told]]:
        """The happenings of several documents that can date them.

        What may happen again and again to the same ("they met in Geneva on Friday") dates a document only by one with
        which it has another happening in common.
        """
        several = [same for same in joined if len({h.key[0] for h in same}) > 1]
        documents = [frozenset(h.key[0] for h in same) for same in several]
        common: dict[str, list[int]] = {}
        for number, found in enumerate(documents):
            for document in found:
                common.setdefault(document, []).append(number)
        for number, same in enumerate(several):
            keys = sorted(h.key for h in same)
            if not is_singular(same[0].event):
                others = {doc: documents[number] - {doc} for doc in documents[number]}
                keys = [
                    (doc, fact)
                    for doc, fact in keys
                    if any(n != number and not others[doc].isdisjoint(documents[n]) for n in common[doc])
                ]
            told = self._told(keys)
            if told and len({doc for doc, _ in keys}) > 1:
                yield keys, told

    def _told(self, keys: Sequence[EventKey]) -> Told:
        """What each document says of when a happening was, where it says anything."""
        told: dict[str, tuple[Dated, ...]] = {}
        for document, fact in keys:
            found = self.clues[document].events.get(fact, ()) if document in self.clues else ()
            if found:
                told[document] = (*told.get(document, ()), *found)
        return told


def _times(
    extractions: Iterable[Extraction], datings: Mapping[str, Dating], windows: Mapping[str, Mapping[str, Window]]
) -> dict[str, dict[str, TimeValue]]:
    """The times of facts that are now known, by document."""
    again = datings.keys() | windows.keys()
    found: dict[str, dict[str, TimeValue]] = {}
    for extraction in extractions if again else ():
        document = extraction.document.id
        if document in again:
            published = datings[document].hull if document in datings else None
            times = dict(retimed(extraction, published, windows.get(document, {})))
            if times:
                found[document] = times
    return {document: found[document] for document in sorted(found)}


def _publication(dating: Dating) -> Publication:
    first, last = (date.fromordinal(day).isoformat() for day in dating.hull)
    return Publication(first=first, last=last, basis="joint" if dating.basis == "joint" else "text", proof=dating.proof)
