"""What is where: places within places and states, bodies and their seats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.annotate.annotated import Annotated
from kg.annotate.words import word_list
from kg.extract.addresses import find_addresses
from kg.extract.evidence import merge, sentence_evidence
from kg.extract.known_places import extract_known_places, is_region, known_state_of
from kg.extract.premises import find_seats, place_of
from kg.model import LocatedIn, Mention

_SETTLEMENTS = word_list("settlements")
_DIVISIONS = _SETTLEMENTS | word_list("divisions")
_INNER = _DIVISIONS | {"part", "parts", "corner", "half", "heart", "end", "of"}
_FAR = 7
"""Most tokens from a place to the one that it is said to be in."""
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_ASIDE = frozenset({"appos", "npadvmod", "nmod", "compound"})
_AFTER_DATELINE = frozenset({"(", "--", "—", "–", "-"})


def extract_places(annotated: Annotated) -> Iterator[LocatedIn]:
    """Locations, each once with all its evidence."""
    said = (*_listed(annotated), *_within(annotated), *_described(annotated), *_capitals(annotated))
    yield from merge([*said, *_seated(annotated), *extract_known_places(annotated)])


def _fact(annotated: Annotated, thing: str, place: str, token: int, rule: str, confidence: float) -> LocatedIn:
    return LocatedIn(
        id="",
        evidence=sentence_evidence(annotated, token, rule),
        confidence=confidence,
        factuality="actual",
        thing=thing,
        place=place,
    )


def _seated(annotated: Annotated) -> Iterator[LocatedIn]:
    for seat in (*find_seats(annotated), *find_addresses(annotated)):
        if seat.body != seat.place:
            yield _fact(annotated, seat.body, seat.place, seat.token, seat.rule, seat.confidence)


def _named(annotated: Annotated) -> list[Mention]:
    return [m for m in annotated.mentions if m.form in ("name", "short") and m.kind in ("Place", "State")]


def _may_hold(annotated: Annotated, inner: Mention, outer: Mention, *, said: bool = False) -> bool:
    """Whether nothing known speaks against a place lying in the other; a namesake of a known place may, if `said`."""
    thing, whole = annotated.entities[inner.entity], annotated.entities[outer.entity]
    if inner.kind != "Place" or thing.id == whole.id:
        return False
    inside, said = known_state_of(thing), said and not is_region(thing)
    if whole.type == "State":
        return inside is None or whole.iri.endswith(inside) or said
    outside = known_state_of(whole)
    return inside is None or outside is None or inside == outside or (said and is_region(whole))


def _listed(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "Lviv, Ukraine": a place, a comma, what it lies in; in a dateline whatever the parse. "A, B and C" is a list."""
    tokens, listed = annotated.tokens, _enumerated(annotated)
    for first, second in pairwise(_named(annotated)):
        (begin, end), (start, stop) = annotated.token_spans[first.id], annotated.token_spans[second.id]
        if start != end + 1 or tokens.text[end] != "," or second.id in listed:
            continue
        closed = tokens.text[stop : stop + 1] in ([","], ["."])
        if not _may_hold(annotated, first, second, said=closed):
            continue
        root = tokens.root(start, stop)
        dateline = tokens.text[stop : stop + 1] and tokens.text[stop] in _AFTER_DATELINE
        within = first.entity != second.entity and begin <= tokens.head[root] < end
        if dateline or tokens.dep[root] in _ASIDE or within:
            yield _fact(annotated, first.entity, second.entity, end, "place-comma-state", 0.9)


def _enumerated(annotated: Annotated) -> frozenset[str]:
    """The mentions that are only the next in a list ("A, B and C"); "Bergen, Norway, and Porto, Portugal" is none."""
    tokens, found, run = annotated.tokens, set[str](), list[Mention]()
    for mention in _named(annotated):
        start, stop = annotated.token_spans[mention.id]
        joined = run and tokens.text[start - 1] == "," and annotated.token_spans[run[-1].id][1] == start - 1
        run = [*run, mention] if joined else [mention]
        i = stop + (tokens.lower[stop : stop + 1] == [","])
        more = tokens.lower[i : i + 1] in (["and"], ["or"]) and (tokens.capitalised(i + 1) or tokens.capitalised(i + 2))
        last = annotated.entities[mention.entity]
        if more and (len(run) > 2 or not (last.type == "State" or is_region(last))):
            found.update(m.id for m in run[1:])
    return frozenset(found)


