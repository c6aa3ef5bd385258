"""The quads on disk: writing a store whole, publishing it, and opening what is published, read-only.

The only module that opens a store. A published store is never written again: readers need no copy of their own. What
only writing needs is imported there, so that a reader is up at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from pyoxigraph import Quad, Store

from kg.errors import StoreError
from kg.graph.folder import ARCHIVE, Marker, held, is_held, read_marker, sync_folder, write_marker

if TYPE_CHECKING:
    import rdflib

    from kg.graph.archive import Archive, Entry

_SPARE = 64 * 1024 * 1024
_BYTES_PER_ARCHIVED_BYTE = 40
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published store, open for reading, and where it lies."""

    store: Store
    folder: Path
    marker: Marker


def write_store(folder: Path, quads: Iterable[Quad], archive: Archive) -> Mapping[str, Entry]:
    """Write a fresh store and publish it; the folder must be prepared and locked. Returns what it holds, by graph.

    Until the last step readers see the former store, and a crash leaves it in place. Raises StoreError where the disk
    is too full or cannot be written.
    """
    marker = read_marker(folder)
    _require_space(folder)
    _clear(folder, marker.store)
    name = _fresh_name(folder)
    try:
        entries = _fill(folder / name, quads)
        sync_folder(folder)
    except OSError as error:
        _remove(folder / name)
        raise StoreError(f"{folder}: writing failed ({error}); free some space and build again") from error
    archive.write_ledger(name, entries)
    write_marker(folder, msgspec.structs.replace(marker, store=name))
    archive.forget_ledgers(name)
    _clear(folder, name)
    return entries


def _fill(path: Path, quads: Iterable[Quad]) -> Mapping[str, Entry]:
    from kg.graph.fulltext import index_path, write_index
    from kg.graph.ledger import tally

    store = Store(str(path))
    store.bulk_extend(quads)
    store.flush()
    write_index(index_path(path.parent, path.name), store)
    return tally(store)


def _remove(path: Path) -> None:
    from kg.graph.fulltext import index_path

    shutil.rmtree(path, ignore_errors=True)
    index_path(path.parent, path.name).unlink(missing_ok=True)


def _require_space(folder: Path) -> None:
    archive = folder / ARCHIVE
    size = archive.stat().st_size if archive.exists() else 0
    needed = _SPARE + _BYTES_PER_ARCHIVED_BYTE * size
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreError(f"{folder}: {free >> 20} MB free, a build may need {needed >> 20} MB; free some space")


def _stores(folder: Path) -> list[Path]:
    return sorted(entry for entry in folder.glob("store-*") if entry.is_dir() and not entry.is_symlink())


def _fresh_name(folder: Path) -> str:
    taken = {path.name for path in _stores(folder)}
    return next(name for number in range(1, len(taken) + 2) if (name := f"store-{number}") not in taken)


def _clear(folder: Path, keep: str | None) -> None:
    """Remove stores that are not published and that nobody reads; the next build tries again for the others."""
    for path in _stores(folder):
        if path.name != keep and not is_held(path):
            _remove(path)


@contextmanager
def open_store(folder: Path) -> Iterator[Snapshot]:
    """The published store of a graph folder, read-only. Raises StoreError where there is none or it is damaged."""
    with ExitStack() as stack:
        yield _open(folder.resolve(), stack)


def _open(folder: Path, stack: ExitStack) -> Snapshot:
    for _ in range(_ATTEMPTS):
        marker = read_marker(folder)
        if marker.store is None or "/" in marker.store:
            raise StoreError(f"{folder}: no build has been completed here; run `kg build` again")
        path = folder / marker.store
        try:
            stack.enter_context(held(path))
        except OSError:
            continue
        if read_marker(folder).store == marker.store:
            return Snapshot(_read(path), folder, marker)
    raise StoreError(f"{folder}: its store is missing; run `kg build` again")


def _read(path: Path) -> Store:
    if not (path / "CURRENT").is_file():
        raise StoreError(f"{path}: the store is damaged; run `kg build` again")
    try:
        return Store.read_only(str(path))
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be opened ({error}); run `kg build` again") from error


def open_graph(folder: Path) -> rdflib.Dataset:
    """An rdflib Dataset over the published store, read-only; the store is let go when the dataset is closed or dropped.

    Its default graph is what the graph holds; each document has a named graph. Raises StoreError as `open_store` does.
    """
    import rdflib
    from oxrdflib import OxigraphStore

    class Held(rdflib.Dataset):
        """A dataset that keeps its store from being cleared away."""

        def close(self, commit_pending_transaction: bool = False) -> None:
            """Let go of the store."""
            super().close(commit_pending_transaction)
            stack.close()

    stack = ExitStack()
    snapshot = _open(folder.resolve(), stack)
    return Held(store=OxigraphStore(store=snapshot.store))
