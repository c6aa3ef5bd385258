"""What several routes read from a request, and what negotiated answers carry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import Receive, Scope


def accepted(scope: Scope) -> str:
    """The Accept header of a request, empty where it has none."""
    return ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"accept")


def address(scope: Scope, path: str | None = None) -> str:
    """The address that a request was sent to, or of another path of this server."""
    host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")
    return f"{scope['scheme']}://{host}{scope['path'] if path is None else path}"


def gone(receive: Receive) -> Callable[[], Awaitable[None]]:
    """Something to wait for that comes when the client has left; for a request whose body was read."""

    async def left() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    return left


def negotiated(response: Response) -> Response:
    """The same response, marked as one that depends on what the request accepts."""
    response.headers["vary"] = "accept"
    return response
