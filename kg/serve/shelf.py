"""The published graph, held open for the pages, and taken up anew when a build publishes the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, read_marker
from kg.graph.fulltext import open_index
from kg.graph.store import Snapshot, open_store
from kg.query.pages.book import Book

Kept = TypeVar("Kept")


@dataclass(slots=True)
class _Volume:
    snapshot: Snapshot
    stack: ExitStack
    readers: int = 0
    is_old: bool = False
    kept: dict[str, Any] = field(default_factory=dict)
    locks: dict[str, threading.Lock] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A graph that a request reads: its store, its index, its archive; `kept` is what pages remember of it,
    `locks` are held by those who make such a thing."""

    snapshot: Snapshot
    book: Book
    archive: Archive
    kept: dict[str, Any]
    locks: dict[str, threading.Lock]

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What was made under this name, or else is made now; who asks meanwhile waits instead of making it too."""
        if name not in self.kept:
            with self.locks.setdefault(name, threading.Lock()):
                if name not in self.kept:
                    self.kept[name] = make()
        return cast("Kept", self.kept[name])


class Shelf:
    """The published graph of a folder; any number of threads may read it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._volume: _Volume | None = None

    @contextmanager
    def open(self) -> Iterator[Opened]:
        """The graph as it is published now. Raises StoreError where it cannot be read."""
        volume = self._taken()
        try:
            snapshot = volume.snapshot
            with (
                open_index(snapshot.folder, snapshot.marker.store or "") as index,
                Archive(snapshot.folder / ARCHIVE, read_only=True) as archive,
            ):
                yield Opened(snapshot, Book(snapshot.store, index), archive, volume.kept, volume.locks)
        finally:
            self._back(volume)

    def _taken(self) -> _Volume:
        with self._lock:
            volume = self._volume
            if volume is None or read_marker(self._folder).store != volume.snapshot.marker.store:
                stack = ExitStack()
                fresh = _Volume(stack.enter_context(open_store(self._folder)), stack)
                if volume is not None:
                    self._retire(volume)
                self._volume = volume = fresh
            volume.readers += 1
            return volume

    def _back(self, volume: _Volume) -> None:
        with self._lock:
            volume.readers -= 1
            if volume.is_old and not volume.readers:
                volume.stack.close()

    def _retire(self, volume: _Volume) -> None:
        volume.is_old = True
        if not volume.readers:
            volume.stack.close()

    def close(self) -> None:
        """Let go of the graph."""
        with self._lock:
            if self._volume is not None:
                self._retire(self._volume)
                self._volume = None
