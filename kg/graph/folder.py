"""The graph folder: its marker, its lock, and which of its stores is the published one.

A folder holds `incumbent.json` (the marker: whose folder this is, the base of its IRIs, the name of the published
store), `archive.sqlite`, `lock`, the store, and its search index. Publishing replaces the marker in one rename, so a
reader sees the whole of one build or the whole of the next.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from kg.errors import StoreError
from kg.iris import DATA
from kg.model import Record

MARKER = "incumbent.json"
ARCHIVE = "archive.sqlite"
LOCK = "lock"
FORMAT = 1
_OWN = re.compile(rf"(?:{re.escape(MARKER)}|{re.escape(ARCHIVE)}|{LOCK}|store-|search-)")


class Marker(Record, frozen=True):
    """Whose folder it is. `store` is the name of the published store, None before the first build is complete."""

    program: str
    format: int
    base: str
    store: str | None = None


def read_marker(folder: Path) -> Marker:
    """The marker of a graph folder. Raises StoreError for a folder that is not one, or of another version."""
    path = folder / MARKER
    try:
        marker = msgspec.json.decode(path.read_bytes(), type=Marker)
    except FileNotFoundError:
        raise StoreError(f"{folder}: not a graph folder; make one with `kg build ... --out {folder}`") from None
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(f"{path}: unreadable ({error}); build into a new folder") from error
    if marker.program != "incumbent" or marker.format != FORMAT:
        raise StoreError(f"{path}: format {marker.format}, this version reads {FORMAT}; build into a new folder")
    return marker


def write_marker(folder: Path, marker: Marker) -> None:
    """Replace the marker in one step that survives a crash."""
    fresh = folder / f"{MARKER}.new"
    with fresh.open("wb") as out:
        out.write(msgspec.json.format(msgspec.json.encode(marker), indent=1) + b"\n")
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(folder / MARKER)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_own(name: str) -> bool:
    """Whether a name in a graph folder is that of its own files and stores."""
    return _OWN.match(name) is not None


def missing(folder: Path) -> tuple[Path, ...]:
    """Which folders are not there yet of this one and those that it is in, this one first."""
    folder = folder.resolve()
    return tuple(path for path in (folder, *folder.parents) if not path.exists())


def discard(folder: Path, made: Iterable[Path]) -> None:
    """Undo `prepare` in a folder that nothing was published in: its files go, and the folders `made` if empty."""
    if read_marker(folder).store is not None:
        return
    for name in (MARKER, ARCHIVE, LOCK):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        for path in made:
            path.rmdir()


def prepare(folder: Path, base: str = DATA) -> Path:
    """The real path of a graph folder, made where there is none.

    Raises StoreError for a folder with other people's files in it, one built with another base, or no right to write.
    """
    folder = folder.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        foreign = sorted(entry.name for entry in folder.iterdir() if entry.name not in (LOCK, f"{MARKER}.new"))
        if MARKER in foreign:
            marker = read_marker(folder)
            if marker.base != base:
                raise StoreError(f"{folder}: built with base {marker.base}, not {base}; use that or another folder")
        elif foreign:
            raise StoreError(f"{folder}: not a graph folder and not empty ({foreign[0]}); choose another")
        else:
            write_marker(folder, Marker(program="incumbent", format=FORMAT, base=base))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}); choose another") from error
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for writing. Raises StoreError at once where another build holds it."""
    with (folder.resolve() / LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreError(f"{folder}: another build is writing here; wait for it to end") from None
        yield


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Keep a published store from being cleared away while it is read. Raises FileNotFoundError where it is gone."""
    handle = os.open(store, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def is_held(store: Path) -> bool:
    """Whether somebody reads this store."""
    handle = os.open(store, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
        return True
    finally:
        os.close(handle)
