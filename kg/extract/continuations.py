"""Quotations that no word of saying introduces go on with whoever was quoted last; those that two claim are of one."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.annotate.tokens import Tokens
from kg.extract.quotations import Quotation, Quotations

if TYPE_CHECKING:
    from kg.extract.attributions import Attribution

ENDS = ".!?”\"'’…:"


def continued(text: str, tokens: Tokens, quotations: Quotations, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, in order of their cues, with the quotations added that carry them on.

    Such a quotation begins a sentence, is part of no content, and stands in the paragraph of the one before, or follows
    one that its paragraph leaves open.
    """
    covered = {q.start for a in found for span in a.content for q in quotations.within(*span)}
    quoting = [(tokens.start[a.cue], n) for n, a in enumerate(found) if a.quoted and a.kind == "speech"]
    extra: dict[int, list[tuple[int, int]]] = {}
    previous: Quotation | None = None
    last, position = -1, 0
    for quotation in quotations.found:
        while position < len(quoting) and quoting[position][0] < quotation.start:
            last, position = quoting[position][1], position + 1
        if last >= 0 and quotation.start not in covered and _opens_sentence(text, quotation):
            since = max(tokens.end[found[last].cue], found[last].content[-1][1], *(e for _, e in extra.get(last, ())))
            paragraphs = text[min(since, quotation.start) : quotation.start].count("\n\n")
            if paragraphs == 0 or (paragraphs == 1 and previous and previous.open_ended):
                extra.setdefault(last, []).append((quotation.start, quotation.end))
        previous = quotation
    return [dataclasses.replace(a, content=(*a.content, *extra.get(n, ()))) for n, a in enumerate(found)]


def without_borrowed(tokens: Tokens, found: Sequence[Attribution]) -> list[Attribution]:
    """Without quotations beside a verb that another governs or stands nearer to ("when X rose, Y said "..."")."""

    def distance(a: Attribution) -> tuple[bool, int]:
        at = tokens.start[a.cue]
        return a.rule != "speech:clause", min(abs(at - edge) for span in a.content for edge in span)

    nearest: dict[tuple[tuple[int, int], ...], Attribution] = {}
    for a in found:
        if a.kind == "speech":
            nearest[a.content] = min(nearest.get(a.content, a), a, key=distance)
    return [a for a in found if a.rule != "speech:quotation" or nearest[a.content] is a]


def _opens_sentence(text: str, quotation: Quotation) -> bool:
    """Whether the quotation begins a sentence."""
    before = text[max(0, quotation.start - 40) : quotation.start]
    return not before.strip() or before.rstrip()[-1] in ENDS or "\n" in before[-2:]
