"""Pronouns: he, she and it for whom they mean, who and which for the name before them; somebody whom no name tells.

A text that speaks of a man and names none ("He joined Oslo Bank in 2004") has a person without a name: all its
pronouns of that sex are one person, as long as nobody named can be meant.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.annotate.anchors import Anchor, Anchors
from kg.annotate.appointments import holder_by_verb
from kg.annotate.coreference import PRONOUNS, Candidate, resolve_pronoun
from kg.annotate.entities import Drafts
from kg.annotate.posts import Post
from kg.annotate.tokens import Tokens

_BODIES = ("Institution", "Party")


def see_pronouns(
    tokens: Tokens,
    anchors: Sequence[Anchor],
    sexes: Mapping[str, str | None],
    states_of: Mapping[str, str],
    drafts: Drafts,
) -> None:
    """Record pronouns, and "her country" for the state a person acts for."""
    candidates = [
        Candidate(a.entity, a.root, sexes.get(a.entity) if a.kind == "Person" else "n")
        for a in anchors
        if a.kind in ("Person", "State", "Institution", "Party")
    ]
    candidates.sort(key=lambda c: c.root)
    persons = [c for c in candidates if c.sex != "n"]
    _see_relatives(tokens, anchors, drafts)
    for i, word in enumerate(tokens.lower):
        if word not in PRONOUNS or tokens.pos[i] not in ("PRON", "DET"):
            continue
        entity = resolve_pronoun(tokens, i, candidates) or _unnamed(tokens, i, persons, drafts)
        if entity is None:
            continue
        drafts.see(i, i + 1, entity, "pronoun")
        if tokens.dep[i] in ("nsubj", "nsubjpass"):
            insort(candidates, Candidate(entity, i, PRONOUNS[word]), key=lambda c: c.root)
        if (
            tokens.dep[i] == "poss"
            and tokens.lower[i + 1 : i + 2] in (["country"], ["nation"], ["homeland"])
            and entity in states_of
        ):
            drafts.see(i, i + 2, states_of[entity], "description")


def _unnamed(tokens: Tokens, pronoun: int, persons: Sequence[Candidate], drafts: Drafts) -> str | None:
    """The person without a name that he or she means, where nobody named before, nor later in the sentence, can be."""
    sex = PRONOUNS[tokens.lower[pronoun]]
    if sex == "n":
        return None
    here = tokens.sentence[pronoun]
    for person in persons:
        if person.sex in (None, sex) and (
            person.root < pronoun or (tokens.sentence[person.root] == here and _may_hide(tokens, pronoun))
        ):
            return None
    return drafts.unnamed(tokens.lower[pronoun], sex)


def _may_hide(tokens: Tokens, pronoun: int) -> bool:
    """Whether a pronoun may mean a name after it: as owner, or within a clause that comes before the main one."""
    if tokens.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return True
    i = tokens.head[pronoun]
    while tokens.dep[i] in ("conj", "xcomp", "ccomp", "aux"):
        i = tokens.head[i]
    return tokens.dep[i] != "ROOT"


def held_by_pronouns(tokens: Tokens, posts: Sequence[Post], drafts: Drafts) -> list[Post]:
    """The posts, those with a state or body and no holder given to whom a verb gives them: "He is chairman of X"."""
    said = [s for s in drafts.sightings if s.form == "pronoun" and drafts.by_key[s.key].kind == "Person"]
    anchors = Anchors([Anchor(s.start, s.end, s.start, s.key, "Person") for s in said])
    return [_held(tokens, anchors, post) for post in posts]


def _held(tokens: Tokens, anchors: Anchors, post: Post) -> Post:
    if post.holder or not (post.state or post.organization):
        return post
    holding = holder_by_verb(tokens, anchors, post.holding)
    return replace(post, holding=holding, holder=holding.holders[0]) if holding.holders else post


def _see_relatives(tokens: Tokens, anchors: Sequence[Anchor], drafts: Drafts) -> None:
    """Record "who", "which" and "where" of relative clauses."""
    persons = [a for a in anchors if a.kind == "Person"]
    bodies = [a for a in anchors if a.kind in _BODIES]
    ends = {"who": _by_end(persons), "which": _by_end(bodies)}
    roots = {"who": _by_root(persons), "which": _by_root(bodies)}
    for i, word in enumerate(tokens.lower):
        kind = "who" if word in ("who", "whom") else "which"
        if word in ("who", "whom", "which", "that", "where") and _is_relative(tokens, i):
            before = i - 1 if tokens.lower[i - 1 : i] == [","] else i
            if entity := ends[kind].get(before) or _said_of(tokens, i, roots[kind]):
                drafts.see(i, i + 1, entity, "pronoun")


def _is_relative(tokens: Tokens, i: int) -> bool:
    if tokens.lower[i] == "where":
        return tokens.dep[tokens.head[i]] == "relcl"
    return tokens.tag[i] in ("WP", "WDT")


def _by_end(anchors: Sequence[Anchor]) -> Mapping[int, str]:
    return {a.end: a.entity for a in anchors}


def _by_root(anchors: Sequence[Anchor]) -> Mapping[int, str]:
    return {a.root: a.entity for a in anchors}


def _said_of(tokens: Tokens, pronoun: int, by_root: Mapping[int, str]) -> str | None:
    """Of whom the noun before is said, to which the relative clause belongs: "X is a firm that"."""
    noun = tokens.head[tokens.head[pronoun]] if tokens.dep[tokens.head[pronoun]] == "relcl" else pronoun
    if tokens.dep[noun] == "appos":
        return by_root.get(tokens.head[noun])
    subject = tokens.children(tokens.head[noun]) if tokens.dep[noun] == "attr" else []
    return next((by_root[j] for j in subject if tokens.dep[j] == "nsubj" and j in by_root), None)
