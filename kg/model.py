"""The records that travel from room to room: frozen, and in the wire form of `kg extract` as they stand.

Offsets are Unicode code points, half-open, into the document's text. Dates are ISO 8601 or EDTF. Roles of facts hold
ids of entities of the same extraction.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["Person", "State", "Institution", "Party", "Place", "Group", "Post", "Event", "Work", "Time"]
Form: TypeAlias = Literal["name", "short", "adjective", "metonym", "description", "pronoun"]
PublishedBasis: TypeAlias = Literal["given", "metadata", "text", "unknown"]
Factuality: TypeAlias = Literal["actual", "claimed", "hypothetical", "intended", "negated", "habitual", "reference"]
Status: TypeAlias = Literal["current", "former", "acting", "designate"]
Role: TypeAlias = Literal[
    "head_of_state",
    "head_of_government",
    "minister",
    "deputy_minister",
    "spokesperson",
    "ambassador",
    "legislator",
    "head",
    "deputy_head",
    "official",
    "member_of_staff",
    "candidate",
    "other",
]


BACKGROUND_RULE = "authority"
"""Rule of a fact that the authority files vouch for; its evidence only names the thing."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A frozen record; fields left at their default are left out of its JSON."""


class Header(Record, frozen=True):
    """Where a document came from and when it was published.

    `id` is a hash of the text: same bytes, same id. `published` is an ISO date or an EDTF interval.
    """

    id: str
    source: str
    published_basis: PublishedBasis
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


class Document(Record, frozen=True):
    """One text as read. `text` never changes afterwards: every offset in the graph points into it."""

    header: Header
    text: str


class Stretch(Record, frozen=True):
    """A run of code points of the text, half-open."""

    start: int
    end: int


class Mention(Record, frozen=True):
    """A span that refers to an entity.

    `value` is for times only (EDTF, an ISO 8601 duration or PRESENT_REF), and so is `reckoning`: how the time is
    reckoned from the day of publication, as `kg.annotate.reckoning` writes it. `literal` is the entity that the
    words name when read literally, where that is another one than the entity meant (the city, in "Pyongyang warned").
    """

    id: str
    start: int
    end: int
    entity: str
    kind: Kind
    form: Form
    value: str | None = None
    literal: str | None = None
    reckoning: str | None = None


class Entity(Record, frozen=True):
    """One thing of the world, as far as one document tells."""

    id: str
    type: Kind
    name: str
    iri: str
    wikidata: str | None = None
    iso: str | None = None


class Evidence(Record, frozen=True):
    """The sentence or clause that says so, and the rule that proposed the fact."""

    start: int
    end: int
    rule: str


class TimeValue(Record, frozen=True):
    """When: an EDTF value where one can be said, and the outer two of the four date bounds; unknown bounds are None.

    `latest_begin` and `earliest_end` are the inner two, of what lasts: by when it had begun, until when it went on.
    `open` is the side that the words leave open: "since Friday" has no end, "until Friday" no start.
    """

    edtf: str | None
    earliest: str | None
    latest: str | None
    mention: str | None = None
    latest_begin: str | None = None
    earliest_end: str | None = None
    open: Literal["start", "end"] | None = None


class Assertion(Record, frozen=True, tag_field="type"):
    """What every fact carries. `confidence` is in 0..1; `basis` says whether its evidence says all of it."""

    id: str
    evidence: tuple[Evidence, ...]
    confidence: float
    factuality: Factuality
    basis: Literal["stated", "inferred"] = "stated"


class Tenure(Assertion, frozen=True, kw_only=True, tag="tenure", omit_defaults=False):
    """A person in a post; `person` is None where the text names the office but not its holder.

    `counterpart` is the id of the tenure whose post is this post's opposite number.
    """

    person: str | None
    post: str
    role: Role
    organization: str | None = None
    state: str | None = None
    status: Status = "current"
    time: TimeValue | None = None
    counterpart: str | None = None


class Membership(Assertion, frozen=True, kw_only=True, tag="membership"):
    """A person or body in a party, alliance, body or team."""

    member: str
    organization: str


class OrganOf(Assertion, frozen=True, kw_only=True, tag="organ_of"):
    """An institution and the state whose organ it is; one fact a state for a joint body."""

    institution: str
    state: str


class PartOf(Assertion, frozen=True, kw_only=True, tag="part_of"):
    """An institution within another."""

    part: str
    whole: str


class LocatedIn(Assertion, frozen=True, kw_only=True, tag="located_in"):
    """A body, site or place, and the place or state it is in."""

    thing: str
    place: str


class NationalOf(Assertion, frozen=True, kw_only=True, tag="national_of"):
    """A person and the state of which they are a national."""

    person: str
    state: str


class Event(Assertion, frozen=True, kw_only=True, tag="event", omit_defaults=False):
    """A political happening: its PLOVER category (or an extension), who did it to whom, and whether it took place.

    `participants` are persons through whom the actors acted. `theme` is an entity: what was left, opened, discussed.
    `predicate` is the lemma of the trigger with its particle ("pull out of");
    `mode` the lower-case second part of a PLOVER mode ("withdraw" of SANCTION-withdraw). `other_times` are when it was
    as other sentences about it have it.
    """

    event_type: str
    trigger: Stretch
    predicate: str
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str | None = None
    theme: str | None = None
    time: TimeValue | None = None
    other_times: tuple[TimeValue, ...] = ()
    mode: str | None = None
    outcome: Literal["failed", "deadlocked"] | None = None


class Statement(Assertion, frozen=True, kw_only=True, tag="statement"):
    """Who said what: `source` is the span that names the speaker, `cue` the word of saying, `content` what is said.

    `claims` holds the ids of the events that only this statement vouches for.
    """

    speaker: str | None
    source: Stretch | None
    cue: Stretch | None
    content: tuple[Stretch, ...]
    quoted: bool
    addressee: str | None = None
    time: TimeValue | None = None
    claims: tuple[str, ...] = ()


Fact: TypeAlias = Tenure | Membership | OrganOf | PartOf | LocatedIn | NationalOf | Event | Statement


class Extraction(Record, frozen=True):
    """The extractor's whole opinion of one document, before anything is known of the others."""

    document: Header
    text: str
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Extraction)


def to_json(extraction: Extraction) -> bytes:
    """One JSON object on one line, without the newline: the wire form of `kg extract`."""
    return _encoder.encode(extraction)


def from_json(line: bytes | str) -> Extraction:
    """The inverse of `to_json`. Raises msgspec.ValidationError on anything else."""
    return _decoder.decode(line)
