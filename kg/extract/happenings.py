"""A happening as one verb or noun tells it, and how its roles are filled from the words around."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.extract.lexicon import EventRole, Lexicon, Predicate
from kg.extract.parties import Parties
from kg.extract.sides import NOBODY, Side

Slots = dict[EventRole, Side]
IN_PERSON = frozenset(("APPOINT", "ELECT", "COERCE", "ASSAULT"))
"""Types that befall a person, whatever state the person serves."""
OWN_AFFAIR = frozenset(("resign",))
"""Modes in which a person acts for themselves."""


@dataclass(slots=True)
class Happening:
    """What one trigger tells. `sides` hold who is known in each role; `theme` and `place` are entity ids.

    `about` are those whom a promise, demand or threat concerns; `people` the first noun in a role of whom nothing is
    known.
    """

    trigger: int
    end: int
    predicate: Predicate
    words: str
    nominal: bool
    definite: bool = False
    sides: Slots = field(default_factory=dict)
    theme: str | None = None
    theme_token: int | None = None
    place: str | None = None
    outcome: Literal["failed", "deadlocked"] | None = None
    support: int | None = None
    about: Side = NOBODY
    people: dict[EventRole, int] = field(default_factory=dict)

    def side(self, role: EventRole) -> Side:
        """Who is known in a role."""
        return self.sides.get(role, NOBODY)


class Roles:
    """Fills the roles of the happenings of one document."""

    def __init__(self, annotated: Annotated, clauses: Clauses, parties: Parties, lexicon: Lexicon) -> None:
        self.annotated, self.clauses, self.parties, self.lexicon = annotated, clauses, parties, lexicon
        self.tokens = annotated.tokens

    def is_one_of(self, noun: int | None, wanted: tuple[str, ...]) -> bool:
        """Whether the noun, or one coordinated with it, is in a set, is a lemma, or is a mention of a kind."""
        if noun is None:
            return False
        for token in self._topics(self.parties.meant(noun)):
            mention, lemma, word = self.annotated.mention_at(token), self.tokens.lemma[token], self.tokens.lower[token]
            for want in wanted:
                if want.startswith("@"):
                    if mention and mention.kind == want[1:]:
                        return True
                elif lemma == want or not self.lexicon.words(want).isdisjoint((lemma, word)):
                    return True
        return False

    def _topics(self, noun: int) -> Iterator[int]:
        """The noun and those coordinated with it, and what they are about where it stands before them."""
        for token in self.clauses.conjuncts(noun):
            yield token
            if self.tokens.lemma[token] in self.lexicon.carriers:
                yield from self.clauses.by_dep(token, "compound")

    def put(self, happening: Happening, role: EventRole, noun: int) -> None:
        """Who is meant by a noun, into a role; what is no party becomes the theme."""
        mention = self.annotated.mention_at(noun)
        if role == "place" or (mention and mention.kind == "Place" and role != "theme"):
            happening.place = happening.place or (mention.entity if mention and mention.kind != "Time" else None)
            return
        if role == "theme":
            happening.theme_token = noun if happening.theme_token is None else happening.theme_token
            happening.theme = happening.theme or (mention.entity if mention and mention.kind != "Time" else None)
            return
        storm = role == "actor" and happening.predicate.type == "ASSAULT" and self.tokens.lower[noun] == "it"
        if storm and not self.is_speaker(noun):
            return
        in_person = role == "recipient" and happening.predicate.type in IN_PERSON
        in_person = in_person or happening.predicate.mode in OWN_AFFAIR
        verb = None if happening.nominal else happening.trigger
        if role == "recipient":
            side = self.recipients(noun, in_person, verb)
        else:
            side = self.parties.side(noun, in_person, verb)
        happening.sides[role] = happening.side(role) | side
        if not side:
            happening.people.setdefault(role, self.parties.meant(noun))

    def is_speaker(self, pronoun: int) -> bool:
        """Whether a pronoun means whoever says the clause in which it stands: "Ruritania denied that it had"."""
        verb = self.tokens.head[pronoun]
        above = self.tokens.head[verb]
        if self.tokens.dep[verb] != "ccomp" or not self.clauses.is_verb(above):
            return False
        said, speaker = self.parties.side(pronoun), self.parties.side(self.clauses.subject(above))
        return not set(said.actors).isdisjoint(speaker.actors)

    def recipients(self, noun: int, in_person: bool = False, verb: int | None = None) -> Side:
        """Who is meant by a noun, or else the state whose nationality it has; on its side of its `verb`."""
        noun, found = self.parties.meant(noun), NOBODY
        for conjunct in self.clauses.conjuncts(noun):
            if verb is not None and noun < verb < conjunct:
                continue
            known = self.annotated.mention_at(conjunct) or self.tokens.lemma[conjunct] in self.lexicon.representatives
            direct = bool(known) or self.parties.is_group(conjunct)
            national = NOBODY if direct else self.parties.nationality(conjunct)
            found |= national or self.parties.one(conjunct, in_person)
        return found
