"""A Doc as plain columns: rules look at a token many times, and spaCy's objects are slow to ask."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Tokens:
    """Columns over the tokens of a Doc. `head` and `sentence` are indices; `start` and `end` code points."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    sentence: list[int]
    start: list[int]
    end: list[int]
    space: list[bool]

    def __len__(self) -> int:
        return len(self.text)

    def capitalised(self, i: int) -> bool:
        """Whether the token is a word that begins with a capital letter."""
        return 0 <= i < len(self.text) and self.text[i][:1].isupper()

    def glued(self, i: int) -> bool:
        """Whether no space stands between this token and the next."""
        return i + 1 < len(self.text) and self.end[i] == self.start[i + 1]

    def root(self, start: int, end: int) -> int:
        """The token of [start, end) whose head lies outside: the last such one that is not punctuation."""
        roots = [i for i in range(start, end) if not start <= self.head[i] < end or self.head[i] == i]
        return next((i for i in reversed(roots) if self.pos[i] != "PUNCT"), end - 1)

    def phrase(self, start: int, end: int) -> str:
        """The words of [start, end) as they stand, whitespace folded."""
        return "".join(
            self.text[i] + (" " if i + 1 < end and not self.glued(i) else "")
            for i in range(start, end)
            if not self.space[i]
        )

    def children(self, i: int) -> list[int]:
        """Tokens governed by this one, in order. Looks within the sentence only."""
        lo, hi = i, i
        while lo > 0 and self.sentence[lo - 1] == self.sentence[i]:
            lo -= 1
        while hi + 1 < len(self.text) and self.sentence[hi + 1] == self.sentence[i]:
            hi += 1
        return [j for j in range(lo, hi + 1) if self.head[j] == i and j != i]

    def previous(self, i: int) -> int:
        """Index of the token before, whitespace skipped; -1 at the beginning."""
        i -= 1
        while i >= 0 and self.space[i]:
            i -= 1
        return i


def columns(doc: Doc) -> Tokens:
    """The columns of a parsed Doc."""
    sentence, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        sentence.append(number)
    text = [t.text for t in doc]
    start = [t.idx for t in doc]
    return Tokens(
        text=text,
        lower=[t.lower() for t in text],
        lemma=[t.lemma_.lower() for t in doc],
        pos=[t.pos_ for t in doc],
        tag=[t.tag_ for t in doc],
        dep=[t.dep_ for t in doc],
        head=[t.head.i for t in doc],
        sentence=sentence,
        start=start,
        end=[s + len(t) for s, t in zip(start, text, strict=True)],
        space=[t.isspace() for t in text],
    )
