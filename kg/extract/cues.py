"""The lexicon of saying: words that tell whose words or thoughts a stretch of text is (`data/statements.json`)."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


class Cues(msgspec.Struct, frozen=True):
    """The lexicon of saying: lemmas, with their particle where they have one."""

    speech: frozenset[str]
    stance: frozenset[str]
    belief: frozenset[str]
    sources_without_name: frozenset[str]
    papers: frozenset[str]
    arms_of_states: frozenset[str]
    staffs: frozenset[str]
    bodies: frozenset[str]
    many: frozenset[str]
    deeds: dict[str, frozenset[str]]
    mute: frozenset[str]
    nobody: frozenset[str]
    first_persons: frozenset[str]
    nouns: frozenset[str]
    namings: frozenset[str]
    threats: frozenset[str]
    not_speakers: frozenset[str]
    time_nouns: frozenset[str]
    occasions: frozenset[str]

    def phrases(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """Kinds of cue by the first word of the cue, with the words that must hang from it, more words first."""
        index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for kind in ("speech", "stance", "belief"):
            for cue in sorted(getattr(self, kind)):
                lemma, *rest = cue.split()
                index.setdefault(lemma, []).append((tuple(rest), kind))
        for entries in index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        return index


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The cues that ship with the package."""
    return msgspec.json.decode((files("kg.extract") / "data" / "statements.json").read_bytes(), type=Cues)


@lru_cache(maxsize=1)
def cue_index() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """`Cues.phrases` of the shipped cues."""
    return load_cues().phrases()
