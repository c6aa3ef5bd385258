"""What a time expression says before anyone knows the date of its text, and the words it says it with."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from kg.annotate.periods import Period
from kg.annotate.reckoning import Reckoning
from kg.annotate.tense import direction_of
from kg.annotate.timewords import Vocabulary

ISO_UNITS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W", "weekend": "{}W",
             "month": "{}M", "quarter": "{}Q", "year": "{}Y", "decade": "{}Y", "century": "{}Y"}  # fmt: skip
YEARS_IN = {"decade": 10, "century": 100}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means: a fixed period, or one reckoned from a date (`at`), or only a TIMEX3 value.

    A narrative one is reckoned from the day last named, a `narrated` one from no other day; `then` is whatever time was
    last named. A `margin` is how many units lie between it and the happening named next (None: all of one). `suffix` is
    the time of day, as TIMEX3 appends it. `quarters` are counted from the quarter last named ("a year earlier", of
    results, is four back), where one was.
    """

    value: str | None = None
    period: Period | None = None
    at: Reckoning | None = None
    suffix: str = ""
    narrative: bool = False
    narrated: bool = False
    margin: tuple[str, int | None] | None = None
    then: bool = False
    quarters: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens [start, end) that a rule matched, by class."""

    doc: Doc
    vocabulary: Vocabulary
    spelled: str
    start: int
    end: int

    def words(self, *names: str) -> list[str]:
        """Lower-case words of these classes, in order."""
        letters = {self.vocabulary.letters[name] for name in names}
        return [self.doc[i].lower_ for i in range(self.start, self.end) if self.spelled[i] in letters]

    def word(self, name: str) -> str:
        """The first word of a class, or ""."""
        return next(iter(self.words(name)), "")

    @property
    def step(self) -> int:
        """-1 for last, 1 for next, else 0."""
        return -1 if self.word("last") else 1 if self.word("next") else 0

    @property
    def unit(self) -> str:
        """The last unit named: year, month ..."""
        return self.vocabulary.unit[self.words("unit")[-1]] if self.words("unit") else ""

    @property
    def year(self) -> int | None:
        """The year named, if any."""
        return int(self.words("year")[-1]) if self.words("year") else None

    @property
    def is_bare(self) -> bool:
        """Whether neither an article nor a word of nearness stands before it."""
        return not (self.word("the") or self.word("last") or self.word("next") or self.word("this") or self.words("of"))

    @property
    def following(self) -> str:
        """The next word, lower case."""
        return self.doc[self.end].lower_ if self.end < len(self.doc) else ""

    @property
    def suffix(self) -> str:
        """Time of day, as TIMEX3 appends it."""
        return self.vocabulary.lexicon.dayparts.get(self.word("daypart"), "")

    def direction(self) -> int:
        """Where a bare day or month lies, by the tense it stands in: -1 before, 1 after the text."""
        return direction_of(self.doc[self.start : self.end].root)

    def duration(self) -> str | None:
        """The ISO 8601 duration of "two years", with X for a vague number; None for no duration."""
        unit = self.unit
        count = self.vocabulary.number(self.words("number", "day", "year"))
        if self.word("couple"):
            count = 2
        if self.word("dozen"):
            count = 12
        if not count and not self.word("vague") and not self.word("couple") and self.word("a"):
            count = 1
        times = YEARS_IN.get(unit, 1)
        return "P" + ISO_UNITS[unit].format(count * times if count else "X")

    @property
    def count(self) -> int | None:
        """How many units, None where vague."""
        digits = "".join(c for c in self.duration() or "" if c.isdigit())
        return int(digits) // YEARS_IN.get(self.unit, 1) if digits else None
