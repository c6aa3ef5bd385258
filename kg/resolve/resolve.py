"""Entities and events of all documents to nodes of the world; the same whatever order the documents came in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kg.iris import DATA, digest, mint
from kg.model import Extraction
from kg.resolve.bodies import is_common, join_bodies
from kg.resolve.chronology import Chronology
from kg.resolve.contradictions import Accounts
from kg.resolve.events import Happening, happenings, join_events
from kg.resolve.local import Local, locals_of
from kg.resolve.persons import join_persons
from kg.resolve.resolution import Node, NodeKind, Resolution
from kg.resolve.unnamed import without_unnamed


def resolve(extractions: Iterable[Extraction], base: str = DATA) -> Resolution:
    """The resolution of these documents. They are read up to three times: a collection, not a stream."""
    found = sorted((x for said in extractions for x in locals_of(without_unnamed(said)[0])), key=lambda x: x.key)
    persons = [x for x in found if x.entity.type == "Person"]
    bodies = [x for x in found if x.entity.type in ("Institution", "Party")]
    others = [x for x in found if x.entity.type not in ("Person", "Institution", "Party")]
    nodes: dict[str, Node] = {}
    entities: dict[str, dict[str, str]] = {}
    for group, iri in (*_person_iris(join_persons(persons)), *_body_iris(join_bodies(bodies)), *_other_iris(others)):
        iri = base + iri.removeprefix(DATA)
        nodes[iri] = _node(iri, group)
        for local in group:
            entities.setdefault(local.key[0], {})[local.key[1]] = iri
    chronology = Chronology()
    accounts = Accounts()
    told: list[Happening] = []
    for extraction in (chronology.read(without_unnamed(extraction)[0]) for extraction in extractions):
        iris = entities.get(extraction.document.id, {})
        found_here = tuple(happenings(extraction, iris))
        accounts.read(extraction, found_here, iris, base)
        told += found_here
    told.sort(key=lambda h: h.key)
    events: dict[str, dict[str, str]] = {}
    labels: dict[str, str] = {}
    joined = join_events(told)
    names = [_event_label(same[0], nodes) for same in joined]
    namesakes = Counter(names)
    for same, label in zip(joined, names, strict=True):
        iri = f"{mint('event', label[:60], base)}-{digest(*same[0].key)}"
        labels[iri] = _full_label(same[0], label) if namesakes[label] > 1 else label
        for happening in same:
            events.setdefault(happening.key[0], {})[happening.key[1]] = iri
            entities.setdefault(happening.key[0], {})[happening.key[1]] = iri
    dated = chronology.settled(joined, extractions)
    opposed = accounts.contradictions()
    return Resolution(
        nodes=nodes,
        entities=entities,
        events=events,
        event_labels=labels,
        contradictions=opposed.pairs,
        contested=opposed.contested,
        published=dated.published,
        bonds=dated.bonds,
        times=dated.times,
    )


def _person_iris(groups: Sequence[Sequence[Local]]) -> Iterator[tuple[Sequence[Local], str]]:
    """A slug of the name; with a digest for a bare family name, and for all but the first of namesakes."""
    taken: set[str] = set()
    for group in sorted(groups, key=lambda g: g[0].key):
        name = _label(group)
        iri = mint("person", name)
        if iri in taken or all(len(p.parts) < 2 for p in group):
            iri = f"{iri}-{digest(*group[0].key)}"
        taken.add(iri)
        yield group, iri


def _body_iris(groups: Sequence[Sequence[Local]]) -> Iterator[tuple[Sequence[Local], str]]:
    """The IRI that goes with the most frequent name; with a digest for a common name that belongs to one document."""
    for group in groups:
        name = _frequent(group)
        iri = min(body.entity.iri for body in group if body.entity.name == name)
        yield group, f"{iri}-{digest(*group[0].key)}" if is_common(group[0]) else iri


def _other_iris(found: Sequence[Local]) -> Iterator[tuple[Sequence[Local], str]]:
    """Their own IRI; with the kind where two kinds of things share it."""
    groups: dict[tuple[str, str], list[Local]] = {}
    for local in found:
        groups.setdefault((local.entity.iri, local.entity.type), []).append(local)
    kinds = Counter(iri for iri, _ in groups)
    for (iri, kind), group in groups.items():
        yield group, f"{iri}-{kind.lower()}" if kinds[iri] > 1 and kind != "State" else iri


def _frequent(group: Sequence[Local]) -> str:
    """The name most documents use, then the first in the alphabet."""
    votes = Counter(local.entity.name for local in group)
    return min(votes, key=lambda n: (-votes[n], n))


def _label(group: Sequence[Local]) -> str:
    """The fullest name, then the most frequent, then the first in the alphabet."""
    votes: Counter[str] = Counter()
    for local in group:
        votes[local.entity.name] += 1
    return min(votes, key=lambda n: (-len(n.replace("-", " ").split()), -votes[n], n))


def _node(iri: str, group: Sequence[Local]) -> Node:
    entity = group[0].entity
    label = _label(group) if entity.type == "Person" else _frequent(group)
    names = {n for local in group for n in (*local.names, local.entity.name) if n != label}
    if entity.type in ("State", "Place"):
        names = {n for n in names if n.casefold() != label.casefold() and not n.casefold().startswith("the ")}
    kind: NodeKind = "Site" if iri.rsplit("/", 2)[-2] == "site" else entity.type
    return Node(iri=iri, kind=kind, label=label, names=tuple(sorted(names)), wikidata=entity.wikidata, iso=entity.iso)


def _full_label(happening: Happening, label: str) -> str:
    """The label with the words that follow the trigger, where nothing else tells an event from its namesakes."""
    if happening.theme or happening.recipients or not happening.words:
        return label
    bare = happening.event.predicate.split(" ")[0]
    return f"{label.removesuffix(happening.event.predicate)}{bare} {happening.words}"


def _event_label(happening: Happening, nodes: dict[str, Node]) -> str:
    actors = " and ".join(sorted(nodes[a].label for a in happening.actors if a in nodes)) or "Somebody"
    what = (
        nodes[happening.theme].label
        if happening.theme in nodes
        else ", ".join(sorted(nodes[r].label for r in happening.recipients if r in nodes))
    )
    return f"{actors}: {happening.event.predicate}{' ' + what if what else ''}"
