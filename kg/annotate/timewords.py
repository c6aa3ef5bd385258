"""The vocabulary of time expressions: which words mean what, and in which order they may stand.

Every token of a document is given the character of its class ("month", "weekday", "unit" ...), so that the rules of
`data/times.json`, written in names of classes, are regular expressions over a short string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from importlib.resources import files

import msgspec
from spacy.tokens import Doc, Token

from kg.annotate.words import word_list

OTHER = "."

_YEAR = re.compile(r"1[4-9]\d\d|2[01]\d\d")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_DECADE = re.compile(r"(?:(mid|early|late)-)?('|’)?((?:1[5-9]|20)?\d0)s")
_PART_YEAR = re.compile(r"(?:mid|early|late)[-–](1[4-9]\d\d|2[01]\d\d)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d")
_DOTTED_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")
_FULL_CLOCK = re.compile(r"(?:([01]?\d)(?:[:.]([0-5]\d))?([ap])\.?m\.?)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,6}")
_NUMERALS = (
    ("year", _YEAR),
    ("part_year", _PART_YEAR),
    ("day", _DAY),
    ("full_decade", _DECADE),
    ("clock", _CLOCK),
    ("full_clock", _FULL_CLOCK),
    ("dotted_clock", _DOTTED_CLOCK),
    ("number", _NUMBER),
)
SHORT_MONTHS = word_list("short_months")
"""Without a point, and before a word, these may be names ("Jan Kavan")."""
_NAME = re.compile(r"[A-Za-z_]+")


class Lexicon(msgspec.Struct, frozen=True):
    """`data/times.json`: words by what they mean, and the rules, most specific first.

    `movable` feasts are a month, a weekday and which one of it ("the fourth Thursday of November").
    Every expression holds a word of a `core` class; a bare year stands after one of `year_cues`, a bare season
    after one of `season_cues`.
    """

    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, tuple[str, ...]]
    seasons: dict[str, int]
    dayparts: dict[str, str]
    feasts: dict[str, tuple[int, int]]
    movable: dict[str, tuple[int, int, int]]
    hours: dict[str, str]
    days: dict[str, tuple[int, str]]
    fixed: dict[str, str]
    rates: dict[str, str]
    words: dict[str, tuple[str, ...]]
    core: tuple[str, ...]
    year_cues: frozenset[str]
    season_cues: frozenset[str]
    macros: dict[str, str]
    rules: tuple[tuple[str, str], ...]


class Vocabulary:
    """The lexicon with its look-up tables: class and meaning of a word, compiled rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.month = {word: i for i, words in enumerate(lexicon.months, 1) for word in words}
        self.weekday = {word: i for i, words in enumerate(lexicon.weekdays) for word in words}
        self.unit = {word: unit for unit, words in lexicon.units.items() for word in words}
        tables: dict[str, Iterable[str]] = {
            "month": self.month,
            "weekday": self.weekday,
            "unit": self.unit,
            "number": lexicon.numbers,
            "ordinal": lexicon.ordinals,
            "season": lexicon.seasons,
            "daypart": lexicon.dayparts,
            "feast": {**lexicon.feasts, **lexicon.movable},
            "hour": lexicon.hours,
            "calendar_day": lexicon.days,
            "fixed": lexicon.fixed,
            "rate": lexicon.rates,
        }
        self.classes = {word: name for name, words in {**lexicon.words, **tables}.items() for word in words}
        names = sorted(
            {*self.classes.values(), "day", "year", "part_year", "full_decade", "clock", "full_clock", "dotted_clock"}
        )
        self.letters = {name: chr(0x2460 + i) for i, name in enumerate(names)}
        self.core = re.compile("[" + "".join(self.letters[name] for name in lexicon.core) + "]")
        self.rules = tuple((name, re.compile(self._expanded(pattern))) for name, pattern in lexicon.rules)

    def _expanded(self, pattern: str) -> str:
        """A rule with its macros (upper case) and class names replaced by the classes' characters."""

        def letter(found: re.Match[str]) -> str:
            name = found[0]
            return self._expanded(self.lexicon.macros[name.lower()]) if name.isupper() else self.letters[name]

        return _NAME.sub(letter, pattern).replace(" ", "")

    def spelled(self, doc: Doc, names: Set[int] = frozenset()) -> str:
        """One character a token: its class. Tokens of `names` have none."""
        known = self.classes
        return "".join(
            self.letters.get(self._class_of(token, lower), OTHER)
            if (
                (lower := token.lower_) in known
                or lower[0].isdigit()
                or (lower[-1:] == "s" and lower[-2:-1] == "0")
                or lower[-4:].isdigit()
            )
            and token.i not in names
            else OTHER
            for token in doc
        )

    def _class_of(self, token: Token, lower: str) -> str:
        """The class of a word, "" where it only looks like one."""
        if found := self.classes.get(lower):
            if found in ("month", "season") and not self._is_calendar_word(token, found):
                return ""
            return "" if found == "last" and token.pos_ == "VERB" else found
        return next((name for name, pattern in _NUMERALS if pattern.fullmatch(lower)), "")

    @staticmethod
    def _is_calendar_word(token: Token, found: str) -> bool:
        """Whether "may", "march", "fall", "spring" and their like are used as names of a month or season."""
        if found == "month":
            named = token.lower_ in SHORT_MONTHS and token.i + 1 < len(token.doc) and token.nbor().text[:1].isalpha()
            return token.text[0].isupper() and token.tag_ not in ("MD", "VB", "VBP") and not named
        return token.pos_ in ("NOUN", "PROPN") and (token.ent_type_ in ("DATE", "TIME", ""))

    def number(self, words: list[str]) -> int | None:
        """The value of number words ("twenty", "four" is 24), None where they say none."""
        values = [self.lexicon.numbers.get(word) or (int(word.replace(",", "")) if word[0].isdigit() else 0)
                  for word in (w.rstrip("stndrh") if w[0].isdigit() else w for w in words)]  # fmt: skip
        return sum(values) or None

    @staticmethod
    def decade_year(word: str) -> tuple[int, int] | None:
        """First year of a decade or century as written ("1990s", "’80s", "1900s") and its length in years."""
        found = _DECADE.fullmatch(word)
        if not found:
            return None
        digits = int(found[3])
        return (digits, 10) if digits > 99 else (1900 + digits if digits > 20 else 2000 + digits, 10)

    @staticmethod
    def hour(word: str, half: str) -> str | None:
        """Gives "5", "10:35" or "5:30pm", with "a.m." or "p.m." where that stands apart, as "T17:00"."""
        if found := _FULL_CLOCK.fullmatch(word):
            word, half = f"{found[1]}:{found[2] or '00'}", found[3]
        hours, _, minutes = word.replace(".", ":").partition(":")
        number = int(hours) % 12 + (12 if half.startswith("p") else 0) if half else int(hours)
        return f"T{number:02}:{minutes or '00'}" if number <= 24 else None


def says_when(word: str) -> bool:
    """Whether a word beside a name can only be a date: a weekday, or a month cut short ("Feb.")."""
    lower, vocabulary = word.lower(), load_vocabulary()
    return lower in vocabulary.weekday or (lower.endswith(".") and lower in vocabulary.month)


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    return Vocabulary(msgspec.json.decode((files("kg.annotate") / "data" / "times.json").read_bytes(), type=Lexicon))
