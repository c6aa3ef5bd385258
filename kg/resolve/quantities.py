"""How much of what a claim speaks of, read from its words: all, some, none, or a number of things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

Amount: TypeAlias = int | Literal["all", "some", "none"]
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[.,;:!?()\"“”–—]")
_BEFORE = frozenset({"of", "the", "its", "his", "her", "their", "our", "my"})
"""What may stand between an amount and its noun."""
_REACH = 4
"""How many words after the amount may name what it is an amount of."""


class Lexicon(msgspec.Struct, frozen=True):
    """`data/contradictions.json`: words by what they say of an amount, and concepts that exclude each other."""

    all: frozenset[str]
    some: frozenset[str]
    none: frozenset[str]
    only: frozenset[str]
    hedges: frozenset[str]
    numbers: Mapping[str, int]
    function: frozenset[str]
    opposites: frozenset[tuple[str, str]]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The words that ship with the package."""
    return msgspec.json.decode((files("kg.resolve") / "data" / "contradictions.json").read_bytes(), type=Lexicon)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount and the lower-case words, one of which is what there is so much of; `vague` where it is not exact."""

    amount: Amount
    words: frozenset[str]
    vague: bool = False


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words and marks of a text."""
    return tuple(word.lower() for word in _WORD.findall(text))


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities that a text speaks of. "All twelve" is twelve."""
    lexicon, words = load_lexicon(), words_of(text)
    for n, word in enumerate(words):
        amount = _amount(word, lexicon)
        if amount is None or (amount == "all" and n + 1 < len(words) and _is_number(words[n + 1], lexicon)):
            continue
        counted = frozenset(_counted(words[n + 1 :], lexicon))
        if counted:
            yield Quantity(amount, counted, vague=bool(lexicon.hedges.intersection(words[max(0, n - 2) : n])))


def _amount(word: str, lexicon: Lexicon) -> Amount | None:
    if word in lexicon.all:
        return "all"
    if word in lexicon.none:
        return "none"
    if word in lexicon.some:
        return "some"
    return int(word) if word.isdecimal() else lexicon.numbers.get(word)


def _is_number(word: str, lexicon: Lexicon) -> bool:
    return isinstance(_amount(word, lexicon), int)


def _counted(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[str]:
    """The words up to the end of the noun phrase; "half of its prisoners" goes on after "of its"."""
    started = False
    for word in words[:_REACH]:
        if not word[0].isalpha() or (word in lexicon.function and (started or word not in _BEFORE)):
            return
        if word not in lexicon.function:
            started = True
            yield word


def exclude(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities of one thing cannot both be right."""
    if not one.words & other.words or one.amount == other.amount:
        return False
    if "none" in (one.amount, other.amount) or "all" in (one.amount, other.amount):
        return True
    return isinstance(one.amount, int) and isinstance(other.amount, int) and not (one.vague or other.vague)
