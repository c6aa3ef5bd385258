"""Who belongs to which party, company, university, team: by a role, by a name beside a name, by a verb."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated, Title
from kg.annotate.bodies import load_nouns
from kg.annotate.owners import is_film
from kg.annotate.words import word_list
from kg.extract.engagements import engagements, joined
from kg.extract.evidence import merge, sentence_evidence
from kg.extract.neighbours import neighbours
from kg.extract.roles import Found, Roles
from kg.model import Membership, Tenure

_PARTS = word_list("parts_of_bodies")
_PAST = frozenset({"former", "ex", "onetime", "erstwhile", "then", "retired"})
_STATELY = frozenset({"executive", "judicial", "diplomatic", "monarch", "local", "military"})
"""Kinds of titles that are no body's where the text gives them a state."""
_NEVER = frozenset({"monarch", "diplomatic", "local", "religious"})
_HEADING = frozenset({"executive", "business", "igo", "party"})
"""Kinds of titles after which "in" and "to" do not name the body."""
_BARE = frozenset({"head", "deputy_head", "official", "member_of_staff", "other", "spokesperson"})
"""Roles whose titles say little without the body."""


def extract_memberships(annotated: Annotated) -> Iterator[Membership | Tenure]:
    """Memberships, or tenures where the words name a post or say that it is over.

    What a title with its body beside it already says is not repeated.
    """
    said = {(t.holder, t.organization) for t in annotated.titles if t.role != "candidate"}
    for fact in merge(_found(annotated)):
        person = fact.member if isinstance(fact, Membership) else fact.person
        if (person, fact.organization) not in said:
            if isinstance(fact, Tenure):
                said.add((person, fact.organization))
            yield fact


def _found(annotated: Annotated) -> Iterator[Membership | Tenure]:
    roles = Roles(annotated)
    yield from _by_title(roles)
    yield from engagements(roles)
    yield from _by_noun(roles)
    yield from neighbours(roles)


def _by_title(roles: Roles) -> Iterator[Membership | Tenure]:
    """ "X, director for research at Oslo Bank": titles whose own reading stopped short of the body.

    A party beside a legislator is no parliament: a membership.
    """
    for title in roles.annotated.titles:
        if title.organization and title.kind not in _NEVER and title.role != "candidate":
            yield from _of_its_body(roles, title)
        if (
            title.organization
            or title.kind in _NEVER
            or title.role == "candidate"
            or roles.tokens.lower[title.head] in roles.words.engaged
            or (title.state and title.kind in _STATELY)
        ):
            continue
        found = _body(roles, title.start, title.end, title.head, title.kind in _HEADING)
        if found and is_film(roles.tokens, title.head, *roles.annotated.token_spans[found.mention.id]):
            continue
        holder = found and (title.holder or roles.holder(title.head) or roles.name_after(found.end))
        if found and holder and title.kind == "legislative" and not _is_chamber(roles, found):
            yield _party_member(roles, title, holder, found)
        elif found and holder:
            yield _tenure_by_title(roles, title, holder, found)


def _is_chamber(roles: Roles, found: Found) -> bool:
    """Whether legislators sit in the body: in a party nobody sits."""
    kinds, words = load_nouns().kinds, roles.annotated.entities[found.mention.entity].name.lower().split()
    return any(kinds.get(word) in ("parliament", "council") for word in words)


def _of_its_body(roles: Roles, title: Title) -> Iterator[Tenure]:
    """Holders that the title's own reading left open ("X, trade economist with Oslo Bank"), and the second body in
    "chairman of Oslo Bank and Nord Oil".
    """
    loose = title.state is None and roles.tokens.dep[title.head] in ("appos", "conj", "nsubj", "ROOT")
    holder = title.holder or (roles.holder(title.head) if loose else None)
    found = roles.body_after(title.end, near=True)
    if holder is None:
        return
    others = joined(roles, found.mention) if found and found.mention.entity == title.organization else ()
    open_ones = [(title.organization, title.post)] if not title.holder else []
    for body, post in (*open_ones, *((m.entity, title.post.partition(" of ")[0]) for m in others)):
        yield Tenure(
            id="",
            evidence=sentence_evidence(roles.annotated, title.head, "title-and-body"),
            confidence=0.8,
            factuality="actual",
            person=holder,
            post=post,
            role=title.role_in_body,
            organization=body,
            status=title.status,
        )


def _tenure_by_title(roles: Roles, title: Title, person: str, found: Found) -> Tenure:
    name = roles.annotated.entities[found.mention.entity].name
    heads = title.role_in_body in ("head", "deputy_head")
    over = found.start < title.start and roles.tokens.lower[found.start - 1] in _PAST
    return Tenure(
        id="",
        evidence=sentence_evidence(roles.annotated, title.head, "title-and-body"),
        confidence=0.8,
        factuality="actual",
        person=person,
        post=f"{title.post} of the {name.removeprefix('the ')}"
        if title.role_in_body in _BARE and found.whole
        else title.post,
        role="official" if heads and (not found.whole or _of_part(roles, title, found)) else title.role_in_body,
        organization=found.mention.entity,
        status="former" if over else title.status,
    )


