"""The HTTP connection: who is slow to ask or to listen is let go; a small answer leaves in one packet, not in two."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_MOST_GATHERED = 64 * 1024
_LARGEST_HEAD = 128 * 1024
HEAD_WITHIN = 10.0
"""Seconds within which the head of a request has to arrive, counted from its first byte or from the connection's."""
TAKEN_WITHIN = 60.0
"""Seconds within which a client has to take what it was sent, some hundred kilobytes, before the next follows."""


class Gathered:
    """A transport that sends at once what is written within one turn of the event loop, unless it is much."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._parts: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Send bytes at the end of this turn."""
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)
        self._size += len(data)
        if self._size > _MOST_GATHERED:
            self._flush()

    def close(self) -> None:
        """Send what is left, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._parts and not self._transport.is_closing():
            self._transport.write(b"".join(self._parts))
        self._parts.clear()
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        """Everything else is the transport's own."""
        return getattr(self._transport, name)


class Connection(HttpToolsProtocol):
    """One connection of a client."""

    _head_is_whole = False
    _head_size = 0
    _late: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin, with a transport that gathers."""
        super().connection_made(Gathered(transport))  # type: ignore[arg-type]
        self._late = self.loop.call_later(HEAD_WITHIN, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._stop_waiting()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a head that does not end is refused."""
        self._head_size += len(data)
        super().data_received(data)
        if self._head_is_whole:
            self._stop_waiting()
        elif self._head_size > _LARGEST_HEAD:
            self._refuse(b"431 Request Header Fields Too Large")
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_WITHIN, self._give_up)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._head_is_whole = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head of a request is there."""
        self._head_is_whole = True
        super().on_headers_complete()

    def pause_writing(self) -> None:
        """More waits to be sent than is kept."""
        super().pause_writing()
        self._stuck = self.loop.call_later(TAKEN_WITHIN, self.transport.abort)

    def resume_writing(self) -> None:
        """The client took what waited."""
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None
        super().resume_writing()

    def _stop_waiting(self) -> None:
        self._head_size = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._late = self.loop.call_later(HEAD_WITHIN, self._give_up)  # a request before this one is at work
        elif self._head_size:
            self._refuse(b"408 Request Timeout")
        else:
            self.transport.close()

    def _refuse(self, status: bytes) -> None:
        self.transport.write(b"HTTP/1.1 " + status + b"\r\nconnection: close\r\ncontent-length: 0\r\n\r\n")
        self.transport.close()
