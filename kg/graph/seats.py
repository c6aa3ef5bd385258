"""Which posts have one holder at a time, by their title and role."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from kg.annotate.authority import load_titles
from kg.model import Role

_SOLE_ROLES = frozenset({"head_of_state", "head_of_government", "minister", "head"})


def is_single_seat(title: str, role: Role) -> bool:
    """Whether a post with this title, filled in this role, has a single seat."""
    return role in _SOLE_ROLES and is_sole(title)


@lru_cache(maxsize=1)
def _sole_words() -> Mapping[str, bool]:
    return {title.words: title.sole for title in load_titles().titles}


@lru_cache(maxsize=1)
def _sharing_words() -> frozenset[str]:
    return frozenset(
        modifier.words.strip("-") for modifier in load_titles().modifiers if modifier.effect in ("deputy", "joint")
    )


def is_sole(title: str) -> bool:
    """Whether a title is of a post with one holder at a time: by the longest title of the vocabulary within it.

    A vice, a deputy and a co-head are none; nor is a title the vocabulary does not know.
    """
    words = title.lower().replace("-", " ").split()
    if not _sharing_words().isdisjoint(words):
        return False
    vocabulary = _sole_words()
    runs = sorted(
        (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)),
        key=lambda run: -len(run),
    )
    return next((vocabulary[run] for run in runs if run in vocabulary), False)
