"""Voices: the person, body or state that a noun speaks for ("Chinese authorities", "a report by the bank")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated, Title
from kg.extract.clauses import Clauses
from kg.extract.cues import load_cues
from kg.model import Mention

SPEAKERS = frozenset(("Person", "State", "Institution", "Party"))
UNNAMED = " (unnamed)"
"""What the name of an entity ends with that stands for a pronoun alone."""
DEEP = 4
"""Nouns that may stand between the one that speaks and its owner ("the account of the campaign of X")."""


class Voices:
    """Who speaks, in one document."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses, self.cues = annotated, clauses, load_cues()
        self._titles: dict[str, Title] = {title.mention: title for title in annotated.titles}

    def speaker(self, noun: int | None, depth: int = DEEP) -> str | None:
        """The named person, body or state meant by a noun; of a document, whoever issued it."""
        if noun is None or not depth:
            return None
        mention = self.annotated.mention_at(noun)
        if mention is not None:
            if mention.kind in SPEAKERS:
                return self._named(mention)
            title = self._titles.get(mention.id)
            return (title.holder if title else None) or self._explained(noun)
        if named := self._explained(noun):
            return named
        lemma = self.annotated.tokens.lemma[noun]
        if lemma in self.cues.sources_without_name:
            issuers = (self.speaker(i, depth - 1) for i in self._issuers(noun))
            return next(filter(None, issuers), None) or self._state(noun)
        state = self._state(noun) if lemma in self.cues.arms_of_states else None
        if state is None and lemma in self.cues.staffs:
            owners = (self.speaker(i, depth - 1) for i in self.clauses.by_dep(noun, "poss", "compound", "nmod"))
            return next(filter(None, owners), None)
        return state

    def _named(self, mention: Mention) -> str | None:
        """The entity of a mention, unless all that is known of it is a pronoun."""
        name = self.annotated.entities[mention.entity].name
        return None if name.endswith(UNNAMED) else mention.entity

    def _issuers(self, noun: int) -> Iterator[int]:
        """The nouns that may name who issued a document: "X's letter", "a poll by X", "a note released by X"."""
        clauses, tokens = self.clauses, self.annotated.tokens
        yield from clauses.by_dep(noun, "poss")
        for host in (noun, *clauses.by_dep(noun, "acl")):
            for preposition in ("by", "from", "of") if host == noun else ("by", "from"):
                if (issuer := clauses.under(host, preposition)) is not None:
                    yield issuer
        if tokens.lemma[noun] in self.cues.papers:
            yield from clauses.by_dep(noun, "compound", "nmod")

    def _state(self, noun: int) -> str | None:
        """The state whose authorities or whose statement it is ("Chinese authorities", "the Turkish statement")."""
        owners = [*self.clauses.by_dep(noun, "poss", "amod", "compound", "nmod")]
        owners += filter(None, [self.clauses.under(noun, "of")])
        named = [m for i in owners if (m := self.annotated.mention_at(i)) is not None and m.kind == "State"]
        return named[0].entity if named else None

    def _explained(self, noun: int) -> str | None:
        """Whose name explains a noun: "his wife Eva", "an eyewitness, Ola Nord", "the broadcaster NRK"."""
        body = self.annotated.tokens.lemma[noun] in self.cues.bodies
        kinds = ("Institution", "Party") if body else ("Person",)
        beside = self.clauses.by_dep(noun, "appos", *(("compound", "nmod") if body else ()))
        names = [m for i in beside if (m := self.annotated.mention_at(i)) is not None]
        return next((m.entity for m in names if m.kind in kinds and m.form in ("name", "short")), None)
