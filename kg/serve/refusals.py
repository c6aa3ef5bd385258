"""Why a request gets no answer: a status, words that say what to do, and headers."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse

from kg.errors import KGError

_RETRY = {"retry-after": "2"}


class RefusedError(KGError):
    """A request that is refused, with the status of the answer."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.headers = dict(headers or {})

    def response(self) -> PlainTextResponse:
        """The refusal as an answer that people can read."""
        return PlainTextResponse(f"{self}\n", self.status, self.headers)


def busy(reason: str) -> RefusedError:
    """What is to be tried again in a while."""
    return RefusedError(503, reason, _RETRY)


def too_slow(seconds: float) -> RefusedError:
    """A query was ended at its deadline."""
    return RefusedError(504, f"the query took longer than {seconds:g} seconds and was ended; ask for less")
