"""What travels between a query process and whoever asks it: setup, tasks, outcomes, and how they are framed."""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass, field
from typing import IO, Literal, TypeAlias

import msgspec

from kg.model import Record

DEADLINE = 60.0
MEMORY = 2 << 30
LARGEST_ANSWER = 64 << 20
GRACE = 1.0
"""Seconds past its deadline after which a process ends itself, should nobody be left to end it."""

_FRAME = struct.Struct("!IQ?")
_READ = 32 * 1024


class Setup(Record, frozen=True):
    """What a process is told first. `memory` limits its address space, `largest` one answer, both in bytes.

    `datasets` allows FROM; `services` are the endpoints that SERVICE may name, for a process that keeps the `network`.
    """

    folder: str
    memory: int = MEMORY
    largest: int = LARGEST_ANSWER
    datasets: bool = False
    network: bool = False
    services: tuple[str, ...] = ()


class Question(Record, frozen=True, tag="question"):
    """A query. `rows` and `triples` name how a table and a graph are to be written; empty: not in any form.

    `defaults` and `named` are the graphs of the dataset that the protocol gave, None where it gave none. `seconds` is
    the deadline.
    """

    text: str
    rows: str = "json"
    triples: str = "ntriples"
    defaults: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    seconds: float = DEADLINE


class Dump(Record, frozen=True, tag="dump"):
    """All triples of a graph: None is the default graph, and a name that has no scheme continues the base of data."""

    graph: str | None = None
    triples: str = "turtle"
    seconds: float = DEADLINE


Task: TypeAlias = Question | Dump
Kind: TypeAlias = Literal[
    "ready", "select", "ask", "construct", "refused", "unacceptable", "missing", "damaged", "excess", "unreachable"
]


class Outcome(Record, frozen=True):
    """What kind of answer follows, or why there is none.

    A process that is ready gives the name of its store as the reason, and whether it is `confined` without a network.
    """

    kind: Kind
    reason: str = ""
    confined: bool = False


_OUTCOMES = msgspec.json.Decoder(Outcome)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it came: a record in JSON, and an answer, in memory or as the number of an open file."""

    head: bytes
    payload: bytes = b""
    file: int | None = None

    def outcome(self) -> Outcome:
        """The record of a message from a query process."""
        return _OUTCOMES.decode(self.head)

    def content(self) -> bytes:
        """The whole answer, read once."""
        if self.file is None:
            return self.payload
        with os.fdopen(self.file, "rb") as file:
            file.seek(0)
            return file.read()


def send(link: socket.socket, record: Record, payload: bytes = b"", file: IO[bytes] | None = None) -> None:
    """Send a record, with an answer in memory or in a file."""
    head = msgspec.json.encode(record)
    frame = _FRAME.pack(len(head), len(payload), file is not None) + head
    if file is not None:
        socket.send_fds(link, [frame], [file.fileno()])
    else:
        link.sendall(frame + payload)


@dataclass(slots=True)
class Inbox:
    """The receiving end of a link: bytes as they come, messages when they are whole."""

    link: socket.socket
    _bytes: bytearray = field(default_factory=bytearray)
    _files: list[int] = field(default_factory=list)

    def fetch(self) -> bool:
        """Take in what there is; False where the other end is gone. Raises OSError as the link does."""
        data, files, _, _ = socket.recv_fds(self.link, _READ, 1)
        self._files += files
        self._bytes += data
        return bool(data)

    def next(self) -> Message | None:
        """The next whole message, None where more is to come."""
        if len(self._bytes) < _FRAME.size:
            return None
        head, payload, has_file = _FRAME.unpack_from(self._bytes)
        body, end = _FRAME.size + head, _FRAME.size + head + payload
        if len(self._bytes) < end:
            return None
        message = Message(
            bytes(self._bytes[_FRAME.size : body]),
            bytes(self._bytes[body:end]),
            self._files.pop(0) if has_file else None,
        )
        del self._bytes[:end]
        return message

    def wait(self) -> Message | None:
        """The next message, waited for; None where the other end is gone. Raises TimeoutError as the link does."""
        while (message := self.next()) is None:
            if not self.fetch():
                return None
        return message

    def close(self) -> None:
        """Let go of the link and of files that nobody took."""
        for number in self._files:
            os.close(number)
        self._files.clear()
        self.link.close()
