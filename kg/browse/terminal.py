"""Cards and paths in the terminal. What comes from texts is never markup, and no control code gets through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.query.card import Card, Line
from kg.query.dates import worded
from kg.query.evidence import Quote
from kg.query.paths import Hop
from kg.query.results import printable

_SECTIONS = (
    ("Offices", "offices"),
    ("Relations", "relations"),
    ("Events", "events"),
    ("Statements", "statements"),
)
_MOST_QUOTES = 3


def print_card(card: Card, out: TextIO, *, width: int | None = None) -> None:
    """Write a card to a stream; colours only where it is a terminal. `width` is in columns."""
    console = Console(file=out, markup=False, highlight=False, emoji=False, width=width)
    console.print(Text(_shown(card.name), style="bold"), Text(_shown(card.kind), style="dim"))
    if card.detail:
        console.print(Text(_shown(card.detail)))
    if card.names:
        console.print(Text("also " + _shown(", ".join(card.names)), style="dim"))
    console.print(Text(_shown(card.iri), style="dim"))
    for heading, field in _SECTIONS:
        lines: tuple[Line, ...] = getattr(card, field)
        if lines:
            console.print()
            console.print(Text(heading, style="bold underline"))
        for line in lines:
            for text, indent in _texts(line):
                console.print(Padding(text, (0, 0, 0, indent)))


def print_path(hops: Sequence[Hop], out: TextIO, *, width: int | None = None) -> None:
    """Write a path to a stream: every hop, and under it the first sentences that say so."""
    console = Console(file=out, markup=False, highlight=False, emoji=False, width=width)
    for number, hop in enumerate(hops, 1):
        arrow = f"— {_shown(hop.label)} →" if hop.forward else f"← {_shown(hop.label)} —"
        head = Text(f"{number}  {_shown(hop.source_name)} {arrow} {_shown(hop.target_name)}", style="bold")
        if hop.factuality:
            head.append(f"  {hop.factuality.lower()}", style="not bold dim")
        console.print(head)
        for text in _quoted(hop.quotes[:_MOST_QUOTES]):
            console.print(Padding(text, (0, 0, 0, 6)))
        if len(hop.quotes) > _MOST_QUOTES:
            console.print(Padding(Text(f"and {len(hop.quotes) - _MOST_QUOTES} more", style="dim"), (0, 0, 0, 6)))


def _texts(line: Line) -> Iterator[tuple[Text, int]]:
    head = Text(_shown(line.words))
    if line.detail:
        head.append("  " + _shown(line.detail), style="dim")
    yield head, 2
    for text in _quoted(line.quotes):
        yield text, 6
    if not line.quotes:
        yield Text("background knowledge", style="dim"), 6


def _quoted(quotes: Iterable[Quote]) -> Iterator[Text]:
    for quote in quotes:
        yield Text(f"“{_shown(quote.sentence)}”", style="italic")
        yield Text(f"— {_shown(cited(quote))}", style="dim")


def cited(quote: Quote) -> str:
    """A source in one line: title, publisher, date, and the name of the document where it has no title of its own."""
    source = quote.source
    parts = (source.title, source.publisher, worded(source.published), source.identifier)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _shown(words: str) -> str:
    return " ".join(printable(words).split())
