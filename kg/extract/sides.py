"""Who stands on one side of a happening."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """Entities that act, by id, and the persons through whom they do; whether background knowledge says so."""

    actors: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    inferred: bool = False

    def __or__(self, other: Side) -> Side:
        return Side(
            tuple(dict.fromkeys(self.actors + other.actors)),
            tuple(dict.fromkeys(self.persons + other.persons)),
            self.inferred or other.inferred,
        )

    def without(self, other: Side) -> Side:
        """Those who are not on the other side."""
        return Side(tuple(a for a in self.actors if a not in other.actors), self.persons, self.inferred)

    def __bool__(self) -> bool:
        return bool(self.actors)


NOBODY = Side()
