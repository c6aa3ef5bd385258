"""The archive of a graph folder: every document's text as read and the extractor's opinion of it, in one SQLite file.

It is what a build is made from and what a check reads the evidence against. It keeps the ledger too: how many quads
each graph of a published store has, and their digest.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from kg.errors import StoreError
from kg.graph.texts import clean, text_digest
from kg.model import Extraction, from_json, to_json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, header BLOB NOT NULL, text BLOB NOT NULL,
    extraction BLOB NOT NULL, sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_source ON documents (source);
CREATE TABLE IF NOT EXISTS ledger (
    store TEXT NOT NULL, graph TEXT NOT NULL, quads INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (store, graph)
) WITHOUT ROWID;
"""
_LEVEL = 6
_NAMELESS = "-"
"""The source of every text from standard input: says nothing about which text it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How many quads a graph has, and the digest of them all (order does not matter)."""

    quads: int
    digest: str


class Archive:
    """An open archive; a context manager. Every write is durable when its method returns."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or create the file. Raises StoreError where it is missing (read-only) or is no archive."""
        self.path = path
        if read_only and not path.is_file():
            raise StoreError(f"{path}: no archive here; build the graph first")
        target = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        try:
            self._db = sqlite3.connect(target, uri=True, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: cannot be opened ({error}); check the rights of its folder") from error
        try:
            self._db.execute("PRAGMA synchronous = FULL")
            if not read_only:
                self._db.executescript(_SCHEMA)
            self._db.execute("SELECT count(*) FROM documents").fetchone()
        except sqlite3.Error as error:
            self._db.close()
            raise StoreError(f"{path}: not an archive ({error}); restore it or build into a new folder") from error

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __len__(self) -> int:
        return len(self.ids())

    def __iter__(self) -> Iterator[Extraction]:
        """All extractions, sorted by document id; may be iterated again."""
        for document in self.ids():
            yield self.extraction(document)

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        return tuple(str(row[0]) for row in self._rows("SELECT id FROM documents ORDER BY id"))

    def put(self, extraction: Extraction) -> None:
        """Keep an extraction in place of the same document's, and of what its source held before it was edited.

        Of two sources of one text the first in order stays. Texts from standard input stand beside one another.
        """
        header = extraction.document
        if header.source != _NAMELESS:
            self._write("DELETE FROM documents WHERE source = ? AND id <> ?", (header.source, header.id))
        rows = self._rows("SELECT source FROM documents WHERE id = ?", header.id)
        if rows and str(rows[0][0]) < header.source:
            return
        self._write(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            (
                header.id,
                header.source,
                msgspec.json.encode(header),
                zlib.compress(clean(extraction.text).encode(), _LEVEL),
                zlib.compress(to_json(msgspec.structs.replace(extraction, text="")), _LEVEL),
                text_digest(extraction.text),
            ),
        )

    def remove(self, document: str) -> None:
        """Forget a document."""
        self._write("DELETE FROM documents WHERE id = ?", (document,))

    def _rows(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: damaged ({error}); restore it or build into a new folder") from error

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot be written ({error}); free some space and build again") from error

    def text(self, document: str) -> str | None:
        """A document's text, None for an unknown document. Raises StoreError where it is not the text that was read."""
        rows = self._rows("SELECT text, sha256 FROM documents WHERE id = ?", document)
        if not rows:
            return None
        try:
            text = zlib.decompress(rows[0][0]).decode()
        except (zlib.error, UnicodeDecodeError, TypeError) as error:
            raise StoreError(f"{self.path}: the text of {document} is damaged ({error})") from error
        if text_digest(text) != rows[0][1]:
            raise StoreError(f"{self.path}: the text of {document} is not the one that was read")
        return text

    def extraction(self, document: str) -> Extraction:
        """A document's extraction with its text. Raises StoreError where it is missing or damaged."""
        rows = self._rows("SELECT extraction FROM documents WHERE id = ?", document)
        if not rows:
            raise StoreError(f"{self.path}: no document {document}")
        try:
            bare = from_json(zlib.decompress(rows[0][0]))
        except (zlib.error, msgspec.DecodeError, TypeError) as error:
            raise StoreError(f"{self.path}: the extraction of {document} is damaged ({error})") from error
        return msgspec.structs.replace(bare, text=self.text(document) or "")

    def write_ledger(self, store: str, entries: Mapping[str, Entry]) -> None:
        """Record what a store holds, by graph ("" is the default graph), in one transaction."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM ledger WHERE store = ?", (store,))
            rows = [(store, graph, entry.quads, entry.digest) for graph, entry in sorted(entries.items())]
            self._db.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?)", rows)
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: the ledger cannot be written ({error})") from error

    def forget_ledgers(self, keep: str) -> None:
        """Drop the ledgers of all stores but one."""
        self._write("DELETE FROM ledger WHERE store <> ?", (keep,))

    def ledger(self, store: str) -> Mapping[str, Entry]:
        """What a store should hold, by graph."""
        rows = self._rows("SELECT graph, quads, digest FROM ledger WHERE store = ? ORDER BY graph", store)
        return {graph: Entry(quads, digest) for graph, quads, digest in rows}
