"""Which bodies of different documents are one body.

Known ones by their IRI. Others where they share a name of several words and are organs of the same states; a common
name without a state ("foreign ministry") stays with its document.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.annotate.authority import load_authority
from kg.annotate.bodies import load_nouns
from kg.iris import DATA
from kg.resolve.clusters import Clusters
from kg.resolve.local import Key, Local


def join_bodies(bodies: Sequence[Local]) -> list[list[Local]]:
    """Sets of bodies that are one; `bodies` sorted by key."""
    clusters: Clusters[Key] = Clusters(b.key for b in bodies)
    by_iri: dict[str, Local] = {}
    by_name: dict[tuple[str, frozenset[str]], Local] = {}
    for body in bodies:
        if is_common(body):
            continue
        clusters.join(by_iri.setdefault(body.entity.iri, body).key, body.key)
        for name in _wordings(body):
            if " " in name:
                clusters.join(by_name.setdefault((name.casefold(), body.states), body).key, body.key)
    rows = {b.key: b for b in bodies}
    return [[rows[key] for key in keys] for keys in clusters.sets()]


def _wordings(body: Local) -> set[str]:
    """The names of a body, each also without the state whose body it is."""
    names = {body.entity.name, *body.names}
    return names | {without_owner(name, body.states) for name in names}


def without_owner(name: str, states: frozenset[str]) -> str:
    """The name without the state before it whose body it is: "American", "U.S." and "United States" add nothing."""
    for state in sorted(states):
        for owner in _owner_words().get(state, ()):
            if name.startswith(f"{owner} "):
                return name[len(owner) + 1 :]
    return name


@lru_cache(maxsize=1)
def _owner_words() -> dict[str, tuple[str, ...]]:
    """Names and adjectives of each state, the longest first."""
    return {
        f"{DATA}{state.id}": tuple(sorted({*state.names, *state.adjectives}, key=lambda w: (-len(w), w)))
        for state in load_authority().states
    }


def is_common(body: Local) -> bool:
    """Whether the name is one that many states have a body of, and the document does not say whose it is."""
    words = body.entity.name.lower().split()
    return not body.states and len(words) <= 3 and words[-1] in load_nouns().organs
