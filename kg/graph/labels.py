"""How nodes that no text names are called: posts, tenures, claims, holders and actors without a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WITH_ARTICLE = re.compile(
    r"^(?:United|Democratic Republic|Dominican Republic|Central African|Soviet Union|Vatican|Republic of)\b"
    r"|^(?:Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Seychelles)$|\b(?:Islands|Emirates|Republic|Union|States)$"
)
_BODY_NOUN = re.compile(
    r"\b(?:agency|administration|alliance|army|assembly|association|authority|bank|board|bureau|cabinet|chamber|"
    r"commission|committee|community|congress|corps|council|court|department|directorate|embassy|federation|force|forces|"
    r"foundation|front|fund|government|guard|house|institute|league|ministry|mission|movement|navy|office|organi[sz]ation|"
    r"parliament|party|police|secretariat|senate|service|society|treasury|tribunal|union|university|nations|states)\b",
    re.IGNORECASE,
)
_BODY_PHRASE = re.compile(r"^(?P<head>.+?)\s+(?P<word>of|at|in|for|to|on)\s+(?P<body>.+)$", re.IGNORECASE)
_SMALL = frozenset({"of", "the", "for", "and", "to", "in", "at", "on", "a", "an", "de", "du", "la"})
_STEM = 5
"""Letters that tell a field of policy from others however it is spelled ("defence", "defense")."""
_GENERAL = frozenset(
    {
        *("minister", "ministry", "secretary", "department", "office", "vice", "deputy", "chief", "head", "director"),
        *("general", "senior", "first", "prime", "president", "state", "spokesman", "spokeswoman", "spokesperson"),
        *("assistant", "under", "chair", "chairman", "chairwoman"),
    }
)
_LONGEST_PHRASE = 90


def one_line(words: str) -> str:
    """White space runs as single blanks."""
    return " ".join(words.split())


def shortened(words: str, limit: int = _LONGEST_PHRASE) -> str:
    """At most `limit` characters, cut between words."""
    line = one_line(words)
    return line if len(line) <= limit else f"{line[: limit - 3].rsplit(' ', 1)[0]}..."


def with_article(label: str) -> str:
    """The label as it follows "of": "the United States", "the foreign ministry", "France", "NATO"."""
    if label.lower().startswith("the "):
        return f"the {label[4:]}"
    return f"the {label}" if _WITH_ARTICLE.search(label) or (" " in label and _BODY_NOUN.search(label)) else label


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\W_]+", phrase.casefold())


def split_title(title: str, organization: str) -> tuple[str, str]:
    """A title without the body it names, and the word between ("Co-head of the liaison office": "Co-head", "of").

    The body is taken off only when it is the organisation, by the same kind of body at its end or by all of its name;
    a field ("Minister of Defence") stays. Where nothing is taken off the preposition is empty.
    """
    title = one_line(title)
    phrase = _BODY_PHRASE.match(title)
    if phrase is None:
        return title, ""
    body = [word for word in _words(phrase["body"]) if word not in _SMALL]
    named = [word for word in _words(organization) if word not in _SMALL]
    same = body == named or (body[-1:] == named[-1:] and _BODY_NOUN.search(" ".join(body[-1:])) is not None)
    return (phrase["head"], phrase["word"].lower()) if same and body else (title, "")


def capitalised(title: str) -> str:
    """A title as a heading; one that has capitals keeps them."""
    if title != title.lower():
        return title[:1].upper() + title[1:]
    words = title.split(" ")
    return " ".join(w if w in _SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(words))


AUTHORITIES = "authorities of "
"""How the label of the authorities of a place begins."""


def _implies(title: str, organization: str) -> bool:
    """Whether the title says by itself which body it belongs to ("Foreign Minister": the foreign ministry)."""
    stems = [{word[:_STEM] for word in set(_words(phrase)) - _GENERAL - _SMALL} for phrase in (title, organization)]
    return bool(stems[0] & stems[1])


def _names_one_of(label: str, names: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", label, re.IGNORECASE) for name in names)


def post_label(title: str, organization: str, state: Sequence[str], *, is_state: bool, joint: bool) -> str:
    """What a post is called.

    `organization` is the label of the body or state it is in; `state` the label of the state it serves, then other
    words that would give that state away in a body's name (adjectives); `joint` says the state fills a post in a body
    that is not its own.
    """
    place, organization = organization.startswith(AUTHORITIES), organization.removeprefix(AUTHORITIES)
    head, preposition = split_title(title, organization)
    head = capitalised(head)
    if place and _names_one_of(head, [organization]):
        return head  # "London mayor"
    if is_state:
        return head if _names_one_of(head, [organization]) else f"{head} of {with_article(organization)}"
    if state and not joint and not preposition and _implies(head, organization):
        return head if _names_one_of(head, state[:1]) else f"{head} of {with_article(state[0])}"
    label = f"{head} {preposition or 'of'} {with_article(organization)}"
    if not state or _names_one_of(label, state):
        return label
    return f"{label} for {with_article(state[0])}" if joint else f"{label} ({state[0]})"


def unnamed(words: str) -> str:
    """A label for one who is not named."""
    return f"{shortened(words)} (unnamed)"
