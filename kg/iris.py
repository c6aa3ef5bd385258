"""IRIs of data: a base, a collection and a readable slug."""

from __future__ import annotations

import hashlib
import re
import unicodedata

DATA = "https://w3id.org/incumbent/id/"
"""Base of all data IRIs unless a build says otherwise."""
_LONGEST_SLUG = 80
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "Ø": "o", "Ł": "l", "Đ": "d"}
)


def digest(*fields: str) -> str:
    """Twelve hex digits that depend on every field and on their borders."""
    return hashlib.sha256("\x1f".join(fields).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def unaccented(words: str) -> str:
    """The words without accents and ligatures ("Žižek" is "Zizek")."""
    plain = unicodedata.normalize("NFKD", words.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c))


def slug(words: str) -> str:
    """Lower-case ASCII letters and digits joined by hyphens; with a digest where letters were lost or cut off."""
    kept = unaccented(words)
    short = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", kept.lower())).strip("-")
    if short and len(short) <= _LONGEST_SLUG and kept.isascii():
        return short
    return f"{short[:_LONGEST_SLUG].strip('-')}-{digest(words)}".lstrip("-")


def mint(collection: str, words: str, base: str = DATA) -> str:
    """`<base><collection>/<slug>`."""
    return f"{base}{collection}/{slug(words)}"
