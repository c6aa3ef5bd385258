"""Standard output and standard error of the command line: complaints, progress, and where results go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

from kg.errors import KGError

ProgressCallback: TypeAlias = Callable[[int, int | None], None]
"""Called with the number of documents done and the number of all, None where that is not known."""


def complain(reason: object) -> None:
    """One line on standard error; control codes of a hostile file name do not reach the terminal."""
    line = " ".join(str(reason).split())
    sys.stderr.write("kg: " + "".join(c if c.isprintable() else "\ufffd" for c in line) + "\n")


@contextmanager
def progress(work: str) -> Iterator[ProgressCallback | None]:
    """A callback that moves a bar labelled `work`; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(work, total=None)

        def move(done: int, total: int | None) -> None:
            bar.update(task, completed=done, total=total)

        yield move


@contextmanager
def output(path: Path | None) -> Iterator[BinaryIO]:
    """The file, its folder made, or standard output. Raises KGError where it cannot be written."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("wb")
    except OSError as error:
        raise KGError(f"{path}: cannot be written ({error.strerror}); choose another file") from error
    with stream:
        yield stream
