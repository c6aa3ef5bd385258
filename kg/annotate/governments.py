"""Bare bodies ("the government"): the state of the speaker within a quotation, else the last state that acted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kg.annotate.anchors import Anchors
from kg.annotate.bodies import Described
from kg.annotate.bodynames import is_plainly_national
from kg.annotate.entities import Drafts
from kg.annotate.organs import Organs
from kg.annotate.tokens import Tokens

_ENOUGH = 3
"""Mentions after which a text is about a state."""

_QUOTES = frozenset('"“”„«»')


def see_governments(
    tokens: Tokens,
    bare: Sequence[Described],
    anchors: Anchors,
    state_of: Mapping[str, str],
    organs: Organs,
    drafts: Drafts,
) -> None:
    """Record definite bodies whose state only the context gives."""
    open_quotes = _quoted(tokens)
    leading = leading_states(anchors)
    for body in bare:
        head = body.end - 1
        if tokens.lower[body.end : body.end + 1] == ["of"]:
            continue
        state = _speaker_state(tokens, head, anchors, state_of) if open_quotes[head] else None
        if state is None or not open_quotes[head]:
            state = state or _actor_state(tokens, head, anchors, drafts)
            state = state if state in leading else None
        if state is None:
            continue
        key = organs.of_state(body.noun, state)
        organs.own(key, state, head, "body-in-context")
        drafts.see(body.start - 1, body.end, key, "description")


def see_unowned(anchors: Anchors, organs: Organs, drafts: Drafts) -> None:
    """ "The Defence Ministry" in a text about one state: a body of such a name is that state's."""
    count = Counter(a.entity for a in anchors.items if a.kind == "State")
    leading = leading_states(anchors)
    if len(leading) != 1 or count[state := next(iter(leading))] < _ENOUGH:
        return
    for key in dict.fromkeys(a.entity for a in sorted(anchors.items, key=lambda a: a.start)):
        name = drafts.by_key[key].name.split()
        if organs.is_common_organ(key) and name[0][0].isupper() and is_plainly_national([w.lower() for w in name]):
            first = min((a for a in anchors.items if a.entity == key), key=lambda a: a.start)
            organs.own(key, state, first.root, "organ-in-context")


def leading_states(anchors: Anchors) -> frozenset[str]:
    """The states that the document names most: those with at least half as many mentions as the first."""
    count = Counter(a.entity for a in anchors.items if a.kind == "State")
    most = max(count.values(), default=0)
    return frozenset(state for state, n in count.items() if 2 * n >= most)


def _quoted(tokens: Tokens) -> list[bool]:
    inside, marks = False, []
    for i, text in enumerate(tokens.text):
        if text in _QUOTES:
            inside = not inside
        elif tokens.space[i] and "\n\n" in text:
            inside = False
        marks.append(inside)
    return marks


def _speaker_state(tokens: Tokens, i: int, anchors: Anchors, state_of: Mapping[str, str]) -> str | None:
    """The state of the person outside the quotation in this sentence or the next two."""
    for anchor in sorted(anchors.items, key=lambda a: a.start):
        if (
            anchor.entity in state_of
            and 0 <= tokens.sentence[anchor.root] - tokens.sentence[i] <= 2
            and tokens.dep[anchor.root] == "nsubj"
        ):
            return state_of[anchor.entity]
    return None


def _actor_state(tokens: Tokens, i: int, anchors: Anchors, drafts: Drafts) -> str | None:
    for anchor in anchors.before(i):
        if anchor.end > i:
            continue
        if tokens.sentence[i] - tokens.sentence[anchor.root] > 3:
            return None
        if tokens.dep[anchor.root] in ("nsubj", "nsubjpass", "poss"):
            if anchor.kind == "State":
                return anchor.entity
            states = drafts.by_key[anchor.entity].states
            if len(states) == 1:
                return states[0]
    return None
