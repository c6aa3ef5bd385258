"""Hearing: whether it can be told who says it. What cannot is no statement of ours, though somebody may have made it.

Pronouns that mean nobody known, names that were not recognised, things that do not speak, and what the writer of a
diary or the parties to an interview tell in the first person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kg.annotate.annotated import Annotated
from kg.extract.attributions import Attribution
from kg.extract.cues import load_cues
from kg.extract.quotations import Quotations, find_quotations

DIARY = 0.02
"""Share of "I" and "you" among the words outside quotations from which on a text is one or an interview."""
LONG = 2
"""Words of the longest description that is taken to mean one mentioned before ("the company")."""
NEAR = 6
"""Tokens before a noun in which its owner is looked for."""
LATIN_ENDS = "\u024f"
"""The last letter of the extended Latin alphabet."""


class Hearing:
    """Which attributions of one document have a source that can be told."""

    def __init__(self, annotated: Annotated, attributions: Sequence[Attribution]) -> None:
        self.annotated, self.cues = annotated, load_cues()
        self._breaks = [m.start() for m in re.finditer(r"\n\s*\n", annotated.document.text)]
        self._firsthand = self._told_firsthand(attributions)

    def is_heard(self, attribution: Attribution, speaker: str | None) -> bool:
        """Whether the attribution is a statement of a speaker, or of somebody whom the text leaves without a name."""
        tokens, source = self.annotated.tokens, attribution.source
        if self._paragraph(tokens.start[attribution.cue]) in self._firsthand:
            return False
        if source is None:
            return True
        if self._is_mute(source) and tokens.lower[attribution.cue] != "according":
            return speaker is not None and tokens.lemma[source] in self.cues.sources_without_name
        if speaker is not None:
            who = tokens.text[source + 1 : source + 2] == [","] and tokens.lower[source + 2 : source + 3] == ["who"]
            if tokens.tag[source] == "PRP" and self._names(attribution, speaker):
                return False
            return not (who and self.annotated.entities[speaker].type == "State")
        if tokens.lower[source] in self.cues.nobody or any(c > LATIN_ENDS for c in tokens.text[source] if c.isalpha()):
            return False
        return not (self._is_unseen(source) or self._is_known_one(attribution))

    def _names(self, attribution: Attribution, speaker: str) -> bool:
        """Whether the words name the one whom the pronoun is taken for: nobody speaks of himself so."""
        return any(
            m.entity == speaker and m.form == "name" and start <= m.start < end
            for start, end in attribution.content
            for m in self.annotated.mentions
        )

    def _is_mute(self, source: int) -> bool:
        """Whether it is a thing, also one taken for a name at the beginning of a sentence ("Findings suggest")."""
        tokens = self.annotated.tokens
        if tokens.tag[source] not in ("NNP", "NNPS"):
            return tokens.lemma[source] in self.cues.mute
        first = source == 0 or tokens.sentence[source - 1] != tokens.sentence[source] or tokens.space[source - 1]
        return first and tokens.lower[source].endswith("s") and tokens.lower[source].removesuffix("s") in self.cues.mute

    def _is_unseen(self, source: int) -> bool:
        """Whether a name stands there that was not recognised as one of somebody who speaks."""
        tokens, mention = self.annotated.tokens, self.annotated.mention_at(source)
        if tokens.tag[source] == "NNP":
            return mention is None or mention.kind in ("Place", "Group")
        owners = [
            i for i in range(max(0, source - NEAR), source) if tokens.head[i] == source and tokens.dep[i] == "poss"
        ]
        document = tokens.lemma[source] in self.cues.sources_without_name
        return document and any(tokens.tag[i] == "NNP" for i in owners)

    def _is_known_one(self, attribution: Attribution) -> bool:
        """Whether a definite description means one that the text knows and we do not ("the company", "the second")."""
        tokens, source, span = self.annotated.tokens, attribution.source, attribution.source_span
        if source is None or span is None or span[1] - span[0] > LONG or source != span[1] - 1:
            return False
        one = tokens.tag[source] in ("NN", "NNP", "JJ") and tokens.lower[span[0]] in ("the", "this")
        unsaid = tokens.lemma[source] in self.cues.many | (self.cues.sources_without_name - self.cues.bodies)
        return one and span[0] != source and not unsaid

    def _told_firsthand(self, attributions: Sequence[Attribution]) -> frozenset[int]:
        """The paragraphs of an interview or a diary, by number, in which somebody says "I" outside quotations."""
        document, tokens = self.annotated.document, self.annotated.tokens
        quotations = Quotations(find_quotations(document.text))
        reported = [False] * (len(document.text) + 1)
        for attribution in attributions:
            for start, end in attribution.content:
                reported[start:end] = [True] * (end - start)
        own = [i for i in range(len(tokens)) if quotations.around(tokens.start[i]) is None]
        found = [
            self._paragraph(tokens.start[i])
            for i in own
            if tokens.lower[i] in self.cues.first_persons and tokens.text[i] != "US" and not reported[tokens.start[i]]
        ]
        return frozenset(found if len(found) > DIARY * len(own) else ())

    def _paragraph(self, at: int) -> int:
        """The number of the paragraph in which a code point stands."""
        return bisect_left(self._breaks, at)
