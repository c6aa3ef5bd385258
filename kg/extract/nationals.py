"""Whose nationals persons are: by an adjective, by the name of a state beside theirs, by a party they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from kg.annotate.annotated import Annotated, Title
from kg.annotate.bodies import load_nouns
from kg.extract.evidence import sentence_evidence
from kg.extract.roles import POSSESSIVE
from kg.extract.rolewords import load_role_words
from kg.model import Evidence, Membership, Mention, NationalOf, Tenure

_ABBREVIATIONS = frozenset({"US", "U.S.", "UK", "U.K.", "USA"})
"""Names of states that stand for an adjective ("US actor"); others only name a subject ("China expert")."""
_WORDS_BETWEEN = 5
_PROFESSIONS = frozenset({"academic", "business", "media", "religious", "title-less"})
_OF_NATIONALS = frozenset(
    {"head_of_state", "head_of_government", "minister", "deputy_minister", "legislator", "ambassador", "candidate"}
)
"""Roles that by law or custom only nationals of the state have."""


def nationals(annotated: Annotated, members: Iterable[Membership | Tenure]) -> Iterator[NationalOf]:
    """Nationals of states, by what the text calls them, by their party, by the office that they hold."""
    yield from _by_modifier(annotated)
    yield from _by_name(annotated)
    yield from _by_party(annotated, members)
    yield from _by_office(annotated)


def is_profession(title: Title) -> bool:
    """Whether the title is that of a profession, and no office of the state beside it ("French historian X")."""
    return title.kind in _PROFESSIONS and title.state is None


def _by_office(annotated: Annotated) -> Iterator[NationalOf]:
    """Those who govern a state, sit in its parliament or speak for it abroad: all but monarchs."""
    for title in annotated.titles:
        if (
            title.holder
            and title.state
            and title.basis == "stated"
            and title.role in _OF_NATIONALS
            and title.kind != "monarch"
        ):
            yield NationalOf(
                id="",
                evidence=sentence_evidence(annotated, title.head, "office-of-state"),
                confidence=0.8,
                factuality="actual",
                basis="inferred",
                person=title.holder,
                state=title.state,
            )


def _fact(annotated: Annotated, person: str, state: str, token: int, rule: str, confidence: float) -> NationalOf:
    return NationalOf(
        id="",
        evidence=sentence_evidence(annotated, token, rule),
        confidence=confidence,
        factuality="actual",
        person=person,
        state=state,
    )


def _by_modifier(annotated: Annotated) -> Iterator[NationalOf]:
    """ "French writer X", "X, a German engineer", "US actor X", "Spain midfielder X"."""
    tokens = annotated.tokens
    official = {i for t in annotated.titles if not is_profession(t) for i in range(t.start, t.end)}
    for mention in annotated.mentions:
        if mention.kind != "State":
            continue
        root = tokens.root(*annotated.token_spans[mention.id])
        noun = tokens.head[root]
        if (
            noun in official
            or tokens.dep[root] not in ("amod", "compound", "nmod")
            or tokens.pos[noun] not in ("NOUN", "PROPN")
            or tokens.lower[noun] in load_nouns().kinds
            or not _is_adjectival(annotated, mention, root, noun)
        ):
            continue
        own = annotated.mention_at(noun)
        person = own if own and own.kind == "Person" and own.form == "name" else _described(annotated, noun)
        if person:
            yield _fact(annotated, person.entity, mention.entity, noun, "adjective-of-person", 0.8)


def _is_adjectival(annotated: Annotated, mention: Mention, root: int, noun: int) -> bool:
    """Whether the mention says of which state the people are that the noun means."""
    if mention.form == "adjective":
        return True
    tokens = annotated.tokens
    words = load_role_words()
    return mention.form == "name" and (
        tokens.text[root] in _ABBREVIATIONS
        or not words.players.isdisjoint((tokens.lower[noun], tokens.lower[root + 1]))
    )


def _described(annotated: Annotated, noun: int) -> Mention | None:
    """Of whom this noun is said: by apposition, as predicate, or as the noun before the name."""
    tokens = annotated.tokens
    head = tokens.head[noun]
    tried = [head] if tokens.dep[noun] in ("appos", "compound", "nmod") else []
    if tokens.dep[noun] == "attr":
        tried += [j for j in tokens.children(head) if tokens.dep[j] == "nsubj"]
    tried += [j for j in tokens.children(noun) if tokens.dep[j] == "appos"]
    return next((m for j in tried if (m := annotated.mention_at(j)) and m.kind == "Person"), None)


def _by_name(annotated: Annotated) -> Iterator[NationalOf]:
    """ "Norway's X", "Norway's Olympic champion X", "X of Norway"."""
    starts = {annotated.token_spans[m.id][0]: m for m in annotated.mentions if m.kind == "Person" and m.form == "name"}
    tokens = annotated.tokens
    for mention in annotated.mentions:
        if mention.kind != "State" or mention.form not in ("name", "short"):
            continue
        start, end = annotated.token_spans[mention.id]
        owns = end < len(tokens) and tokens.lower[end] in POSSESSIVE
        person = _owned(annotated, end, starts) if owns else _before(annotated, start, end)
        if person:
            yield _fact(annotated, person.entity, mention.entity, start, "person-of-state", 0.75)


def _owned(annotated: Annotated, possessive: int, starts: dict[int, Mention]) -> Mention | None:
    """The person named within a few words after "Norway's", no rival or counterpart among them."""
    tokens = annotated.tokens
    for i in range(possessive + 1, min(possessive + 2 + _WORDS_BETWEEN, len(tokens))):
        if i in starts:
            return starts[i] if tokens.sentence[i] == tokens.sentence[possessive] else None
        if tokens.pos[i] not in ("ADJ", "NOUN", "PROPN") or tokens.lower[i] in load_role_words().engaged:
            return None
    return None


def _before(annotated: Annotated, start: int, end: int) -> Mention | None:
    """The person in "X of Norway", not in "told X of Norway": the state is all that follows."""
    tokens = annotated.tokens
    if start < 2 or tokens.lower[start - 1] != "of" or tokens.dep[end - 1] != "pobj":
        return None
    governor = tokens.head[start - 1]
    if tokens.dep[governor] == "dobj":
        return None
    person = annotated.mention_at(governor)
    near = person is not None and annotated.token_spans[person.id][1] == start - 1
    return person if person and near and person.kind == "Person" and person.form in ("name", "short") else None


def _by_party(annotated: Annotated, members: Iterable[Membership | Tenure]) -> Iterator[NationalOf]:
    """Members of a party that is at home in one state."""
    homes: dict[str, set[str]] = {}
    for bond in annotated.homes:
        if annotated.entities[bond.body].type == "Party":
            homes.setdefault(bond.body, set()).add(bond.other)
    told: list[tuple[str | None, str | None, tuple[Evidence, ...]]] = [
        (t.holder, t.organization, sentence_evidence(annotated, t.head, t.rule)) for t in annotated.titles if t.holder
    ]
    told += [(m.member if isinstance(m, Membership) else m.person, m.organization, m.evidence) for m in members]
    for person, party, evidence in told:
        states = homes.get(party or "", set())
        if person and len(states) == 1 and annotated.entities[person].type == "Person":
            yield NationalOf(
                id="",
                evidence=tuple(replace(e, rule="member-of-party") for e in evidence),
                confidence=0.7,
                factuality="actual",
                basis="inferred",
                person=person,
                state=next(iter(states)),
            )
