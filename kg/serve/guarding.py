"""What every answer carries and no request gets past: security headers, who asks of which host, methods and sizes."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.origins import Headers, has_leave, is_stranger, leave
from kg.serve.settings import Settings

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""The Content-Security-Policy of every page: scripts from files of this server and nowhere else."""
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""Added to every answer that does not have its own of that name."""
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
LONGEST_ADDRESS = 64 * 1024
LARGEST_BODY = 64 * 1024


class Guarded:
    """The application behind its guard."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it before anything else looks at it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        shared = leave(headers, self._settings.origins)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                names = {name.lower() for name, _ in given}
                message["headers"] = [*given, *shared, *(header for header in HEADERS if header[0] not in names)]
            await send(message)

        refusal = self._refusal(scope, headers)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if not self._settings.knows(headers.get(b"host", b"").decode("latin-1")):
            return PlainTextResponse("this server does not go by that name; see kg serve --name\n", 421)
        if is_stranger(headers) and not has_leave(headers, self._settings.origins):
            return PlainTextResponse("pages of other sites have no leave to ask; see kg serve --allow-origin\n", 403)
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            return PlainTextResponse(f"an address may have {LONGEST_ADDRESS} bytes; send the query with POST\n", 414)
        if scope["method"] not in METHODS:
            return PlainTextResponse("this method is unknown here\n", 501)
        size = headers.get(b"content-length", b"0")
        if size.isdigit() and int(size) > LARGEST_BODY:
            return PlainTextResponse(f"a request may have {LARGEST_BODY} bytes\n", 413)
        return None
