"""The map that was worked out when the graph was written: its communities with their chief members, and all of it."""

from __future__ import annotations

import sqlite3
from collections import Counter

from kg.model import Record
from kg.query.pages.nodes import Ref

_COUNTS = "SELECT (SELECT count(*) FROM disc), (SELECT count(*) FROM spot), (SELECT count(*) FROM link)"
_KINDS = """SELECT disc, kind, count(*) FROM spot JOIN entry ON entry.id = spot.entry WHERE disc < ?
GROUP BY disc, kind ORDER BY disc, count(*) DESC, kind"""
_CHIEFS = """SELECT disc, iri, label, kind, links FROM (
  SELECT *, row_number() OVER (PARTITION BY disc ORDER BY (kind = 'event'), spot.id) AS place
  FROM spot JOIN entry ON entry.id = spot.entry WHERE disc < ?) WHERE place <= ? ORDER BY disc, place"""
_SPOTS = "SELECT disc, iri, label, kind, x, y, links FROM spot JOIN entry ON entry.id = spot.entry ORDER BY spot.id"
_CHIEF_MEMBERS = 5


class Community(Record, frozen=True):
    """A community of the map: how many members it has, by kind, and the best connected of them with their links."""

    number: int
    members: int
    kinds: tuple[tuple[str, int], ...]
    chiefs: tuple[tuple[Ref, int], ...]


class Contents(Record, frozen=True):
    """How much there is on the map, and its largest communities."""

    discs: int
    spots: int
    links: int
    communities: tuple[Community, ...]


class Spot(Record, frozen=True):
    """A node where it stands on the map, and how many others it is connected with."""

    disc: int
    node: Ref
    x: int
    y: int
    links: int


class Chart(Record, frozen=True):
    """All of the map: discs as middle and radius; spots, disc by disc, in each the best connected first; links as pairs
    of spots; ties as pairs of discs with the number of links between them.
    """

    discs: tuple[tuple[int, int, int], ...]
    spots: tuple[Spot, ...]
    links: tuple[tuple[int, int], ...]
    ties: tuple[tuple[int, int, int], ...]


def has_chart(index: sqlite3.Connection) -> bool:
    """Whether the graph was written by a version that draws maps."""
    return index.execute("SELECT 1 FROM sqlite_master WHERE name = 'spot'").fetchone() is not None


def contents(index: sqlite3.Connection, most: int) -> Contents:
    """What is on the map, with at most so many communities."""
    discs, spots, links = index.execute(_COUNTS).fetchone()
    kinds: dict[int, list[tuple[str, int]]] = {}
    for disc, kind, count in index.execute(_KINDS, (most,)):
        kinds.setdefault(disc, []).append((kind, count))
    chiefs: dict[int, list[tuple[Ref, int]]] = {}
    for disc, iri, label, kind, count in index.execute(_CHIEFS, (most, _CHIEF_MEMBERS)):
        chiefs.setdefault(disc, []).append((Ref(iri, label, kind), count))
    found = tuple(
        Community(disc + 1, sum(count for _, count in kinds[disc]), tuple(kinds[disc]), tuple(chiefs[disc]))
        for disc in sorted(kinds)
    )
    return Contents(discs, spots, links, found)


def chart(index: sqlite3.Connection) -> Chart:
    """The whole map."""
    spots = tuple(
        Spot(disc, Ref(iri, label, kind), x, y, links) for disc, iri, label, kind, x, y, links in index.execute(_SPOTS)
    )
    pairs = tuple(index.execute("SELECT one, other FROM link ORDER BY one, other"))
    ties = Counter((spots[one].disc, spots[other].disc) for one, other in pairs)
    return Chart(
        discs=tuple(index.execute("SELECT x, y, radius FROM disc ORDER BY id")),
        spots=spots,
        links=pairs,
        ties=tuple((one, other, count) for (one, other), count in sorted(ties.items()) if one != other),
    )
