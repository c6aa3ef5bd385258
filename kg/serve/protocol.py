"""SPARQL 1.1 Protocol: from a request to the operation that it asks for."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from kg.serve.guarding import LARGEST_BODY
from kg.serve.refusals import RefusedError

PATH = "/sparql"
READ_METHODS = "GET, HEAD, POST, OPTIONS"
_BODY_WITHIN = 10.0
_MOST_FIELDS = 500
_READ_ONLY = "this endpoint only reads: SPARQL Update is refused"


@dataclass(frozen=True, slots=True)
class Operation:
    """A query with the graphs that the request names for it, None where it names none; and the other fields."""

    query: str | None
    defaults: tuple[str, ...] | None
    named: tuple[str, ...] | None
    fields: Mapping[str, str]


async def read_operation(scope: Scope, receive: Receive) -> Operation:
    """The operation of a request. Raises RefusedError for what is not of the protocol, and for updates."""
    if scope["path"].strip("/") != PATH.strip("/"):
        raise RefusedError(404, f"the endpoint is {PATH}")
    fields = form_fields(scope["query_string"])
    match scope["method"]:
        case "GET" | "HEAD":
            if any(name == "update" for name, _ in fields):
                raise RefusedError(400, "an update cannot be sent with GET, and " + _READ_ONLY)
            return _operation(fields)
        case "POST":
            return _operation([*fields, *await _posted(scope, receive)])
        case method:
            raise RefusedError(405, f"{method} is not for queries; use GET or POST", {"allow": READ_METHODS})


async def _posted(scope: Scope, receive: Receive) -> list[tuple[str, str]]:
    """The fields of a request with a body. Raises RefusedError for types and encodings that are not of the protocol."""
    headers = dict(scope["headers"])
    kind, _, parameters = headers.get(b"content-type", b"").decode("latin-1").lower().partition(";")
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(' "')
    if kind.strip() == "application/sparql-update":
        raise RefusedError(403, _READ_ONLY)
    if kind.strip() not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        raise RefusedError(415, "send a query as application/sparql-query or as a form (x-www-form-urlencoded)")
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise RefusedError(415, f"send the query in UTF-8, not {charset[:40]}")
    body = await read_body(receive)
    if kind.strip() == "application/x-www-form-urlencoded":
        return form_fields(body)
    try:
        return [("query", body.decode())]
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the query is not in UTF-8 ({error.reason} at byte {error.start})") from error


async def read_body(receive: Receive) -> bytes:
    """The body of a request. Raises RefusedError where it is too large or does not come."""
    parts: list[bytes] = []
    size, more = 0, True
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise RefusedError(400, "the request broke off")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                more = message.get("more_body", False)
                if size > LARGEST_BODY:
                    raise RefusedError(413, f"a request may have {LARGEST_BODY} bytes")
    except TimeoutError:
        raise RefusedError(408, "the request did not arrive in time") from None
    return b"".join(parts)


def form_fields(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a form or of the query part of an address. Raises RefusedError where they are not UTF-8."""
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request's fields are not percent-encoded UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"a request may have {_MOST_FIELDS} fields") from error


def _operation(fields: list[tuple[str, str]]) -> Operation:
    queries = [value for name, value in fields if name == "query"]
    if any(name == "update" for name, _ in fields):
        raise RefusedError(403, _READ_ONLY)
    if len(queries) > 1:
        raise RefusedError(400, "send one query at a time")
    defaults = tuple(value for name, value in fields if name == "default-graph-uri")
    named = tuple(value for name, value in fields if name == "named-graph-uri")
    given = bool(defaults or named)
    return Operation(
        queries[0] if queries else None, defaults if given else None, named if given else None, dict(fields)
    )
