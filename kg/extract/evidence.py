"""The sentence that says so, and one fact for what is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec.structs import asdict, replace

from kg.annotate.annotated import Annotated
from kg.annotate.tokens import Tokens
from kg.model import Assertion, Evidence

_GROUNDS = frozenset({"id", "evidence", "confidence", "basis"})
"""Fields that say why a fact is held, not what it says."""
AnyFact = TypeVar("AnyFact", bound=Assertion)


def sentence_span(tokens: Tokens, token: int) -> tuple[int, int]:
    """Code points of the sentence around the token, outer white space left out."""
    number = tokens.sentence[token]
    first = last = token
    while first > 0 and tokens.sentence[first - 1] == number:
        first -= 1
    while last + 1 < len(tokens) and tokens.sentence[last + 1] == number:
        last += 1
    while first < token and tokens.space[first]:
        first += 1
    while last > token and tokens.space[last]:
        last -= 1
    return tokens.start[first], tokens.end[last]


def sentence_evidence(annotated: Annotated, token: int, rule: str) -> tuple[Evidence, ...]:
    """The sentence around the token as the only evidence."""
    start, end = sentence_span(annotated.tokens, token)
    return (Evidence(start=start, end=end, rule=rule),)


def merge(facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """Facts that say the same become one with all their evidence, in order, and the best confidence and basis."""
    merged: dict[tuple[object, ...], AnyFact] = {}
    for fact in facts:
        claim = {k: v for k, v in asdict(fact).items() if k not in _GROUNDS}
        key = (type(fact).__name__, *(str(v).lower() if k == "post" else v for k, v in claim.items()))
        known = merged.get(key)
        if known is None:
            merged[key] = fact
        else:
            evidence = dict.fromkeys((*known.evidence, *fact.evidence))
            merged[key] = replace(
                known,
                evidence=tuple(sorted(evidence, key=lambda e: (e.start, e.end, e.rule))),
                confidence=max(known.confidence, fact.confidence),
                basis="stated" if "stated" in (known.basis, fact.basis) else "inferred",
            )
    yield from merged.values()
