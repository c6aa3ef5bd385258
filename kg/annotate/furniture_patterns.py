"""The patterns of page furniture, compiled from data/furniture.toml: what they match and why is written there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TypedDict

_WORD = r"[A-ZÀ-Þ][\w.'’-]{0,25}"
_NAME = f"{_WORD}(?: {_WORD}){{0,3}}"
_MAKER = f"{_WORD}(?: {_WORD})?"


class _Entry(TypedDict, total=False):
    kind: str
    needs: list[str]
    pattern: str
    why: str


@dataclass(frozen=True, slots=True)
class Inline:
    """A pattern searched anywhere in the text, worth trying only where the text holds one of `needs`."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Patterns:
    """`line` and `block` match whole lines, `promo` is searched in one; `navigation` matches glued names of icons."""

    inline: tuple[Inline, ...]
    line: re.Pattern[str]
    block: re.Pattern[str]
    promo: re.Pattern[str]
    navigation: re.Pattern[str]


@lru_cache(maxsize=1)
def load_patterns() -> Patterns:
    """The compiled patterns, read once."""
    data = tomllib.loads(files("kg.annotate").joinpath("data/furniture.toml").read_text(encoding="utf-8"))
    agency = f"(?:{_alternatives(data['agencies'])})"

    def expand(entry: _Entry) -> str:
        return entry["pattern"].replace("<agency>", agency).replace("<name>", _NAME).replace("<maker>", _MAKER)

    def whole(entries: list[_Entry]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{expand(entry)})" for entry in entries), re.IGNORECASE)

    return Patterns(
        inline=tuple(
            Inline(tuple(entry["needs"]), re.compile(expand(entry), re.MULTILINE)) for entry in data["inline"]
        ),
        line=whole(data["line"]),
        block=whole(data["block"]),
        promo=whole(data["promo"]),
        navigation=_navigation(data["navigation"]),
    )


def _navigation(names: list[str]) -> re.Pattern[str]:
    """Four names or more in a row, or three of which two are glued; a name ends where no small letter follows."""
    name = f"(?:{_alternatives(names)})(?![a-z])"
    gap = r"[ \t.|•·/]{0,4}"
    # the first name stands outside the branches: its first letters then let the search skip along
    return re.compile(f"{name}(?:{gap}{name}{gap}{name}(?:{gap}{name})++|{name}{gap}{name}|{gap}{name}{name})")


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
