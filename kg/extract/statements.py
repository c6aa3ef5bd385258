"""Statements: who is reported to have said what, in whose words, to whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.annotate.annotated import Annotated
from kg.extract.attributions import Attribution, Attributor
from kg.extract.circumstances import Circumstances
from kg.extract.clauses import Clauses
from kg.extract.evidence import sentence_span
from kg.extract.factuality import Judge
from kg.extract.hearing import Hearing
from kg.extract.lexicon import load_lexicon
from kg.extract.voices import Voices
from kg.model import Event, Evidence, Statement, Stretch

UNSAID = ("hypothetical", "intended")
"""Words that nobody has said yet ("may ask", "had hoped to tell") are no statement."""
CONFIDENCE = {
    "speech:clause": 0.9,
    "according-to": 0.9,
    "speech:quotation": 0.8,
    "speech:aside": 0.8,
    "stance:object": 0.7,
    "noun": 0.7,
    "belief:clause": 0.6,
}


def extract_statements(
    annotated: Annotated, events: Sequence[Event], attributions: Sequence[Attribution] | None = None
) -> Iterator[Statement]:
    """One statement an attribution, in the order of their cues, ids left empty.

    `claims` are the events that only this statement vouches for. Evidence is the sentence of the cue, then those of
    content that stands elsewhere; its rule says how the content was found.
    """
    clauses = Clauses(annotated.tokens)
    found = attributions if attributions is not None else Attributor(annotated.doc.text, clauses).find()
    maker, hearing = _Maker(annotated, clauses), Hearing(annotated, found)
    for attribution in found:
        statement = maker.made(attribution, events)
        if statement.factuality not in UNSAID and hearing.is_heard(attribution, statement.speaker):
            yield statement


class _Maker:
    """Makes statements of one document."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses = annotated, clauses
        self.circumstances = Circumstances(annotated, clauses)
        self.judge = Judge(clauses, load_lexicon())
        self.voices = Voices(annotated, clauses)
        self._before: dict[tuple[int, str], tuple[Attribution, str | None]] = {}

    def made(self, attribution: Attribution, events: Sequence[Event]) -> Statement:
        """The statement that an attribution reports."""
        tokens = self.annotated.tokens
        source = attribution.source_span
        addressee = self.voices.speaker(attribution.addressee)
        speaker = self._as_before(attribution, self.voices.speaker(attribution.source))
        return Statement(
            id="",
            evidence=self._evidence(attribution),
            confidence=CONFIDENCE[attribution.rule],
            factuality=self.judge.judge(attribution.cue),
            speaker=speaker,
            source=Stretch(start=tokens.start[source[0]], end=tokens.end[source[1] - 1]) if source else None,
            cue=Stretch(start=tokens.start[attribution.cue_span[0]], end=tokens.end[attribution.cue_span[1] - 1]),
            content=tuple(Stretch(start=a, end=b) for a, b in attribution.content),
            quoted=attribution.quoted,
            addressee=addressee if addressee != speaker else None,
            time=self.circumstances.time(attribution.cue, None),
            claims=tuple(e.id for e in events if e.factuality == "claimed" and _holds(attribution, e)),
        )

    def _as_before(self, attribution: Attribution, speaker: str | None) -> str | None:
        """The speaker; of a pronoun that spoke before in the sentence the same one ("he said X lied; Y, he added")."""
        tokens, source = self.annotated.tokens, attribution.source
        if source is None or tokens.lower[source] not in ("he", "she"):
            return speaker
        first, same = self._before.setdefault((tokens.sentence[source], tokens.lower[source]), (attribution, speaker))
        inside = any(start <= tokens.start[source] < end for start, end in first.content)
        return speaker if inside else same

    def _evidence(self, attribution: Attribution) -> tuple[Evidence, ...]:
        """The sentences that show who says it and what."""
        tokens = self.annotated.tokens
        spans = {sentence_span(tokens, attribution.cue): None}
        for start, end in attribution.content:
            at = bisect_left(tokens.start, start)
            while at < len(tokens) and tokens.start[at] < end:
                if not tokens.space[at]:
                    spans.setdefault(sentence_span(tokens, at))
                at = bisect_left(tokens.sentence, tokens.sentence[at] + 1)
        return tuple(Evidence(start=a, end=b, rule=attribution.rule) for a, b in spans)


def _holds(attribution: Attribution, event: Event) -> bool:
    """Whether the event is told inside the content."""
    return any(a <= event.trigger.start < b for a, b in attribution.content)
