"""A point of the calendar reckoned from a date: data rather than a function, so that it can leave the document.

"last month" is the month before that of publication, whenever that was; who learns the date later resolves it later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.annotate import periods
from kg.annotate.periods import Period

RULES: dict[str, Callable[..., Period | None]] = {
    "ago": periods.shifted,
    "date_near": periods.date_near,
    "feast_near": periods.feast_near,
    "month_in": periods.month_in,
    "month_near": periods.month_near,
    "month_nearest": periods.month_nearest,
    "quarter_in": periods.quarter_in,
    "quarter_near": periods.quarter_near,
    "season_near": periods.season_near,
    "shifted": periods.shifted,
    "stretch": periods.stretch,
    "weekday_near": periods.weekday_near,
    "weekend_near": periods.weekend_near,
}
"""What can be reckoned; "ago" counts as loosely as people do, the others mean the calendar's own units."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The name of a rule and its arguments after the date; written as "shifted month -1"."""

    rule: str
    arguments: tuple[int | str, ...]

    def __call__(self, when: date) -> Period | None:
        """What it means, reckoned from a date; None where that is outside the calendar."""
        return RULES[self.rule](when, *self.arguments)

    def __str__(self) -> str:
        return " ".join(map(str, (self.rule, *self.arguments)))


def reckoned(rule: str, *arguments: int | str) -> Reckoning:
    """The reckoning by a rule."""
    return Reckoning(rule, arguments)


def parse_reckoning(text: str) -> Reckoning:
    """The inverse of `str`. Raises ValueError where there is no such rule."""
    rule, *words = text.split(" ")
    if rule not in RULES:
        raise ValueError(f"no rule of reckoning: {rule!r}")
    return Reckoning(rule, tuple(int(word) if word.lstrip("-").isdigit() else word for word in words))
