"""Whose pages may ask. A browser asks on behalf of any page open in it, also of a stranger's; programs are free.

A browser marks what a page of another site asks: by `Sec-Fetch-Site`, which no page can change, and by `Origin`.
Without leave such a request is refused before anything looks at it: the answer would be kept from the page, but how
long it took would not, and that tells too. Who follows a link to this server is a reader, and is let in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias
from urllib.parse import urlsplit

from kg.errors import KGError

Headers: TypeAlias = Mapping[bytes, bytes]
ANY = "*"
_OWN = (b"same-origin", b"none")


def origin_of(given: str) -> str:
    """An origin as browsers write it, or `*` for any. Raises KGError for what is none."""
    parts = urlsplit(given)
    if given == ANY:
        return given
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise KGError(f"{given!r} is not an origin: give scheme, host and port, as in https://example.org:8080, or *")
    return f"{parts.scheme}://{parts.netloc}".lower()


def has_leave(headers: Headers, allowed: tuple[str, ...]) -> bool:
    """Whether the page that asks was given leave."""
    return ANY in allowed or headers.get(b"origin", b"").decode("latin-1") in allowed


def is_stranger(headers: Headers) -> bool:
    """Whether a page of another site asks by itself, not its reader by a link. Programs name no site."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        followed = headers.get(b"sec-fetch-mode") == b"navigate" and headers.get(b"sec-fetch-dest") == b"document"
        return site not in _OWN and not followed
    origin = headers.get(b"origin")
    return origin is not None and origin.partition(b"://")[2] != headers.get(b"host")


def leave(headers: Headers, allowed: tuple[str, ...]) -> tuple[tuple[bytes, bytes], ...]:
    """The headers by which a browser learns that the page may read the answer."""
    if not allowed:
        return ()
    if ANY in allowed:
        return ((b"access-control-allow-origin", b"*"),)
    given = ((b"access-control-allow-origin", headers[b"origin"]),) if has_leave(headers, allowed) else ()
    return (*given, (b"vary", b"origin"))
