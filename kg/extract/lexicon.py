"""The lexicon of political happenings: which words tell of which event, and who is who around them.

`data/events.json` is data, one entry a predicate with an example sentence of its own; here it is typed and indexed.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

import msgspec

EventRole: TypeAlias = Literal["actor", "recipient", "party", "theme", "place"]
SLOTS = frozenset(("subject", "object", "dative"))
Need: TypeAlias = Literal[
    "theme",
    "clause",
    "control",
    "must",
    "refusal",
    "deed",
    "harm",
    "target",
    "will",
    "will-harm",
    "blame",
    "giver",
    "speaker",
    "inability",
    "own-move",
    "commitment",
]


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """One way of telling of a happening.

    `verbs` are lemmas with the particles and prepositions that must hang from them. `roles` says what stands in
    "subject", "object", "dative" and after each preposition; `owner` what the possessor or nationality of a noun is.
    `object`, `subject` and `modifier` name the words one of which must stand there: a set, a lemma, or "@Kind" of
    entity ("@clause": a clause), `of` those one of which must follow a noun with "of"; `unless`: modifiers that
    rule a noun or an object out. `mutual`: all sides act, nobody receives; `alone`: though mutual, one side can will
    or refuse it; `befalls`: a person who owns the noun suffers it; `parties`: how many must be known; `official`: an
    actor must hold office or be a state; `needs`: what else must be there (see `complements.py`). `adjectives` are
    followed by an infinitive ("ready to").
    """

    id: str
    concept: str
    type: str
    example: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    roles: dict[str, EventRole] = {}
    owner: EventRole | None = None
    object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    modifier: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    intransitive: bool = False
    mutual: bool = False
    alone: bool = False
    official: bool = False
    befalls: bool = False
    parties: int = 0
    needs: Need | None = None

    def noun_owner(self) -> EventRole:
        """What the possessor of the noun is."""
        return self.owner or ("party" if self.mutual else "actor")


class Lexicon(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file: sets of nouns, words that bear on factuality, predicates in order of preference.

    `representatives` act for the state or body that qualifies them; `civilians` do not, though they may be acted upon.
    `groups` act for themselves and have a state all the same ("Elbonian rebels"); `quantities` stand before those
    who are meant ("thousands of"). `undergoing` are support verbs whose subject suffers what their object names;
    `carriers` are named by what they are about ("a mediation effort"); `rhythms` make a habit of what is done on such
    a basis. What ends (`ending`) in `failure` or without `fruits` has failed. `plans` are nouns of plans, verbs
    that list what is in them, and types of event by which they are made.
    """

    sets: dict[str, frozenset[str]]
    support_verbs: frozenset[str]
    undergoing: frozenset[str]
    ending: frozenset[str]
    fruits: frozenset[str]
    failure: frozenset[str]
    failing: frozenset[str]
    stalling: frozenset[str]
    failed_words: frozenset[str]
    stalled_words: frozenset[str]
    representatives: frozenset[str]
    civilians: frozenset[str]
    groups: frozenset[str]
    quantities: frozenset[str]
    carriers: frozenset[str]
    rhythms: frozenset[str]
    pairs: frozenset[str]
    generic: frozenset[str]
    plans: dict[str, frozenset[str]]
    states_of_mind: dict[str, frozenset[str]]
    predicates: tuple[Predicate, ...]

    def words(self, name: str) -> frozenset[str]:
        """A set of nouns by its name, empty where there is none; "persons" are representatives and civilians."""
        if name == "civilians":
            return self.civilians
        if name == "persons":
            return self.representatives | self.civilians
        return self.sets.get(name, frozenset())

    def verbs(self) -> dict[str, list[tuple[tuple[str, ...], Predicate]]]:
        """Predicates by the lemma of their verb, with the words that must hang from it.

        Those that ask for a context come first, then those with an object or a subject, then those with more words.
        """
        index: dict[str, list[tuple[tuple[str, ...], Predicate]]] = {}
        for predicate in self.predicates:
            for pattern in predicate.verbs:
                lemma, *rest = pattern.split()
                index.setdefault(lemma, []).append((tuple(rest), predicate))
        for entries in index.values():
            entries.sort(
                key=lambda entry: (
                    entry[1].needs in (None, "clause", "control", "theme", "commitment"),
                    not (entry[1].object or entry[1].subject),
                    -len(entry[0]),
                )
            )
        return index

    def adjectives(self) -> dict[str, list[Predicate]]:
        """Predicates by their adjective, those that ask for a context first."""
        index: dict[str, list[Predicate]] = {}
        for predicate in self.predicates:
            for word in predicate.adjectives:
                index.setdefault(word, []).append(predicate)
        for entries in index.values():
            entries.sort(key=lambda predicate: predicate.needs in (None, "deed"))
        return index

    def nouns(self) -> dict[str, list[Predicate]]:
        """Predicates by the lemma of their noun, those that ask for a modifier or for what follows first."""
        index: dict[str, list[Predicate]] = {}
        for predicate in self.predicates:
            for lemma in predicate.nouns:
                index.setdefault(lemma, []).append(predicate)
        for entries in index.values():
            entries.sort(key=lambda entry: not (entry.modifier or entry.of))
        return index


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the package."""
    return msgspec.json.decode((files("kg.extract") / "data" / "events.json").read_bytes(), type=Lexicon)


@lru_cache(maxsize=1)
def verb_index() -> dict[str, list[tuple[tuple[str, ...], Predicate]]]:
    """`Lexicon.verbs` of the shipped lexicon."""
    return load_lexicon().verbs()


@lru_cache(maxsize=1)
def adjective_index() -> dict[str, list[Predicate]]:
    """`Lexicon.adjectives` of the shipped lexicon."""
    return load_lexicon().adjectives()


@lru_cache(maxsize=1)
def noun_index() -> dict[str, list[Predicate]]:
    """`Lexicon.nouns` of the shipped lexicon."""
    return load_lexicon().nouns()


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    return {predicate.id: predicate.concept for predicate in load_lexicon().predicates}


def concept_of(rule: str) -> str:
    """What the entry with this id is about ("opening"); the id itself where the lexicon has no such entry."""
    return _concepts().get(rule, rule)
