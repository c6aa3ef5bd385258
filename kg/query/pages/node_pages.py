"""Which page a node has, gathered: the way from an IRI to all that its page shows."""

from __future__ import annotations

import datetime
from typing import TypeAlias

from kg.graph.archive import Archive
from kg.model import Record
from kg.query.answers import select
from kg.query.pages.book import Book
from kg.query.pages.contents import PAGE, START, Places, items_of
from kg.query.pages.nodes import ref, terms
from kg.query.pages.occasion import Occasion, occasion
from kg.query.pages.plain import Plain, plain
from kg.query.pages.profile import Profile, profile
from kg.query.pages.report import Report, report
from kg.query.pages.service import Serving, serving, through

PROFILED = frozenset({"person", "state", "institution", "group", "place", "topic", "post"})


class StatePage(Record, frozen=True):
    """The profile of a state, and who acts for it on a day."""

    profile: Profile
    service: Serving | None


NodePage: TypeAlias = Profile | StatePage | Occasion | Report | Plain


def gathered(
    book: Book, archive: Archive, base: str, iri: str, places: Places = START, day: str = ""
) -> NodePage | None:
    """The page of a node; None for an IRI of which the graph has no triple. Raises ValueError for what is no IRI."""
    if not list(select(book.graph, f"SELECT ?o {{ {terms((iri,)) or '<>'} ?p ?o }} LIMIT 1")):
        return None
    kind = ref(book, iri).kind
    if kind == "event":
        return occasion(book, iri, places)
    if kind == "document":
        return report(book, archive, base, iri)
    if kind == "state":
        held = items_of(book.index, "office", iri)
        service = serving(book, held, _day(day)) if places.size == PAGE else through(book, held)
        return StatePage(profile(book, iri, places), service)
    return profile(book, iri, places) if kind in PROFILED else plain(book, iri)


def _day(given: str) -> str:
    try:
        return datetime.date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        return ""
