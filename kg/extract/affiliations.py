"""Organs of states, members of bodies, bodies within bodies, nationals."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kg.annotate.annotated import Annotated
from kg.annotate.tokens import Tokens
from kg.extract.evidence import merge, sentence_evidence
from kg.model import Kind, Membership, Mention, NationalOf, OrganOf

_ORGAN_CONFIDENCE = {
    "state-before-body": 0.92,
    "state-in-body": 0.92,
    "body-of-title": 0.9,
    "body-in-context": 0.65,
    "organ-in-context": 0.6,
}
_IN_CONTEXT = frozenset({"body-in-context", "organ-in-context"})
_MEMBER = frozenset({"member", "members"})
_JOINED = frozenset({"Institution", "Party"})


def extract_organs(annotated: Annotated) -> Iterator[OrganOf]:
    """Bodies of states, as the text says or as a minister's title implies."""
    yield from merge(
        OrganOf(
            id="",
            evidence=sentence_evidence(annotated, o.token, o.rule),
            confidence=_ORGAN_CONFIDENCE.get(o.rule, 0.95),
            factuality="actual",
            basis="inferred" if o.rule in _IN_CONTEXT else "stated",
            institution=o.institution,
            state=o.state,
        )
        for o in annotated.organs
    )


def extract_memberships(annotated: Annotated) -> Iterator[Membership]:
    """ "X, a member of Y"; "Y member X". Members are persons and states."""
    yield from merge(_memberships(annotated))


def _memberships(annotated: Annotated) -> Iterator[Membership]:
    tokens = annotated.tokens
    for i, word in enumerate(tokens.lower):
        if word not in _MEMBER or not _is_asserted(tokens, i):
            continue
        body = next((m for j in _beside(tokens, i) if (m := annotated.mention_at(j)) and m.kind in _JOINED), None)
        member = _described(annotated, i, ("Person", "State"))
        if body and member and member.form != "adjective":
            yield Membership(
                id="",
                evidence=sentence_evidence(annotated, i, "member-of"),
                confidence=0.85,
                factuality="actual",
                member=member.entity,
                organization=body.entity,
            )


def _is_asserted(tokens: Tokens, noun: int) -> bool:
    """Neither denied, nor past ("a former member"), nor to come ("may become a member")."""
    past = any(tokens.lower[j] in ("former", "ex", "onetime") for j in tokens.children(noun))
    verb = tokens.head[noun]
    if past or tokens.dep[noun] != "attr":
        return not past
    return not any(tokens.dep[j] == "neg" or tokens.tag[j] == "MD" for j in tokens.children(verb))


def _beside(tokens: Tokens, noun: int) -> Iterator[int]:
    """The names in "member of Y" and "Y member"."""
    for j in tokens.children(noun):
        if tokens.lower[j] == "of":
            yield from (k for k in tokens.children(j) if tokens.dep[k] == "pobj")
    for j in (noun - 1, noun - 2):
        if j >= 0 and tokens.dep[j] in ("compound", "nmod") and tokens.head[j] >= noun:
            yield j


def _described(annotated: Annotated, noun: int, kinds: Container[Kind] = ("Person",)) -> Mention | None:
    """Of whom this noun is said: by apposition, as predicate, or as the noun before the name."""
    tokens = annotated.tokens
    head = tokens.head[noun]
    tried = [head] if tokens.dep[noun] in ("appos", "compound", "nmod") else []
    if tokens.dep[noun] == "attr":
        tried += [j for j in tokens.children(head) if tokens.dep[j] == "nsubj"]
    tried += [j for j in tokens.children(noun) if tokens.dep[j] == "appos"]
    return next((m for j in tried if (m := annotated.mention_at(j)) and m.kind in kinds), None)


def extract_nationals(annotated: Annotated) -> Iterator[NationalOf]:
    """ "French writer X", "X, a German engineer": a state's adjective on a noun said of a person, not a title."""
    yield from merge(_nationals(annotated))


def _nationals(annotated: Annotated) -> Iterator[NationalOf]:
    tokens = annotated.tokens
    official = {i for t in annotated.titles for i in range(t.start, t.end)}
    for mention in annotated.mentions:
        if mention.form != "adjective":
            continue
        root = tokens.root(*annotated.token_spans[mention.id])
        noun = tokens.head[root]
        if (
            noun in official
            or tokens.dep[root] not in ("amod", "compound", "nmod")
            or tokens.pos[noun] not in ("NOUN", "PROPN")
        ):
            continue
        own = annotated.mention_at(noun)
        person = own if own and own.kind == "Person" and own.form == "name" else _described(annotated, noun)
        if person:
            yield NationalOf(
                id="",
                evidence=sentence_evidence(annotated, noun, "adjective-of-person"),
                confidence=0.8,
                factuality="actual",
                person=person.entity,
                state=mention.entity,
            )
