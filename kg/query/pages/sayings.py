"""Statements as pages tell them: who said what to whom, when, of which events, and who says the contrary."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Record
from kg.query.answers import local, select
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.offices import times_of
from kg.query.pages.support import Support, of, supports
from kg.query.prefixes import PREFIXES
from kg.terms import KG

_VALUES = "SELECT DISTINCT ?claim ?p ?o {{ VALUES ?claim {{ {claims} }} ?claim ?p ?o }}"


class Saying(Record, frozen=True):
    """What somebody says. `day` is when, or else when the first text with it was published."""

    iri: str
    speaker: Ref
    words: str
    quoted: tuple[str, ...]
    factuality: str
    addressees: tuple[Ref, ...]
    events: tuple[Ref, ...]
    against: tuple[str, ...]
    day: str
    support: Support

    @property
    def node(self) -> Ref:
        """The claim as a link shows it."""
        return Ref(self.iri, self.words, "claim")


def sayings(book: Book, claims: Iterable[str]) -> tuple[Saying, ...]:
    """These claims, the latest first."""
    wanted = tuple(dict.fromkeys(claims))
    if not wanted:
        return ()
    values: dict[str, dict[str, list[str]]] = {}
    for claim, p, o in sorted(select(book.graph, PREFIXES + _VALUES.format(claims=terms(wanted)))):
        values.setdefault(claim, {}).setdefault(p, []).append(o)
    linked = (KG.speaker, KG.addressee, KG.claimsEvent)
    names = refs(book, {o for given in values.values() for p in linked for o in given.get(p, ())})
    told, times = supports(book, wanted, (KG.proposition,)), times_of(book, wanted)
    found = []
    for claim in wanted:
        given, support = values.get(claim, {}), of(told.get(claim, {}))
        dated = [day for time in times.get(claim, ()) for day in time.bounds[:1]]
        dated += [excerpt.document.day for excerpt in support.excerpts[:1]]
        found.append(
            Saying(
                claim,
                names[given[KG.speaker][0]] if KG.speaker in given else Ref("", "somebody"),
                " ".join(given.get(KG.proposition, ())),
                tuple(given.get(KG.quotedWords, ())),
                local(given.get(KG.factuality, [""])[0]),
                tuple(names[iri] for iri in given.get(KG.addressee, ())),
                tuple(names[iri] for iri in given.get(KG.claimsEvent, ())),
                tuple(given.get(KG.contradicts, ())),
                next(iter(dated), ""),
                support,
            )
        )
    return tuple(sorted(sorted(found, key=lambda one: one.iri), key=lambda one: one.day, reverse=True))


def contradictions(book: Book, claims: Iterable[Saying]) -> tuple[tuple[Saying, Saying], ...]:
    """Pairs of claims that contradict each other, each pair once, one of the given claims first."""
    known = {saying.iri: saying for saying in claims}
    lacking = {other for saying in known.values() for other in saying.against} - known.keys()
    every = known | {saying.iri: saying for saying in sayings(book, sorted(lacking))}
    pairs = {
        frozenset((saying.iri, other)): (saying, every[other])
        for saying in known.values()
        for other in saying.against
        if other in every and other != saying.iri
    }
    return tuple(sorted(pairs.values(), key=lambda pair: (pair[0].iri, pair[1].iri)))
