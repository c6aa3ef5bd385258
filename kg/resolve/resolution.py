"""What the entities of each document turned out to be: the one thing that the graph needs besides the extractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from kg.iris import DATA, digest
from kg.model import Kind, Record, Stretch, TimeValue

NodeKind: TypeAlias = Kind | Literal["Site"]
Unit: TypeAlias = Literal["day", "month", "year"]


class Node(Record, frozen=True):
    """One thing of the world. `names` are its other spellings, sorted; figures of speech are never among them."""

    iri: str
    kind: NodeKind
    label: str
    names: tuple[str, ...] = ()
    wikidata: str | None = None
    iso: str | None = None


class Publication(Record, frozen=True):
    """On which days (ISO) a document can have been published that does not say so, and the sentences, each after the
    id of its document, that leave no others. The basis is "joint" where sentences of other documents are needed.
    """

    first: str
    last: str
    basis: Literal["text", "joint"]
    proof: tuple[tuple[str, Stretch], ...]


class Bond(Record, frozen=True):
    """Two documents, by id, published in one calendar unit, known or not, and the sentences that say so."""

    unit: Unit
    documents: tuple[str, str]
    proof: tuple[tuple[str, Stretch], ...]


class Resolution(Record, frozen=True):
    """Whose are the entities and which happenings are one.

    `nodes` by IRI. `entities`: document id, then entity id, to the IRI of a node. `events`: document id, then fact id,
    to the IRI of the happening, which several documents or several facts of one document may share. `event_labels` by
    IRI of the happening. `contradictions` pairs IRIs of claims as `claim_iri` mints them; `contested`, by document,
    are the ids of events that only such a claim vouches for, with that of the statement. `published`, by document, is
    when it came out, as far as that is inferred; `bonds` are what documents have in common in this; `times`, by
    document and fact id, is when it was, as far as that is now better known than the document alone could tell.
    """

    nodes: Mapping[str, Node]
    entities: Mapping[str, Mapping[str, str]]
    events: Mapping[str, Mapping[str, str]]
    event_labels: Mapping[str, str]
    contradictions: tuple[tuple[str, str], ...] = ()
    contested: Mapping[str, tuple[tuple[str, str], ...]] = {}
    published: Mapping[str, Publication] = {}
    bonds: tuple[Bond, ...] = ()
    times: Mapping[str, Mapping[str, TimeValue]] = {}


def claim_iri(document: str, speaker: str | None, content: Iterable[Stretch], base: str = DATA) -> str:
    """The IRI of what a speaker says in a document. `speaker` is the IRI of a node, None where nobody is named."""
    spans = [f"{stretch.start}-{stretch.end}" for stretch in content]
    who = speaker.rstrip("/").rsplit("/", 1)[-1] if speaker else "unnamed"
    return f"{base}claim/{who[:60].strip('-')}-{digest(document, speaker or '', *spans)}"
