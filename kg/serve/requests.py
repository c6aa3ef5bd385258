"""What several routes read from a request, and what they give answers that pages of other sites may read."""

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


def open_to_all(response: Response) -> Response:
    """The same response, readable by pages of any site."""
    response.headers["access-control-allow-origin"] = "*"
    response.headers["vary"] = "accept"
    return response
