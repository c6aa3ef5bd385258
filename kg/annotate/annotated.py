"""What annotation hands to extraction: the parsed text and who is mentioned where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.annotate.anchors import Basis
from kg.annotate.tokens import Tokens
from kg.model import Document, Entity, Mention, Role, Status, Stretch, TimeValue


@dataclass(frozen=True, slots=True)
class Title:
    """An official title as it stands in the text, with or without its holder.

    Token offsets are half-open. `post` is the title in words without state, status or holder ("Vice Foreign
    Minister", "Director of the National Security Office"). `mention` is the id of its Post mention. `basis` says
    where the state comes from, `definite` that the words point at one known holder; `role_in_body` is the role that the
    same title has within a body.
    """

    start: int
    end: int
    head: int
    post: str
    role: Role
    kind: str
    status: Status
    mention: str
    holder: str | None
    organization: str | None
    state: str | None
    rule: str
    role_in_body: Role
    basis: Basis = "stated"
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Ownership:
    """An institution said to be an organ of a state, at a token, by a rule."""

    institution: str
    state: str
    token: int
    rule: str


@dataclass(frozen=True, slots=True)
class Bond:
    """A body and what it is at home in or part of, as said at a token, by a rule."""

    body: str
    other: str
    token: int
    rule: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document, parsed, with its mentions resolved to the entities of the document.

    `mentions` are sorted by start, longer first. `by_root` maps the index of a token to the mention whose syntactic
    root it is (the longest, where several are); `token_spans` maps a mention's id to its half-open token offsets.
    `times` gives the value of each mention of kind Time. `homes` and `parts` say where bodies are at home, and in what
    other bodies they are.
    """

    document: Document
    doc: Doc
    tokens: Tokens
    furniture: tuple[Stretch, ...]
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]
    by_root: Mapping[int, Mention]
    token_spans: Mapping[str, tuple[int, int]]
    titles: tuple[Title, ...]
    times: Mapping[str, TimeValue]
    organs: tuple[Ownership, ...]
    homes: tuple[Bond, ...]
    parts: tuple[Bond, ...]

    def mention_at(self, token: int) -> Mention | None:
        """The longest mention whose syntactic root is this token."""
        return self.by_root.get(token)
