"""Nouns that tell of the end of an office: "after the resignation of Senator X", "the death of President X in 2018"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.careers import Careers, person_at
from kg.extract.stints import NOTHING, Stint


def departures(careers: Careers) -> Iterator[tuple[int, str, Stint]]:
    """The noun, whose office it says has ended, and when. A resignation counts only where something followed it."""
    tokens, words = careers.tokens, careers.words
    for i, lemma in enumerate(tokens.lemma):
        if not (lemma in words.killings or (lemma in words.departures and _is_behind(careers, i))):
            continue
        whose = [j for j in tokens.children(i) if tokens.dep[j] == "poss"]
        whose += [k for j in tokens.children(i) if tokens.lower[j] == "of" for k in tokens.children(j)]
        person = next((p for j in whose if (p := person_at(careers.annotated, j, i))), None)
        if person:
            times = (a for a in careers.adjuncts if a.governor == i and a.kind == "at")
            yield i, person, next((Stint(end=a.first) for a in times), NOTHING)


def _is_behind(careers: Careers, noun: int) -> bool:
    """Whether the text goes on after it: "following his resignation"; nobody's call for it, no threat of it."""
    return careers.tokens.lower[careers.tokens.head[noun]] in careers.words.behind
