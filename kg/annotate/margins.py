"""Times told by how far they lie from a happening: "the week before the summit", "two days after her arrest".

When that was is known where the text gives the happening one day, and no second: beside its noun ("the summit of 12
June"), or where it is told ("the summit was held on 12 June").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from spacy.tokens import Doc, Token

from kg.annotate import periods
from kg.annotate.periods import Period

Dated = tuple[int, int, date]
"""Half-open token span of an expression that means one day, and the day."""
SIDES = {"before": -1, "after": 1}
TELLING = frozenset(("nsubj", "nsubjpass", "dobj", "attr"))
AT = frozenset(("at", "in", "during"))
CLIMB = 4


def margin(doc: Doc, end: int, unit: str, count: int | None, dated: Sequence[Dated]) -> Period | None:
    """The period so many units (None: the whole unit next to it) from the happening named after the token `end`."""
    side, noun = SIDES.get(doc[end].lower_) if end < len(doc) else None, _happening(doc, end)
    days = {day for _, _, day in _of(doc, noun, dated)} if noun is not None and side is not None else set()
    if len(days) != 1 or side is None:
        return None
    (day,) = days
    if count is None:
        near, far = periods.moved("day", day, side), periods.moved(unit, day, side)
        if near is None or far is None:
            return None
        return periods.day(near) if near == far else periods.between(*sorted((near, far)))
    return periods.shifted(day, unit, side * count)


def _happening(doc: Doc, end: int) -> Token | None:
    """The noun after "before" or "after"."""
    found = next((c for c in doc[end].children if c.dep_ == "pobj"), None) if end < len(doc) else None
    return found if found is not None and found.pos_ in ("NOUN", "PROPN") else None


def _of(doc: Doc, noun: Token, dated: Sequence[Dated]) -> Iterator[Dated]:
    """The days of what a noun names: its own, else those of the same noun elsewhere."""
    own = [d for d in dated if noun.left_edge.i <= d[0] <= noun.right_edge.i]
    yield from own or (d for d in dated if _tells(doc[d[0] : d[1]].root, noun.lemma_))


def _tells(time: Token, lemma: str) -> bool:
    """Whether a time says when that was which the noun names."""
    for _ in range(CLIMB):
        if time.lemma_ == lemma:
            return True
        if time.pos_ in ("VERB", "AUX"):
            named = (c for c in time.children if c.dep_ in TELLING)
            within = (o for p in time.children if p.lower_ in AT for o in p.children if o.dep_ == "pobj")
            return any(token.lemma_ == lemma for token in (*named, *within))
        time = time.head
    return False
