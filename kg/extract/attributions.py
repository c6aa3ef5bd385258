"""Attributions: which stretch of text is given as the words or thoughts of whom, by syntax and quotation marks.

Cues are data (`data/statements.json`). Verbs of speech take a clause or a quotation, verbs of stance whatever they
govern; "according to" takes the rest of its clause.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import Clauses
from kg.extract.cues import cue_index, load_cues
from kg.extract.quotations import Quotation, find_quotations

Span = tuple[int, int]
ADVERBIAL = frozenset(
    ("npadvmod", "tmod", "neg", "aux", "auxpass", "punct", "cc", "mark", "prt", "intj", "expl", "preconj")
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Content (code points) given to a source.

    `cue` is the token of saying, `source` the head of the noun that speaks and `source_span` its tokens (None where
    nobody is named), `addressee` the head of the noun spoken to. `kind`: speech, stance or belief.
    """

    cue: int
    cue_span: Span
    source: int | None
    source_span: Span | None
    content: tuple[Span, ...]
    quoted: bool
    kind: str
    rule: str
    addressee: int | None = None


class Attributor:
    """Finds the attributions of one document."""

    def __init__(self, text: str, clauses: Clauses) -> None:
        self.text, self.clauses, self.tokens = text, clauses, clauses.tokens
        self.cues, self.index = load_cues(), cue_index()
        self.quotations = find_quotations(text)

    def find(self) -> list[Attribution]:
        """All attributions, by the place of their cue."""
        quoted = [(q.start, q.end) for q in self.quotations]
        found = [a for i in range(len(self.tokens)) for a in self._at(i)
                 if not any(start <= self.tokens.start[a.cue] < end for start, end in quoted)]  # fmt: skip
        said = [c for a in found if a.kind == "speech" for c in a.content]
        found = [a for a in found if a.kind != "belief" or not any(b <= self.tokens.start[a.cue] < e for b, e in said)]
        return self._continued(found)

    def _at(self, i: int) -> Iterator[Attribution]:
        """The attribution cued by a token, if any."""
        tokens = self.tokens
        if tokens.lower[i] == "according":
            found = self._according(i)
        elif self.clauses.is_verb(i) and tokens.lemma[i] in self.index:
            found = self._verb(i)
        elif tokens.pos[i] == "NOUN" and tokens.lemma[i] in self.cues.nouns:
            found = self._noun(i)
        else:
            return
        if found:
            yield found

    def _kinds(self, verb: int) -> list[str]:
        """What kinds of cue the verb is, with its particles."""
        return [
            kind
            for words, kind in self.index[self.tokens.lemma[verb]]
            if not words or self.clauses.has_particles(verb, words)
        ]

    def _verb(self, verb: int) -> Attribution | None:
        """A verb of speech with its clause or quotation, else one of stance with what it governs."""
        kinds = self._kinds(verb)
        if not kinds or self.tokens.dep[verb] in ("amod", "compound"):
            return None
        source = self.clauses.subject(verb)
        if (
            source is not None
            and self.tokens.lower[source] in self.cues.not_speakers
            and self.clauses.by_dep(verb, "nsubj")
        ):
            if self.tokens.lower[source] != "it" or "speech" not in kinds:
                return None
        source = self._outside(verb, source)
        for kind in kinds:
            if kind == "stance" and not self._is_made(verb):
                continue
            content, rule = self._content(verb, kind)
            if content:
                break
        else:
            return None
        if source is None and (kind != "speech" or not self.clauses.is_passive(verb)):
            return None
        addressee = next(iter(self.clauses.by_dep(verb, "dative", "dobj")), None) if kind == "speech" else None
        return self._made(verb, source, content, kind, f"{kind}:{rule}", addressee)

    def _outside(self, verb: int, source: int | None) -> int | None:
        """The subject, unless the parser took it from inside a quotation: then the noun beside the verb."""
        if source is None or not any(q.start <= self.tokens.start[source] < q.end for q in self.quotations):
            return source
        beside = [c for c in self.clauses.children[verb] if self.tokens.pos[c] in ("NOUN", "PROPN", "PRON")
                  and not any(q.start <= self.tokens.start[c] < q.end for q in self.quotations)]  # fmt: skip
        return min(beside, key=lambda c: abs(c - verb), default=None)

    def _is_made(self, verb: int) -> bool:
        """Whether the verb reports an act: neither denied, nor possible, nor an aim, nor a name ("what they call")."""
        for child in self.clauses.children[verb]:
            lower = self.tokens.lower[child]
            if self.tokens.dep[child] == "neg" or lower in (
                "to",
                "could",
                "may",
                "might",
                "would",
                "should",
                "can",
                "must",
                "what",
                "will",
            ):
                return False
        return True

    def _content(self, verb: int, kind: str) -> tuple[list[Span], str]:
        """The stretches that a verb governs as content, in tokens, and how."""
        tokens, clauses = self.tokens, self.clauses
        clausal = clauses.by_dep(verb, "ccomp")
        if not clausal and kind in ("speech", "belief"):
            clausal = [c for c in clauses.by_dep(verb, "xcomp", "oprd") if tokens.tag[c] == "VB" or kind == "belief"]
        if not clausal and kind == "speech":
            clausal = self._after_time(verb)
        if kind in ("speech", "belief"):
            if clausal:
                return self._clause(verb, clausal[0]), "clause"
            if kind == "belief":
                return [], ""
            if tokens.dep[verb] in ("parataxis", "ccomp", "advcl") and self._is_aside(verb):
                return self._rest_of(verb, tokens.head[verb]), "aside"
            quoted = self._quoted_beside(verb)
            return (quoted, "quotation") if quoted else ([], "")
        governed = [c for c in clauses.children[verb] if c > verb and tokens.dep[c] not in ADVERBIAL
                    and tokens.dep[c] not in ("nsubj", "conj", "advcl", "parataxis", "agent", "advmod", "dep")
                    and not self._is_time(c)]  # fmt: skip
        if not governed:
            return [], ""
        spans = [clauses.extent(c) for c in governed]
        return [(min(s for s, _ in spans), max(e for _, e in spans))], "object"

    def _after_time(self, verb: int) -> list[int]:
        """The clause that the parser hung from a time ("said at the time that ...")."""
        nouns = [
            o
            for p in self.clauses.by_dep(verb, "prep")
            for o in self.clauses.by_dep(p, "pobj")
            if self.tokens.lemma[o] in _TIMES
        ]
        nouns += self.clauses.by_dep(verb, "npadvmod")
        return [c for n in nouns for c in self.clauses.by_dep(n, "acl", "relcl", "ccomp")
                if any(self.tokens.lower[m] == "that" for m in self.clauses.children[c])]  # fmt: skip

    def _is_time(self, i: int) -> bool:
        """Whether a prepositional phrase only says when or on what occasion."""
        tokens = self.tokens
        objects = self.clauses.by_dep(i, "pobj")
        return (
            tokens.dep[i] == "prep"
            and tokens.lower[i] in ("on", "in", "during", "at", "after", "before", "since", "by")
            and bool(objects)
            and (
                tokens.lower[objects[0]] in _DAYS
                or tokens.lemma[objects[0]] in ("statement", "interview", "speech", "conference", "letter", "tweet")
            )
        )

    def _is_aside(self, verb: int) -> bool:
        """Whether a verb of saying stands beside the clause it reports, set off by commas or quotation marks."""
        governor = self.tokens.head[verb]
        if not self.clauses.is_verb(governor) and self.tokens.pos[governor] not in ("NOUN", "PROPN", "ADJ"):
            return False
        if self.tokens.dep[verb] == "advcl" and self.clauses.by_dep(verb, "mark", "advmod"):
            return False
        start, end = self.clauses.extent(verb)
        edges = [self.tokens.text[j] for j in (start - 1, start, end - 1, end) if 0 <= j < len(self.tokens)]
        return any(edge in (",", "”", '"', "''", "—", "–", "--") for edge in edges) and bool(
            self.clauses.by_dep(verb, "nsubj")
        )

    def _clause(self, verb: int, clause: int) -> list[Span]:
        """The clause without the words of saying that it may surround ("The bridge, he said, is shut")."""
        start, end = self.clauses.extent(clause)
        if start < verb < end:
            cue_start, cue_end = self._cue_clause(verb, clause)
            return [(start, cue_start), (cue_end, end)]
        return [(start, end)]

    def _cue_clause(self, verb: int, clause: int) -> Span:
        """Tokens of the verb of saying with its subject and adverbials."""
        inner = [self.clauses.extent(c) for c in self.clauses.children[verb] if c != clause] + [(verb, verb + 1)]
        return min(s for s, _ in inner), max(e for _, e in inner)

    def _rest_of(self, verb: int, governor: int) -> list[Span]:
        """The governing clause without the aside of saying."""
        start, end = self.clauses.extent(governor)
        cue_start, cue_end = self.clauses.extent(verb)
        return [span for span in ((start, cue_start), (cue_end, end)) if span[0] < span[1]]

    def _quoted_beside(self, verb: int) -> list[Span]:
        """Tokens of the quotations in the sentence of a verb that governs nothing else."""
        at, sentence = self.tokens.start[verb], self.tokens.sentence[verb]
        spans = [self._tokens_of(q.start, q.end) for q in self.quotations if not q.start <= at < q.end]
        return [s for s in spans if sentence in (self.tokens.sentence[s[0]], self.tokens.sentence[s[1] - 1])
                and s[1] - s[0] > 4 and any(self.tokens.text[i][:1].isupper() for i in range(s[0], s[0] + 2))]  # fmt: skip

    def _tokens_of(self, start: int, end: int) -> Span:
        """Token span of code points."""
        lo, hi = 0, len(self.tokens)
        starts = self.tokens.start
        while lo < hi:
            mid = (lo + hi) // 2
            lo, hi = (mid + 1, hi) if starts[mid] < start else (lo, mid)
        stop = lo
        while stop < len(starts) and starts[stop] < end:
            stop += 1
        return lo, max(stop, lo + 1)

    def _according(self, i: int) -> Attribution | None:
        """ "According to X": the rest of the clause."""
        to = next((c for c in self.clauses.children[i] if self.tokens.lower[c] == "to"), None)
        objects = self.clauses.by_dep(to, "pobj") if to is not None else []
        if not objects:
            return None
        top = i
        for above in self.clauses.ancestors(i):
            top = above
            if self.clauses.is_verb(above):
                break
        start, end = self.clauses.extent(top)
        phrase = self.clauses.extent(i)
        spans = [span for span in ((start, phrase[0]), (phrase[1], end)) if span[1] - span[0] > 1]
        return self._made(i, objects[0], spans, "speech", "according-to") if spans else None

    def _noun(self, noun: int) -> Attribution | None:
        """ "Their claim that ...": a noun of saying with an owner and a clause."""
        clause = next((c for c in self.clauses.by_dep(noun, "acl", "ccomp", "relcl")
                       if any(self.tokens.lower[m] == "that" and self.tokens.dep[m] == "mark" for m in self.clauses.children[c])), None)  # fmt: skip
        owner = next(iter(self.clauses.by_dep(noun, "poss")), None)
        if clause is None or owner is None:
            return None
        return self._made(noun, owner, [self.clauses.extent(clause)], "speech", "noun")

    def _made(
        self, cue: int, source: int | None, spans: list[Span], kind: str, rule: str, addressee: int | None = None
    ) -> Attribution | None:
        """The attribution with its content as code points, widened to whole quotations."""
        content = [c for span in spans if (c := self._trimmed(*span))]
        content = self._widened(content, self.tokens.start[cue])
        if not content:
            return None
        quoted = any(
            q.start <= a < q.end or a <= q.start < b for q in self.quotations for a, b in content if q.end - q.start > 4
        )
        source_span = self._source_span(source, cue) if source is not None else None
        return Attribution(cue, (cue, cue + 1), source, source_span, tuple(content), quoted, kind, rule, addressee)

    def _source_span(self, source: int, cue: int) -> Span:
        """The noun phrase that speaks: its subtree without what hangs from the cue; the relative pronoun where there is one."""
        relatives = [c for c in self.clauses.by_dep(cue, "nsubj") if self.clauses.antecedent(c) is not None]
        if relatives:
            return relatives[0], relatives[0] + 1
        start, end = self.clauses.extent(source)
        if start <= cue < end:
            start, end = source, source + 1
            lefts = [
                self.clauses.extent(c)[0]
                for c in self.clauses.by_dep(source, "compound", "amod", "det", "poss", "nummod")
            ]
            start = min([start, *lefts])
        while (
            end - 1 > source
            and self.tokens.text[end - 1] in (",", "-", "–", "—", "--", ";")
            or self.tokens.space[end - 1]
            and end - 1 > source
        ):
            end -= 1
        return start, end

    def _trimmed(self, start: int, end: int) -> Span | None:
        """Code points of tokens [start, end) without stray punctuation and space at the edges."""
        tokens = self.tokens
        while start < end and (tokens.space[start] or tokens.text[start] in (",", ":", ";", "-", "–", "—", "--", ".")):
            start += 1
        while end > start and (
            tokens.space[end - 1] or tokens.text[end - 1] in (",", ":", ";", "-", "–", "—", "--", ".")
        ):
            end -= 1
        return (tokens.start[start], tokens.end[end - 1]) if start < end else None

    def _widened(self, content: list[Span], cue: int) -> list[Span]:
        """Content with every quotation that it cuts into made whole."""
        for quotation in self.quotations:
            if quotation.start <= cue < quotation.end:
                continue
            content = [(min(a, quotation.start), max(b, quotation.end))
                       if a < quotation.end and quotation.start < b and not (a <= quotation.start and quotation.end <= b)
                       and not (min(a, quotation.start) <= cue < max(b, quotation.end)) else (a, b)
                       for a, b in content]  # fmt: skip
        merged: list[Span] = []
        for a, b in sorted(content):
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
            else:
                merged.append((a, b))
        return merged

    def _continued(self, found: list[Attribution]) -> list[Attribution]:
        """Quotations that no cue claims go on with the words of whoever was quoted before, in the same paragraph."""
        claimed = [span for a in found for span in a.content]
        extra: dict[int, list[Quotation]] = {}
        previous: Quotation | None = None
        for quotation in self.quotations:
            covered = any(a < quotation.end and quotation.start < b for a, b in claimed)
            whole = self._opens_sentence(quotation)
            if not covered and whole:
                index = self._last_quoting(found, quotation, previous)
                if index is not None:
                    extra.setdefault(index, []).append(quotation)
            previous = quotation
        return [
            a
            if n not in extra
            else dataclasses.replace(a, content=tuple(sorted({*a.content, *((q.start, q.end) for q in extra[n])})))
            for n, a in enumerate(found)
        ]

    def _opens_sentence(self, quotation: Quotation) -> bool:
        """Whether the quotation begins a sentence."""
        before = self.text[max(0, quotation.start - 40) : quotation.start].rstrip()
        return not before or before[-1] in ".!?”\"'’…:" or "\n" in self.text[quotation.start - 2 : quotation.start]

    def _last_quoting(self, found: list[Attribution], quotation: Quotation, previous: Quotation | None) -> int | None:
        """The attribution that a quotation continues: the last quoted one before it, in its paragraph or left open."""
        best = None
        for n, attribution in enumerate(found):
            if (
                attribution.quoted
                and attribution.kind == "speech"
                and self.tokens.start[attribution.cue] < quotation.start
            ):
                best = n
        if best is None:
            return None
        since = max(self.tokens.end[found[best].cue], found[best].content[-1][1])
        paragraphs = self.text[min(since, quotation.start) : quotation.start].count("\n\n")
        if paragraphs == 0:
            return best
        return best if previous and previous.open_ended and paragraphs == 1 else None


_TIMES = frozenset("time day week month year".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday week month year day morning evening afternoon night".split()
)
