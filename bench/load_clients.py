"""Clients that cost little themselves: raw sockets, kept alive, requests made beforehand."""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

READ = 1 << 18
PATIENCE = 120.0


@dataclass(frozen=True)
class Done:
    """One request: when it was due, in seconds from the start, how long its answer took from then, and its status."""

    due: float
    seconds: float
    status: int


def request(port: int, path: str, query: str) -> bytes:
    """A GET request for a query, as bytes."""
    return (
        f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode()


class Client:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.link = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._bytes = b""

    def send(self, asked: bytes) -> None:
        """Send a request."""
        self.link.sendall(asked)

    def receive(self) -> int | None:
        """The status of the answer once it is whole, None before."""
        got = self.link.recv(READ)
        if not got:
            raise ConnectionError("the server closed the connection")
        self._bytes += got
        if not self._whole():
            return None
        status = int(self._bytes[9:12])
        self._bytes = b""
        return status

    def _whole(self) -> bool:
        head, gap, body = self._bytes.partition(b"\r\n\r\n")
        if not gap:
            return False
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            return body.endswith(b"0\r\n\r\n")
        return len(body) >= int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0])

    def ask(self, asked: bytes) -> int:
        """Send a request and wait for the answer's status."""
        self.send(asked)
        while (status := self.receive()) is None:
            pass
        return status


def as_fast_as_answered(port: int, requests: Sequence[bytes], clients: int, seconds: float) -> tuple[int, int]:
    """How many answers `clients` connections of one process get, each asking again at once; and how many failed."""
    chooser = selectors.DefaultSelector()
    count = failed = turn = 0
    began = time.perf_counter()
    for number in range(clients):
        client = Client(port)
        client.send(requests[number % len(requests)])
        chooser.register(client.link, selectors.EVENT_READ, client)
    while time.perf_counter() - began < seconds:
        for key, _ in chooser.select(1.0):
            status = key.data.receive()
            if status is None:
                continue
            count += 1
            failed += status != 200
            turn += 1
            key.data.send(requests[turn % len(requests)])
    return count, failed


def at_a_pace(port: int, requests: Sequence[bytes], every: float, seconds: float, late: float) -> list[Done]:
    """What one client gets that asks `every` so many seconds, from `late` on, for `seconds`."""
    client = Client(port)
    done = []
    began = time.perf_counter()
    for number in range(round(seconds / every)):
        due = late + number * every
        time.sleep(max(0.0, began + due - time.perf_counter()))
        status = client.ask(requests[number % len(requests)])
        done.append(Done(due, time.perf_counter() - began - due, status))
    return done


def again_and_again(port: int, asked: bytes, seconds: float) -> list[Done]:
    """What one client gets that asks the same as soon as it has an answer, until the time is over."""
    done = []
    began = time.perf_counter()
    while (due := time.perf_counter() - began) < seconds:
        status = Client(port).ask(asked)
        done.append(Done(due, time.perf_counter() - began - due, status))
    return done


def together(jobs: Iterable[tuple[object, ...]]) -> list[object]:
    """Run jobs, each a function with its arguments, at the same time in processes of their own."""
    jobs = list(jobs)
    with multiprocessing.get_context("spawn").Pool(len(jobs)) as pool:
        running = [pool.apply_async(job[0], job[1:]) for job in jobs]  # type: ignore[arg-type, var-annotated]
        return [result.get() for result in running]
