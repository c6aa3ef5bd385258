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

import msgspec

from kg.errors import StoreError
from kg.graph.rdf.provenance import text_digest
from kg.graph.rdf.reading import clean
from kg.model import Extraction, from_json, to_json

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, header BLOB NOT NULL, text BLOB NOT NULL,
    extraction BLOB NOT NULL, sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (
    store TEXT NOT NULL, graph TEXT NOT NULL, quads INTEGER NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (store, graph)
) WITHOUT ROWID;
"""
_LEVEL = 6


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
        return int(self._db.execute("SELECT count(*) FROM documents").fetchone()[0])

    def __iter__(self) -> Iterator[Extraction]:
        """All extractions, sorted by document id; may be iterated again."""
        for (document,) in self._db.execute("SELECT id FROM documents ORDER BY id").fetchall():
            yield self.extraction(document)

    def ids(self) -> tuple[str, ...]:
        """The ids of all documents, sorted."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM documents ORDER BY id"))

    def put(self, extraction: Extraction) -> None:
        """Keep an extraction in place of the same document's; of two sources of one text the first in order stays."""
        header = extraction.document
        row = self._db.execute("SELECT source FROM documents WHERE id = ?", (header.id,)).fetchone()
        if row is not None and row[0] < header.source:
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

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: cannot be written ({error}); free some space and build again") from error

    def text(self, document: str) -> str | None:
        """A document's text, None for an unknown document. Raises StoreError where it is not the text that was read."""
        row = self._db.execute("SELECT text, sha256 FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            return None
        try:
            text = zlib.decompress(row[0]).decode()
        except (zlib.error, UnicodeDecodeError) as error:
            raise StoreError(f"{self.path}: the text of {document} is damaged ({error})") from error
        if text_digest(text) != row[1]:
            raise StoreError(f"{self.path}: the text of {document} is not the one that was read")
        return text

    def extraction(self, document: str) -> Extraction:
        """A document's extraction with its text. Raises StoreError where it is missing or damaged."""
        row = self._db.execute("SELECT extraction FROM documents WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise StoreError(f"{self.path}: no document {document}")
        try:
            bare = from_json(zlib.decompress(row[0]))
        except (zlib.error, msgspec.DecodeError) as error:
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
        rows = self._db.execute("SELECT graph, quads, digest FROM ledger WHERE store = ? ORDER BY graph", (store,))
        return {graph: Entry(quads, digest) for graph, quads, digest in rows}
