"""Posts and tenures: a position exists whoever fills it, and one person in one post is a node of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.graph import authority, labels, names
from kg.graph.rdf.agents import body, described
from kg.graph.rdf.reading import Line, Reading, Said, Withheld, english
from kg.graph.rdf.times import attested, said_time
from kg.graph.seats import is_single_seat
from kg.graph.titlewords import canonical_title
from kg.graph.vocabulary import FOAF, KG, ORG, SEM, SKOS, XSD
from kg.model import Tenure

TRUE = Literal("true", datatype=XSD.boolean)


@dataclass(frozen=True, slots=True)
class Post:
    """A position: where it is, and for which state it is filled where its body is not that state's own."""

    iri: str
    label: str
    organization: str
    side: str | None
    lines: tuple[Said, ...]


def post_of(tenure: Tenure, reading: Reading) -> Post:
    """The position that a tenure fills. Its body is the organisation, else the state, else one without a name."""
    state = reading.node(tenure.state).iri if tenure.state and reading.node(tenure.state).kind == "State" else None
    place, lines = _organization(tenure, reading)
    label = _label_of(place, lines, reading)
    known = reading.world(place)
    is_state = known is not None and known.kind == "State"
    owners = reading.states_of.get(place, frozenset())
    side = None if is_state or owners == {state} else state
    if side is None and len(owners) > 1:
        place, extra = _unsaid_side(place, label)
        label, lines = _label_of(place, extra, reading), (*lines, *extra)
    served = side or (min(owners) if len(owners) == 1 else None)
    name = labels.post_label(
        tenure.post,
        label,
        (reading.label(served), *authority.adjectives(served, reading.base)) if served else (),
        is_state=is_state,
        joint=side is not None,
    )
    head, _ = labels.split_title(tenure.post, label)
    iri = names.post_iri(canonical_title(head), place, side, reading.base)
    return Post(iri, name, place, side, (*lines, *_described_post(iri, name, tenure)))


def _described_post(iri: str, name: str, tenure: Tenure) -> tuple[Said, ...]:
    title = labels.one_line(tenure.post)
    seat = (Said(iri, KG.singleSeat, TRUE),) if is_single_seat(title, tenure.role) else ()
    return (*described(iri, ORG.Post, name), Said(iri, SKOS.altLabel, english(title)), *seat)


def _organization(tenure: Tenure, reading: Reading) -> tuple[str, tuple[Said, ...]]:
    if tenure.organization:
        return body(reading, tenure.organization)
    if tenure.state:
        return body(reading, tenure.state)
    iri = names.unnamed_iri("inst", reading.id, tenure.person or tenure.id, tenure.post, base=reading.base)
    return iri, described(iri, KG.Institution, labels.unnamed(f"body of the {labels.one_line(tenure.post)}"))


def _unsaid_side(place: str, label: str) -> tuple[str, tuple[Said, ...]]:
    """The side of a joint body to which a post belongs when the text does not say which state fills it."""
    iri = f"{place}-side-not-said"
    return iri, (*described(iri, KG.Institution, f"{label} (side not said)"), Said(iri, ORG.subOrganizationOf, place))


def _label_of(iri: str, lines: tuple[Said, ...], reading: Reading) -> str:
    made = [str(line.object.value) for line in lines if line.subject == iri and line.predicate == SKOS.prefLabel]  # type: ignore[union-attr]
    return made[0] if made else reading.label(iri)


def unnamed_holder(post: str, reading: Reading) -> str:
    """The IRI of the person who holds a post in this document without being named."""
    return names.unnamed_iri("person", reading.id, post, base=reading.base)


def tenure_lines(tenure: Tenure, reading: Reading) -> Iterator[Line]:
    """A tenure with its post, holder, organisation and time."""
    post = post_of(tenure, reading)
    if tenure.person and reading.node(tenure.person).kind != "Person":
        yield Withheld(tenure.id, "its holder is not a person")
        return
    if tenure.person:
        holder, holder_label = reading.node(tenure.person).iri, reading.node(tenure.person).label
    else:
        holder = unnamed_holder(post.iri, reading)
        holder_label = labels.unnamed(post.label)
        yield from described(holder, FOAF.Person, holder_label)
    yield from post.lines
    yield from _post_facts(tenure, post, reading)
    iri = names.tenure_iri(holder, post.iri, reading.base)
    yield from described(iri, KG.Tenure, f"{holder_label}, {post.label}" if tenure.person else holder_label)
    yield Said(iri, ORG.member, holder, tenure)
    yield Said(iri, ORG.organization, post.organization, tenure)
    yield Said(iri, KG.post, post.iri, tenure)
    yield Said(iri, KG.status, KG[tenure.status.capitalize()], tenure)
    yield from _times(iri, tenure, reading)


def _times(iri: str, tenure: Tenure, reading: Reading) -> Iterator[Said]:
    """When the text says the post was held, and what follows from its date: held then, over or yet to begin."""
    when, lines = attested(reading, tenure.status)
    yield from (*lines, Said(iri, SEM.hasTime, when, tenure, inferred=True))
    if tenure.time:
        when, lines = said_time(reading, tenure.time)
        yield from (*lines, Said(iri, SEM.hasTime, when, tenure))


def _post_facts(tenure: Tenure, post: Post, reading: Reading) -> Iterator[Said]:
    yield from _post_basics(tenure, post)
    others = {fact.id: fact for fact in reading.extraction.facts if isinstance(fact, Tenure)}
    opposite = others.get(tenure.counterpart or "")
    if opposite is None:
        return
    other = post_of(opposite, reading)
    if other.iri != post.iri:
        yield from (*other.lines, *_post_basics(opposite, other))
        yield Said(post.iri, KG.counterpartOf, other.iri, tenure)
        yield Said(other.iri, KG.counterpartOf, post.iri, tenure)


def _post_basics(tenure: Tenure, post: Post) -> Iterator[Said]:
    yield Said(post.iri, ORG.postIn, post.organization, tenure)
    yield Said(post.iri, ORG.role, KG[f"role-{tenure.role}"], tenure)
    if post.side:
        yield Said(post.iri, KG.onBehalfOf, post.side, tenure)
