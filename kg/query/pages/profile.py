"""The page of a person, state, body, group, place or topic: all that the graph holds of it."""

from __future__ import annotations

from kg.model import Record
from kg.query.pages.book import Book
from kg.query.pages.contents import START, Part, Places, near, part_of
from kg.query.pages.differences import Difference, differences
from kg.query.pages.happenings import Happening, happenings
from kg.query.pages.links import MOST, Relation, relations_of, same_elsewhere
from kg.query.pages.nodes import Ref, ref, refs
from kg.query.pages.offices import Office, Rivalry, offices, rivals
from kg.query.pages.sayings import Saying, contradictions, sayings
from kg.query.pages.spellings import Names, names_of

_MOST_TIES = 14


class Tie(Record, frozen=True):
    """A node near to another: in how many offices and events the two come together."""

    node: Ref
    offices: int
    events: int


class Profile(Record, frozen=True):
    """All that the page of a node shows."""

    node: Ref
    names: Names
    same: tuple[str, ...]
    offices: tuple[Office, ...]
    office_part: Part
    rivalries: tuple[Rivalry, ...]
    relations: tuple[Relation, ...]
    events: tuple[Happening, ...]
    event_part: Part
    sayings: tuple[Saying, ...]
    saying_part: Part
    about: tuple[Saying, ...]
    about_part: Part
    differences: tuple[Difference, ...]
    contradictions: tuple[tuple[Saying, Saying], ...]
    ties: tuple[Tie, ...]


def profile(book: Book, iri: str, places: Places = START) -> Profile:
    """The profile of a node; of long lists a part."""
    held, happened, said, about = (
        part_of(book.index, kind, iri, getattr(places, kind), places.size)
        for kind in ("office", "event", "said", "about")
    )
    posts, events = offices(book, held.items), happenings(book, happened.items)
    own, others = sayings(book, said.items), sayings(book, about.items)
    return Profile(
        node=ref(book, iri),
        names=names_of(book, iri, places.named, places.size),
        same=same_elsewhere(book, iri),
        offices=posts,
        office_part=held,
        rivalries=rivals(book, posts),
        relations=relations_of(book, iri, places.related, max(places.size, MOST)),
        events=events,
        event_part=happened,
        sayings=own,
        saying_part=said,
        about=others,
        about_part=about,
        differences=differences(book, happened.items),
        contradictions=contradictions(book, (*own, *others)),
        ties=ties(book, iri),
    )


def ties(book: Book, iri: str) -> tuple[Tie, ...]:
    """The nodes that share most offices and events with this one; an office weighs as much as three events."""
    shared = near(book.index, iri)
    names = refs(book, shared)
    found = [
        Tie(names[node], *times)
        for node, times in shared.items()
        if names[node].kind not in ("post", "event", "") and not names[node].is_unnamed
    ]
    ranked = sorted(found, key=lambda tie: (-(3 * tie.offices + tie.events), tie.node.label, tie.node.iri))
    return tuple(ranked[:_MOST_TIES])
