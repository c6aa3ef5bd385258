"""The page of an event: what it is, who took part on whose word, what is said of it, and where documents differ."""

from __future__ import annotations

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.contents import START, Part, Places, part_of
from kg.query.pages.differences import Difference, differences
from kg.query.pages.happenings import Happening, happenings
from kg.query.pages.nodes import Ref, ref, terms
from kg.query.pages.sayings import Saying, contradictions, sayings
from kg.query.pages.spellings import Names, names_of
from kg.query.pages.support import NOTHING, Excerpt, Support, cut, supports
from kg.query.prefixes import PREFIXES
from kg.terms import KG

_VALUES = """SELECT ?p ?o {{
  VALUES ?event {{ {event} }} VALUES ?p {{ kg:eventType kg:mode kg:factuality kg:outcome }} ?event ?p ?o }}"""
_WORDS = {KG.eventType: "Kind", KG.mode: "Way", KG.factuality: "Took place", KG.outcome: "Outcome"}


class Trait(Record, frozen=True):
    """One thing that an event is said to be, and who says so."""

    question: str
    answer: str
    support: Support


class Occasion(Record, frozen=True):
    """All that the page of an event shows; `later` are events that follow from it or name it."""

    node: Ref
    event: Happening
    traits: tuple[Trait, ...]
    quotes: tuple[Excerpt, ...]
    quote_part: Part
    names: Names
    sayings: tuple[Saying, ...]
    saying_part: Part
    later: tuple[Happening, ...]
    differences: tuple[Difference, ...]
    contradictions: tuple[tuple[Saying, Saying], ...]


def occasion(book: Book, iri: str, places: Places = START) -> Occasion:
    """The page of an event."""
    (event,) = happenings(book, (iri,))
    quotes, quote_part = cut(event.support.excerpts, places.quote, places.size)
    about = part_of(book.index, "about", iri, places.about, places.size)
    told = sayings(book, about.items)
    return Occasion(
        node=ref(book, iri),
        event=event,
        traits=_traits(book, iri),
        quotes=quotes,
        quote_part=quote_part,
        names=names_of(book, iri, places.named, places.size),
        sayings=told,
        saying_part=about,
        later=happenings(book, part_of(book.index, "event", iri, 0, places.size).items),
        differences=differences(book, (iri,)),
        contradictions=contradictions(book, told),
    )


def _traits(book: Book, iri: str) -> tuple[Trait, ...]:
    rows = sorted(select(book.graph, PREFIXES + _VALUES.format(event=terms((iri,)))))
    told = supports(book, (iri,), _WORDS).get(iri, {})
    return tuple(
        Trait(words, local(o).removeprefix("Ext"), told.get((p, o), NOTHING))
        for predicate, words in _WORDS.items()
        for p, o in rows
        if p == predicate
    )
