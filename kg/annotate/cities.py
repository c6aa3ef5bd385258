"""Large cities and first-order regions: in which state a place of this name is, never what a text says.

The table is compiled from `ontology/authority/cities.ttl` (GeoNames, CC BY 4.0) by `ontology/generate.py`. It holds a
name only where its largest bearer leaves the others far behind, so that a name has one state. What is taken from it is
background knowledge and must be marked as inferred.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import msgspec

_JOINTS = re.compile(r"[\s\-–‐]+")
_MARKS = re.compile(r"['’‘ʿʾ`.]")


class City(msgspec.Struct, frozen=True, array_like=True):
    """A city or region (`people` 0) in its state ("state/france"), by number within the file.

    `region` is the row of the region it is in. `namesake` marks a name that persons bear too. `others` are its other
    names.
    """

    name: str
    state: int
    people: int
    region: int | None = None
    namesake: bool = False
    others: tuple[str, ...] = ()


class CityTable(msgspec.Struct, frozen=True):
    """The file: states are written once and numbered from 0, rows are found by their number too."""

    states: tuple[str, ...]
    rows: tuple[City, ...]


class Cities:
    """The rows by the key of their names."""

    def __init__(self, table: CityTable) -> None:
        self._table = table
        self._rows = {place_key(name): row for row in table.rows for name in (row.name, *row.others)}

    def find(self, name: str) -> City | None:
        """The city or region of this name."""
        return self._rows.get(place_key(name))

    def state(self, name: str) -> str | None:
        """The state ("state/france") in which the place of this name is."""
        row = self.find(name)
        return self._table.states[row.state] if row else None

    def region(self, name: str) -> str | None:
        """The name of the region in which the city of this name is."""
        row = self.find(name)
        return self._table.rows[row.region].name if row and row.region is not None else None

    def named(self) -> Iterator[tuple[str, str]]:
        """Every name with its state."""
        for row in self._table.rows:
            for name in (row.name, *row.others):
                yield name, self._table.states[row.state]


def place_key(name: str) -> str:
    """A name without capitals, diacritics, apostrophes and hyphens, "Saint" written short."""
    if name.isascii() and name.isalpha():
        return name.lower()
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    key = _JOINTS.sub(" ", _MARKS.sub("", name)).strip().lower()
    return "st " + key[6:] if key.startswith("saint ") else key


@lru_cache(maxsize=1)
def load_cities() -> Cities:
    """The known cities and regions; read once a process."""
    data = files("kg.annotate").joinpath("data", "cities.json").read_bytes()
    return Cities(msgspec.json.decode(data, type=CityTable))
