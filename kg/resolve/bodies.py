"""Which bodies of different documents are one body.

Known ones by their IRI. Others where they share a name of several words and are organs of the same states; a common
name without a state ("foreign ministry") stays with its document.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.annotate.bodies import load_nouns
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
        for name in {body.entity.name, *body.names}:
            if " " in name:
                clusters.join(by_name.setdefault((name.casefold(), body.states), body).key, body.key)
    rows = {b.key: b for b in bodies}
    return [[rows[key] for key in keys] for keys in clusters.sets()]


def is_common(body: Local) -> bool:
    """Whether the name is one that many states have a body of, and the document does not say whose it is."""
    words = body.entity.name.lower().split()
    return not body.states and len(words) <= 3 and words[-1] in load_nouns().organs
