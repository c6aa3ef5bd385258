"""Samples made of others: templates filled, names put in the place of names, capitals as in headlines."""

from __future__ import annotations

from random import Random

from fillers import LABELS, TEMPLATES, WORDS, Fillers
from sample import Entity, Sample, Stretch, sample_of
from spacy.tokenizer import Tokenizer

_SMALL = frozenset(WORDS["small"])


class Variations:
    """Makes samples with one tokenizer; all chance comes from the Random that is handed in."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.fillers = Fillers()
        self._tokenizer = tokenizer
        self.templates = TEMPLATES

    def filled(self, template: str, random: Random) -> Sample:
        """A template with its slots filled, each filler marked with its label."""
        text, spans = "", []
        for n, part in enumerate(template.split("{")):
            slot, closed, rest = part.partition("}") if n else ("", "", part)
            if closed:
                filler = self.fillers.make(slot, random)
                filler = filler[:1].upper() + filler[1:] if not text else filler
                spans.append((len(text), len(text) + len(filler), LABELS[slot]))
                text += filler
            text += rest
        doc = self._tokenizer(text)
        entities: list[Entity] = []
        unknown: list[Stretch] = []
        for start, end, label in spans:
            if label and (span := doc.char_span(start, end)):
                first = span.start + (span[0].lower_ == "the" and len(span) > 1)
                entities.append((first, span.end, label))
            elif label and (span := doc.char_span(start, end, alignment_mode="expand")):
                unknown.append((span.start, span.end))
        return sample_of(doc, entities, unknown)

    def renamed(self, sample: Sample, random: Random) -> Sample:
        """Other persons, companies and places in the same sentences; the same name gets the same new one."""
        new: dict[str, str] = {}
        words: list[str] = []
        spaces: list[bool] = []
        entities: list[Entity] = []
        moved: list[int] = []
        at = {start: (end, label) for start, end, label in sample.entities}
        i = 0
        while i < len(sample.words):
            moved.append(len(words))
            if i not in at:
                words.append(sample.words[i])
                spaces.append(sample.spaces[i])
                i += 1
                continue
            end, label = at[i]
            old = list(sample.words[i:end])
            doc = self._replacement(old, label, new, random)
            put = [t.text for t in self._tokenizer(doc)] if doc else old
            entities.append((len(words), len(words) + len(put), label))
            words += put
            spaces += [bool(t.whitespace_) for t in self._tokenizer(doc)][:-1] if doc else sample.spaces[i : end - 1]
            spaces.append(sample.spaces[end - 1])
            moved += [len(words) - 1] * (end - i - 1)
            i = end
        moved.append(len(words))
        unknown = tuple((moved[s], moved[e]) for s, e in sample.unknown)
        return Sample(tuple(words), tuple(spaces), tuple(entities), unknown)

    def _replacement(self, old: list[str], label: str, new: dict[str, str], random: Random) -> str | None:
        """Another name of the kind; None where the name stays."""
        key = " ".join(old)
        if not all(w.isalpha() or w in "-." for w in old) or not old[0][:1].isupper():
            return None
        if label == "PERSON" and len(old) <= 3:
            if len(old) == 1:
                return new.setdefault(key, self.fillers.surname(random))
            name = self.fillers.make("person", random)
            new.setdefault(old[-1], name.split()[-1])
            return new.setdefault(key, name)
        if label == "ORG" and len(old) == 1:
            slot = "acronym" if key.isupper() else "company"
            return new.setdefault(key, self.fillers.make(slot, random))
        if label == "GPE" and not key.isupper():
            slot = "country" if key in self.fillers.countries else random.choice(["city", "town"])
            return new.setdefault(key, self.fillers.make(slot, random))
        return None


def begun(sample: Sample, random: Random) -> Sample:
    """The sample from some common word on, which then has a capital that tells nothing."""
    names = {i for s, e, _ in (*sample.entities, *((s, e, "") for s, e in sample.unknown)) for i in range(s, e)}
    starts = [
        i for i, w in enumerate(sample.words[:-3]) if len(w) > 2 and w.isalpha() and w.islower() and i not in names
    ]
    if not starts:
        return sample
    cut = random.choice(starts)
    words = (sample.words[cut].capitalize(), *sample.words[cut + 1 :])
    entities = tuple((s - cut, e - cut, label) for s, e, label in sample.entities if s >= cut)
    unknown = tuple((s - cut, e - cut) for s, e in sample.unknown if s >= cut)
    return Sample(words, sample.spaces[cut:], entities, unknown)


def shouted(sample: Sample) -> Sample:
    """All capitals."""
    return Sample(tuple(w.upper() for w in sample.words), sample.spaces, sample.entities, sample.unknown)


def headline(sample: Sample) -> Sample:
    """Capitals on all but the small words."""
    words = tuple(w if w.lower() in _SMALL else w[:1].upper() + w[1:] for w in sample.words)
    return Sample(words, sample.spaces, sample.entities, sample.unknown)


def joined(samples: list[Sample]) -> Sample:
    """One text of several sentences."""
    words: list[str] = []
    spaces: list[bool] = []
    entities: list[Entity] = []
    unknown: list[Stretch] = []
    for sample in samples:
        entities += [(s + len(words), e + len(words), label) for s, e, label in sample.entities]
        unknown += [(s + len(words), e + len(words)) for s, e in sample.unknown]
        words += sample.words
        spaces += [*sample.spaces[:-1], True]
    return Sample(tuple(words), tuple(spaces), tuple(entities), tuple(unknown))
