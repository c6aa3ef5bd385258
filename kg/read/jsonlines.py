"""JSON Lines: one object a line with its `text`, read line by line, never as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ReadError
from kg.model import Document
from kg.read.decoding import clean
from kg.read.documents import make_document
from kg.read.files import check_regular
from kg.read.limits import LINE_BYTES
from kg.read.metadata import parse_metadata
from kg.read.rejection import Rejected
from kg.read.sidecars import parse_object

SUFFIXES = frozenset({".jsonl", ".ndjson"})


def read_json_lines(path: str, published: str | None) -> Iterator[Document | ReadError]:
    """The document of each line, its source `path#number`; a bad line becomes an error and the rest goes on.

    Keys: `text`, and where present `title`, `published` or `date`, `publisher`, `url`. An `id` is accepted and not
    used: a document's id is the hash of its text. Raises OSError and Rejected where the file itself cannot be read.
    """
    check_regular(path)
    found = False
    with Path(path).open("rb") as file:
        for number, line in _lines(file):
            if line is not None and not line.strip():
                continue
            found = True
            yield from _read_line(f"{path}#{number}", line, published)
    if not found:
        raise Rejected("empty")


def _read_line(source: str, line: bytes | None, published: str | None) -> Iterator[Document | ReadError]:
    try:
        fields = parse_object(_decode_line(line))
        metadata, problems = parse_metadata(fields)
        document = make_document(source, clean(_text_of(fields)), metadata, published)
    except Rejected as rejected:
        yield ReadError(source, rejected.reason)
        return
    yield from (ReadError(source, problem) for problem in problems)
    yield document


def _text_of(fields: dict[str, object]) -> str:
    text = fields.get("text")
    if not isinstance(text, str):
        raise Rejected('no "text" in it' if text is None else '"text" is not a string')
    return text


def _decode_line(line: bytes | None) -> str:
    if line is None:
        raise Rejected(f"too large: a line of over {LINE_BYTES:,} bytes")
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(f"undecodable: JSON Lines are UTF-8, this line breaks at byte {error.start}") from None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number, from 1; None for a line that is too long, the rest of which is passed over."""
    number = 0
    while line := file.readline(LINE_BYTES + 1):
        number += 1
        if len(line) <= LINE_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LINE_BYTES)
        yield number, None
