"""Who acts, in the codes of PLOVER: the state, the sector, the identifier of every person, state and body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec
from pyoxigraph import Store

from kg.export.countries import iso, item
from kg.query.sheets import Row, sheet

_STATE = ("State",)
_INTERNATIONAL = "IGO"


class Codes(msgspec.Struct, frozen=True):
    """How kinds of bodies, roles and types of event read in PLOVER."""

    about: str
    quads: Mapping[str, int]
    international: tuple[str, ...]
    kinds: Mapping[str, str]
    roles: Mapping[str, str]


class Agent(msgspec.Struct, frozen=True, omit_defaults=True):
    """An actor object of PLOVER; what is not known is left out. `office` are the titles of the posts it holds."""

    actor_text: str
    code: str = ""
    sector: str = ""
    identifier_id: str = ""
    identifier_text: str = ""
    office: tuple[str, ...] = ()
    iri: str = ""


@lru_cache(maxsize=1)
def plover_codes() -> Codes:
    """The codes that ship with the package."""
    return msgspec.json.decode(files("kg.export").joinpath("data", "plover.json").read_bytes(), type=Codes)


def agents(store: Store) -> Mapping[str, Agent]:
    """Every person, state and body of the graph as an actor, by IRI."""
    bodies = {row["body"][0]: row for row in sheet(store, "bodies").rows}
    states = {iri: code for iri, row in bodies.items() if row["class"] == _STATE and (code := iso(row))}
    found = {iri: _body(iri, row, states) for iri, row in bodies.items()}
    offices: dict[str, list[Row]] = {}
    posts = {row["post"][0]: row for row in sheet(store, "posts").rows}
    for tenure in sheet(store, "tenures").rows:
        for person in tenure["person"]:
            offices.setdefault(person, []).extend(posts[post] for post in tenure.get("post", ()) if post in posts)
    for row in sheet(store, "persons").rows:
        iri = row["person"][0]
        found[iri] = _person(iri, row, offices.get(iri, ()), states)
    return found


def _body(iri: str, row: Row, states: Mapping[str, str]) -> Agent:
    codes = plover_codes()
    kinds = row.get("kind", ())
    owner = _one(states[state] for state in row.get("organ_of", ()) if state in states)
    abroad = any(kind in codes.international for kind in kinds) or len(row.get("organ_of", ())) > 1
    return _agent(
        iri,
        row,
        code=states.get(iri) or owner or (_INTERNATIONAL if abroad else ""),
        sector=_one(codes.kinds[kind] for kind in kinds if kind in codes.kinds),
    )


def _person(iri: str, row: Row, posts: Iterable[Row], states: Mapping[str, str]) -> Agent:
    codes = plover_codes()
    held = tuple(posts)
    served = _one(states[state] for post in held for state in post.get("state", ()) if state in states)
    return _agent(
        iri,
        row,
        code=served or _one(states[state] for state in row.get("nationality", ()) if state in states),
        sector=_one(codes.roles[role] for post in held for role in post.get("role", ()) if role in codes.roles),
        office=tuple(sorted({title for post in held for title in post.get("title", ())})),
    )


def _agent(iri: str, row: Row, *, code: str, sector: str, office: tuple[str, ...] = ()) -> Agent:
    name = "".join(row.get("name", ())[:1])
    identifier = item(row)
    return Agent(
        actor_text=name,
        code=code,
        sector=sector,
        identifier_id=identifier,
        identifier_text=name if identifier else "",
        office=office,
        iri=iri,
    )


def _one(codes: Iterable[str]) -> str:
    """The code where there is one only: of two nobody can say which is meant."""
    found = set(codes)
    return found.pop() if len(found) == 1 else ""
