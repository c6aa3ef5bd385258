"""Bodies within bodies: what the authority files know, where the text names both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.annotate.annotated import Bond
from kg.annotate.belonging import known_bodies
from kg.annotate.entities import Drafts
from kg.model import BACKGROUND_RULE


def parts(drafts: Drafts, ids: Mapping[str, str]) -> Iterator[Bond]:
    """Each body with the bodies around it that the document names."""
    named = {s.key for s in drafts.sightings}
    for sighting in known_bodies(drafts):
        for whole in (key for key in drafts.wholes(sighting.key) if key in named):
            yield Bond(ids[sighting.key], ids[whole], sighting.start, BACKGROUND_RULE)
