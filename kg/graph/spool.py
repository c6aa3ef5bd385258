"""Where an answer is written: in memory while it is small, then in a file without a name, never beyond its limit."""

from __future__ import annotations

import io
import re
import tempfile
from typing import IO, TYPE_CHECKING

from kg.errors import QueryError

if TYPE_CHECKING:
    from typing_extensions import Buffer

KEPT_IN_MEMORY = 64 * 1024
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REPLACEMENT = "\ufffd".encode()


class TooLargeError(QueryError):
    """An answer passes its limit."""


class Spool(io.BytesIO):
    """A stream to write an answer to. `largest` is in bytes; `xml` replaces what XML cannot hold."""

    def __init__(self, largest: int, xml: bool = False) -> None:
        super().__init__()
        self._largest = largest
        self._xml = xml
        self._size = 0
        self.file: IO[bytes] | None = None

    def write(self, data: Buffer) -> int:
        """Add bytes. Raises TooLargeError past the limit."""
        part = _NOT_XML.sub(_REPLACEMENT, bytes(data)) if self._xml else bytes(data)
        self._size += len(part)
        if self._size > self._largest:
            raise TooLargeError
        if self.file is None and self._size > KEPT_IN_MEMORY:
            self.file = tempfile.TemporaryFile(prefix="kg-answer-")  # noqa: SIM115 - closed with the spool
            self.file.write(self.getvalue())
            self.truncate(0)
        if self.file is not None:
            self.file.write(part)
        else:
            super().write(part)
        return len(bytes(data))

    def whole(self) -> bytes:
        """What is kept in memory; nothing where there is a file, which is then complete."""
        if self.file is not None:
            self.file.flush()
        return self.getvalue()

    def close(self) -> None:
        """Let go of the file."""
        if self.file is not None:
            self.file.close()
        super().close()
