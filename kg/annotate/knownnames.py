"""Names of companies, media, clubs and other bodies that news takes as known, and of what is no body at all.

The table says what kind of thing a name is and nothing more: no identity and no fact follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import msgspec
from spacy.tokenizer import Tokenizer

from kg.annotate.names import Name
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Kind

_SURNAMES = frozenset({"may", "march", "day", "close", "low", "price", "page", "second"})
"""Headings that are family names too."""
_SHORTEST_CAPITALS = 4
"""Letters that a name must have to be known also where it is written in capitals."""


class KnownTable(msgspec.Struct, frozen=True):
    """`bodies` and `events` are names wherever they stand; `doubtful` are bodies only where something else sees a
    name; `things` are neither ("GMT", "Islam", "Internet").
    """

    bodies: tuple[str, ...]
    doubtful: frozenset[str]
    events: tuple[str, ...]
    things: frozenset[str]


@lru_cache(maxsize=1)
def load_known() -> KnownTable:
    """The table; read once a process."""
    return msgspec.json.decode(files("kg.annotate").joinpath("data", "known_names.json").read_bytes(), type=KnownTable)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of many countries; read once a process."""
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "given_names.json").read_bytes())
    return frozenset(table["names"])


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of the table by their first words, as the tokenizer cuts them."""

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], Kind]]]

    @classmethod
    def of(cls, table: KnownTable, tokenizer: Tokenizer) -> KnownNames:
        """Compiles the table; of two names that fit, the longer is found."""
        by_first: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
        kinds: tuple[tuple[Iterable[str], Kind], ...] = ((table.bodies, "Institution"), (table.events, "Event"))
        for names, kind in kinds:
            for name in names:
                words = tuple(token.text for token in tokenizer(name))
                by_first.setdefault(words[0], []).append((words, kind))
                if len(name) >= _SHORTEST_CAPITALS and not name.isupper():
                    loud = tuple(word.upper() for word in words)
                    by_first.setdefault(loud[0], []).append((loud, kind))
        return cls({first: sorted(rows, key=lambda r: (-len(r[0]), r)) for first, rows in by_first.items()})

    def find(self, tokens: Tokens) -> Iterator[Name]:
        """The names of the table in the text, left to right."""
        last = 0
        for i, text in enumerate(tokens.text):
            rows = self.by_first.get(text)
            if rows is None or i < last:
                continue
            for words, kind in rows:
                if tuple(tokens.text[i : i + len(words)]) == words:
                    last = i + len(words)
                    yield Name(i, last, kind, "occasion" if kind == "Event" else "list")
                    break


def settled(tokens: Tokens, names: Iterable[Name]) -> Iterator[Name]:
    """Names of the model: without what is no body, and the doubtful ones of the table as bodies."""
    table, names = load_known(), list(names)
    parts = {tokens.text[i] for n in names if n.kind == "Person" for i in range(n.start, n.end)}
    for name in names:
        end = name.end
        if name.kind != "Person" and _is_pair(tokens, name, parts):
            continue
        while end > name.start and tokens.text[end - 1] in table.things:
            end -= 1
        words = tokens.phrase(name.start, end)
        if words in table.things or not words or (end - name.start == 1 and _is_no_name(tokens, name.start)):
            continue
        name = replace(name, end=end)
        yield replace(name, kind="Institution") if words in table.doubtful else name


def _is_pair(tokens: Tokens, name: Name, parts: set[str]) -> bool:
    """ "Hansen-Berg", of two persons whom the text names too: what is between them, not a body."""
    words = [tokens.text[i] for i in range(name.start, name.end)]
    return len(words) == 3 and words[1] in ("-", "–") and {words[0], words[2]} <= parts


def _is_no_name(tokens: Tokens, i: int) -> bool:
    """A single word that names nobody: a hashtag, a day, a heading of a sheet."""
    heading = tokens.lower[i].rstrip(".")
    hashtag = i > 0 and tokens.text[i - 1] == "#"
    return hashtag or (heading in word_list("sheet_words") and heading not in _SURNAMES)
