"""Who and what is near a node, read from around it only: a graph of any size is looked at without being gone through.

Of what is near, the most often named and the latest events come first; where there is too much, these are kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial

from kg.query.answers import rows_about
from kg.query.evidence import Key, Quote, Source
from kg.query.network import QUOTED, Network, network
from kg.query.pages.book import Book
from kg.query.pages.contents import part_of
from kg.query.prefixes import PREFIXES
from kg.query.relations import RELATIONS

_FORTH = "|".join(f"<{wording.predicate}>" for wording in RELATIONS)
_BACK = "|".join(f"<{wording.predicate}>" for wording in RELATIONS if not wording.of_event)
_TIES = (
    f"SELECT ?other {{ ?node {_FORTH} ?other }}",
    f"SELECT ?other {{ ?other {_BACK} ?node }}",
    "SELECT ?other { ?tenure org:member ?node ; org:organization ?other }",
    "SELECT ?other { ?tenure org:organization ?node ; org:member ?other }",
    "SELECT ?other { ?tenure org:member ?node ; kg:post/kg:onBehalfOf ?other }",
    "SELECT ?other { ?post kg:onBehalfOf ?node . ?tenure kg:post ?post ; org:member ?other }",
    "SELECT ?other { ?claim kg:claimsEvent ?node ; kg:speaker ?other }",
    """SELECT ?other { ?tenure org:member ?node ; kg:post ?post .
    ?post kg:counterpartOf|^kg:counterpartOf ?facing . ?theirs kg:post ?facing ; org:member ?other }""",
)
_SAID = "SELECT ?other { ?claim kg:speaker ?node ; kg:claimsEvent ?other }"
_EVENTS = "SELECT item FROM item WHERE list = 'event' AND node = ? ORDER BY day DESC, item LIMIT ?"
_WEIGHTS = "SELECT iri, weight FROM entry WHERE iri IN ({})"
_LEAST = 3
_QUOTES = """SELECT told.subject, told.predicate, told.object, told.document, told.first, excerpt.words
FROM told
JOIN excerpt ON excerpt.document = told.document AND excerpt.first = told.first AND excerpt.last = told.last"""
_OF_THESE = " WHERE told.subject IN ({})"
_BY_THESE = " AND +told.predicate IN ({also})"
_SOURCES = "SELECT title, identifier, publisher, published, url, iri FROM document WHERE iri IN ({})"
_MOST_SAID, _LEAST_SAID = 96, 3


def network_of(book: Book, nodes: Collection[str]) -> Network:
    """These nodes and what ties them, with the quotes and the latest statements that the index has.

    Raises ValueError for what is no IRI.
    """
    return network(book.graph, nodes, partial(quotes_of, book, predicates=QUOTED), partial(_latest, book.index))


def _latest(index: sqlite3.Connection, speakers: Collection[str]) -> Mapping[str, tuple[Collection[str], int]]:
    """The latest claims of each, the more the fewer speakers there are, and how many there are besides."""
    most = max(_MOST_SAID // max(len(speakers), 1), _LEAST_SAID)
    parts = {speaker: part_of(index, "said", speaker, 0, most) for speaker in speakers}
    return {speaker: (part.items, part.total - part.last) for speaker, part in parts.items()}


def quotes_of(
    book: Book, subjects: Iterable[str] | None, predicates: Collection[str] = ()
) -> Mapping[Key, tuple[Quote, ...]]:
    """The quotes behind each recorded triple, or each of these subjects (and with one of these predicates)."""
    if subjects is None:
        rows = book.index.execute(_QUOTES).fetchall()
    else:
        rows = list(book.look_up(_QUOTES + _OF_THESE + (_BY_THESE if predicates else ""), subjects, predicates))
    sources = {row[-1]: Source(*row) for row in book.look_up(_SOURCES, {row[3] for row in rows})}
    found: dict[Key, list[Quote]] = {}
    for s, p, o, document, start, words in rows:
        if document in sources:
            found.setdefault((s, p, o), []).append(Quote(words, sources[document], start))
    return {key: tuple(sorted(quotes, key=_place)) for key, quotes in found.items()}


def _place(quote: Quote) -> tuple[str, int, str]:
    return quote.source.iri, quote.start, quote.sentence


def vicinity(book: Book, centres: Sequence[str], depth: int, most: int) -> tuple[str, ...]:
    """The nodes within `depth` edges of these, at most so many, the nearest first; the centres are among them."""
    kept = dict.fromkeys(centres)
    rim: Iterable[str] = tuple(kept)
    for _ in range(depth):
        left = most - len(kept)
        if left <= 0:
            break
        share = max(left // max(len(tuple(rim)), 1), _LEAST)
        found = dict.fromkeys(node for node in _near(book, tuple(rim), share) if node not in kept)
        rim = tuple(found)[:left]
        kept |= dict.fromkeys(rim)
    return tuple(kept)


def _near(book: Book, nodes: Sequence[str], most: int) -> Iterator[str]:
    """Of what is near each of some nodes, at most so many: who is named most, and the latest events."""
    others, said = _tied(book, nodes, _TIES), _tied(book, nodes, (_SAID,))
    weights = dict(book.look_up(_WEIGHTS, {near for group in others.values() for near in group}))
    for node in nodes:
        events = [row[0] for row in book.index.execute(_EVENTS, (node, most))] + sorted(said.get(node, ()))
        known = others.get(node, set()).difference((node,), events) & weights.keys()
        ranked = sorted(known, key=lambda iri: (-weights[iri], iri))
        first = ranked[: max(most - len(events), most // 2)]
        yield from (*first, *dict.fromkeys(events))[:most]


def _tied(book: Book, nodes: Collection[str], queries: Iterable[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for query in queries:
        for node, other in rows_about(book.graph, PREFIXES + query, "node", nodes):
            found.setdefault(node, set()).add(other)
    return found
