"""What is where: places within states, bodies and their seats."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.annotate.annotated import Annotated
from kg.annotate.words import word_list
from kg.extract.evidence import merge, sentence_evidence
from kg.extract.known_places import extract_known_places
from kg.model import LocatedIn, Mention

_WITHIN = frozenset({"in", "at"})
_SITED = word_list("siting_verbs")
_SETTLEMENTS = word_list("settlements")


def extract_places(annotated: Annotated) -> Iterator[LocatedIn]:
    """Locations, each once with all its evidence."""
    said = (*_listed(annotated), *_described(annotated), *_seated(annotated))
    yield from merge([*said, *extract_known_places(annotated)])


def _fact(annotated: Annotated, thing: str, place: str, token: int, rule: str, confidence: float) -> LocatedIn:
    return LocatedIn(
        id="",
        evidence=sentence_evidence(annotated, token, rule),
        confidence=confidence,
        factuality="actual",
        thing=thing,
        place=place,
    )


def _named(annotated: Annotated) -> list[Mention]:
    return [m for m in annotated.mentions if m.form in ("name", "short") and m.kind in ("Place", "State")]


def _listed(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "Lviv, Ukraine": a place, a comma, what it lies in."""
    named = _named(annotated)
    for first, second in pairwise(named):
        (_, end), (start, _) = annotated.token_spans[first.id], annotated.token_spans[second.id]
        if (
            start == end + 1
            and annotated.tokens.text[end] == ","
            and first.kind == "Place"
            and first.entity != second.entity
            and annotated.tokens.dep[annotated.tokens.root(*annotated.token_spans[second.id])]
            in ("appos", "npadvmod", "nmod", "compound")
        ):
            yield _fact(annotated, first.entity, second.entity, end, "place-comma-state", 0.9)


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
        if state and state != mention.entity:
            yield _fact(annotated, mention.entity, state, noun, "state-settlement-place", 0.9)


def _state_at(annotated: Annotated, token: int) -> str | None:
    mention = annotated.mention_at(token)
    return mention.entity if mention and mention.kind == "State" else None


def _seated(annotated: Annotated) -> Iterator[LocatedIn]:
    """ "the bureau in Lyon", "based in Geneva"."""
    tokens = annotated.tokens
    for i, word in enumerate(tokens.lower):
        if word not in _WITHIN or tokens.dep[i] != "prep":
            continue
        place = next(
            (m for j in tokens.children(i) if tokens.dep[j] == "pobj" and (m := _place_of(annotated, j))), None
        )
        if place is None:
            continue
        governor = tokens.head[i]
        rule, confidence = "body-in-place", 0.75
        if tokens.lemma[governor] in _SITED:
            rule, confidence = "based-in", 0.9
            subject = [j for j in tokens.children(governor) if tokens.dep[j] in ("nsubj", "nsubjpass")]
            governor = (
                tokens.head[governor] if tokens.dep[governor] in ("acl", "relcl") else next(iter(subject), governor)
            )
        body = annotated.mention_at(governor)
        if body and body.kind in ("Institution", "Party") and body.entity != place.entity:
            yield _fact(annotated, body.entity, place.entity, i, rule, confidence)


def _place_of(annotated: Annotated, token: int) -> Mention | None:
    """The place at this token, or named by "city of X" there."""
    mention = annotated.mention_at(token)
    if mention and mention.kind in ("Place", "State") and mention.form != "pronoun":
        return mention
    tokens = annotated.tokens
    if tokens.lower[token] in _SETTLEMENTS:
        for j in tokens.children(token):
            inner = tokens.children(j) if tokens.lower[j] == "of" else [j] if tokens.dep[j] == "appos" else []
            for k in inner:
                found = annotated.mention_at(k)
                if found and found.kind == "Place":
                    return found
    return None
