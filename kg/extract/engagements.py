"""Persons tied to a body by a verb: "X works for Y", "X joined Y", "X was employed by Y", "Y, led by X"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.evidence import sentence_evidence
from kg.extract.roles import Roles
from kg.extract.rolewords import RoleVerb
from kg.model import Membership, Mention, Status, Tenure

_ASPECTS = frozenset({"begin", "start", "continue", "go"})
"""Verbs that leave what they govern a fact ("began to work for")."""


def engagements(roles: Roles) -> Iterator[Membership | Tenure]:
    """What verbs of belonging say of persons."""
    by_lemma: dict[str, list[RoleVerb]] = {}
    for entry in roles.words.verbs:
        by_lemma.setdefault(entry.verb, []).append(entry)
    tokens = roles.tokens
    for i, lemma in enumerate(tokens.lemma):
        if lemma in by_lemma and tokens.pos[i] == "VERB" and _is_fact(roles, i):
            for entry in by_lemma[lemma]:
                for body in _bodies(roles, i, entry):
                    person = _subject(roles, i, entry)
                    if person:
                        yield _fact(roles, i, entry, person.entity, body)


def _is_fact(roles: Roles, verb: int) -> bool:
    """Neither denied nor only possible, wished, planned."""
    tokens = roles.tokens
    children = tokens.children(verb)
    if any(tokens.dep[j] == "neg" or tokens.tag[j] == "MD" or tokens.lower[j] == "if" for j in children):
        return False
    if tokens.dep[verb] in ("xcomp", "ccomp") and tokens.tag[verb] == "VB":
        return tokens.lemma[tokens.head[verb]] in _ASPECTS
    return tokens.tag[verb] != "VB" or tokens.dep[verb] == "conj"


def _bodies(roles: Roles, verb: int, entry: RoleVerb) -> Iterator[Mention]:
    tokens = roles.tokens
    for j in tokens.children(verb):
        if entry.preposition and tokens.dep[j] in ("prep", "agent") and tokens.lower[j] in entry.preposition:
            found = roles.body_after(j, near=True)
            if found and (found.mention.kind == "Party" or not entry.parties_only):
                yield found.mention
                yield from joined(roles, found.mention)
        elif not entry.preposition and tokens.dep[j] == "dobj":
            mention = roles.cover.get(j)
            if mention and roles.is_body(mention) and (mention.kind == "Party" or not entry.parties_only):
                yield mention
                yield from joined(roles, mention)


def joined(roles: Roles, body: Mention) -> Iterator[Mention]:
    """The other bodies in "taught at A, B and C"."""
    tokens = roles.tokens
    root = tokens.root(roles.start(body), roles.end(body))
    for j in tokens.children(root):
        mention = roles.annotated.mention_at(j) if tokens.dep[j] == "conj" else None
        if mention and roles.is_body(mention) and mention.entity != body.entity:
            yield mention
            yield from joined(roles, mention)


def _subject(roles: Roles, verb: int, entry: RoleVerb) -> Mention | None:
    passive = any(roles.tokens.dep[j] in ("nsubjpass", "auxpass") for j in roles.tokens.children(verb))
    bare = roles.tokens.dep[verb] == "acl" and roles.tokens.tag[verb] == "VBN"
    if entry.passive != (passive or bare):
        return None
    return next((p for j in roles.subjects(verb) if (p := roles.named_person(j))), None)


def _fact(roles: Roles, verb: int, entry: RoleVerb, person: str, body: Mention) -> Membership | Tenure:
    """A membership; a former tenure where the tense or the verb says that it is over."""
    tokens = roles.tokens
    evidence = sentence_evidence(roles.annotated, verb, "verb-of-belonging")
    auxiliaries = {tokens.lower[j] for j in tokens.children(verb) if tokens.dep[j] in ("aux", "auxpass")}
    past = (tokens.tag[verb] == "VBD" and not auxiliaries) or not auxiliaries.isdisjoint(("was", "were", "had"))
    status: Status = "former" if entry.over or (past and not entry.lasting) else "current"
    if status == "former":
        return Tenure(
            id="",
            evidence=evidence,
            confidence=0.75,
            factuality="actual",
            person=person,
            post=entry.post,
            role="member_of_staff" if entry.post == "member of staff" else "other",
            organization=body.entity,
            status=status,
        )
    return Membership(
        id="", evidence=evidence, confidence=0.8, factuality="actual", member=person, organization=body.entity
    )
