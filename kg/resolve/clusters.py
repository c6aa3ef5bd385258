"""Union-find over keys, with the same result whatever the order of the unions."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Clusters(Generic[Key]):
    """Disjoint sets of keys."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {key: key for key in keys}

    def find(self, key: Key) -> Key:
        """The representative of the key's set."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, a: Key, b: Key) -> None:
        """Make the sets of the two keys one."""
        self._parent[self.find(b)] = self.find(a)

    def sets(self) -> list[list[Key]]:
        """All sets, each in the order in which the keys were given."""
        found: dict[Key, list[Key]] = {}
        for key in self._parent:
            found.setdefault(self.find(key), []).append(key)
        return list(found.values())
