"""A stretch of text with its names marked: what every source makes and the training takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

Entity: TypeAlias = tuple[int, int, str]
"""Half-open token offsets and an OntoNotes label."""
Stretch: TypeAlias = tuple[int, int]
LONGEST_PIECE = 120
"""In tokens, but for the sentence that passes it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Words, whether a space follows each, the names among them, and stretches of which nothing is known."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    entities: tuple[Entity, ...]
    unknown: tuple[Stretch, ...] = ()

    def example(self, vocab: Vocab) -> Example:
        """The sample as spaCy trains on it."""
        reference = Doc(vocab, words=list(self.words), spaces=list(self.spaces))
        reference.set_ents(
            [Span(reference, start, end, label=label) for start, end, label in self.entities],
            missing=[reference[start:end] for start, end in self.unknown],
            default="outside",
        )
        return Example(Doc(vocab, words=list(self.words), spaces=list(self.spaces)), reference)


def overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two stretches share a token."""
    return one[0] < other[1] and other[0] < one[1]


def sample_of(doc: Doc, entities: Iterable[Entity], unknown: Iterable[Stretch] = ()) -> Sample:
    """The words of the Doc with these names: of two that overlap the first, of two that begin together the longer."""
    chosen: list[Entity] = []
    for entity in sorted(set(entities), key=lambda e: (e[0], -e[1], e[2])):
        if not chosen or entity[0] >= chosen[-1][1]:
            chosen.append(entity)
    return Sample(
        words=tuple(t.text for t in doc),
        spaces=tuple(bool(t.whitespace_) for t in doc),
        entities=tuple(chosen),
        unknown=_apart(unknown, chosen),
    )


def _apart(unknown: Iterable[Stretch], chosen: Sequence[Entity]) -> tuple[Stretch, ...]:
    """The stretches that overlap neither names nor one another."""
    apart: list[Stretch] = []
    for stretch in sorted(set(unknown)):
        if not any(overlap(stretch, other) for other in (*chosen, *apart)):
            apart.append(stretch)
    return tuple(apart)


def pieces(doc: Doc, sample: Sample) -> list[Sample]:
    """The sample cut at ends of sentences."""
    cuts = [0]
    for sentence in doc.sents:
        if sentence.end - cuts[-1] >= LONGEST_PIECE:
            cuts.append(sentence.end)
    if cuts[-1] < len(doc):
        cuts.append(len(doc))
    return [_cut(sample, start, end) for start, end in pairwise(cuts)]


def _cut(sample: Sample, start: int, end: int) -> Sample:
    return Sample(
        words=sample.words[start:end],
        spaces=sample.spaces[start:end],
        entities=tuple((s - start, e - start, label) for s, e, label in sample.entities if s >= start and e <= end),
        unknown=tuple((max(s, start) - start, min(e, end) - start) for s, e in sample.unknown if s < end and e > start),
    )
