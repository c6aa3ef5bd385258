"""Who held an office before or after somebody: "replaced X as minister", "his predecessor, X", "her successor X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.annotated import Annotated, Title
from kg.extract.careers import Careers, giving_verb, is_told, person_at
from kg.extract.stints import NOTHING, Stint
from kg.model import Status

_REACH = 3
"""Tokens after "predecessor" within which the name stands."""


@dataclass(frozen=True, slots=True)
class Succession:
    """A person in the office of a title, before (status former) or after its holder, as said at a token.

    `stint` is what that says of how long the person held it.
    """

    title: Title
    person: str
    status: Status
    token: int
    stint: Stint = NOTHING


def find_successions(careers: Careers, offices: Sequence[tuple[Title, Stint]]) -> Iterator[Succession]:
    """All successions of the document. `offices` are its titles with holders, and how long they were held."""
    yield from _by_verb(careers, offices)
    yield from _by_noun(careers, offices)


def _by_verb(careers: Careers, offices: Sequence[tuple[Title, Stint]]) -> Iterator[Succession]:
    tokens, annotated = careers.tokens, careers.annotated
    for verb, lemma in enumerate(tokens.lemma):
        if not (lemma in careers.words.follows or lemma == "take") or tokens.pos[verb] != "VERB":
            continue
        before, after = _sides(careers, offices, verb)
        if before is None or after is None or before == after:
            continue
        stint = next((careers.by_verb(verb, a) for a in careers.adjuncts if a.governor == verb), NOTHING)
        verbs = (verb, tokens.head[verb]) if tokens.tag[verb] == "VBG" else (verb,)
        given = [t for t, _ in offices if t.holder == after and giving_verb(tokens, t) in verbs]
        for title in given or _only(annotated, offices, after, verb):
            if is_told(tokens, verbs[-1]):
                own = next((s for t, s in offices if t is title), NOTHING)
                yield Succession(title, before, "former", verb, Stint(end=stint.begin or own.begin))
                yield Succession(title, after, title.status, verb, stint)


def _sides(careers: Careers, offices: Sequence[tuple[Title, Stint]], verb: int) -> tuple[str | None, str | None]:
    """Who left and who came, by a verb of following."""
    tokens, annotated = careers.tokens, careers.annotated
    children = tokens.children(verb)
    passive = any(tokens.dep[j] == "nsubjpass" for j in children)
    left = [j for j in children if tokens.dep[j] == ("nsubjpass" if passive else "dobj")]
    if tokens.lemma[verb] == "take":  # "took over from X as minister"
        left = [k for j in children if tokens.lower[j] == "from" for k in tokens.children(j)]
    came = [j for j in children if tokens.dep[j] == ("agent" if passive else "nsubj")]
    came = [k for j in came for k in (tokens.children(j) if passive else [j])]
    before = next((p for j in left if (p := person_at(annotated, j, verb))), None)
    after = next((p for j in came if (p := person_at(annotated, j, verb))), None)
    if not came and tokens.tag[verb] == "VBG" and tokens.dep[verb] in ("advcl", "acl"):
        above = tokens.head[verb]  # "appointed X as minister, replacing Y"
        given = [t.holder for t, _ in offices if giving_verb(tokens, t) == above]
        after = given[0] if given else None
    return before, after


def _by_noun(careers: Careers, offices: Sequence[tuple[Title, Stint]]) -> Iterator[Succession]:
    tokens, annotated, words = careers.tokens, careers.annotated, careers.words
    for i, word in enumerate(tokens.lower):
        if word not in words.before and word not in words.after:
            continue
        owners = [j for j in tokens.children(i) if tokens.dep[j] == "poss"]
        owner = next((p for j in owners if (p := person_at(annotated, j, i))), None)
        other = _named_after(annotated, i)
        if owner is None or other is None or owner == other:
            continue
        told = tokens.lower[max(i - 2, 0) : i]
        for title in _only(annotated, offices, owner, i):
            stint = next((s for t, s in offices if t is title), NOTHING)
            if word in words.before:
                yield Succession(title, other, "former", i, Stint(end=stint.begin))
            elif words.wished.isdisjoint(told):
                status: Status = "current" if words.chosen.isdisjoint(told) else "designate"
                yield Succession(title, other, status, i, Stint(begin=stint.end))


def _named_after(annotated: Annotated, i: int) -> str | None:
    """The person named right after the noun, or after a comma."""
    tokens = annotated.tokens
    for mention in annotated.mentions:
        start, _ = annotated.token_spans[mention.id]
        if mention.kind != "Person" or mention.form not in ("name", "short") or not i < start <= i + _REACH:
            continue
        between = tokens.lower[i + 1 : start]
        if tokens.sentence[start] == tokens.sentence[i] and all(word in (",", "mr", "mr.", "ms") for word in between):
            return mention.entity
    return None


def _only(annotated: Annotated, offices: Sequence[tuple[Title, Stint]], person: str, token: int) -> tuple[Title, ...]:
    """The office of a person, where the sentence gives one, or else the document gives only one."""
    tokens = annotated.tokens
    theirs = [title for title, _ in offices if title.holder == person]
    for titles in ([t for t in theirs if tokens.sentence[t.head] == tokens.sentence[token]], theirs):
        if len({(t.role, t.organization, t.state) for t in titles}) == 1:
            return (titles[-1],)
        if titles:
            return ()
    return ()
