"""Offices of which the text tells as of something long past, without a word that says that they are over."""

from __future__ import annotations

from msgspec.structs import replace

from kg.annotate.annotated import Title
from kg.extract.adjuncts import Adjunct
from kg.extract.careers import Careers
from kg.model import TimeValue

_LONG = 12
"""Years after which an office told of in the past tense is taken to be over; elected holders seldom last longer."""
_LONGER = 25
"""The same for those who are not elected, or often elected again."""
_LASTING = frozenset({"monarch", "religious", "academic", "legislative", "military", "business"})
_PRESENT = frozenset({"VBZ", "VBP"})


def told_as_past(careers: Careers, title: Title) -> TimeValue | None:
    """The time at which a title was held of which its clause tells as of long ago; None where it does not.

    All times of the sentence must lie far back, and its verbs must not stand in the present.
    """
    if careers.published is None or title.status != "current" or title.holder is None:
        return None
    tokens, number = careers.tokens, careers.tokens.sentence[title.head]
    times = [a for a in careers.adjuncts if tokens.sentence[a.start] == number]
    limit = int(careers.published[0][:4]) - (_LONGER if title.kind in _LASTING else _LONG)
    above = _above(careers, title)
    dated = [a for a in times if a.governor in above and tokens.pos[a.governor] == "NOUN" and _ends_before(a, limit)]
    if dated:  # "the 1968 assassination of Senator X"
        return _span(dated[0])
    near = [a for a in times if a.governor in above]
    if not near or not all(_ends_before(adjunct, limit) for adjunct in times):
        return None
    if any(a.kind == "from" or _tells_of_the_holder(careers, a.governor) for a in near):
        return None
    return None if _governs_in_present(careers, title) else _span(near[0])


def _tells_of_the_holder(careers: Careers, verb: int) -> bool:
    """Whether a verb tells when somebody was born, or an office began or ended: no time at which it was held."""
    lemma, words = careers.tokens.lemma[verb], careers.words
    turns = words.ending | words.ended | words.alone | words.begins.keys() | words.ends.keys()
    return lemma in words.biography or lemma in turns


def _ends_before(adjunct: Adjunct, year: int) -> bool:
    latest = (adjunct.last or adjunct.first).latest
    return latest is not None and int(latest[:4]) < year


def _span(adjunct: Adjunct) -> TimeValue:
    """The time of an adjunct, a range from its first day to its last."""
    if adjunct.last is None:
        return adjunct.first
    return replace(adjunct.first, edtf=None, latest=adjunct.last.latest)


def _above(careers: Careers, title: Title) -> set[int]:
    """The words that the title hangs from, directly or not."""
    found: set[int] = set()
    i = title.head
    while careers.tokens.head[i] != i and len(found) < 12:
        i = careers.tokens.head[i]
        found.add(i)
    return found


def _governs_in_present(careers: Careers, title: Title) -> bool:
    """Whether the nearest verb above stands in the present: "says", "has said"."""
    tokens = careers.tokens
    i = title.head
    while tokens.head[i] != i:
        i = tokens.head[i]
        if tokens.pos[i] in ("VERB", "AUX"):
            helpers = {tokens.tag[j] for j in tokens.children(i) if tokens.dep[j] in ("aux", "auxpass")}
            return tokens.tag[i] in _PRESENT or not helpers.isdisjoint(_PRESENT | {"MD"})
    return False
