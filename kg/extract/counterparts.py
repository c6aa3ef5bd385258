"""Offices said by a verb or as somebody's opposite number: "X chairs the panel with her French counterpart Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.annotate.annotated import Annotated, Title
from kg.extract.evidence import sentence_evidence
from kg.model import Mention, Tenure

_HEADING = {
    "head": "head",
    "lead": "head",
    "chair": "chair",
    "run": "head",
    "direct": "director",
    "command": "commander",
    "preside": "president",
}
_RULING = frozenset({"govern", "rule"})
_HEADS = frozenset({"head_of_state", "head_of_government"})
"""Roles whose counterpart may be of the other one: a president's may be a prime minister."""


def extract_headships(annotated: Annotated) -> Iterator[tuple[int, Tenure]]:
    """Tenures from verbs of heading a body, then those of counterparts in the same post, each with its word."""
    headed: dict[int, Tenure] = {}
    for i, lemma in enumerate(annotated.tokens.lemma):
        heading = _HEADING.get(lemma) or _HEADING.get(lemma.removeprefix("co-"))
        if annotated.tokens.pos[i] == "VERB" and heading:
            tenure = _headship(annotated, i, heading)
            if tenure:
                headed[i] = tenure
                yield i, tenure
        elif annotated.tokens.pos[i] == "VERB" and lemma in _RULING and (ruled := _rule(annotated, i)):
            yield i, ruled
    for i, word in enumerate(annotated.tokens.lower):
        if word == "counterpart":  # of several, the nearest name does not say who is whose
            yield from ((i, tenure) for tenure in _counterpart(annotated, i, headed))


def _headship(annotated: Annotated, verb: int, noun: str) -> Tenure | None:
    tokens = annotated.tokens
    children = tokens.children(verb)
    body = next(
        (
            m
            for j in children
            if tokens.dep[j] == "dobj" and (m := annotated.mention_at(j)) and m.kind in ("Institution", "Party")
        ),
        None,
    )
    person = _subject(annotated, verb)
    if body is None or person is None:
        return None
    if any(
        tokens.dep[j] in ("neg", "aux") and tokens.lower[j] not in ("has", "had", "have", "is", "was") for j in children
    ):
        return None
    joint = tokens.lower[verb - 2 : verb] == ["co", "-"] or tokens.lower[verb].startswith("co")
    name = annotated.entities[body.entity].name.removeprefix("the ")
    return Tenure(
        id="",
        evidence=sentence_evidence(annotated, verb, "verb-of-heading"),
        confidence=0.85,
        factuality="actual",
        person=person,
        post=f"{'co-' if joint and noun == 'head' else ''}{noun} of the {name}",
        role="head",
        organization=body.entity,
        state=_state_of(annotated, person, body.entity),
    )


def _rule(annotated: Annotated, verb: int) -> Tenure | None:
    """ "X has governed Norway for ten years": an office of the state, whichever it is."""
    tokens, children = annotated.tokens, annotated.tokens.children(verb)
    state = next((m for j in children if tokens.dep[j] == "dobj" and (m := annotated.mention_at(j))), None)
    person = _subject(annotated, verb)
    unreal = any(tokens.dep[j] == "neg" or tokens.tag[j] == "MD" for j in children)
    if state is None or state.kind != "State" or state.form != "name" or person is None or unreal:
        return None
    if tokens.tag[verb] == "VB":
        return None
    past = tokens.tag[verb] == "VBD"
    return Tenure(
        id="",
        evidence=sentence_evidence(annotated, verb, "verb-of-ruling"),
        confidence=0.75,
        factuality="actual",
        person=person,
        post="leader",
        role="other",
        state=state.entity,
        status="former" if past else "current",
    )


def _subject(annotated: Annotated, verb: int) -> str | None:
    """The person who does what the verb says, also where "who" stands for them."""
    tokens = annotated.tokens
    subject = next((j for j in tokens.children(verb) if tokens.dep[j] == "nsubj"), None)
    if subject is not None and tokens.dep[verb] == "relcl" and tokens.tag[subject] in ("WP", "WDT"):
        subject = tokens.head[verb]
    return None if subject is None else _person_at(annotated, subject)


def _person_at(annotated: Annotated, token: int) -> str | None:
    mention = annotated.mention_at(token)
    return mention.entity if mention and mention.kind == "Person" else None


def _state_of(annotated: Annotated, person: str, body: str) -> str | None:
    """The state that the person serves by another title, where the body is an organ of that state too."""
    organs = {o.state for o in annotated.organs if o.institution == body}
    states = [t.state for t in annotated.titles if t.holder == person and t.state]
    return next((s for s in states if s in organs or not organs), None)


def _counterpart(annotated: Annotated, i: int, headed: dict[int, Tenure]) -> Iterator[Tenure]:
    """The named counterpart holds, for its own state, the post of the one it is a counterpart of."""
    state = _state_before(annotated, i)
    person = _named_beside(annotated, i)
    if state is None or person is None:
        return
    clause = [t for verb, t in headed.items() if verb in _governors(annotated, i)]
    model = clause[0] if clause else None
    if model:
        yield Tenure(
            id="",
            evidence=sentence_evidence(annotated, i, "counterpart"),
            confidence=0.8,
            factuality="actual",
            person=person.entity,
            post=model.post,
            role=model.role,
            organization=model.organization,
            state=state,
        )
        return
    for title in _titles_of_partner(annotated, i, state, person.entity):
        yield Tenure(
            id="",
            evidence=sentence_evidence(annotated, i, "counterpart"),
            confidence=0.75,
            factuality="actual",
            person=person.entity,
            post="leader" if title.role in _HEADS else title.post,
            role="other" if title.role in _HEADS else title.role,
            state=state,
        )
        return


def _governors(annotated: Annotated, i: int) -> set[int]:
    found: set[int] = set()
    while annotated.tokens.head[i] != i and len(found) < 12:
        i = annotated.tokens.head[i]
        found.add(i)
    return found


def _state_before(annotated: Annotated, i: int) -> str | None:
    """The state whose adjective or name stands before the noun."""
    for mention in reversed(annotated.mentions):
        _, end = annotated.token_spans[mention.id]
        if mention.kind == "State" and end <= i and i - end <= 1 and mention.form != "pronoun":
            return mention.entity
    return None


def _named_beside(annotated: Annotated, i: int) -> Mention | None:
    tokens = annotated.tokens
    for mention in annotated.mentions:
        start, _ = annotated.token_spans[mention.id]
        if (
            mention.kind == "Person"
            and mention.form in ("name", "short")
            and (start == i + 1 or (start == i + 2 and tokens.text[i + 1] == ","))
        ):
            return mention
    return None


def _titles_of_partner(annotated: Annotated, i: int, state: str, person: str) -> Iterator[Title]:
    """Offices of the others in the sentence that serve another state, the nearest before the word first."""
    tokens = annotated.tokens
    others = {
        m.entity
        for m in annotated.mentions
        if m.kind == "Person"
        and m.entity != person
        and tokens.sentence[annotated.token_spans[m.id][0]] == tokens.sentence[i]
    }
    partners = [
        t for t in annotated.titles if t.holder in others and t.state not in (None, state) and t.status == "current"
    ]
    yield from sorted(partners, key=lambda t: (t.start > i, abs(i - t.start)))
