"""Who holds which office, of which body and state."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated, Title
from kg.extract.counterparts import extract_headships
from kg.extract.evidence import merge, sentence_evidence
from kg.model import Tenure

_CONFIDENCE = {
    "title-name": 0.95,
    "name-comma-title": 0.92,
    "title-by-verb": 0.88,
    "title-comma-name": 0.85,
    "title-alone": 0.8,
}
_BASIS = {"stated": 1.0, "elsewhere": 0.9, "known": 0.95, "context": 0.8}
"""How much of the confidence is left where the state does not stand beside the title."""


def extract_tenures(annotated: Annotated) -> Iterator[Tenure]:
    """A tenure for each title with a holder and a state or body; without a holder where the words are definite."""
    yield from merge(_tenures(annotated))


def _tenures(annotated: Annotated) -> Iterator[Tenure]:
    for title in annotated.titles:
        if title.state is None and title.organization is None:
            continue
        if title.holder is None and not _names_an_office(title):
            continue
        yield Tenure(
            id="",
            evidence=sentence_evidence(annotated, title.head, _rule(title)),
            confidence=round(_CONFIDENCE[title.rule] * _BASIS[title.basis], 2),
            factuality="actual",
            basis="stated" if title.basis == "stated" else "inferred",
            person=title.holder,
            post=title.post,
            role=title.role,
            organization=title.organization,
            state=title.state,
            status=title.status,
        )
    yield from extract_headships(annotated)


def _rule(title: Title) -> str:
    return title.rule if title.basis == "stated" else f"{title.rule}, state {title.basis}"


def _names_an_office(title: Title) -> bool:
    """Whether a title without a name points at one office ("Seoul's Unification Minister"), not at a kind of person."""
    return (
        title.definite
        and title.state is not None
        and title.kind in ("executive", "monarch", "diplomatic", "judicial")
        and title.role not in ("other", "member_of_staff", "official", "legislator", "candidate")
    )
