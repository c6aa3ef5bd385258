"""Whose the bodies of a document are: what the text says of organs, then what the authority files know of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.annotate.annotated import Bond, Ownership
from kg.annotate.entities import Drafts, Sighting
from kg.annotate.organs import Organs
from kg.model import BACKGROUND_RULE


def ownerships(organs: Organs, drafts: Drafts, ids: Mapping[str, str]) -> Iterator[Ownership]:
    """Organs of states, as the text says and as the authority files know."""
    for body, state, token, rule in organs.evidence:
        yield Ownership(ids[body], ids[state], token, rule)
    for sighting in known_bodies(drafts):
        for state in drafts.by_key[sighting.key].states:
            yield Ownership(ids[sighting.key], ids[state], sighting.start, BACKGROUND_RULE)


def homes(organs: Organs, drafts: Drafts, ids: Mapping[str, str]) -> Iterator[Bond]:
    """Bodies in whose names their state is; known parties, armed groups and media, and those of their states that the
    document names.
    """
    for body, state, token, rule in organs.homes:
        yield Bond(ids[body], ids[state], token, rule)
    named = {s.key for s in drafts.sightings}
    for sighting in known_bodies(drafts):
        for state in drafts.by_key[sighting.key].homes:
            if state in named:
                yield Bond(ids[sighting.key], ids[state], sighting.start, BACKGROUND_RULE)


def known_bodies(drafts: Drafts) -> Iterator[Sighting]:
    """The mentions of bodies of the authority files, in order."""
    return iter(sorted((s for s in drafts.sightings if s.key.startswith("inst/")), key=lambda s: s.start))
