"""Who holds which office as FollowTheMoney entities: Person, Position, Occupancy, PublicBody and Organization.

JSON Lines, one entity a line in the form that `followthemoney` reads, sorted by kind and id. Schema and property names
are those of FollowTheMoney 4. States are country codes there. Dates are given as far as they are known: where a text
says no more than that somebody was in office on a day, that is `date`, and neither a beginning nor an end; whether
they are still, no text can say, and `status` is "unknown".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TypeAlias

import msgspec
from pyoxigraph import Store

from kg.export.countries import item, territory
from kg.iris import digest, slug
from kg.query.answers import local
from kg.query.results import printable
from kg.query.sheets import Row, sheet

Properties: TypeAlias = dict[str, list[str]]
_STATUS = {"Current": "unknown", "Acting": "unknown", "Former": "ended", "Designate": "designate"}
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_STATE = ("State",)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2064\ufeff]")
_QUOTES = frozenset("\"'")


class Entity(msgspec.Struct, frozen=True):
    """An entity: its id, the name of its schema, the values of its properties."""

    id: str
    schema: str
    properties: Mapping[str, list[str]]


def key(iri: str) -> str:
    """A node's id there, which may hold letters, digits and hyphens only."""
    return f"{slug(local(iri))}-{digest(iri)}"


def entities(store: Store) -> Iterator[Entity]:
    """All of them: bodies, persons, positions, then who occupies them."""
    bodies = {row["body"][0]: row for row in sheet(store, "bodies").rows}
    codes = {iri: code for iri, row in bodies.items() if row["class"] == _STATE and (code := territory(row))}
    held = {iri for iri, row in bodies.items() if "Institution" in row["class"] and "State" not in row["class"]}
    yield from (_body(iri, bodies[iri], codes) for iri in sorted(held))
    yield from (_person(row, codes) for row in sheet(store, "persons").rows)
    yield from (_position(row, codes, held) for row in sheet(store, "posts").rows)
    pages = {row["document"][0]: row for row in sheet(store, "documents").rows}
    told = _told(sheet(store, "evidence").rows, pages)
    yield from (_occupancy(row, told) for row in sheet(store, "tenures").rows if row.get("post"))


def _told(evidence: Iterable[Row], pages: Mapping[str, Row]) -> Mapping[str, tuple[list[str], list[str]]]:
    """The publishers and the addresses of the documents that tell of each node."""
    found: dict[str, set[str]] = {}
    for row in evidence:
        found.setdefault(row["subject"][0], set()).add(row["document"][0])
    return {
        iri: (
            _values(name for page in documents for name in pages[page].get("publisher", ())),
            _values(url for page in documents for url in pages[page].get("url", ()) if url.startswith("http")),
        )
        for iri, documents in found.items()
    }


def _entity(iri: str, schema: str, **properties: Iterable[str]) -> Entity:
    given = {name: _values(values) for name, values in properties.items()}
    return Entity(key(iri), schema, {name: values for name, values in sorted(given.items()) if values})


def _values(values: Iterable[str]) -> list[str]:
    return sorted({_cleaned(value) for value in values} - {""})


def _cleaned(words: str) -> str:
    """Words as FollowTheMoney's own cleaning leaves them: composed, no signs that nobody sees, no quotes around all."""
    seen = unicodedata.normalize("NFC", " ".join(printable(_UNSEEN.sub("", words)).split()))
    while len(seen) > 1 and seen[0] in _QUOTES and seen[-1] in _QUOTES:
        seen = seen[1:-1].strip()
    return seen


def _codes(states: Iterable[str], codes: Mapping[str, str]) -> list[str]:
    return [codes[state] for state in states if state in codes]


def _body(iri: str, row: Row, codes: Mapping[str, str]) -> Entity:
    owners = row.get("organ_of", ())
    return _entity(
        iri,
        "PublicBody" if owners else "Organization",
        name=row.get("name", ()),
        alias=row.get("names", ()),
        jurisdiction=_codes(owners, codes),
        wikidataId=[item(row)],
    )


def _person(row: Row, codes: Mapping[str, str]) -> Entity:
    return _entity(
        row["person"][0],
        "Person",
        name=row.get("name", ()),
        alias=row.get("names", ()),
        nationality=_codes(row.get("nationality", ()), codes),
        wikidataId=[item(row)],
    )


def _position(row: Row, codes: Mapping[str, str], held: Iterable[str]) -> Entity:
    return _entity(
        row["post"][0],
        "Position",
        name=row.get("title", ()),
        country=_codes(row.get("state", ()), codes),
        organization=(key(body) for body in row.get("body", ()) if body in held),
    )


def _occupancy(row: Row, told: Mapping[str, tuple[list[str], list[str]]]) -> Entity:
    publishers, urls = told.get(row["tenure"][0], ([], []))
    return _entity(
        row["tenure"][0],
        "Occupancy",
        holder=(key(person) for person in row["person"]),
        post=(key(post) for post in row["post"]),
        status=(_STATUS[status] for status in row.get("status", ()) if status in _STATUS),
        publisher=publishers,
        sourceUrl=urls,
        **_dates(row),
    )


def _dates(row: Row) -> dict[str, list[str]]:
    """What is known of beginning and end, each as exactly as the text says; days on which the post was held."""
    intervals = [edtf.split("/") for edtf in row.get("edtf", ())]
    held = set(row.get("latest_begin", ())) & set(row.get("earliest_end", ()))
    return {
        "startDate": _days(parts[0] for parts in intervals if len(parts) == 2),
        "endDate": _days(parts[1] for parts in intervals if len(parts) == 2),
        "date": _days([*(parts[0] for parts in intervals if len(parts) == 1), *held]),
    }


def _days(values: Iterable[str]) -> list[str]:
    return [value for value in values if _DAY.fullmatch(value)]


def write_followthemoney(store: Store, out: IO[bytes]) -> None:
    """All entities as JSON Lines."""
    for entity in entities(store):
        out.write(msgspec.json.encode(entity) + b"\n")
