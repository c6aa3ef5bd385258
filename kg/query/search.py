"""Search by name and by words: prefixes count as words, and words that the graph does not know as their nearest."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from kg.graph.fulltext import folded
from kg.model import Record

MOST_FOUND = 50
_MOST_WORDS = 8
_MOST_CANDIDATES = 400
_NEAR_WORDS = 6
_LETTERS = re.compile(r"[^\W_]+")


class Hit(Record, frozen=True):
    """A node that was found; `mentions` is how often the texts name it."""

    iri: str
    kind: str
    label: str
    mentions: int


class Passage(Record, frozen=True):
    """A stretch of a document (its IRI; code points) that was found."""

    document: str
    start: int
    end: int
    words: str


class Found(Record, frozen=True):
    """What a search brought; `read_as` are the words searched for where none of the graph's are those typed."""

    hits: tuple[Hit, ...] = ()
    passages: tuple[Passage, ...] = ()
    read_as: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def search(index: sqlite3.Connection, words: str, most: int = MOST_FOUND) -> Found:
    """At most `most` nodes and as many passages that have all the words, each the beginning of a word.

    Where nothing has them all, words that begin no word of the graph are taken for those nearest to them; where that
    does not help either, nodes that have some of the words are found, those with more of them first.
    """
    wanted = tuple(dict.fromkeys(folded(words).split()))[:_MOST_WORDS]
    if not wanted:
        return Found()
    found = _find(index, tuple((word,) for word in wanted), most)
    if found.hits or found.passages:
        return found
    groups = tuple(_nearest(index, word) for word in wanted)
    found = _find(index, groups, most)
    if not (found.hits or found.passages) and len(groups) > 1:
        every = tuple(word for group in groups for word in group)
        return Found(_hits(index, (every,), every, most), (), (), every) if every else Found()
    read_as = tuple(dict.fromkeys(word for group in groups for word in group if word not in wanted))
    return Found(found.hits, found.passages, read_as, found.terms)


def _find(index: sqlite3.Connection, groups: Sequence[Sequence[str]], most: int) -> Found:
    terms = tuple(word for group in groups for word in group)
    if not all(groups):
        return Found(terms=terms)
    return Found(_hits(index, groups, terms, most), _passages(index, groups, most), (), terms)


def _match(groups: Sequence[Sequence[str]]) -> str:
    """An FTS5 query; the words are folded, so that nothing in them is syntax."""
    return " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups)


def _hits(
    index: sqlite3.Connection, groups: Sequence[Sequence[str]], terms: Sequence[str], most: int
) -> tuple[Hit, ...]:
    rows = index.execute(
        "SELECT iri, kind, label, entry.names, weight FROM names JOIN entry ON entry.id = names.rowid"
        " WHERE folded MATCH ? ORDER BY names.rowid LIMIT ?",
        (_match(groups), _MOST_CANDIDATES),
    ).fetchall()
    ranked = sorted(rows, key=lambda row: (_rank(row[3].split("\n"), row[1], terms), -row[4], row[0]))
    return tuple(Hit(iri, kind, label, weight) for iri, kind, label, _, weight in ranked[:most])


def _rank(names: Sequence[str], kind: str, terms: Sequence[str]) -> tuple[int, int]:
    """How well a node fits: its label first, whole words before beginnings, happenings and documents last."""
    typed = " ".join(terms)
    late = 2 if kind in ("event", "document") else 1 if kind == "post" else 0
    for distance, name in enumerate((names[0], *names[1:])):
        if name == typed:
            return (-1 if distance == 0 else 0), late
    words = {word for name in names for word in name.split()}
    lacking = sum(not any(word.startswith(term) for word in words) for term in terms)
    partial = sum(term not in words for term in terms)
    return lacking * 10 + late * 3 + min(partial, 2) + 1, late


def _passages(index: sqlite3.Connection, groups: Sequence[Sequence[str]], most: int) -> tuple[Passage, ...]:
    rows = index.execute(
        "SELECT document, first, last, passage.words FROM passages JOIN passage ON passage.id = passages.rowid"
        " WHERE folded MATCH ? ORDER BY passages.rowid LIMIT ?",
        (_match(groups), most),
    )
    return tuple(Passage(*row) for row in rows)


def _nearest(index: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The word, where it begins one of the graph's; else those that at most two slips of the keyboard turn it into."""
    known = index.execute("SELECT 1 FROM names WHERE names MATCH ? UNION ALL SELECT 1 FROM passages WHERE passages"
                          " MATCH ? LIMIT 1", (f'"{word}"*', f'"{word}"*')).fetchone()  # fmt: skip
    if known or len(word) < 3:
        return (word,)
    edged = f"<{word}>"
    pieces = " OR ".join(f'"{edged[at : at + 3]}"' for at in range(len(edged) - 2))
    rows = index.execute("SELECT word FROM vocabulary WHERE vocabulary MATCH ? ORDER BY rank LIMIT 200", (pieces,))
    allowed = 1 if len(word) < 5 else 2
    near = sorted((slips(word, other), place, other) for place, other in enumerate(_bare(rows)))
    near = [entry for entry in near if entry[0] <= allowed]
    return tuple(other for distance, _, other in near[:_NEAR_WORDS] if distance == near[0][0])


def _bare(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    return (row[0].strip("<>") for row in rows)


def slips(one: str, other: str) -> int:
    """How many letters have to be put in, left out, changed or swapped with their neighbour to make one the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, opposite in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != opposite))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == opposite:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]


def marked(words: str, terms: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The words in pieces, each with whether it is one of those searched for."""
    pieces: list[tuple[str, bool]] = []
    position = 0
    for match in _LETTERS.finditer(words):
        if any(folded(match[0]).startswith(term) for term in terms):
            pieces += [(words[position : match.start()], False), (match[0], True)]
            position = match.end()
    pieces.append((words[position:], False))
    return tuple(piece for piece in pieces if piece[0])
