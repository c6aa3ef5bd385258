"""Organs of states; persons, their bodies and their states."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated
from kg.extract.evidence import merge, sentence_evidence
from kg.extract.memberships import extract_memberships
from kg.extract.nationals import nationals
from kg.model import Membership, NationalOf, OrganOf, Tenure

_ORGAN_CONFIDENCE = {
    "state-before-body": 0.8,
    "state-in-body": 0.9,
    "body-of-title": 0.9,
    "state-media": 0.8,
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
            confidence=_ORGAN_CONFIDENCE.get(o.rule, 0.9),
            factuality="actual",
            basis="inferred" if o.rule in _IN_CONTEXT else "stated",
            institution=o.institution,
            state=o.state,
        )
        for o in annotated.organs
    )


def extract_affiliations(annotated: Annotated) -> Iterator[Membership | Tenure | NationalOf]:
    """To which bodies persons belong, and of which states they are nationals."""
    members = tuple(extract_memberships(annotated))
    yield from members
    yield from merge(nationals(annotated, members))
