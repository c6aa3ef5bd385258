"""A server that runs in a thread, on a port that was free, over a graph folder."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import Quad
from starlette.applications import Starlette

from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.store import write_store
from kg.serve.app import create_app
from kg.serve.server import server
from kg.serve.settings import Settings


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Served:
    """A running server."""

    app: Starlette
    port: int
    url: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "url", f"http://127.0.0.1:{self.port}")

    def request(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            link.request(method, path, body, dict(headers or {}))
            answer = link.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            link.close()

    def get(self, path: str, accept: str | None = None, **fields: str) -> Reply:
        asked = f"{path}?{urlencode(fields)}" if fields else path
        return self.request("GET", asked, headers={"Accept": accept} if accept else {})

    def query(self, text: str, accept: str | None = None) -> Reply:
        return self.get("/sparql", accept, query=text)


@contextmanager
def serving(graph: Path, **limits: object) -> Iterator[Served]:
    """A server over a graph folder, until the block ends."""
    app = create_app(Settings(graph, **limits))  # type: ignore[arg-type]
    running = server(app)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        ends = time.monotonic() + 30
        while not running.started and time.monotonic() < ends and thread.is_alive():
            time.sleep(0.01)
        assert running.started
        try:
            yield Served(app, listening.getsockname()[1])
        finally:
            running.should_exit = True
            thread.join(30)


def graph_of(folder: Path, quads: Iterable[Quad]) -> Path:
    """A graph folder that holds just these quads."""
    prepare(folder)
    with locked(folder), Archive(folder / ARCHIVE) as archive:
        write_store(folder, quads, archive)
    return folder


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
