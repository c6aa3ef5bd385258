"""Standard output and standard error of the command line: complaints, progress, and where results go."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.errors import KGError

ProgressCallback: TypeAlias = Callable[[str, int], None]
"""Called with what is being done and the number of documents so far."""
_MOST_COMPLAINTS = 20


def complain(reason: object) -> None:
    """One line on standard error; control codes of a hostile file name do not reach the terminal."""
    line = " ".join(str(reason).split())
    sys.stderr.write("kg: " + "".join(c if c.isprintable() else "\ufffd" for c in line) + "\n")


def complain_of(reasons: Iterable[object]) -> None:
    """The first twenty reasons, a line each, and how many more there are."""
    given = tuple(reasons)
    for reason in given[:_MOST_COMPLAINTS]:
        complain(reason)
    if len(given) > _MOST_COMPLAINTS:
        complain(f"and {len(given) - _MOST_COMPLAINTS} more")


def say(words: str) -> None:
    """Words on standard output, which may come from texts: no control code reaches the terminal."""
    from kg.query.results import printable

    sys.stdout.write(printable(words) + "\n")


def allow_any_letter() -> None:
    """Letters that standard output cannot encode are written as escapes instead of ending the program."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


@contextmanager
def progress() -> Iterator[ProgressCallback | None]:
    """A callback that moves a bar; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def move(work: str, done: int) -> None:
            bar.update(task, description=work, completed=done)

        yield move


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """The file, its folder made, or standard output.

    A file appears whole, in place of what was there, when the block ends well; otherwise nothing changes. Raises
    KGError where it cannot be written or is one of a graph folder's own.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    fresh = None
    try:
        target = path.resolve()
        _refuse_own_files(path, target)
        target.parent.mkdir(parents=True, exist_ok=True)
        if _is_plain(target):
            fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
        with (fresh or target).open("wb") as stream:
            yield stream
        if fresh:
            fresh.replace(target)
    except OSError as error:
        raise KGError(f"{path}: cannot be written ({error.strerror}); choose another file") from error
    finally:
        if fresh:
            fresh.unlink(missing_ok=True)


@contextmanager
def output_folder(path: Path) -> Iterator[Path]:
    """An empty folder to write files into, which take their places in `path` when the block ends well.

    Other files of `path` stay. Raises KGError where it cannot be written, is a graph folder or one of its own.
    """
    from kg.graph.folder import MARKER

    target = path.resolve()
    _refuse_own_files(path, target)
    if (target / MARKER).is_file():
        raise KGError(f"{path}: is a graph folder; choose another folder")
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        target.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        yield fresh
        for file in sorted(fresh.iterdir()):
            file.replace(target / file.name)
    except OSError as error:
        raise KGError(f"{path}: cannot be written ({error.strerror}); choose another folder") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _is_plain(target: Path) -> bool:
    """A file, or nothing yet: not a folder, which cannot be written, nor a device or pipe, which has to stay."""
    return target.is_file() or not target.exists()


def _refuse_own_files(path: Path, target: Path) -> None:
    from kg.graph.folder import MARKER, is_own

    for folder in target.parents:
        if (folder / MARKER).is_file() and is_own(target.relative_to(folder).parts[0]):
            raise KGError(f"{path}: belongs to the graph folder {folder}; choose another file")
