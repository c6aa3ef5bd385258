"""Bodies within bodies, and the states in which bodies that are no organs are at home."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated
from kg.extract.evidence import merge, sentence_evidence
from kg.model import LocatedIn, PartOf

_CONFIDENCE = {
    "authority": 0.95,
    "state-in-name": 0.8,
    "whole-before-part": 0.85,
    "part-of-whole": 0.85,
    "part-noun": 0.85,
}


def extract_parts(annotated: Annotated) -> Iterator[PartOf]:
    """Bodies within bodies, each pair once with all its evidence."""
    yield from merge(
        PartOf(
            id="",
            evidence=sentence_evidence(annotated, bond.token, bond.rule),
            confidence=_CONFIDENCE[bond.rule],
            factuality="actual",
            part=bond.body,
            whole=bond.other,
        )
        for bond in annotated.parts
    )


def extract_homes(annotated: Annotated) -> Iterator[LocatedIn]:
    """Parties, armed groups and media in the states in which they are at home."""
    yield from merge(
        LocatedIn(
            id="",
            evidence=sentence_evidence(annotated, bond.token, bond.rule),
            confidence=_CONFIDENCE[bond.rule],
            factuality="actual",
            thing=bond.body,
            place=bond.other,
        )
        for bond in annotated.homes
    )
