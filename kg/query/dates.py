"""EDTF values in words, for readers."""

from __future__ import annotations

import re

_SET = re.compile(r"\[(?P<first>[^,.\]]*)\.\.(?P<last>[^,\]]*)\]")


def worded(edtf: str) -> str:
    """What an EDTF value says: "[2018-12..2019-11]" is "between 2018-12 and 2019-11"; a plain date stays as it is."""
    match = _SET.fullmatch(edtf)
    if match:
        first, last = match["first"], match["last"]
        if first and last:
            return f"between {first} and {last}"
        return f"in or after {first}" if first else f"in or before {last}"
    first, slash, last = edtf.partition("/")
    if not slash:
        return edtf
    if first in ("", ".."):
        return f"until {last}"
    return f"from {first}" if last in ("", "..") else f"{first} to {last}"
