"""A text and what is known of it, made into a Document or refused."""

from __future__ import annotations

from hashlib import sha256

from kg.model import Document, Header, PublishedBasis
from kg.read.dateline import find_dateline
from kg.read.decoding import clean
from kg.read.limits import TEXT_CHARACTERS
from kg.read.metadata import Metadata
from kg.read.rejection import Rejected


def document_id(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the text in UTF-8: same text, same id."""
    return sha256(text.encode()).hexdigest()[:16]


def make_document(source: str, text: str, metadata: Metadata, published: str | None) -> Document:
    """A document of a cleaned text. `published`, given by the caller, comes before the metadata's date, and that before
    the one at the top of the text.

    Raises Rejected where the text has no words or is too long.
    """
    if not text:
        raise Rejected("empty")
    if not text.strip():
        raise Rejected("only white space")
    if not any(char.isalnum() for char in text):
        raise Rejected("no words in it")
    if len(text) > TEXT_CHARACTERS:
        raise Rejected(f"too large: {len(text):,} characters; at most {TEXT_CHARACTERS:,} are read")
    basis: PublishedBasis = "given" if published else "metadata" if metadata.published else "unknown"
    day = published or metadata.published
    if day is None and (dateline := find_dateline(text)):
        day, basis = dateline.day.isoformat(), "text"
    header = Header(
        id=document_id(text),
        source=clean(source),
        published_basis=basis,
        title=metadata.title,
        published=day,
        publisher=metadata.publisher,
        url=metadata.url,
    )
    return Document(header=header, text=text)
