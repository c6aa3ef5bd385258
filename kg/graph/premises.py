"""Which happenings take place where the body sits that they are about: it is opened there, or work there is left."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.extract.lexicon import concept_of
from kg.model import Event


class Premises(msgspec.Struct, frozen=True):
    """`premises.json`: concepts of happenings at the premises of any body, and of kinds of body where people work."""

    any: frozenset[str]
    workplace: frozenset[str]
    workplaces: frozenset[str]


@lru_cache(maxsize=1)
def _load() -> Premises:
    return msgspec.json.decode((files("kg.graph") / "premises.json").read_bytes(), type=Premises)


def takes_place_at(event: Event, body: str) -> bool:
    """Whether an event about a body with this label takes place at its premises."""
    known, concept = _load(), concept_of(event.evidence[0].rule)
    return concept in known.any or (concept in known.workplace and body.lower().split()[-1] in known.workplaces)
