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
        bodies = (e for e in annotated.entities.values() if e.type == "Institution")
        self._bodies = {entity.name.casefold(): entity.id for entity in bodies}

    def speaker(self, noun: int | None, depth: int = DEEP) -> str | None:
        """The named person, body or state meant by a noun; of a document, whoever issued it."""
        if noun is None or not depth:
            return None
        mention = self.annotated.mention_at(noun)
        if mention is not None:
            if mention.kind in SPEAKERS:
                return (None if mention.kind == "Person" else self._head_of(noun)) or self._named(mention)
            title = self._titles.get(mention.id)
            return (title.holder if title else None) or self._explained(noun) or self._only_one(title)
        if named := self._explained(noun) or self._spelled(noun):
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

    def _head_of(self, noun: int) -> str | None:
        """The person named after a body that the parser took for the whole: "Oslo College's head, Eva Nord"."""
        beside = [m for i in self.clauses.by_dep(noun, "appos") if (m := self.annotated.mention_at(i)) is not None]
        return next((m.entity for m in beside if m.kind == "Person" and m.form in ("name", "short")), None)

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
        """Whose name explains a noun: "his wife Eva", "an eyewitness, Ola Nord", "author and poet Eva Nord"."""
        body = self.annotated.tokens.lemma[noun] in self.cues.bodies
        kinds = ("Institution", "Party") if body else ("Person",)
        alone = self.annotated.tokens.tag[noun] == "NN" and not self.clauses.by_dep(noun, "det", "poss")
        more = ("compound", "nmod") if body else ("conj",) if alone else ()
        beside = self.clauses.by_dep(noun, "appos", *more)
        names = [m for i in beside if (m := self.annotated.mention_at(i)) is not None]
        named = (m.entity for m in names if m.kind in kinds and m.form in ("name", "short"))
        return next(named, None) or self._before(noun)

    def _before(self, noun: int) -> str | None:
        """Whose name stands right before a definite description: "In the post Ola Nord, the head of sales, said"."""
        start = self.clauses.extent(noun)[0]
        tokens = self.annotated.tokens
        if start < 2 or tokens.lower[start] != "the" or tokens.text[start - 1] != ",":
            return None
        mention = self.annotated.mention_at(start - 2)
        return mention.entity if mention and mention.kind == "Person" and mention.form in ("name", "short") else None

    def _only_one(self, title: Title | None) -> str | None:
        """The only person whom the text gives a title of the same noun: "the Republican nominee", "Oslo's governor"."""
        if title is None or not self._is_definite(title.head):
            return None
        noun = self.annotated.tokens.lemma[title.head]
        same = [t for t in self.annotated.titles if self.annotated.tokens.lemma[t.head] == noun]
        holders = {t.holder for t in same if t.holder and _agree(title, t)}
        return holders.pop() if len(holders) == 1 else None

    def _is_definite(self, noun: int) -> bool:
        """Whether a noun has "the" or an owner."""
        return self.annotated.tokens.lower[self.clauses.extent(noun)[0]] == "the" or bool(
            self.clauses.by_dep(noun, "poss")
        )

    def _spelled(self, noun: int) -> str | None:
        """The body whose name this is in small letters: "the health ministry" for "the Health Ministry"."""
        tokens, (start, end) = self.annotated.tokens, self.clauses.extent(noun)
        words = tokens.phrase(start + (tokens.lower[start] == "the"), end).casefold()
        return self._bodies.get(words) if " " in words else None


def _agree(one: Title, other: Title) -> bool:
    """Whether two titles of the same noun can be one: of one rank, body and state."""
    same = one.role == other.role and one.organization in (None, other.organization)
    return same and one.state in (None, other.state)
