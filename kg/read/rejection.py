"""Why an input is refused, while it is still being read: the reader turns it into a ReadError with the source."""

from __future__ import annotations


class Rejected(Exception):  # noqa: N818  (it never leaves this package)
    """The reason in words, without the source."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
