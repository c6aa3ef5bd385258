"""Content negotiation: which form of an answer a request prefers, from its Accept header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LONGEST_HEADER = 2000
HTML = "text/html"


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form of an answer: its name, the media type that it is sent as, other types it may be asked for by.

    Each is itself and equal to no other, which makes it quick to look up what was chosen before.
    """

    name: str
    media: str
    also: tuple[str, ...] = ()
    suffix: str = ""


ROWS = (
    Form("json", "application/sparql-results+json", ("application/json",), "srj"),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), "srx"),
    Form("csv", "text/csv", (), "csv"),
    Form("tsv", "text/tab-separated-values", (), "tsv"),
)
"""The forms of tables and of yes or no, the preferred first."""
TRIPLES = (
    Form("turtle", "text/turtle", ("application/x-turtle", "text/n3"), "ttl"),
    Form("ntriples", "application/n-triples", ("text/plain",), "nt"),
    Form("jsonld", "application/ld+json", ("application/json",), "jsonld"),
    Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), "rdf"),
)
"""The forms of triples, the preferred first."""
PAGE = Form("sheet", HTML, ("application/xhtml+xml",), "html")
CHARSETS: Mapping[str, str] = {
    media: f"{media}; charset=utf-8"
    for media in ("text/csv", "text/tab-separated-values", "text/turtle", "text/plain", HTML, "text/xml")
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A form with the media type under which it was asked for; without a form, none is acceptable."""

    name: str = ""
    media: str = ""
    quality: float = 0.0

    @property
    def content_type(self) -> str:
        """The Content-Type of an answer in this form."""
        return CHARSETS.get(self.media, self.media)


@lru_cache(maxsize=512)
def choose(accept: str, forms: Sequence[Form]) -> Choice:
    """The best of these forms for an Accept header; of equals the first. An empty header accepts everything.

    Under its other types a form is had only by who asks for just these.
    """
    ranges = _ranges(accept[:_LONGEST_HEADER]) or (("*/*", 1.0),)
    best = Choice()
    for form in forms:
        for media in (form.media, *(media for media in form.also if any(known == media for known, _ in ranges))):
            quality = _quality(media, ranges)
            if quality > best.quality:
                best = Choice(form.name, media, quality)
    return best


def _ranges(accept: str) -> tuple[tuple[str, float], ...]:
    """The media ranges of a header with their qualities; what cannot be read as a quality counts as 1."""
    found = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 1.0
        if media:
            found.append((media if media != "*" else "*/*", quality))
    return tuple(found)


def _quality(media: str, ranges: tuple[tuple[str, float], ...]) -> float:
    """The quality that the most specific range gives a type."""
    for pattern in (media, f"{media.partition('/')[0]}/*", "*/*"):
        qualities = [quality for known, quality in ranges if known == pattern]
        if qualities:
            return max(qualities)
    return 0.0
