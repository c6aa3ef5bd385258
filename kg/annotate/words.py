"""Closed lists of words that rules refer to by name: data, not code."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "words.json").read_bytes())
    return {name: frozenset(words) for name, words in table.items() if name != "source"}


def word_list(name: str) -> frozenset[str]:
    """The words of a list of `data/words.json`. Raises KeyError for an unknown list."""
    return _lists()[name]
