"""Names of persons and bodies that belong together: "X of Oslo Bank", "Oslo Bank's X", "X (SPD)"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.teams import is_sporting
from kg.annotate.words import word_list
from kg.extract.evidence import sentence_evidence
from kg.extract.roles import POSSESSIVE, Roles
from kg.model import Membership

_OF = frozenset({"of", "from", "with", "at"})
_TAKING_OF = word_list("verbs_with_of")
_ACRONYM = range(2, 9)
"""Letters of an acronym in brackets."""


def neighbours(roles: Roles) -> Iterator[Membership]:
    """Memberships told by nothing but the place of two names."""
    for mention in roles.annotated.mentions:
        if mention.kind != "Person" or mention.form not in ("name", "short"):
            continue
        start, end = roles.annotated.token_spans[mention.id]
        for body, rule in (
            (_after(roles, start, end), "person-of-body"),
            (_owner(roles, start), "body's-person"),
            (_owned(roles, end), "person's-party"),
            (_bracketed(roles, end), "person-in-brackets"),
        ):
            if body:
                yield Membership(
                    id="",
                    evidence=sentence_evidence(roles.annotated, start, rule),
                    confidence=0.8,
                    factuality="actual",
                    member=mention.entity,
                    organization=body,
                )


def _after(roles: Roles, start: int, end: int) -> str | None:
    """ "X of the Oslo Institute", "X, 47, of Oslo Bank,": the preposition hangs from the name."""
    tokens = roles.tokens
    aged = tokens.lower[end : end + 1] == [","] and tokens.lower[end + 2 : end + 3] == [","]
    if aged and tokens.pos[end + 1] == "NUM":
        end += 2
    i = _past_aside(roles, end)
    if i >= len(tokens) or tokens.lower[i] not in _OF or tokens.sentence[i] != tokens.sentence[start]:
        return None
    found = roles.body_after(i, near=True)
    if found is None or not _hangs_from(roles, i, start, end, found.whole and found.mention.kind == "Party"):
        return None
    return found.mention.entity


def _past_aside(roles: Roles, end: int) -> int:
    """The token after the name and a comma or bracket, or one word in brackets: "X (of", "X (pictured) of"."""
    text = roles.tokens.text
    if text[end : end + 1] == ["("] and text[end + 2 : end + 3] == [")"] and end + 1 not in roles.cover:
        return end + 3
    return end + (text[end : end + 1] in ([","], ["("]))


def _hangs_from(roles: Roles, preposition: int, start: int, end: int, party: bool) -> bool:
    """Whether what follows the name [start, end) tells of it: not "accused X of", nor "took X from".

    The parser may hang it from the verb of saying before the name ("said X of Y"), a party from anything.
    """
    tokens, governor = roles.tokens, roles.tokens.head[preposition]
    if tokens.text[preposition - 1] == "(":
        return True
    root = tokens.root(start, end)
    if start <= governor < end:
        governed = tokens.lower[preposition] == "of" and tokens.dep[root] == "dobj"
        return not (governed and tokens.lemma[tokens.head[root]] in _TAKING_OF)
    if governor < start and governor == tokens.head[root] and tokens.dep[root] == "nsubj":
        return True
    return party and tokens.lower[preposition] == "of" and tokens.lemma[governor] not in _TAKING_OF


def _owner(roles: Roles, start: int) -> str | None:
    """ "Oslo Bank's X"."""
    if start < 2 or roles.tokens.lower[start - 1] not in POSSESSIVE:
        return None
    body = roles.ends.get(start - 1)
    return body.entity if body and roles.is_body(body) else None


def _owned(roles: Roles, end: int) -> str | None:
    """ "X's Labour Party", "X's ruling Labour Party"; in a text about sport "X's Rovers"."""
    tokens = roles.tokens
    if tokens.lower[end : end + 1] != ["'s"] and tokens.lower[end : end + 1] != ["’s"]:
        return None
    i = end + 1
    while i < len(tokens) and i < end + 4 and i not in roles.starts and tokens.pos[i] in ("ADJ", "NOUN"):
        i += 1
    body = roles.starts.get(i)
    if body is None or not roles.is_body(body) or body.form == "metonym":
        return None
    if body.kind != "Party" and not is_sporting(tokens):
        return None
    after = roles.end(body)
    return None if tokens.lower[after : after + 1] in (["'s"], ["’s"]) else body.entity


def _bracketed(roles: Roles, end: int) -> str | None:
    """ "X (SPD)", "X (Labour Party)"."""
    tokens = roles.tokens
    body = roles.starts.get(end + 1) if tokens.text[end : end + 1] == ["("] else None
    if body is None or not roles.is_body(body) or tokens.text[roles.end(body) : roles.end(body) + 1] != [")"]:
        return None
    words = tokens.phrase(roles.start(body), roles.end(body))
    return body.entity if body.kind == "Party" or (words.isupper() and len(words) in _ACRONYM) else None
