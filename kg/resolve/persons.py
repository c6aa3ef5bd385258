"""Which persons of different documents are one person.

Two full names are one where they are the same letters, or differ by middle names or a romanisation and hold the same
post; never where each serves another state. A family name alone joins the one person with that name in the same post.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from kg.resolve.clusters import Clusters
from kg.resolve.local import Key, Local

_ALIKE = 0.8
"""Ratio of matching letters above which two spellings may be one name."""


def join_persons(persons: Sequence[Local]) -> list[list[Local]]:
    """Sets of persons that are one; `persons` sorted by key."""
    people = _People(persons)
    by_name: dict[str, list[Local]] = {}
    by_ends: dict[tuple[str, str], list[Local]] = {}
    by_post: dict[tuple[str, str, str], list[Local]] = {}
    for person in persons:
        if len(person.parts) > 1:
            by_name.setdefault("".join(person.parts), []).append(person)
            by_ends.setdefault((person.parts[0], person.parts[-1]), []).append(person)
        for post in person.posts:
            by_post.setdefault(post, []).append(person)
    for group in (*by_name.values(), *by_ends.values()):
        _join_namesakes(group, people)
    for group in by_post.values():
        _join_spellings([p for p in group if len(p.parts) > 1], people)
    for group in by_post.values():
        _join_short_names(group, people)
    rows = {p.key: p for p in persons}
    return [[rows[key] for key in keys] for keys in people.clusters.sets()]


class _People:
    """Clusters of persons, none of which serves one state here and only another there."""

    def __init__(self, persons: Sequence[Local]) -> None:
        self.clusters: Clusters[Key] = Clusters(p.key for p in persons)
        self._states = {p.key: p.states for p in persons}

    def join(self, a: Key, b: Key) -> None:
        """Make the two one, unless each is said to serve another state."""
        one, other = self.clusters.find(a), self.clusters.find(b)
        mine, yours = self._states[one], self._states[other]
        if one != other and not (mine and yours and mine.isdisjoint(yours)):
            self.clusters.join(one, other)
            self._states[one] = mine | yours


def _join_namesakes(group: Sequence[Local], people: _People) -> None:
    """Those who serve one state; whoever is told of without a state goes with most of them."""
    first: dict[str, Key] = {}
    for person in group:
        for state in sorted(person.states):
            people.join(first.setdefault(state, person.key), person.key)
    sizes = Counter(people.clusters.find(p.key) for p in group if p.states)
    model = min(sizes, key=lambda key: (-sizes[key], key), default=group[0].key)
    for person in group:
        if not person.states:
            people.join(model, person.key)


def _join_spellings(group: Sequence[Local], people: _People) -> None:
    for n, one in enumerate(group):
        for other in group[n + 1 :]:
            if people.clusters.find(one.key) != people.clusters.find(other.key) and _is_spelling(
                one.parts, other.parts
            ):
                people.join(one.key, other.key)


def _is_spelling(a: Sequence[str], b: Sequence[str]) -> bool:
    """One part the same and the others alike ("Volodymyr Zelenskyy", "Volodymyr Zelensky")."""
    if len(a) != len(b) or not set(a) & set(b):
        return False
    return all(
        x == y or (x[0] == y[0] and SequenceMatcher(None, x, y).ratio() > _ALIKE) for x, y in zip(a, b, strict=True)
    )


def _join_short_names(group: Sequence[Local], people: _People) -> None:
    """ "President Moon" is the one president of that state whose name has that part."""
    full = [p for p in group if len(p.parts) > 1]
    for short in (p for p in group if len(p.parts) == 1):
        meant = {
            people.clusters.find(p.key): p
            for p in full
            if short.parts[0] in (p.parts[0], p.parts[-1]) and p.key[0] != short.key[0]
        }
        if len(meant) == 1:
            people.join(next(iter(meant)), short.key)
    short_names: dict[str, Local] = {}
    for short in (p for p in group if len(p.parts) == 1):
        model = short_names.setdefault(short.parts[0], short)
        if model.key != short.key:
            people.join(model.key, short.key)
