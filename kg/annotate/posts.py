"""Titles to posts of the document: the body a title implies, and who is meant where no name stands beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.annotate.anchors import Holding
from kg.annotate.bodies import load_nouns
from kg.annotate.entities import Drafts
from kg.annotate.organs import Organs
from kg.annotate.tokens import Tokens

_GENERIC_BODY = frozenset({"head", "deputy_head", "official", "member_of_staff", "other", "spokesperson"})


@dataclass(frozen=True, slots=True)
class Post:
    """One holder (or none) of one title, with keys of the document's entities."""

    holding: Holding
    post: str
    holder: str | None
    state: str | None
    organization: str | None
    key: str


def posts_of(holdings: Sequence[Holding], drafts: Drafts, organs: Organs) -> list[Post]:
    """A Post for each title and holder; unnamed ones take the holder of the same title and state in the document."""
    found = []
    for holding in holdings:
        pairs = _pairs(holding)
        for holder, state in pairs:
            if holding.organization and state and organs.is_common_organ(holding.organization):
                organs.own(holding.organization, state, holding.title.head, "organ-in-context")
            organization = holding.organization or _implied(holding, state, organs)
            post = _in_words(holding, drafts)
            key = drafts.named("Post", post, f"post:{post.lower()}@{organization or ''}@{state or holder or ''}")
            found.append(Post(holding, post, holder, state, organization, key))
    return [_identified(p, found) for p in found]


def _pairs(holding: Holding) -> Iterator[tuple[str | None, str | None]]:
    """(holder, state): one by one where a plural title lists as many of both, else each holder with the one state."""
    if holding.title.plural:
        if len(holding.states) == len(holding.holders):
            yield from zip(holding.holders, holding.states, strict=True)
        elif len(holding.states) <= 1:
            for holder in holding.holders:
                yield holder, next(iter(holding.states), None)
        return
    yield next(iter(holding.holders), None), next(iter(holding.states), None)


def _implied(holding: Holding, state: str | None, organs: Organs) -> str | None:
    """The ministry of a minister of a known state; the body of a title that needs no field ("foreign secretary")."""
    title = holding.title
    if state is None or title.entry.body is None:
        return None
    complete = " " in title.entry.body
    if not complete and title.domain is None:
        return None
    body = organs.of_state(title.entry.body if complete else f"{title.domain} {title.entry.body}", state)
    organs.own(body, state, title.head, "body-of-title")
    return body


def _in_words(holding: Holding, drafts: Drafts) -> str:
    """The title; with its body where the title alone says nothing ("director of the National Security Office")."""
    title = holding.title
    if holding.receiving or holding.constituency or (holding.tail and holding.organization is None):
        return f"{title.post} {holding.tail}".strip()
    if holding.organization is None or title.domain or title.role(of_state=False) not in _GENERIC_BODY:
        return title.post
    if holding.tail:
        return f"{title.post} {holding.tail}"
    name = drafts.by_key[holding.organization].name.removeprefix("the ")
    return title.post if name.lower() in title.post.lower() else f"{title.post} of {_article(name)}{name}"


def _article(name: str) -> str:
    """ "the " before a name that is made of common nouns ("Foreign Ministry", "University of Oslo")."""
    words = name.lower().split()
    common = not load_nouns().kinds.keys().isdisjoint(words) and words[-1] not in ("university", "news", "college")
    return "the " if common else ""


def _identified(post: Post, posts: Sequence[Post]) -> Post:
    title = post.holding.title
    if post.holder or title.status != "current" or title.entry.role_of_body == "candidate":
        return post
    alike = _same_office if post.state or post.organization else _same_word
    same = {p.holder for p in posts if p.holder and p.holding.title.status == "current" and alike(p, post)}
    return replace(post, holder=next(iter(same))) if len(same) == 1 else post


def _same_office(a: Post, b: Post) -> bool:
    mine, other = a.holding.title, b.holding.title
    if a.state != b.state or mine.effects != other.effects:
        return False
    if mine.entry.words == other.entry.words:
        return mine.domain == other.domain and a.holding.organization == b.holding.organization
    return (
        mine.domain is None
        and other.domain is None
        and mine.entry.rank == other.entry.rank == 1
        and "leader" in (mine.entry.words, other.entry.words)
    )


def _same_word(a: Post, b: Post) -> bool:
    """ "The commissioner", whose the text does not say: the one whom it has called a commissioner."""
    mine, other = a.holding.title, b.holding.title
    bare = b.holding.definite and not other.plural and other.domain is None and not other.effects
    return bare and mine.entry.words == other.entry.words and not mine.effects and mine.start < other.start


def see_posts(tokens: Tokens, posts: Sequence[Post], drafts: Drafts) -> None:
    """Record the titles, and the persons meant by a title without a name."""
    for post in posts:
        title = post.holding.title
        drafts.see(title.start, title.end, post.key, "name" if tokens.capitalised(title.head) else "description")
        if post.holder and not post.holding.holders:
            drafts.see(min(post.holding.start, title.start), title.end, post.holder, "description")
