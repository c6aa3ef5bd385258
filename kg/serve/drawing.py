"""A large network, drawn apart: `python -m kg.serve.drawing FOLDER PATH QUERY` prints the answer to such a request."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kg.serve import apart
from kg.serve.refusals import busy


class _Answer(msgspec.Struct, frozen=True):
    status: int
    headers: dict[str, str]
    body: bytes


def drawn_apart(folder: Path, path: str, query: str) -> Response:
    """The answer to a request for a network. Raises RefusedError where it takes too long or too much memory."""
    lines = apart.lines_of("kg.serve.drawing", str(folder.absolute()), path, query)
    if not lines:
        raise busy("this network takes too long to draw; ask for the network around a node (?about=)")
    answer = msgspec.json.decode(lines[-1], type=_Answer)
    return Response(answer.body, answer.status, answer.headers)


def main() -> None:
    """Draw it."""
    from kg.serve.networks import network_answer
    from kg.serve.pages import Page
    from kg.serve.shelf import Shelf

    apart.limit()
    folder, path, query = sys.argv[1:]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    made = Page(Shelf(Path(folder)), network_answer).made(Request(scope))
    apart.tell(msgspec.json.encode(_Answer(made.status_code, dict(made.headers), bytes(made.body))))


if __name__ == "__main__":
    main()
