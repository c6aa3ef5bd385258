"""Development data whose README allows training, as samples in the labels of OntoNotes.

Only CrossNER marks every name of ours; the others say what they know of some names, and the stock model, or the
program itself, what the rest may be. What the two disagree on is left unknown, so that nothing is learned from it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from fillers import WORDS
from sample import Entity, Sample, Stretch, overlap, pieces, sample_of
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.annotate import Annotator
from kg.annotate.authority import load_titles
from kg.read import read_text

Row: TypeAlias = dict[str, Any]
Known: TypeAlias = dict[Stretch, str]
"""Labels of names that a source is sure of."""

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
_KEPT = NAMES - {"PERSON", "ORG", "EVENT"} - PLACES
"""Kinds of names that the sources here do not mark, or mark otherwise: the stock model's word stands."""
_JOINERS = frozenset(WORDS["joiner"])
_PARTICLES = frozenset({"de", "van", "von", "bin", "al", "-", "da", "der"})
_ASIDE = frozenset({"'s", "’s", "'", "’", ",", "."})


def rows(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def stock(doc: Doc) -> list[Entity]:
    """What the model itself says."""
    return [(e.start, e.end, e.label_) for e in doc.ents]


def stretch(doc: Doc, start: int, stop: int) -> Stretch | None:
    """Tokens at these code points, without an article before and a possessive or punctuation after."""
    span = doc.char_span(start, stop, alignment_mode="expand")
    if span is None:
        return None
    first, last = span.start, span.end
    while first < last and doc[first].lower_ in ("the", "a", "an"):
        first += 1
    while last > first and doc[last - 1].text in _ASIDE:
        last -= 1
    return (first, last) if first < last else None


def is_name(doc: Doc, span: Stretch) -> bool:
    """Capitals throughout but for the small words within names."""
    words = [t.text for t in doc[span[0] : span[1]]]
    return all(w[:1].isupper() for w in (words[0], words[-1])) and all(
        w[:1].isupper() or w[:1].isdigit() or w.lower() in _JOINERS for w in words
    )


def corrected(doc: Doc, known: Known) -> Sample:
    """The stock model's names, put right by what is known; a longer body or place of the same label stays whole."""
    told = stock(doc)
    names: list[Entity] = []
    for span, label in known.items():
        if any(overlap(span, other) and other[1] - other[0] > span[1] - span[0] for other in known):
            continue
        around = [t for t in told if t[0] <= span[0] and t[1] >= span[1] and t[:2] != span and t[2] in NAMES]
        exact = next((t[2] for t in told if t[:2] == span and t[2] in PLACES), "GPE")
        wider = {"ORG": {"ORG"}, "EVENT": {"EVENT"}, "GPE": {"GPE", "ORG", "FAC", "EVENT"}}.get(label, set())
        if around and around[0][2] in wider:
            names.append(around[0])
        else:
            names.append((*span, exact if label == "GPE" else label))
    names += [t for t in told if not any(overlap(t, n) for n in names)]
    return sample_of(doc, names)


_CROSSNER: Mapping[str, str] = {
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORG",
    "organisation": "ORG",
    "election": "EVENT",
    "event": "EVENT",
    "country": "GPE",
    "location": "GPE",
}


def crossner(gold: Path, nlp: Language) -> Iterator[Sample]:
    """Political sentences of Wikipedia (CC BY-SA), every name marked."""
    table = rows(gold / "crossner" / "politics_train.jsonl")
    for row, doc in zip(table, nlp.pipe(row["text"] for row in table), strict=True):
        told, names, unknown = stock(doc), list[Entity](), list[Stretch]()
        for marked in row["entities"]:
            span = stretch(doc, marked["begin"], marked["stop"])
            label = _CROSSNER.get(marked["type"])
            if span is None:
                continue
            if label is None:
                kept = [t for t in told if t[:2] == span and t[2] in _KEPT]
                names += kept
                unknown += [] if kept else [span]
            else:
                place = next((t[2] for t in told if overlap(t, span) and t[2] in PLACES), "GPE")
                names.append((*span, place if label == "GPE" else label))
        taken = [*names, *unknown]
        names += [
            t for t in told if (t[2] in _KEPT or t[2] not in NAMES) and not any(overlap(t, other) for other in taken)
        ]
        yield sample_of(doc, names, unknown)


_ARGUMENTS: Mapping[str, tuple[str, str | None]] = {
    "EMPLOYEE_OR_MEMBER_OF": ("PERSON", "ORG"),
    "PLACE_OF_RESIDENCE": ("PERSON", "GPE"),
    "SPOUSE": ("PERSON", "PERSON"),
    "PLACE_OF_BIRTH": ("PERSON", "GPE"),
    "EDUCATED_AT": ("PERSON", "ORG"),
    "HEADQUARTERS": ("ORG", "GPE"),
    "CHILD_OF": ("PERSON", "PERSON"),
    "DATE_OF_BIRTH": ("PERSON", None),
    "FOUNDED_BY": ("ORG", "PERSON"),
    "CEO": ("ORG", "PERSON"),
    "NATIONALITY": ("PERSON", None),
    "POLITICAL_AFFILIATION": ("PERSON", "ORG"),
    "DATE_OF_DEATH": ("PERSON", None),
    "SUBSIDIARY_OF": ("ORG", "ORG"),
    "DATE_FOUNDED": ("ORG", None),
}


def knowledgenet(gold: Path, nlp: Language) -> Iterator[Sample]:
    """Sentences of folds 1 and 2 (CC BY-SA) with a fact about a named thing; the ends of facts are known."""
    table = [r for r in rows(gold / "knowledgenet" / "train_passages.jsonl") if r["fold"] in (1, 2) and r["facts"]]
    for row, doc in zip(table, nlp.pipe(row["text"] for row in table), strict=True):
        known: Known = {}
        for fact in row["facts"]:
            for role, label in zip(("subject", "object"), _ARGUMENTS[fact["property"]], strict=True):
                span = stretch(doc, fact[role]["begin"], fact[role]["stop"])
                if label and span and is_name(doc, span):
                    known.setdefault(span, label)
        if known:
            yield corrected(doc, known)


_RE3D: Mapping[str, str] = {"Person": "PERSON", "Organisation": "ORG", "Location": "GPE"}
_NOT_FREE = frozenset({"BBC Online", "Delegation of the European Union to Syria"})


def re3d(gold: Path, nlp: Language) -> Iterator[Sample]:
    """Government statements (public domain and open licences); persons lose the titles they are marked with."""
    untitled = _Untitled()
    for row in rows(gold / "re3d" / "all.jsonl"):
        if row["source"] in _NOT_FREE:
            continue
        doc, known = nlp(row["text"]), Known()
        for marked in row["entities"]:
            label, span = _RE3D.get(marked["type"]), stretch(doc, marked["begin"], marked["stop"])
            span = untitled(doc, span) if span and label == "PERSON" else span
            if label and span and is_name(doc, span):
                known.setdefault(span, label)
        yield from pieces(doc, corrected(doc, known))


_GUM: Mapping[str, str] = {"person": "PERSON", "organization": "ORG", "place": "GPE", "event": "EVENT"}


def gum(gold: Path, nlp: Language) -> Iterator[Sample]:
    """Wikinews reports and interviews (CC BY): mentions whose head is a proper noun.

    GUM marks whatever is mentioned, so a name of the model's that it types otherwise or not at all is left unknown.
    """
    untitled = _Untitled()
    for row in [r for genre in ("news", "interview") for r in rows(gold / "gum" / f"{genre}.jsonl")]:
        doc, known, types = nlp(row["text"]), Known(), dict[int, str]()
        for marked in row["entities"]:
            span = stretch(doc, marked["begin"], marked["stop"])
            if span is None:
                continue
            root, label = doc[span[0] : span[1]].root, _GUM.get(marked["type"])
            types[root.i] = marked["type"]
            if label is None or root.pos_ != "PROPN" or (label == "EVENT" and span[1] - span[0] < 2):
                continue
            name = untitled(doc, span, root.i) if label == "PERSON" else span
            if name and is_name(doc, name):
                known.setdefault(name, label)
        sample = corrected(doc, known)
        doubtful = {
            e
            for e in sample.entities
            if e[:2] not in known and e[2] in _GUM.values() and _GUM.get(types.get(doc[e[0] : e[1]].root.i, "")) != e[2]
        }
        names = [e for e in sample.entities if e not in doubtful]
        yield from pieces(doc, sample_of(doc, names, [e[:2] for e in doubtful]))


class _Untitled:
    """Finds the name within a mention of a person."""

    def __init__(self) -> None:
        self._titles = {word.lower().rstrip(".") for entry in load_titles().titles for word in entry.words.split()}

    def __call__(self, doc: Doc, span: Stretch, root: int | None = None) -> Stretch | None:
        """The run of capitalised words, without titles, that holds the root, or else that ends the mention."""
        start, end = span
        while start < end and self._opens(doc, start):
            start += 1
        if any(doc[i].lower_ in ("of", "for", "and", "to", "the") for i in range(start, end)) and root is None:
            return None
        if start == end or root is None:
            return (start, end) if start < end else None
        if not start <= root < end:
            return None
        first, last = root, root + 1
        while first > start and _goes_on(doc, first - 1):
            first -= 1
        while last < end and _goes_on(doc, last):
            last += 1
        return first, last

    def _opens(self, doc: Doc, i: int) -> bool:
        token = doc[i]
        known = token.lower_.rstrip(".") in self._titles or token.ent_type_ == "NORP"
        return known or (token.pos_ in ("ADJ", "NOUN", "DET", "ADP") and token.ent_type_ != "PERSON")


def _goes_on(doc: Doc, i: int) -> bool:
    return doc[i].text[:1].isupper() or doc[i].lower_ in _PARTICLES


_KINDS: Mapping[str, str] = {
    "Person": "PERSON",
    "Institution": "ORG",
    "Party": "ORG",
    "Event": "EVENT",
    "Group": "NORP",
}


def wikinews(gold: Path, nlp: Language) -> Iterator[Sample]:
    """News (CC BY) as the program reads it with the stock model: what its tables and rules correct is learned."""
    annotator = Annotator(nlp)
    for row in [r for year in (2019, 2020) for r in rows(gold / "wikinews_texts" / f"{year}.jsonl")]:
        read = annotator(read_text(f"{row.get('title') or ''}\n\n{row['text']}", published=row["date"]))
        told, names = stock(read.doc), list[Entity]()
        for mention in read.mentions:
            span = read.token_spans.get(mention.id)
            if span is None or mention.form not in ("name", "short", "adjective"):
                continue
            labels = [t[2] for t in told if t[:2] == span]
            label = _KINDS.get(mention.kind)
            if mention.kind == "State":
                label = "NORP" if mention.form == "adjective" else "GPE"
            elif mention.kind == "Place":
                label = next((found for found in labels if found in PLACES), "GPE")
            elif mention.kind == "Work":
                label = next(iter(labels), None)
            names += [(*span, label)] if label else []
        names = [n for n in names if not any(overlap(n, o) and o[1] - o[0] > n[1] - n[0] for o in names)]
        rest = [t for t in told if not any(overlap(t, n) for n in names)]
        doubtful = [t[:2] for t in rest if t[2] in NAMES - _KEPT or t[2] == "NORP"]
        names += [t for t in rest if t[:2] not in doubtful]
        yield from pieces(read.doc, sample_of(read.doc, names, doubtful))


SOURCES: Mapping[str, Callable[[Path, Language], Iterable[Sample]]] = {
    "crossner": crossner,
    "knowledgenet": knowledgenet,
    "re3d": re3d,
    "gum": gum,
    "wikinews": wikinews,
}
