"""Where an answer stands: for a row of a table the sentences behind it, each with its document and offsets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Record
from kg.query.answers import Queryable, select
from kg.query.evidence import Key, Quote, evidence, merged, namings

_NAMES = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name ?node { ?node skos:prefLabel|skos:altLabel ?name } ORDER BY ?name ?node"""


class Citation(Record, frozen=True):
    """A sentence and where it stands: code points of the document's text, half-open. `published` is EDTF."""

    document: str
    title: str
    publisher: str
    published: str
    url: str
    start: int
    end: int
    quote: str


def cite(quotes: Iterable[Quote], most: int | None = None) -> tuple[Citation, ...]:
    """The quotes as citations, at most so many."""
    return tuple(
        Citation(
            document=quote.source.identifier or quote.source.title,
            title=quote.source.title,
            publisher=quote.source.publisher,
            published=quote.source.published,
            url=quote.source.url,
            start=quote.start,
            end=quote.start + len(quote.sentence),
            quote=quote.sentence,
        )
        for quote in tuple(quotes)[:most]
    )


@dataclass(frozen=True, slots=True)
class Grounds:
    """What every subject is recorded to say, by object, with quotes; the nodes of each name; where each is named."""

    objects: Mapping[str, Mapping[str, tuple[Quote, ...]]]
    subjects: Mapping[str, frozenset[str]]
    named: Mapping[str, frozenset[str]]
    triples: Mapping[Key, tuple[Quote, ...]]
    namings: Mapping[str, tuple[Quote, ...]]


def grounds(graph: Queryable) -> Grounds:
    """The grounds of a whole graph."""
    triples = evidence(graph)
    objects: dict[str, dict[str, tuple[Quote, ...]]] = {}
    subjects: dict[str, set[str]] = {}
    for (subject, _, value), quotes in triples.items():
        own = objects.setdefault(subject, {})
        own[value] = merged(own.get(value, ()), quotes)
        subjects.setdefault(value, set()).add(subject)
    named: dict[str, set[str]] = {}
    for name, node in select(graph, _NAMES):
        named.setdefault(name, set()).add(node)
    return Grounds(objects, _frozen(subjects), _frozen(named), triples, namings(graph))


def _frozen(found: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in found.items()}


def row_quotes(held: Grounds, row: Sequence[str]) -> tuple[Quote, ...]:
    """The sentences behind a row: the records of whichever nodes connect most of its cells, a name or an IRI each.

    A row of which only one cell is known has those of that very node. Where there is no record, it is where the texts
    name the nodes of the row.
    """
    cells = [held.named.get(value, frozenset()) | {value} for value in row if value]
    reached = {subject for cell in cells for value in cell for subject in held.subjects.get(value, ())}
    reached |= {value for cell in cells for value in cell if value in held.objects}
    covered = {subject: _covered(held, subject, cells) for subject in reached}
    best = max(covered.values(), default=0)
    own = frozenset(value for cell in cells for value in cell)
    chosen = [subject for subject in sorted(covered) if covered[subject] == best and (best > 1 or subject in own)]
    behind = merged(*(_behind(held, subject, own) for subject in chosen))
    return behind or merged(*(held.namings.get(value, ()) for value in own))


def _covered(held: Grounds, subject: str, cells: Iterable[frozenset[str]]) -> int:
    known = {subject, *held.objects[subject]}
    return sum(1 for cell in cells if cell & known)


def _behind(held: Grounds, subject: str, own: frozenset[str]) -> tuple[Quote, ...]:
    """The quotes that connect a node with the row's others, or all of its own where none does."""
    said = held.objects[subject]
    return merged(*(said[value] for value in said if value in own)) or merged(*said.values())