def _of_part(roles: Roles, title: Title, body: Found) -> bool:
    """ "Head of the physics department at Bergen University": what he heads is a part of the body."""
    return not _PARTS.isdisjoint(roles.tokens.lower[title.end : body.start])


def _party_member(roles: Roles, title: Title, person: str, found: Found) -> Membership:
    """ "The Labour MP X"."""
    return Membership(
        id="",
        evidence=sentence_evidence(roles.annotated, title.head, "title-and-party"),
        confidence=0.85,
        factuality="actual",
        member=person,
        organization=found.mention.entity,
    )


def _body(roles: Roles, start: int, end: int, head: int, heading: bool) -> Found | None:
    """The body of a noun: after it, else before it."""
    tokens, word = roles.tokens, roles.tokens.lower[head]
    two_roles = tokens.lower[end : end + 1] == ["and"] and any(
        tokens.dep[j] == "compound" and tokens.pos[j] == "NOUN" and not start <= j < end for j in tokens.children(head)
    )  # "a union leader and founder of the Green Party" leads no party
    field = word in roles.words.fields
    starts = () if two_roles else (end, head + 1)[: 1 + (field and head + 1 < end)]
    after = next((b for i in starts if (b := roles.body_after(i, field_noun=field, heading=heading))), None)
    before = None if after else roles.body_before(start)
    return after or (before if before and (before.whole or not heading or _is_part(roles, before, start)) else None)


def _is_part(roles: Roles, body: Found, title: int) -> bool:
    """Whether the noun between a body and a title is that of a part of it: "CIA station chief"."""
    return title - body.end == 1 and roles.tokens.lower[body.end] in _PARTS


def _by_noun(roles: Roles) -> Iterator[Membership | Tenure]:
    """ "X, a scientist at the University of Oslo"; "Oslo Bank engineer X"; "X is a member of the Labour Party"."""
    tokens = roles.tokens
    titled = {i for t in roles.annotated.titles if t.kind != "title-less" for i in range(t.start, t.end)}
    for i, word in enumerate(tokens.lower):
        if i in titled or not _is_noun(roles, i) or not roles.words.is_role(word) or i in roles.cover:
            continue
        if not roles.is_asserted(i) or word in roles.words.engaged:
            continue
        found = _body(roles, i, i + 1, i, heading=False) or _club_before(roles, i)
        member = found and (roles.holder(i) or roles.name_after(found.end) or _state_member(roles, i))
        if found and member:
            yield _fact(roles, i, member, found)
            party = roles.body_before(i)
            if party and party.whole and party.mention.kind == "Party" and party.mention.entity != found.mention.entity:
                yield _fact(roles, i, member, party)  # "a Labour member of parliament"


def _club_before(roles: Roles, noun: int) -> Found | None:
    """The club in "Rovers and Norway striker X", who plays for both."""
    state = roles.ends.get(noun) if roles.tokens.lower[noun] in roles.words.players else None
    joint = roles.start(state) - 1 if state and state.kind == "State" else 0
    club = roles.ends.get(joint) if roles.tokens.lower[joint] == "and" else None
    return Found(club, roles.start(club), joint) if club and roles.is_body(club) else None


def _is_noun(roles: Roles, i: int) -> bool:
    """Whether the parser takes the word for a noun; one for a player is one between a body and a name anyhow."""
    if roles.tokens.pos[i] in ("NOUN", "PROPN"):
        return True
    person = roles.starts.get(i + 1) if roles.tokens.lower[i] in roles.words.players else None
    return person is not None and person.kind == "Person" and roles.is_body(roles.ends.get(i))


def _state_member(roles: Roles, noun: int) -> str | None:
    """The state in "Norway is a member of NATO"."""
    if not roles.tokens.lower[noun].startswith("member"):
        return None
    states = (m for j in roles.described(noun) if (m := roles.annotated.mention_at(j)) and m.kind == "State")
    return next((m.entity for m in states if m.form != "adjective"), None)


def _fact(roles: Roles, noun: int, member: str, found: Found) -> Membership | Tenure:
    """A membership; a former tenure where an adjective says that it is over."""
    tokens = roles.tokens
    evidence = sentence_evidence(roles.annotated, noun, "role-and-body")
    if any(tokens.lower[j] in _PAST for j in tokens.children(noun)) or tokens.lower[found.start - 1] in _PAST:
        return Tenure(
            id="",
            evidence=evidence,
            confidence=0.75,
            factuality="actual",
            person=member,
            post=tokens.lower[noun],
            role="other",
            organization=found.mention.entity,
            status="former",
        )
    return Membership(
        id="",
        evidence=evidence,
        confidence=0.85 if tokens.lower[noun].startswith("member") else 0.7,
        factuality="actual",
        member=member,
        organization=found.mention.entity,
    )
