"""The index of a graph: names, titles and passages to search, in one SQLite file beside the store it was made from.

It is written with the store and becomes the graph's own with it. Rows stand in the order in which readers want them
(what is mentioned most first, the newest passage first), so that a search may stop early. It holds what pages list of
each node too (`contents.py`, `vouching.py`), and the map of all (`charts`).
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from kg.errors import StoreError
from kg.graph import contents, vouching
from kg.graph.passages import Passage, passages
from kg.iris import unaccented

KINDS: Mapping[str, str] = {
    "http://xmlns.com/foaf/0.1/Person": "person",
    "https://w3id.org/incumbent/ns#State": "state",
    "https://w3id.org/incumbent/ns#Institution": "institution",
    "http://xmlns.com/foaf/0.1/Group": "group",
    "http://www.w3.org/ns/org#Post": "post",
    "https://w3id.org/incumbent/ns#Place": "place",
    "http://www.w3.org/ns/org#Site": "place",
    "https://w3id.org/incumbent/ns#Event": "event",
    "https://w3id.org/incumbent/ns#Topic": "topic",
    "https://w3id.org/incumbent/ns#Document": "document",
}
"""Classes whose nodes are found by name; of several the first counts."""

_SCHEMA = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT, kind TEXT, label TEXT, names TEXT, weight INTEGER);
CREATE INDEX entry_by_iri ON entry (iri);
CREATE TABLE passage (id INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, words TEXT);
CREATE VIRTUAL TABLE names USING fts5(folded, content='', tokenize='unicode61', prefix='2 3');
CREATE VIRTUAL TABLE passages USING fts5(folded, content='', tokenize='unicode61', prefix='2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5(word, tokenize='trigram');
"""
_WORD = re.compile(r"[^\W_]+")
_NAMING = """SELECT node, words, sum(times) FROM naming
WHERE replace(figure, 'https://w3id.org/incumbent/ns#', '') IN ('LiteralName', 'ShortForm', 'Adjectival')
GROUP BY node, words"""
_LONGEST_WORD = 40


@dataclass(slots=True)
class _Entry:
    """A node under way: the rank of its class, its label, its other names, how often it is named."""

    rank: int = len(KINDS)
    kind: str = ""
    label: str = ""
    names: set[str] = field(default_factory=set)
    weight: int = 0


def index_path(folder: Path, store: str) -> Path:
    """Where the index of a store lies."""
    return folder / f"search-{store}.sqlite"


def folded(words: str) -> str:
    """Words as the index has them: lower case, no accents, apart by single blanks, none over forty letters."""
    return " ".join(word[:_LONGEST_WORD] for word in _WORD.findall(unaccented(words).casefold()))


def write_index(path: Path, store: Store) -> None:
    """Write the index of a store into a fresh file. Raises OSError where that fails."""
    from kg.graph.charts import writing as charts  # a reader is up without what only writing needs

    path.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as database, database:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
            database.executescript(_SCHEMA)
            database.executescript(contents.SCHEMA + vouching.SCHEMA + charts.SCHEMA)
            contents.write_contents(database, store)
            vouching.write_vouching(database, store)
            vocabulary = Counter(_fill_entries(database, _entries(store, database)))
            vocabulary.update(_fill_passages(database, tuple(passages(database))))
            charts.write_chart(database)
            known = sorted(vocabulary.items(), key=lambda entry: (-entry[1], entry[0]))
            database.executemany("INSERT INTO vocabulary (word) VALUES (?)", ((f"<{word}>",) for word, _ in known))
    except sqlite3.Error as error:
        raise OSError(f"{path.name}: {error}") from error


def _entries(store: Store, database: sqlite3.Connection) -> Mapping[str, _Entry]:
    found: dict[str, _Entry] = {}
    ranks = {iri: rank for rank, iri in enumerate(KINDS)}
    for row in _rows(store, files("kg.graph").joinpath("fulltext.rq").read_text("utf-8")):
        entry = found.setdefault(row["node"].value, _Entry())
        name, rank = row["name"].value, ranks[row["class"].value]
        entry.names.add(name)
        if rank < entry.rank:
            entry.rank, entry.kind = rank, tuple(KINDS.values())[rank]
        if row["main"].value == "true":
            entry.label = min(entry.label or name, name)
    for node, words, times in database.execute(_NAMING):
        if (named := found.get(node)) is not None:
            named.names.add(words)
            named.weight += times
    return found


def _rows(store: Store, query: str) -> QuerySolutions:
    results = store.query(query)
    assert isinstance(results, QuerySolutions)
    return results


def _fill_entries(database: sqlite3.Connection, entries: Mapping[str, _Entry]) -> Iterator[str]:
    ordered = sorted(entries.items(), key=lambda pair: (-pair[1].weight, pair[1].rank, pair[0]))
    for number, (iri, entry) in enumerate(ordered, 1):
        label = entry.label or min(entry.names)
        names = sorted({folded(name) for name in entry.names} - {""})
        database.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
            (number, iri, entry.kind, label, "\n".join([folded(label), *names]), entry.weight),
        )
        text = " ".join(names)
        database.execute("INSERT INTO names (rowid, folded) VALUES (?, ?)", (number, text))
        yield from text.split()


def _fill_passages(database: sqlite3.Connection, found: Iterable[Passage]) -> Iterator[str]:
    for number, passage in enumerate(found, 1):
        row = (number, passage.document, passage.start, passage.end, passage.words)
        database.execute("INSERT INTO passage VALUES (?, ?, ?, ?, ?)", row)
        text = folded(passage.words)
        database.execute("INSERT INTO passages (rowid, folded) VALUES (?, ?)", (number, text))
        yield from text.split()


@contextmanager
def open_index(folder: Path, store: str) -> Iterator[sqlite3.Connection]:
    """The search index of a published store, read-only. Raises StoreError where there is none or it is damaged."""
    path = index_path(folder, store)
    if not path.is_file():
        raise StoreError(f"{folder}: this graph has no search index; run `kg build` again")
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as index:
        try:
            yield index
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: the search index is damaged ({error}); run `kg build` again") from error


def entries(index: sqlite3.Connection) -> int:
    """How many nodes an index has."""
    return int(index.execute("SELECT count(*) FROM entry").fetchone()[0])


def sizes(folder: Path, store: str) -> tuple[int, int]:
    """How many nodes and passages a published store's index has. Raises StoreError where it is missing or damaged."""
    with open_index(folder, store) as index:
        counts = [index.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("entry", "passage")]  # noqa: S608 - two constants
    return int(counts[0]), int(counts[1])
