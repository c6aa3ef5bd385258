"""Bodies within bodies: what the authority files know, where the text names both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.annotate.annotated import Bond
from kg.annotate.belonging import known_bodies
from kg.annotate.entities import Drafts
from kg.annotate.tokens import Tokens
from kg.model import BACKGROUND_RULE


def parts(tokens: Tokens, drafts: Drafts, ids: Mapping[str, str]) -> Iterator[Bond]:
    """Each body with the nearest body around it that the document names."""
    named = {s.key for s in drafts.sightings}
    for sighting in known_bodies(drafts):
        whole = next((key for key in drafts.wholes(sighting.key) if key in named), None)
        if whole:
            yield Bond(ids[sighting.key], ids[whole], sighting.start, BACKGROUND_RULE)
