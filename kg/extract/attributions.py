"""Attributions: which stretch of text is given as the words or thoughts of whom, by syntax and quotation marks.

Cues are data (`data/statements.json`). Verbs of speech take a clause or a quotation, verbs of stance whatever they
govern; "according to" takes the rest of its clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.clauses import Clauses
from kg.extract.contents import Contents, Span
from kg.extract.continuations import continued, without_borrowed
from kg.extract.cues import cue_index, load_cues
from kg.extract.quotations import Quotation, Quotations, find_quotations
from kg.extract.sources import Sources

NESTED = frozenset(("speech:clause",))
"""What may be told inside the words of somebody else ("Chun said he was told that ..."). The rest is theirs."""

UNMADE = frozenset(("to", "could", "may", "might", "would", "should", "can", "must", "what", "will"))
"""Words beside a verb that make its act possible or to come."""


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
        self.quotations = Quotations(find_quotations(text))
        self.contents = Contents(clauses, self.quotations)
        self.sources = Sources(clauses, self.quotations)

    def find(self) -> list[Attribution]:
        """All attributions, by the place of their cue."""
        found = [
            a
            for i in range(len(self.tokens))
            for a in self._at(i)
            if self.quotations.around(self.tokens.start[a.cue]) is None
        ]
        said = [False] * (len(self.text) + 1)
        for a in found:
            for start, end in a.content if a.kind == "speech" else ():
                said[start:end] = [True] * (end - start)
        found = [a for a in found if a.rule in NESTED or not said[self.tokens.start[a.cue]]]
        return continued(self.text, self.tokens, self.quotations, without_borrowed(self.tokens, found))

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
        if self.tokens.lemma[verb] == "swear" and self.clauses.has_particles(verb, ("in",)):
            return []
        return [
            kind
            for words, kind in self.index[self.tokens.lemma[verb]]
            if not words or self.clauses.has_particles(verb, words)
        ]

    def _verb(self, verb: int) -> Attribution | None:
        """A verb of speech with its clause or quotation, else one of stance with what it governs."""
        kinds = self._kinds(verb)
        if not kinds or self.tokens.dep[verb] in ("amod", "compound") or self._is_to_come(verb):
            return None
        source = self.sources.of(verb)
        if source is not None and self.sources.is_nobody(verb, source, kinds):
            return None
        source = self.sources.outside(verb, source)
        for kind in kinds:
            if kind == "stance" and not self._is_made(verb):
                continue
            content, rule = self.contents.governed(verb, kind)
            if content:
                break
        else:
            return None
        if source is None and not self._is_said_of(verb, kind):
            return None
        addressee = next(iter(self.clauses.by_dep(verb, "dative", "dobj")), None) if kind == "speech" else None
        return self._made(verb, source, content, kind, f"{kind}:{rule}", addressee)

    def _is_said_of(self, verb: int, kind: str) -> bool:
        """Whether a verb without a source tells that something is said: "it was reported that", "was asked how"."""
        if kind != "speech" or not self.clauses.is_passive(verb) or self.tokens.dep[verb] == "acl":
            return False
        return self.tokens.lemma[verb] in ("tell", "ask") or not self.clauses.by_dep(verb, "xcomp", "oprd")

    def _is_to_come(self, verb: int) -> bool:
        """ "Something to say", unless the words follow ("had this to say: ...")."""
        infinitive = self.tokens.tag[verb] == "VB" and self.tokens.dep[verb] in ("relcl", "acl")
        return infinitive and not self.quotations.within(self.tokens.end[verb], self.tokens.end[verb] + 4)

    def _is_made(self, verb: int) -> bool:
        """Whether the verb reports an act: neither denied, nor possible, nor an aim, nor a name ("what they call").

        A participle after its noun tells what the noun is called, unless it says by whom; a storm claims lives, a
        senate confirms judges; what is done without mentioning something mentions nothing.
        """
        past = self.tokens.tag[verb] in ("VBN", "VBD") and self.tokens.dep[verb] in ("acl", "advcl")
        if past and not self.clauses.by_dep(verb, "agent", "nsubj"):
            return False
        if self.tokens.dep[verb] == "pcomp" and self.tokens.lower[self.tokens.head[verb]] == "without":
            return False
        objects = {self.tokens.lemma[c] for c in self.clauses.by_dep(verb, "dobj")}
        if objects & self.cues.deeds.get(self.tokens.lemma[verb], frozenset()):
            return False
        for child in self.clauses.children[verb]:
            lower = self.tokens.lower[child]
            if self.tokens.dep[child] == "neg" or lower in UNMADE:
                return False
        return True

    def _according(self, i: int) -> Attribution | None:
        """In "according to X", the rest of the clause."""
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
        """As in "their claim that ...": a noun of saying with an owner and a clause."""
        clauses = self.clauses.by_dep(noun, "acl", "ccomp", "relcl")
        clause = next(
            (c for c in clauses if any(self.tokens.lower[m] == "that" for m in self.clauses.by_dep(c, "mark"))), None
        )
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
        quoted = any(q.end - q.start > 4 for span in content for q in self.quotations.within(*span))
        source_span = self.sources.span(source, cue) if source is not None else None
        return Attribution(cue, (cue, cue + 1), source, source_span, tuple(content), quoted, kind, rule, addressee)

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
        """Content with every quotation that it cuts into made whole, stretches that meet made one."""
        own = self.quotations.around(cue)
        merged: list[Span] = []
        for span in sorted(content):
            for quotation in self.quotations.within(*span):
                if quotation is not own:
                    span = _joined(span, quotation, cue)
            if merged and span[0] <= merged[-1][1]:
                merged[-1] = (min(span[0], merged[-1][0]), max(span[1], merged[-1][1]))
            else:
                merged.append(span)
        return merged


def _joined(span: Span, quotation: Quotation, cue: int) -> Span:
    """The span with a quotation that it cuts into, unless the cue would fall inside."""
    if span[0] >= quotation.end or quotation.start >= span[1]:
        return span
    start, end = min(span[0], quotation.start), max(span[1], quotation.end)
    return span if start <= cue < end else (start, end)
