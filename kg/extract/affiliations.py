"""Organs of states; nationals."""

from __future__ import annotations

from collections.abc import Container, Iterator

from kg.annotate.annotated import Annotated
from kg.extract.evidence import merge, sentence_evidence
from kg.model import Kind, Mention, NationalOf, OrganOf

_ORGAN_CONFIDENCE = {
    "state-before-body": 0.92,
    "state-in-body": 0.92,
    "body-of-title": 0.9,
    "body-in-context": 0.65,
    "organ-in-context": 0.6,
}
_IN_CONTEXT = frozenset({"body-in-context", "organ-in-context"})


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
