"""The authority tables that ship with the package: states, places, seats of power, institutions and official titles.

They are compiled from `ontology/authority/*.ttl` by `ontology/generate.py`, which names the source and the licence of
every row; here they are plain frozen records, so that annotation needs no RDF library. Ids are paths under the base of
the data ("state/north-korea"). Every tuple is sorted, and `names` begins with the preferred name.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias, TypeVar

import msgspec

from kg.model import Role

UnStatus: TypeAlias = Literal["member", "observer", "none"]
Standing: TypeAlias = Literal["sovereign", "disputed", "territory", "historical"]
Effect: TypeAlias = Literal["deputy", "former", "acting", "designate", "rank", "joint", "holder"]
Position: TypeAlias = Literal["before", "after"]
TitleKind: TypeAlias = Literal[
    "executive",
    "legislative",
    "judicial",
    "military",
    "diplomatic",
    "monarch",
    "party",
    "igo",
    "local",
    "staff",
    "business",
    "academic",
    "religious",
    "media",
    "police",
    "title-less",
]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A frozen row of a table."""


class Named(Entry, frozen=True, kw_only=True):
    """Something with names: `ambiguous` are those of its names that as often name something else ("Jordan")."""

    id: str
    name: str
    names: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    wikidata: str | None = None


class State(Named, frozen=True, kw_only=True):
    """A state, or a territory with a government of its own, as an actor.

    `iso` is ISO 3166-1 alpha-3 (withdrawn codes for states of the past; None where there never was one). The
    most usual adjective is the first. `demonyms` are the nouns for its people, singular and plural. `capital` is the
    id of a place. A territory names its `sovereign`.
    """

    iso: str | None = None
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None = None
    un: UnStatus
    standing: Standing = "sovereign"
    sovereign: str | None = None


class Place(Named, frozen=True, kw_only=True):
    """A city or region. `stands_for` are ids of what it stands for in news, beyond the state it is the capital of."""

    state: str | None
    capital: bool = False
    stands_for: tuple[str, ...] = ()


class Seat(Named, frozen=True, kw_only=True):
    """A building, street or quarter whose name stands for the institution in it."""

    institution: str
    place: str


class Institution(Named, frozen=True, kw_only=True):
    """A body with a name of its own: `organ_of` are the ids of its states, `igo` says that states are its members.

    `homes` are the states in which a body that is no organ of them (a party, an armed group, a broadcaster) is at home.
    `acronyms` are among its `names` too.
    """

    acronyms: tuple[str, ...] = ()
    kind: str
    organ_of: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()
    part_of: str | None = None
    igo: bool = False


class Authority(Entry, frozen=True, kw_only=True):
    """All tables of names."""

    states: tuple[State, ...]
    places: tuple[Place, ...]
    seats: tuple[Seat, ...]
    institutions: tuple[Institution, ...]


class Title(Entry, frozen=True, kw_only=True):
    """An official title: lower-case words, abbreviations with their capitals and full stops ("Sen.").

    `role_of_state` is the role it gives when the title is a state's ("French president"), `role_of_body` when it is a
    body's ("president of the court"). `rank` 1 is the highest. `domain` says whether a field may go with it ("foreign
    minister", "minister for trade"). `body` is the body implied: one word to be named with the field ("ministry"), or
    a whole name ("foreign office") that holds where no field is said. `sole` marks a post with one holder at a time.
    `abbreviates` holds the words that an abbreviation stands for; `variant_of` those of the title whose posts are the
    same ("chair" of "chairwoman").
    """

    words: str
    plural: str
    role_of_state: Role
    role_of_body: Role
    rank: int
    kind: TitleKind
    domain: bool = False
    body: str | None = None
    sole: bool = False
    sex: Literal["f", "m"] | None = None
    abbreviates: str | None = None
    variant_of: str | None = None


class Modifier(Entry, frozen=True, kw_only=True):
    """A word or prefix beside a title and what it does to it; prefixes and suffixes keep their hyphen ("-elect")."""

    words: str
    effect: Effect
    position: Position


class Domain(Entry, frozen=True, kw_only=True):
    """A field of policy as titles name it, and its canonical form ("foreign affairs" is "foreign")."""

    words: str
    canonical: str


class Honorific(Entry, frozen=True, kw_only=True):
    """A form of address before a name."""

    words: str
    sex: Literal["f", "m"] | None = None


class TitleVocabulary(Entry, frozen=True, kw_only=True):
    """What is needed to recognise official titles."""

    titles: tuple[Title, ...]
    modifiers: tuple[Modifier, ...]
    domains: tuple[Domain, ...]
    honorifics: tuple[Honorific, ...]


Table = TypeVar("Table", Authority, TitleVocabulary)


def _load(file_name: str, table: type[Table]) -> Table:
    data = files("kg.annotate").joinpath("data", file_name).read_bytes()
    return msgspec.json.decode(data, type=table)


@lru_cache(maxsize=1)
def load_authority() -> Authority:
    """The tables of states, places, seats and institutions; read once a process."""
    return _load("authority.json", Authority)


@lru_cache(maxsize=1)
def load_titles() -> TitleVocabulary:
    """The vocabulary of titles; read once a process."""
    return _load("titles.json", TitleVocabulary)
