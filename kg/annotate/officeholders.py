"""Known holders of national offices: what the reader of names knows beforehand, never what a text says.

The table is compiled from `ontology/authority/officeholders.ttl` by `ontology/generate.py`; its sources, their licences
and its limits are in `docs/authority.md`. What is taken from it must be marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.coreference import name_parts

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Office(msgspec.Struct, frozen=True, array_like=True):
    """A post held for a state ("state/france"), in the words of its source.

    `start` and `end` are ISO days, months or years. None is unknown: an office without an end need not be held still.
    """

    state: str
    position: str
    start: str | None
    end: str | None


class OfficeHolder(msgspec.Struct, frozen=True, array_like=True):
    """A person with all offices that are known, in order of their start; `wikidata` is an id as "Q42"."""

    name: str
    wikidata: str | None
    offices: tuple[Office, ...]


class Held(msgspec.Struct, frozen=True, array_like=True):
    """An office in the file: the numbers of its state and position, and its dates."""

    state: int
    position: int
    start: str | None = None
    end: str | None = None


class Row(msgspec.Struct, frozen=True, array_like=True):
    """A person in the file. `keys` is empty where the only key is the name in lower case without its spaces.

    `held`, an array of `Held`, is decoded when somebody asks for the person.
    """

    name: str
    wikidata: str | None
    held: msgspec.Raw
    keys: tuple[str, ...] = ()

    @property
    def all_keys(self) -> tuple[str, ...]:
        """The keys under which the person is found."""
        return self.keys or (plain_key(self.name),)


class OfficeHolderTable(msgspec.Struct, frozen=True):
    """The file: states and positions are written once and numbered from 0."""

    states: tuple[str, ...]
    positions: tuple[str, ...]
    holders: tuple[Row, ...]


class OfficeHolders(Mapping[str, tuple[OfficeHolder, ...]]):
    """Known office-holders by the keys of their names (see `name_keys`), namesakes together, made when asked for."""

    def __init__(self, table: OfficeHolderTable) -> None:
        self._table = table
        self._rows: dict[str, tuple[Row, ...]] = {}
        for row in table.holders:
            for key in row.all_keys:
                self._rows[key] = (*self._rows.get(key, ()), row)

    def __getitem__(self, key: str) -> tuple[OfficeHolder, ...]:
        return tuple(self._holder(row) for row in self._rows[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def names(self) -> Iterator[str]:
        """The names of all, in the order of the file."""
        return (row.name for row in self._table.holders)

    def holder(self, number: int) -> OfficeHolder:
        """The one in this place of the file, from 0."""
        return self._holder(self._table.holders[number])

    def _holder(self, row: Row) -> OfficeHolder:
        held = msgspec.json.decode(row.held, type=tuple[Held, ...])
        states, positions = self._table.states, self._table.positions
        offices = (Office(states[one.state], positions[one.position], one.start, one.end) for one in held)
        return OfficeHolder(row.name, row.wikidata, tuple(offices))


def plain_key(name: str) -> str:
    """The key of a name of plain letters and spaces."""
    return name.replace(" ", "").lower()


def name_keys(name: str) -> tuple[str, ...]:
    """The keys of a name, sorted: its parts closed up, the same without "Jr" or "III", the first and last part."""
    parts = name_parts(name)
    kept = _without_suffix(parts)
    return tuple(sorted({"".join(parts), "".join(kept), kept[0] + kept[-1]})) if len(parts) > 1 else ()


@lru_cache(maxsize=1)
def load_officeholders() -> OfficeHolders:
    """The known office-holders; read once a process."""
    data = files("kg.annotate").joinpath("data", "officeholders.json").read_bytes()
    return OfficeHolders(msgspec.json.decode(data, type=OfficeHolderTable))


def known_state(name: str, published: tuple[str, str] | None) -> str | None:
    """The one state ("state/france") that all known holders of this full name served; None if unknown or several.

    `published` are the earliest and latest ISO day on which the document can have appeared: offices that began later
    do not count.
    """
    latest = published[1] if published else None
    states = {
        office.state
        for holder in known_holders(name)
        for office in holder.offices
        if latest is None or office.start is None or office.start <= latest
    }
    return states.pop() if len(states) == 1 else None


def known_person(name: str, state: str) -> str | None:
    """The Wikidata id of the only known person of this full name who served the state; None if unknown or several.

    Who has exactly this name goes before those who have it with their middle names left out.
    """
    found = [holder for holder in known_holders(name) if any(office.state == state for office in holder.offices)]
    exact = [holder for holder in found if name_parts(holder.name) == name_parts(name)] or found
    return exact[0].wikidata if len(exact) == 1 else None


def is_over(name: str, position: str, state: str, published: tuple[str, str] | None) -> bool:
    """Whether all known holders of this name left this position of the state before the document can have appeared.

    Only ends that are known to the day count.
    """
    held = [
        office
        for holder in known_holders(name)
        for office in holder.offices
        if office.state == state and office.position.lower() == position
    ]
    return bool(held and published) and all(_ended(o, published[0]) for o in held if published)


def _ended(office: Office, day: str) -> bool:
    return office.end is not None and len(office.end) == len(day) and office.end < day


def known_holders(name: str) -> tuple[OfficeHolder, ...]:
    """Everybody known by this full name."""
    known = load_officeholders()
    return next((known[key] for key in _searched(name_parts(name)) if key in known), ())


def _searched(parts: tuple[str, ...]) -> Iterator[str]:
    """The keys to look for, best first: as written, without "Jr", without the initials in the middle."""
    if len(parts) < 2:
        return
    yield "".join(parts)
    kept = _without_suffix(parts)
    yield "".join(kept)
    if all(len(part) == 1 for part in kept[1:-1]):
        yield kept[0] + kept[-1]


def _without_suffix(parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts[:-1] if len(parts) > 2 and parts[-1] in _SUFFIXES else parts
