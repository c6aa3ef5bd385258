"""HTML pages to articles, in a child process that is killed when it takes too long."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import msgspec

from kg.read.article_worker import Article, Request, receive, send
from kg.read.limits import PAGE_SECONDS
from kg.read.rejection import Rejected

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_LOOKS_LIKE_PAGE = re.compile(
    r"\s{0,999}(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--.{0,900}?-->\s{0,99})?<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_START_SECONDS = 60.0


def declared_encoding(page: bytes) -> str | None:
    """The encoding that the page's head names, if any."""
    found = _DECLARED.search(page[:4096])
    return found[1].decode("ascii") if found else None


def looks_like_page(text: str) -> bool:
    """Whether a text without a telling name begins as an HTML document does."""
    return _LOOKS_LIKE_PAGE.match(text) is not None


class ArticleExtractor:
    """Takes articles out of pages. The child process starts with the first page and ends with the `with` block."""

    def __init__(self, seconds: float = PAGE_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ArticleExtractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def extract(self, page: str) -> Article:
        """The article of a page, else its visible text. Raises Rejected where time or memory does not suffice."""
        found = self._ask(Request(page, plain=False)) or self._ask(Request(page, plain=True))
        if found is None:
            raise Rejected(f"HTML that cannot be taken apart within {self._seconds:g} seconds")
        return found

    def _ask(self, request: Request) -> Article | None:
        """None where the child died or had to be killed; the next request starts another."""
        process = self._process or self._start()
        answer = _exchange(process, msgspec.msgpack.encode(request), self._seconds)
        if answer is None:
            self._stop()
            return None
        return msgspec.msgpack.decode(answer, type=Article)

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "kg.read.article_worker"]
        roots = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(root for root in roots if root)}
        self._process = subprocess.Popen(  # noqa: S603  (our own module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        if _exchange(self._process, None, _START_SECONDS) != b"ready":
            self._stop()
            raise Rejected("the process that reads HTML does not start; is trafilatura installed?")
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()
        self._process.wait()
        self._process = None


def _exchange(process: subprocess.Popen[bytes], message: bytes | None, seconds: float) -> bytes | None:
    """Send a message, if any, and wait for the answer; None where the process ended or was killed at the deadline."""
    if process.stdin is None or process.stdout is None:
        return None
    clock = threading.Timer(seconds, process.kill)
    clock.daemon = True
    clock.start()
    try:
        if message is not None:
            send(process.stdin, message)
        return receive(process.stdout)
    except BrokenPipeError:
        return None
    finally:
        clock.cancel()
