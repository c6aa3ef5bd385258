"""The bytes of one file or of standard input, at most so many, and only of regular files."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from kg.read.rejection import Rejected

_KINDS = (
    (stat.S_ISFIFO, "a named pipe; give its content on standard input, as -"),
    (stat.S_ISCHR, "a device, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
)


def check_regular(path: str) -> int:
    """The size in bytes of a regular file. Raises Rejected on pipes, devices and sockets, OSError where it cannot."""
    status = Path(path).stat()
    for is_kind, name in _KINDS:
        if is_kind(status.st_mode):
            raise Rejected(name)
    return status.st_size


def read_bytes(path: str, limit: int) -> bytes:
    """The whole file. Raises Rejected where it is over `limit` bytes or no regular file, and OSError."""
    size = check_regular(path)
    if size > limit:
        raise Rejected(f"too large: {size:,} bytes; at most {limit:,} are read")
    with Path(path).open("rb") as file:
        return _within(file.read(limit + 1), limit)


def read_standard_input(limit: int) -> bytes:
    """All of standard input. Raises Rejected where it is over `limit` bytes."""
    return _within(sys.stdin.buffer.read(limit + 1), limit)


def _within(data: bytes, limit: int) -> bytes:
    if len(data) > limit:
        raise Rejected(f"too large: over {limit:,} bytes")
    return data


def absolute(path: str) -> str:
    """The path by which a file given twice is recognised: absolute and normal, links not followed."""
    return os.path.abspath(path)  # noqa: PTH100  (pathlib keeps "..")


def is_folder(path: str) -> bool:
    """Whether a folder, or a link to one, is there and may be looked at."""
    return os.path.isdir(path)  # noqa: PTH112  (pathlib raises where permission is missing)


def is_file(path: str) -> bool:
    """Whether a regular file, or a link to one, is there and may be looked at."""
    return os.path.isfile(path)  # noqa: PTH113  (pathlib raises where permission is missing)
