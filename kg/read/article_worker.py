"""The child process that takes articles out of HTML pages: a length-prefixed message in, one out, until end of file.

It holds the parsers that hostile pages can make slow or greedy; its parent (pages.py) watches the clock and kills it.
"""

from __future__ import annotations

import logging
import os
import struct
import sys
from contextlib import suppress
from typing import IO

import msgspec

from kg.read.limits import PAGE_MEMORY

HEAD = struct.Struct("!I")


class Request(msgspec.Struct, frozen=True):
    """A page to read; `plain` asks for its visible text only, without looking for the article."""

    page: str
    plain: bool


class Article(msgspec.Struct, frozen=True):
    """What was found: the text (empty where none) and the metadata of the page's head."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None


def extract_article(request: Request) -> Article:
    """The article of a page, or its visible text where no article is found or only that is asked for."""
    from kg.read.markup import visible_text

    found = Article() if request.plain else _extract(request.page)
    return found if found.text.strip() else msgspec.structs.replace(found, text=visible_text(request.page))


def _extract(page: str) -> Article:
    import trafilatura

    # no guessing of dates from the text, and nothing that depends on today
    dates = {"extensive_search": False, "original_date": True, "max_date": "2099-12-31"}
    found = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates
    )
    if found is None or isinstance(found, dict):
        return Article()
    return Article(found.text or "", found.title, found.date, found.sitename, found.url)


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(HEAD.pack(len(message)) + message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None at the end of the stream, also in the middle of a message."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (length,) = HEAD.unpack(head)
    message = stream.read(length)
    return message if len(message) == length else None


def _limit_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PAGE_MEMORY, PAGE_MEMORY))


def main() -> None:
    """Answer requests until standard input ends; nothing but answers goes to standard output."""
    import trafilatura  # noqa: F401  (loaded before the clock of the first page runs)

    _limit_memory()
    logging.disable()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    send(answers, b"ready")
    decoder = msgspec.msgpack.Decoder(Request)
    while (message := receive(sys.stdin.buffer)) is not None:
        send(answers, msgspec.msgpack.encode(extract_article(decoder.decode(message))))


if __name__ == "__main__":
    main()
