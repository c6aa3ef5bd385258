"""Names of bodies cut short, after the text named them in full: by their initials, or by their last word."""

from __future__ import annotations

from kg.annotate.entities import Drafts
from kg.annotate.names import Name
from kg.annotate.tokens import Tokens

_INITIALS = range(2, 9)


def named_in_full(tokens: Tokens, name: Name, drafts: Drafts) -> str | None:
    """The key of the body that a short name means; None where it stands for no name before it."""
    surface = tokens.phrase(name.start, name.end)
    if surface.isupper() and len(surface) in _INITIALS:
        return _by_initials(surface, drafts)
    return _by_last_word(tokens, name, drafts)


def _by_initials(surface: str, drafts: Drafts) -> str | None:
    """ "NOC": the first body whose capitals these are."""
    for key, draft in drafts.by_key.items():
        capitals = "".join(word[0] for word in draft.name.split() if word[0].isupper())
        if draft.kind in ("Institution", "Party") and " " in draft.name and capitals == surface:
            return key
    return None


def _by_last_word(tokens: Tokens, name: Name, drafts: Drafts) -> str | None:
    """ "The Post" after "the Larvik Post": the body named last whose name ends so."""
    i = name.start
    if name.kind != "Institution" or name.end - i != 1 or i == 0 or tokens.lower[i - 1] != "the":
        return None
    before = [
        sighting
        for sighting in drafts.sightings
        if sighting.form == "name"
        and sighting.end <= i
        and sighting.end - sighting.start > 1
        and tokens.text[sighting.end - 1] == tokens.text[i]
        and drafts.by_key[sighting.key].kind == "Institution"
    ]
    return max(before, key=lambda sighting: sighting.end).key if before else None
