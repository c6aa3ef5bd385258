"""Names: where they begin and end, what they name, and which proposal wins where several claim the same words.

Evidence in order of trust: the wording of an election or event, a form of address or a title before the name, the
gazetteer, capitalised words around the noun of a body, the model's own entities, and names that the same document has
already told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kg.annotate.cities import load_cities
from kg.annotate.gazetteer import Hit
from kg.annotate.tokens import Tokens
from kg.model import Kind

NameSource: TypeAlias = Literal[
    "occasion", "address", "title", "sheet", "gazetteer", "body", "list", "model", "document"
]
_LOCATIVE = frozenset({"in", "at", "near", "from", "to", "outside", "around"})
_TRUST: dict[NameSource, int] = {
    "occasion": 0,
    "address": 1,
    "title": 2,
    "sheet": 3,
    "gazetteer": 4,
    "body": 5,
    "list": 5,
    "model": 6,
    "document": 7,
}
_KIND_OF_HIT: Mapping[str, Kind] = {
    "state": "State",
    "adjective": "State",
    "demonym": "State",
    "short": "State",
    "place": "Place",
    "seat": "Institution",
    "institution": "Institution",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start, end). `hit` is what the gazetteer knows of it; `sex` comes from a form of address.

    `doubtful` is a name that may be the end of one sentence glued to the start of the next ("the U.S. Negotiations").
    """

    start: int
    end: int
    kind: Kind
    source: NameSource
    hit: Hit | None = None
    sex: str | None = None
    doubtful: bool = False


def known(hits: Iterable[Hit]) -> Iterator[Name]:
    """The gazetteer's names."""
    for hit in hits:
        yield Name(hit.start, hit.end, _KIND_OF_HIT[hit.kind], "gazetteer", hit)


_COMPOSED: frozenset[Kind] = frozenset({"Institution", "Person", "Event", "Work"})
"""Kinds whose names may hold the name of a state or place."""


def _span(name: Name) -> range:
    return range(name.start, name.end)


def choose(names: Iterable[Name]) -> list[Name]:
    """One name a token: the more trusted first, the longer among equals; a name inside a longer one gives way.

    A known state, place or body inside a longer name of the model's is part of that name ("Bank of China"), unless the
    longer one is only the known name with something that is no part of it.
    """
    ordered = sorted(set(names), key=lambda n: (_TRUST[n.source], n.start - n.end, n.start, n.kind))
    in_bodies = {i for n in ordered if n.source == "body" for i in _span(n)}
    longer: dict[int, list[Name]] = {}
    for name in ordered:
        if name.source in ("body", "address", "title") or (
            name.source == "model" and name.kind in _COMPOSED and in_bodies.isdisjoint(_span(name))
        ):
            for i in _span(name):
                longer.setdefault(i, []).append(name)
    taken: set[int] = set()
    chosen: list[Name] = []
    for name in ordered:
        if name.doubtful or not taken.isdisjoint(_span(name)):
            continue
        if name.hit and any(
            name.end <= o.end and o.end - o.start > name.end - name.start and _swallows(o, name)
            for o in longer.get(name.start, ())
        ):
            continue
        taken.update(_span(name))
        chosen.append(name)
    return sorted(chosen, key=lambda n: n.start)


def _swallows(longer: Name, known_name: Name) -> bool:
    """Whether a known name is a part of the longer one rather than a neighbour the model glued to it."""
    if longer.doubtful:
        return False
    if known_name.hit and known_name.hit.kind in ("adjective", "state") and longer.start == known_name.start:
        return longer.source in ("body", "address") or longer.kind != "Person"
    return True


def settle(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """One kind a surface within the document, where only the model spoke: the most frequent, places before persons."""
    rank: dict[Kind, int] = {"Place": 0, "Institution": 2, "Person": 1}
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        if name.kind in rank:
            weight = 3 if name.source in ("address", "title") else 1
            votes.setdefault(tokens.phrase(name.start, name.end), Counter())[name.kind] += weight
    winner = {
        surface: min(count, key=lambda k: (-count[k], rank[k])) for surface, count in votes.items() if len(count) > 1
    }
    told = {tokens.phrase(n.start, n.end): n.kind for n in names if n.source == "body"}
    persons = [n for n in names if n.kind == "Person"]
    alone = {tokens.text[n.start] for n in persons if n.end - n.start == 1}
    last = {tokens.text[n.end - 1] for n in persons if n.end - n.start > 1}

    def is_person(name: Name) -> bool:
        if name.source != "model":
            return False
        if name.end - name.start == 1:
            return name.kind in ("Institution", "Place") and tokens.text[name.start] in last
        return name.kind == "Work" and name.end - name.start <= 3 and tokens.text[name.end - 1] in alone

    def is_place(name: Name) -> bool:
        """A large city or region whose name no known person bears; what acts under a city's name may be its team."""
        if name.source != "model" or name.kind not in ("Institution", "Person", "Work") or is_person(name):
            return False
        city = load_cities().find(tokens.phrase(name.start, name.end))
        if city is None or city.namesake or (name.kind == "Person" and tokens.text[name.start] in last):
            return False
        return name.kind != "Institution" or city.people == 0 or tokens.lower[name.start - 1] in _LOCATIVE

    def kind_of(name: Name) -> Kind:
        """What the name is: what the text says of it, or else of whom it is the surname, or else as mostly."""
        surface = tokens.phrase(name.start, name.end)
        if is_person(name):
            return told.get(surface, "Person")
        kind: Kind = "Place" if is_place(name) else name.kind
        if name.source != "model" or kind not in rank:
            return kind
        return told.get(surface) or winner.get(surface, kind)

    return [replace(n, kind=kind_of(n)) for n in names]
