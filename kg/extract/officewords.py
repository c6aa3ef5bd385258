"""The words for how an office begins, lasts and ends: `data/offices.json`, typed."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


class OfficeWords(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file; its `source` says what each list holds."""

    beginning: frozenset[str]
    giving: frozenset[str]
    electing: frozenset[str]
    alone: frozenset[str]
    deaths: frozenset[str]
    being: frozenset[str]
    ending: frozenset[str]
    ended: frozenset[str]
    begins: dict[str, frozenset[str]]
    ends: dict[str, frozenset[str]]
    possession: frozenset[str]
    follows: frozenset[str]
    biography: frozenset[str]
    killings: frozenset[str]
    departures: frozenset[str]
    behind: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    chosen: frozenset[str]
    wished: frozenset[str]


@lru_cache(maxsize=1)
def load_office_words() -> OfficeWords:
    """The shipped words. Raises msgspec.ValidationError if the file is damaged."""
    return msgspec.json.decode(files("kg.extract").joinpath("data", "offices.json").read_bytes(), type=OfficeWords)
