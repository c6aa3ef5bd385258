"""Who acts: from a noun of the sentence to the states, bodies and persons it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated, Title
from kg.extract.clauses import Clauses
from kg.extract.groups import Groups
from kg.extract.lexicon import Lexicon
from kg.extract.modifiers import Modifiers
from kg.extract.peoples import ATTRIBUTES, Peoples
from kg.extract.sides import NOBODY, Side
from kg.extract.standing import Standing, spoken_for
from kg.model import Mention

POLITICAL = frozenset(("State", "Institution", "Party"))
WHEREABOUTS = ("in", "of", "from", "throughout", "across", "inside", "at")
"""Prepositions before the home of a group."""
OWN = frozenset(("they", "we"))
"""Pronouns that stand for the speaker where nobody else is known."""
OWN_ACCOUNT = frozenset(("legislator", "candidate"))
"""Roles in which a person acts for themselves, not for the state."""
TWO = frozenset(("two", "both"))


class Parties:
    """Resolves nouns of one document to those who act."""

    def __init__(self, annotated: Annotated, clauses: Clauses, lexicon: Lexicon) -> None:
        self.annotated, self.clauses, self.lexicon = annotated, clauses, lexicon
        self.standing, self.peoples = Standing(annotated), Peoples(annotated, clauses)
        self.groups, self.modifiers = Groups(annotated, clauses, self.standing), Modifiers(annotated, clauses)
        self._posts: dict[str, Title] = {title.mention: title for title in annotated.titles}
        self.state_of = {t.holder: t.state for t in reversed(annotated.titles)
                         if t.holder and t.state and t.status != "former" and t.role not in OWN_ACCOUNT}  # fmt: skip
        self._speaks_for = spoken_for(annotated)
        self._titled = {t.holder for t in annotated.titles if t.state}
        self.owners: dict[str, tuple[str, ...]] = {}
        for owned in annotated.organs:
            states = (*self.owners.get(owned.institution, ()), owned.state)
            self.owners[owned.institution] = tuple(dict.fromkeys(states))

    def side(self, token: int | None, in_person: bool = False, verb: int | None = None) -> Side:
        """All who are meant by a noun and those coordinated with it, on its side of its `verb`.

        `in_person`, persons do not stand for a state.
        """
        found = NOBODY
        for conjunct in self.modifiers.joined(self.meant(token)) if token is not None else ():
            if verb is None or token is None or token > verb or conjunct < verb:
                found |= self.one(conjunct, in_person)
        return found or (self._speaker(token, in_person) if token is not None else NOBODY)

    def _speaker(self, token: int, in_person: bool) -> Side:
        """Of "they" in "X said they would go", X."""
        tokens, verb = self.annotated.tokens, self.annotated.tokens.head[token]
        if tokens.lower[token] not in OWN or tokens.dep[token] not in ("nsubj", "nsubjpass"):
            return NOBODY
        above = tokens.head[verb]
        if tokens.dep[verb] != "ccomp" or above == verb or not self.clauses.is_verb(above):
            return NOBODY
        speaker = self.clauses.subject(above)
        said = NOBODY if speaker is None or speaker == token else self.side(speaker, in_person)
        alone = bool(said.persons) or any(self.kind(a) == "Person" for a in said.actors)
        return NOBODY if alone and tokens.lower[token] == "they" else said

    def one(self, token: int, in_person: bool = False) -> Side:
        """Who is meant by one noun; `in_person`, persons do not stand for a state."""
        mention = self.annotated.mention_at(token) if in_person and not self.modifiers.is_any(token) else None
        return Side((mention.entity,)) if mention and mention.kind == "Person" else self._one(token)

    def meant(self, token: int) -> int:
        """Those who are counted by a noun ("thousands of students"); the end of a sentence glued to the next."""
        tokens = self.annotated.tokens
        if self.modifiers.is_cut_off(token - 1, token):
            return token - 1
        for _ in range(3):
            inner = self.clauses.under(token, "of") if tokens.lower[token] in self.lexicon.quantities else None
            if inner is None or self.annotated.mention_at(token):
                return token
            token = inner
        return token

    def nationality(self, noun: int) -> Side:
        """The states among the qualifiers of a noun."""
        named = self.qualifiers(noun).actors
        return Side(self._states_among(named))

    def _states_among(self, entities: tuple[str, ...]) -> tuple[str, ...]:
        known = self.annotated.entities
        return tuple(e for e in entities if e in self.standing.known or (e in known and known[e].type == "State"))

    def is_political(self, entity: str) -> bool:
        """Whether it acts in politics: a state, a body, or a person who holds office for a state."""
        if (
            entity in self._titled
            or entity in self.groups.known
            or entity in self.standing.known
            or entity in self.state_of
        ):
            return True
        return self.annotated.entities[entity].type in POLITICAL

    def kind(self, entity: str) -> str:
        """The type of an entity; "Group" of one that has no name, "State" of one that the text does not name."""
        if entity in self.groups.known:
            return "Group"
        return self.annotated.entities[entity].type if entity in self.annotated.entities else "State"

    def _one(self, token: int) -> Side:
        """Who is meant by one noun."""
        tokens = self.annotated.tokens
        paired = self._pair(token)
        if paired:
            return paired
        mention = self.modifiers.told_by(token) or self.annotated.mention_at(token)
        if (mention is None and self.is_group(token)) or self.peoples.is_people(token):
            return self._apposed(token, "Person") or self._group(token) or self._apposed(token, "Institution", "Party")
        if mention is None:
            return (
                self._modifiers(token)
                if tokens.lemma[token] in self.lexicon.representatives
                else self._apposed(token, "Institution", "Party")
            )
        if mention.kind == "Person":
            return NOBODY if self.modifiers.is_any(token) else self._person(mention.entity)
        if mention.kind == "Post":
            title = self._posts.get(mention.id)
            if title and title.holder and not self.modifiers.is_any(token):
                return self._person(title.holder)
            return Side((title.state,)) if title and title.state else self._modifiers(token)
        if mention.kind == "Group" and self.peoples.is_minority(token):
            return self._group(token)
        if mention.kind == "Group" and mention.form in ("adjective", "description", "pronoun", "name"):
            return self._modifiers(token) or Side((mention.entity,))
        return Side((mention.entity,)) if mention.kind in POLITICAL else NOBODY

    def _apposed(self, token: int, *kinds: str) -> Side:
        """The person or body that a noun introduces: "the newspaper X", "her opponent, Ola Hansen"."""
        apposed = (self.annotated.mention_at(c) for c in self.clauses.by_dep(token, "appos"))
        found = next((m for m in apposed if m and m.kind in kinds), None)
        if found is None:
            return NOBODY
        return self._person(found.entity) if found.kind == "Person" else Side((found.entity,))

    def is_group(self, noun: int) -> bool:
        """Whether the noun, or the one before it, says that they act for no state ("rebels", "rebel leaders")."""
        lemma, groups = self.annotated.tokens.lemma, self.lexicon.groups
        if self.peoples.is_minority(noun):
            return True
        if lemma[noun] not in self.lexicon.representatives:
            return lemma[noun] in groups
        return any(lemma[c] in groups for c in self.clauses.by_dep(noun, "compound", "amod"))

    def _group(self, noun: int) -> Side:
        """A group by its nationality or its whereabouts; the body it is of, where one is named."""
        owners = self.qualifiers(noun)
        owners = Side(tuple(o for o in owners.actors if self.kind(o) != "Person"))
        states = self._states_among(owners.actors)
        if owners and not states:
            return owners
        home = next(self._homes(noun), None)
        if home and not states and home.kind in ("Institution", "Party"):
            return Side((home.entity,))
        group = self.groups.seen(noun, states, home)
        return Side((group,)) if group else NOBODY

    def _homes(self, noun: int) -> Iterator[Mention]:
        """Where they are, or in what: "in Zenda", "of the Labour Party", "living in Zenda"."""
        for host in (noun, *self.clauses.by_dep(noun, "acl")):
            for preposition in WHEREABOUTS:
                yield from filter(None, map(self.annotated.mention_at, self.clauses.all_under(host, preposition)))

    def staying(self, noun: int, place: Mention | None) -> Side:
        """A group of which nothing but the place is known where it acted or was met."""
        group = self.groups.seen(noun, (), place) if self.is_group(noun) or self.peoples.is_people(noun) else None
        return Side((group,)) if group else NOBODY

    def at(self, place: str | None) -> Side:
        """The state in which a place lies."""
        state = self.standing.of_place(place) if place else None
        return Side((state,), inferred=state != place) if state else NOBODY

    def _person(self, person: str) -> Side:
        """A person stands for the state served or the body spoken for, and else for themselves."""
        state = self.state_of.get(person)
        if state:
            return Side((state,), (person,))
        if body := self._speaks_for.get(person):
            return Side((body,), (person,))
        known = self.standing.of_person(person)
        return Side((known,), (person,), inferred=True) if known else Side((person,))

    def _modifiers(self, noun: int) -> Side:
        """The states and bodies that qualify a noun: "US and Elbonian officials", "troops from Ruritania"."""
        found = self.qualifiers(noun)
        for preposition in () if found else ("of", "from", "in"):
            for inner in self.clauses.all_under(noun, preposition):
                for conjunct in self.clauses.conjuncts(inner):
                    found |= self._named(conjunct)
        return found

    def qualifiers(self, noun: int) -> Side:
        """The states, bodies and persons that stand before a noun as adjective, name or possessor."""
        found, tokens, ethnic = NOBODY, self.annotated.tokens, self.peoples.is_ethnic(noun)
        for child in self.clauses.by_dep(noun, *ATTRIBUTES):
            mention = self.annotated.mention_at(child)
            if tokens.dep[child] == "appos" or (ethnic and mention and mention.kind == "State"):
                continue
            if tokens.lemma[noun] == "counterpart" and tokens.tag[child] == "PRP$":
                continue
            if self.modifiers.is_cut_off(child, noun) or self.modifiers.only_names(child):
                continue
            for conjunct in self.clauses.conjuncts(child):
                found |= self._named(conjunct, tokens.lemma[noun] in self.lexicon.words("retinues"))
        return found

    def _named(self, token: int | None, in_person: bool = False) -> Side:
        """Who is meant by a noun that is itself a mention, or by parts of it that are ("US-Elbonian")."""
        if token is None:
            return NOBODY
        own = NOBODY
        if self.annotated.mention_at(token):
            own = self.one(token, in_person)
        inner = NOBODY
        for child in self.clauses.children[token]:
            mention = self.annotated.mention_at(child)
            hyphened = self.annotated.tokens.dep[child] in ("punct", "compound", "amod", "nmod", "advmod", "npadvmod")
            if mention and hyphened and mention.kind in ("State", "Person") and not self.modifiers.is_prefix(child):
                inner |= self.one(child, self.annotated.tokens.lemma[token] in self.lexicon.words("retinues"))
        return inner | own

    def _pair(self, token: int) -> Side:
        """For "the two sides", "both countries": states that qualify it, or the two (of that adjective) last named."""
        tokens = self.annotated.tokens
        words = {tokens.lower[c] for c in self.clauses.by_dep(token, "nummod", "det", "predet", "amod")}
        if not words & TWO or not (tokens.lemma[token] in self.lexicon.pairs or tokens.lower[token].endswith("s")):
            return NOBODY
        named = self.qualifiers(token)
        if len(named.actors) > 1:
            return named
        if tokens.lemma[token] not in self.lexicon.pairs:
            return NOBODY
        recent = self.modifiers.two_before(token)
        return Side(tuple(sorted(recent))) if len(recent) == 2 else NOBODY
