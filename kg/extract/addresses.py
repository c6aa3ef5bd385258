"""Bodies and places side by side: "Oslo College in Bergen", "Bergen's Nord Museum", "Nord Corp. of Bergen".

Told by the order of the words alone, for the parser is often wrong about what "in" belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated
from kg.annotate.words import word_list
from kg.extract.premises import Seat, place_of
from kg.model import Mention

_STANDING = word_list("standing_bodies")
"""Nouns of bodies that are one house or one campus: what is said to be in a place after their name is the body."""
_COMPANIES = word_list("company_marks")
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_BODIES = ("Institution", "Party")


def find_addresses(annotated: Annotated) -> Iterator[Seat]:
    """The bodies named right beside a place, left to right."""
    organs = {o.institution for o in annotated.organs}
    starts = {annotated.token_spans[m.id][0]: m for m in annotated.mentions if m.form != "pronoun"}
    for mention in annotated.mentions:
        if mention.form != "name":
            continue
        if mention.kind in _BODIES:
            yield from _after(annotated, mention, starts)
        elif mention.kind in ("State", "Place"):
            yield from _owned(annotated, mention, starts, organs)


def _after(annotated: Annotated, body: Mention, starts: dict[int, Mention]) -> Iterator[Seat]:
    """ "Oslo College in Bergen", "Oslo College, Bergen", "Nord Corp. of Bergen"."""
    tokens = annotated.tokens
    start, end = annotated.token_spans[body.id]
    last = tokens.lower[end - 1]
    comma = tokens.text[end : end + 1] == [","]
    i = end + comma
    link = tokens.lower[i] if i < len(tokens) else ""
    standing = not _STANDING.isdisjoint(tokens.lower[start:end])
    if (link in ("in", "at") and standing) or (link == "of" and last in _COMPANIES and not comma):
        i += 1
        while i < len(tokens) and (tokens.pos[i] in ("DET", "ADJ") or tokens.lower[i] == "nearby") and i not in starts:
            i += 1
    elif not (comma and standing):
        return
    place = starts.get(i)
    if (
        place
        and place.kind == "Place"
        and tokens.sentence[i] == tokens.sentence[start]
        and place_of(annotated, _root(annotated, place))
    ):
        yield Seat(body.entity, place.entity, end, "body-beside-place", 0.8)


def _owned(annotated: Annotated, place: Mention, starts: dict[int, Mention], organs: set[str]) -> Iterator[Seat]:
    """ "Bergen's Nord Museum", "Norway's Nord Oil"."""
    end = annotated.token_spans[place.id][1]
    if annotated.tokens.lower[end : end + 1] and annotated.tokens.lower[end] in _POSSESSIVES:
        body = starts.get(end + 1)
        if body and body.kind in _BODIES and body.form == "name" and body.entity not in organs:
            yield Seat(body.entity, place.entity, end, "place's-body", 0.8)


def _root(annotated: Annotated, mention: Mention) -> int:
    return annotated.tokens.root(*annotated.token_spans[mention.id])
