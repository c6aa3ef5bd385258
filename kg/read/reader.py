"""Sources to documents, one after the other; what cannot be read is a value in the same stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read import jsonlines
from kg.read.dates import parse_published
from kg.read.decoding import clean, decode
from kg.read.documents import make_document
from kg.read.files import read_bytes, read_standard_input
from kg.read.limits import FILE_BYTES
from kg.read.metadata import Metadata, parse_metadata
from kg.read.pages import ArticleExtractor, declared_encoding, looks_like_page
from kg.read.rejection import Rejected
from kg.read.sidecars import read_sidecar
from kg.read.sources import STANDARD_INPUT, expand

_PAGES = frozenset({".html", ".htm", ".xhtml"})


def read_documents(sources: Iterable[str], *, published: str | None = None) -> Iterator[Document | ReadError]:
    """The documents of these sources in the order given, with a ReadError in place of each input that cannot be read.

    A source is a file, a folder, a glob or "-" (standard input). `published` is the date of them all, an ISO date or
    an EDTF interval, and comes before what metadata says. An error about metadata comes just before its document.
    Raises ReadError at once where `published` is no date.
    """
    inputs = (sources,) if isinstance(sources, str) else tuple(sources)
    if published is not None:
        try:
            published = parse_published(published)
        except Rejected as rejected:
            raise ReadError("published", rejected.reason) from None
    return _read_all(inputs, published)


def _read_all(sources: tuple[str, ...], published: str | None) -> Iterator[Document | ReadError]:
    with ArticleExtractor() as extractor:
        for found in expand(sources):
            if isinstance(found, ReadError):
                yield found
            else:
                yield from _read_one(found, published, extractor)


def _read_one(path: str, published: str | None, extractor: ArticleExtractor) -> Iterator[Document | ReadError]:
    source = clean(path)
    try:
        if Path(path).suffix.lower() in jsonlines.SUFFIXES:
            yield from jsonlines.read_json_lines(path, published)
        else:
            yield from _read_file(path, published, extractor)
    except Rejected as rejected:
        yield ReadError(source, rejected.reason)
    except FileNotFoundError:
        yield ReadError(source, "no such file or folder")
    except OSError as error:
        yield ReadError(source, (error.strerror or str(error)).lower())


def _read_file(path: str, published: str | None, extractor: ArticleExtractor) -> Iterator[Document | ReadError]:
    """The one document of a file or of standard input, after what is wrong with its metadata."""
    suffix = Path(path).suffix.lower()
    if suffix == ".json":
        raise Rejected("a JSON file that is no sidecar; articles in JSON are read from JSON Lines (.jsonl)")
    piped = path == STANDARD_INPUT
    data = read_standard_input(FILE_BYTES) if piped else read_bytes(path, FILE_BYTES)
    if not data:
        raise Rejected("empty")
    text, metadata, problems = _read_text(data, suffix, extractor)
    beside, errors = (Metadata(), ()) if piped else read_sidecar(path)
    document = make_document(path, text, beside.over(metadata), published)
    yield from (ReadError(document.header.source, problem) for problem in problems)
    yield from errors
    yield document


def _read_text(data: bytes, suffix: str, extractor: ArticleExtractor) -> tuple[str, Metadata, tuple[str, ...]]:
    """The text, and the metadata that it carries itself with what is wrong with them."""
    text = decode(data, declared_encoding(data) if suffix != ".txt" else None)
    if suffix in _PAGES or (suffix != ".txt" and looks_like_page(text)):
        return _read_page(text, extractor)
    if suffix != ".txt" and text.lstrip().startswith("<?xml"):
        raise Rejected("XML, which is not read; give HTML or plain text")
    return text, Metadata(), ()


def _read_page(page: str, extractor: ArticleExtractor) -> tuple[str, Metadata, tuple[str, ...]]:
    article = extractor.extract(page)
    if not article.text.strip():
        raise Rejected("HTML without any text")
    fields = {"title": article.title, "date": article.date, "publisher": article.publisher, "url": article.url}
    metadata, problems = parse_metadata(fields)
    return clean(article.text), metadata, problems


def read_text(text: str, *, published: str | None = None, source: str = STANDARD_INPUT) -> Document:
    """A document of a text at hand. Raises ReadError where it has no words, is too long, or `published` is no date."""
    try:
        return make_document(source, clean(text), Metadata(), parse_published(published) if published else None)
    except Rejected as rejected:
        raise ReadError(source, rejected.reason) from None
