"""Which persons of different documents are one person.

Two full names are one where they are the same letters, or differ by middle names or a romanisation and hold the same
post; never where each serves another state. A family name alone joins the one person with that name in the same post.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from kg.resolve.clusters import Clusters
from kg.resolve.local import Key, Local

_ALIKE = 0.8
"""Ratio of matching letters above which two spellings may be one name."""


def join_persons(persons: Sequence[Local]) -> list[list[Local]]:
    """Sets of persons that are one; `persons` sorted by key."""
    clusters: Clusters[Key] = Clusters(p.key for p in persons)
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
        _join_agreeing(group, clusters)
    for group in by_post.values():
        _join_spellings([p for p in group if len(p.parts) > 1], clusters)
    for group in by_post.values():
        _join_short_names(group, clusters)
    rows = {p.key: p for p in persons}
    return [[rows[key] for key in keys] for keys in clusters.sets()]


def _join_agreeing(group: Sequence[Local], clusters: Clusters[Key]) -> None:
    for other in group[1:]:
        model = next((p for p in group if p.key < other.key and _agree(p, other)), None)
        if model:
            clusters.join(model.key, other.key)


def _agree(a: Local, b: Local) -> bool:
    """Not said to serve different states."""
    return not a.states or not b.states or bool(a.states & b.states)


def _join_spellings(group: Sequence[Local], clusters: Clusters[Key]) -> None:
    for n, one in enumerate(group):
        for other in group[n + 1 :]:
            if clusters.find(one.key) != clusters.find(other.key) and _is_spelling(one.parts, other.parts):
                clusters.join(one.key, other.key)


def _is_spelling(a: Sequence[str], b: Sequence[str]) -> bool:
    """One part the same and the others alike ("Volodymyr Zelenskyy", "Volodymyr Zelensky")."""
    if len(a) != len(b) or not set(a) & set(b):
        return False
    return all(
        x == y or (x[0] == y[0] and SequenceMatcher(None, x, y).ratio() > _ALIKE) for x, y in zip(a, b, strict=True)
    )


def _join_short_names(group: Sequence[Local], clusters: Clusters[Key]) -> None:
    """ "President Moon" is the one president of that state whose name has that part."""
    full = [p for p in group if len(p.parts) > 1]
    for short in (p for p in group if len(p.parts) == 1):
        meant = {
            clusters.find(p.key): p
            for p in full
            if short.parts[0] in (p.parts[0], p.parts[-1]) and p.key[0] != short.key[0]
        }
        if len(meant) == 1:
            clusters.join(next(iter(meant)), short.key)
    short_names: dict[str, Local] = {}
    for short in (p for p in group if len(p.parts) == 1):
        model = short_names.setdefault(short.parts[0], short)
        if model.key != short.key:
            clusters.join(model.key, short.key)
