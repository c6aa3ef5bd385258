"""Sidecars: `a.txt.json` beside `a.txt` says when, where and under which title the text appeared."""

from __future__ import annotations

import json
from pathlib import Path

from kg.errors import ReadError
from kg.read.decoding import decode
from kg.read.files import is_file, read_bytes
from kg.read.limits import SIDECAR_BYTES
from kg.read.metadata import Metadata, parse_metadata
from kg.read.rejection import Rejected

ARTICLE_SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})


def is_sidecar(path: str) -> bool:
    """Whether this is the name of a sidecar: of an article that lies beside it, or of a kind that could."""
    article = Path(path).with_suffix("")
    if Path(path).suffix.lower() != ".json" or article.suffix.lower() in {".jsonl", ".ndjson"}:
        return False
    return article.suffix.lower() in ARTICLE_SUFFIXES or is_file(str(article))


def has_article(path: str) -> bool:
    """Whether the article of this sidecar lies beside it."""
    return is_file(str(Path(path).with_suffix("")))


def read_sidecar(path: str) -> tuple[Metadata, tuple[ReadError, ...]]:
    """The metadata beside the article at `path`, and one error for each thing in it that cannot be used.

    A broken sidecar costs its metadata, never the article.
    """
    name = f"{path}.json"
    try:
        fields = parse_object(decode(read_bytes(name, SIDECAR_BYTES)))
    except FileNotFoundError:
        return Metadata(), ()
    except OSError as error:
        return Metadata(), (ReadError(name, f"sidecar is not used: {error.strerror}"),)
    except Rejected as rejected:
        return Metadata(), (ReadError(name, f"sidecar is not used: {rejected.reason}"),)
    metadata, problems = parse_metadata(fields)
    return metadata, tuple(ReadError(name, problem) for problem in problems)


def parse_object(text: str) -> dict[str, object]:
    """A JSON object. Raises Rejected on anything else."""
    try:
        value = json.loads(text)
    except RecursionError:
        raise Rejected("not JSON: nested too deeply") from None
    except ValueError as error:
        raise Rejected(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise Rejected(f"a JSON object is expected, not {type(value).__name__}")
    return value
