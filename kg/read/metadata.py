"""What a sidecar, a line of JSON Lines or a page's head says about a text, checked field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from kg.model import Record
from kg.read.dates import parse_published
from kg.read.decoding import clean
from kg.read.limits import METADATA_CHARACTERS
from kg.read.rejection import Rejected


class Metadata(Record, frozen=True):
    """Title, date, publisher and address of a text, as far as they are known."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these are unknown."""
        return Metadata(
            title=self.title or other.title,
            published=self.published or other.published,
            publisher=self.publisher or other.publisher,
            url=self.url or other.url,
        )


def parse_metadata(fields: Mapping[str, object]) -> tuple[Metadata, tuple[str, ...]]:
    """The known fields of a mapping, and a sentence for each that cannot be used. `date` stands for `published`.

    Unknown fields are ignored, empty ones are unknown.
    """
    values: dict[str, str] = {}
    problems: list[str] = []
    for name, key, parse in _FIELDS:
        given = fields.get(name)
        if given is None or given == "" or key in values:
            continue
        try:
            values[key] = parse(_line(given))
        except Rejected as rejected:
            problems.append(f"{name} is not used: {rejected.reason}")
    return Metadata(**values), tuple(problems)


def _line(value: object) -> str:
    """A string brought to one line."""
    if not isinstance(value, str):
        raise Rejected(f"it is no string but {type(value).__name__}")
    line = " ".join(clean(value).split())
    if not line:
        raise Rejected("it is blank")
    if len(line) > METADATA_CHARACTERS:
        raise Rejected(f"{len(line):,} characters; at most {METADATA_CHARACTERS:,} are kept")
    return line


def _parse_url(value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        raise Rejected(f"not an address: {value[:60]!r}") from None
    if parts.scheme not in {"http", "https"} or not parts.netloc or " " in value:
        raise Rejected(f"not an http(s) address: {value[:60]!r}")
    return value


def _as_is(value: str) -> str:
    return value


_FIELDS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("title", "title", _as_is),
    ("published", "published", parse_published),
    ("date", "published", parse_published),
    ("publisher", "publisher", _as_is),
    ("url", "url", _parse_url),
)
