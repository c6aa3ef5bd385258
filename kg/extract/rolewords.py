"""The words that tie a person to a body: `data/roles.json`, typed."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import msgspec


class RoleVerb(msgspec.Struct, frozen=True, kw_only=True):
    """A verb of belonging: `post` is what its subject is in the body, which stands after one of the prepositions, or
    is the object where there are none.

    `passive`: the person is the subject of the passive. `lasting`: the past tense tells of a beginning, not of an
    end. `over`: the verb tells of an end.
    """

    verb: str
    preposition: tuple[str, ...]
    post: str
    passive: bool = False
    lasting: bool = False
    over: bool = False
    parties_only: bool = False


class RoleWords(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file; its `source` says what each list holds."""

    nouns: frozenset[str]
    players: frozenset[str]
    engaged: frozenset[str]
    fields: frozenset[str]
    verbs: tuple[RoleVerb, ...]

    def is_role(self, word: str) -> bool:
        """Whether the noun is said of people who belong to something."""
        return word in self.nouns or word in self.players


@lru_cache(maxsize=1)
def load_role_words() -> RoleWords:
    """The shipped words. Raises msgspec.ValidationError if the file is damaged."""
    return msgspec.json.decode(files("kg.extract").joinpath("data", "roles.json").read_bytes(), type=RoleWords)
