"""Texts as the store and the archive hold them, and what identifies one."""

from __future__ import annotations

import hashlib
import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with each lone surrogate replaced by one U+FFFD: same length, and every store can hold it."""
    return _SURROGATE.sub("\ufffd", text)


def text_digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal."""
    return hashlib.sha256(clean(text).encode()).hexdigest()
