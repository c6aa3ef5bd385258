"""From what a query process says to an HTTP response: whole, with its length, or an error that the client sees."""

from __future__ import annotations

import os
from collections.abc import Mapping

from starlette.types import Send

from kg.graph.tasks import Kind, Message
from kg.serve.refusals import RefusedError

STATUSES: Mapping[Kind, int] = {
    "refused": 400,
    "missing": 404,
    "unacceptable": 406,
    "damaged": 503,
    "excess": 503,
    "unreachable": 502,
}
_CHUNK = 256 * 1024


def refuse_failures(message: Message) -> Kind:
    """The kind of an answer. Raises RefusedError with the right status where there is none."""
    outcome = message.outcome()
    if outcome.kind in STATUSES:
        raise RefusedError(STATUSES[outcome.kind], outcome.reason)
    return outcome.kind


async def send_message(
    send: Send, message: Message, content_type: str, *, body: bool = True, headers: tuple[tuple[bytes, bytes], ...] = ()
) -> None:
    """Send an answer that is complete: at once where it is in memory, in chunks where it is in a file."""
    size = len(message.payload) if message.file is None else os.fstat(message.file).st_size
    described = (
        (b"content-type", content_type.encode("latin-1")),
        (b"content-length", str(size).encode()),
        (b"vary", b"accept"),
        *headers,
    )
    try:
        await send({"type": "http.response.start", "status": 200, "headers": list(described)})
        sent = 0
        while body and message.file is not None and sent < size:
            chunk = os.pread(message.file, _CHUNK, sent)
            sent += len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": message.payload if body else b""})
    finally:
        if message.file is not None:
            os.close(message.file)