def _within(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "Tabqa in northern Syria", "the Idlib province of Syria", "Syria's Idlib", "Beijing's central square X"."""
    tokens = annotated.tokens
    for first, second in pairwise(_named(annotated)):
        (begin, end), (start, stop) = annotated.token_spans[first.id], annotated.token_spans[second.id]
        if tokens.sentence[end - 1] != tokens.sentence[start] or start - end > _FAR:
            continue
        root = tokens.root(start, stop)
        link = end + (tokens.lower[end] in _DIVISIONS)
        inside = tokens.dep[root] == "pobj" and _leads_into(annotated, link, start)
        if inside and _may_hold(annotated, first, second, said=begin <= tokens.head[link] < end):
            yield _fact(annotated, first.entity, second.entity, end, "place-in-place", 0.85)
        owned = tokens.lower[end] in _POSSESSIVES and tokens.head[end - 1] == root
        if owned and _may_hold(annotated, second, first):
            yield _fact(annotated, second.entity, first.entity, end, "place-of-place", 0.85)


def _leads_into(annotated: Annotated, i: int, place: int) -> bool:
    """Whether tokens from i up to the place are "in", "in southern", "in the eastern part of"."""
    tokens = annotated.tokens
    return tokens.lower[i] in ("in", "of") and all(
        tokens.pos[j] in ("DET", "ADJ") or tokens.lower[j] in _INNER or tokens.dep[j] in ("amod", "compound")
        for j in range(i + 1, place)
    )


def _described(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "the Turkish port of Izmir", "its border city of Lviv", "Germany's capital Berlin"."""
    tokens = annotated.tokens
    for mention in _named(annotated):
        start, _ = annotated.token_spans[mention.id]
        if mention.kind != "Place":
            continue
        noun = start - 2 if tokens.lower[start - 1 : start] == ["of"] else start - 1
        if noun < 1 or tokens.lower[noun] not in _SETTLEMENTS:
            continue
        i = noun - 1
        while (
            i > 0
            and (tokens.pos[i] in ("ADJ", "NOUN", "NUM") or tokens.lower[i] in ("'s", "’s", "-"))
            and not _state_at(annotated, i)
        ):
            i -= 1
        state = _state_at(annotated, i)
        if state and _may_hold(annotated, mention, state):
            yield _fact(annotated, mention.entity, state.entity, noun, "state-settlement-place", 0.9)


def _capitals(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "Lviv, a city in western Ukraine"; "Aleppo, Syria's largest city"; "Lviv is a city in Ukraine"."""
    tokens = annotated.tokens
    for noun, word in enumerate(tokens.lower):
        if word not in _SETTLEMENTS or tokens.dep[noun] not in ("appos", "attr"):
            continue
        named = [tokens.head[noun]]
        if tokens.dep[noun] == "attr":
            named = [j for j in tokens.children(named[0]) if tokens.dep[j] == "nsubj"]
        inner = next((m for j in named if (m := annotated.mention_at(j)) and m.kind == "Place"), None)
        if inner is None:
            continue
        for j in tokens.children(noun):
            outer = _state_at(annotated, j) if tokens.dep[j] in ("poss", "amod") else None
            if tokens.lower[j] in ("in", "of"):
                outer = next((m for k in tokens.children(j) if (m := place_of(annotated, k))), None)
            if outer and _may_hold(annotated, inner, outer):
                yield _fact(annotated, inner.entity, outer.entity, noun, "place-settlement-state", 0.85)


def _state_at(annotated: Annotated, token: int) -> Mention | None:
    mention = annotated.mention_at(token)
    return mention if mention and mention.kind == "State" else None
