"""The last step of annotation: ids in place of keys, times added, everything frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from spacy.tokens import Doc

from kg.annotate.annotated import Annotated, Title
from kg.annotate.belonging import homes, ownerships
from kg.annotate.entities import Drafts
from kg.annotate.organs import Organs
from kg.annotate.posts import Post
from kg.annotate.subordination import parts
from kg.annotate.times import TimeExpression, find_times
from kg.annotate.tokens import Tokens
from kg.model import Document, Mention, Stretch, TimeValue

Spans = Mapping[str, tuple[int, int]]
"""Half-open token offsets by id of a mention."""


def published_days(document: Document) -> tuple[str, str] | None:
    """First and last day on which the document may have come out."""
    if document.header.published is None:
        return None
    first, _, last = document.header.published.partition("/")
    return first, last or first


def assemble(
    document: Document,
    doc: Doc,
    tokens: Tokens,
    furniture: tuple[Stretch, ...],
    drafts: Drafts,
    posts: Sequence[Post],
    organs: Organs,
) -> Annotated:
    """The annotated document from all that was found."""
    timed = _see_times(document, doc, drafts)
    found, entities, ids, spans = drafts.finish(tokens)
    times = {m.id: timed[spans[m.id]] for m in found if m.kind == "Time" and spans[m.id] in timed}
    mentions = tuple(
        replace(m, value=times[m.id].value, reckoning=times[m.id].reckoning) if m.id in times else m for m in found
    )
    return Annotated(
        document=document,
        doc=doc,
        tokens=tokens,
        furniture=furniture,
        mentions=mentions,
        entities=entities,
        by_root=_by_root(mentions, spans, tokens),
        token_spans=spans,
        titles=tuple(_titles(posts, mentions, ids, spans)),
        times={mention: _time(expression, mention) for mention, expression in times.items()},
        organs=tuple(dict.fromkeys(ownerships(organs, drafts, ids))),
        homes=tuple(dict.fromkeys(homes(organs, drafts, ids))),
        parts=tuple(dict.fromkeys(parts(drafts, ids))),
    )


def _see_times(document: Document, doc: Doc, drafts: Drafts) -> dict[tuple[int, int], TimeExpression]:
    """Record the time expressions; gives them by token offsets."""
    timed = {}
    for expression in find_times(doc, published_days(document), _named(drafts)):
        span = doc.char_span(expression.start_char, expression.end_char, alignment_mode="expand")
        if span is not None:
            key = drafts.named("Time", document.text[expression.start_char : expression.end_char])
            drafts.see(span.start, span.end, key, "name")
            timed[span.start, span.end] = expression
    return timed


def _named(drafts: Drafts) -> frozenset[int]:
    """Tokens of the names of all but events, whose names may well say when."""
    return frozenset(
        i
        for s in drafts.sightings
        if s.form in ("name", "short") and drafts.by_key[s.key].kind != "Event"
        for i in range(s.start, s.end)
    )


def _time(expression: TimeExpression, mention: str) -> TimeValue:
    return replace(expression.time, mention=mention)


def _by_root(mentions: Iterable[Mention], spans: Spans, tokens: Tokens) -> dict[int, Mention]:
    """The longest mention at each root; that of a post only where there is no other."""
    by_root: dict[int, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.kind == "Post", m.start - m.end, m.id)):
        by_root.setdefault(tokens.root(*spans[mention.id]), mention)
    return by_root


def _titles(
    posts: Iterable[Post], mentions: Iterable[Mention], ids: Mapping[str, str], spans: Spans
) -> Iterator[Title]:
    of_post = {(spans[m.id], m.entity): m.id for m in mentions if m.kind == "Post"}
    for post in posts:
        title = post.holding.title
        yield Title(
            start=title.start,
            end=title.end,
            head=title.head,
            post=post.post,
            role=title.role(of_state=post.holding.organization is None),
            role_in_body=title.role(of_state=False),
            kind=title.entry.kind,
            status=title.status,
            mention=of_post[(title.start, title.end), ids[post.key]],
            holder=ids.get(post.holder or ""),
            organization=ids.get(post.organization or ""),
            state=ids.get(post.state or ""),
            rule=post.holding.rule or "title-alone",
            basis=post.holding.basis,
            definite=post.holding.definite or post.holding.start < title.start,
        )
