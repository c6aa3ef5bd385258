"""Sources as given to the files behind them: folders walked in order, globs expanded, each file once."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.read.decoding import clean
from kg.read.files import absolute, is_folder
from kg.read.sidecars import has_article, is_sidecar

STANDARD_INPUT = "-"


def expand(sources: Iterable[str]) -> Iterator[str | ReadError]:
    """The path of each file to read ("-" is standard input), and an error for each source without one.

    In the order given, folders and globs sorted; a file given twice comes once. Hidden files and the sidecars of
    articles are left out.
    """
    seen: set[str] = set()
    for source in sources:
        for found in _expand_one(source):
            if isinstance(found, ReadError):
                yield found
                continue
            key = found if found == STANDARD_INPUT else absolute(found)
            if key not in seen:
                seen.add(key)
                yield found


def _expand_one(source: str) -> Iterator[str | ReadError]:
    if source == STANDARD_INPUT:
        yield source
    elif "\0" in source:
        yield ReadError(clean(source), "no such file or folder")
    elif os.path.lexists(source) or not glob.has_magic(source):
        yield from _expand_path(source)
    else:
        matches = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  (keeps the path as given)
        if not matches:
            yield ReadError(source, "no file matches")
        for match in matches:
            yield from _expand_path(match)


def _expand_path(path: str) -> Iterator[str | ReadError]:
    if not is_folder(path):
        yield from _expand_file(path)
        return
    empty = True
    for found in _walk(path):
        empty = False
        yield found
    if empty:
        yield ReadError(path, "nothing to read in this folder")


def _expand_file(path: str) -> Iterator[str | ReadError]:
    if not is_sidecar(path):
        yield path
    elif not has_article(path):
        yield ReadError(path, "a sidecar without its article beside it")


def _walk(root: str) -> Iterator[str | ReadError]:
    """The files under a folder, depth first; a folder reached twice through links is read once, a loop is named."""
    visited: dict[tuple[int, int], Path] = {}
    waiting = [root]
    while waiting:
        path = waiting.pop()
        if not is_folder(path):
            yield from _expand_file(path)
            continue
        try:
            first = visited.setdefault(_identity(path), Path(path))
            entries = _entries(path) if first == Path(path) else []
        except OSError as error:
            yield ReadError(path, f"folder cannot be read: {error.strerror}")
            continue
        if first in Path(path).parents:
            yield ReadError(path, f"directory loop: it is {first} again")
        waiting.extend(entries)


def _identity(folder: str) -> tuple[int, int]:
    status = Path(folder).stat()
    return status.st_dev, status.st_ino


def _entries(folder: str) -> list[str]:
    """What is in a folder, hidden entries left out, last name first."""
    names = (entry.name for entry in Path(folder).iterdir())
    shown = sorted((name for name in names if not name.startswith(".")), reverse=True)
    return [os.path.join(folder, name) for name in shown]  # noqa: PTH118  (keeps the path as given)
