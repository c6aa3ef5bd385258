"""Holders that a verb gives a title: "X is the president of Y", "X was appointed minister", "named X as envoy"."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.anchors import Anchor, Anchors, Holding
from kg.annotate.authority import Effect
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_APPOINTING = word_list("appointing_verbs")
_LEAVING = word_list("leaving_verbs")
_CHOOSING = word_list("choosing_verbs")
"""Verbs of a wish: whom they name has the office only later."""
_POSITIONS = word_list("position_nouns")
_CAMPAIGNS = word_list("campaign_words")
_UNREAL = frozenset({"if", "whether", "would", "could", "may", "might", "should", "unless", "never"})
_GIVING = word_list("office_giving_verbs")
_LONGEST_LIST = 5
_OWN = frozenset({"be", "become", "remain", "serve", "act", "work", "double", "take", "assume"}) | _LEAVING
"""Verbs whose subject is the holder."""


def holder_by_verb(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "X is the president of Y", "X was appointed foreign minister", "appointed X as minister"."""
    head = _first(tokens, anchors, tokens.root(holding.title.start, holding.title.end))
    verb = _verb(tokens, head)
    if verb is None or _is_unreal(tokens, verb):
        return holding
    effect = _effect(tokens, verb)
    for j in _appointed(tokens, verb, head):
        target = tokens.head[verb] if tokens.tag[j] in ("WP", "WDT") and tokens.dep[verb] == "relcl" else j
        anchor = _person(tokens, anchors, target)
        if anchor:
            owner = _appointing_state(tokens, anchors, verb)
            states = (owner,) if owner and not (holding.states or holding.organization) else holding.states
            title = holding.title
            if effect and title.status == "current":
                title = replace(title, effects=title.effects | {effect})
            return replace(holding, title=title, holders=(anchor.entity,), states=states, rule="title-by-verb")
    return holding


def _first(tokens: Tokens, anchors: Anchors, noun: int) -> int:
    """The noun of a predicate to which the title is joined: "is a biologist, rector of Y and fellow of Z"."""
    first = noun
    for _ in range(_LONGEST_LIST):
        above = tokens.head[first]
        if tokens.dep[first] not in ("conj", "appos") or tokens.pos[above] not in ("NOUN", "PROPN"):
            break
        if above in anchors.cover:
            return noun
        first = above
    return first if tokens.dep[first] == "attr" and tokens.lemma[tokens.head[first]] == "be" else noun


def is_sought(tokens: Tokens, holding: Holding) -> bool:
    """Whether the office is only run for: "the campaign for President of the United States"."""
    i = holding.start - 1
    while i > 0 and tokens.pos[i] in ("DET", "ADJ"):
        i -= 1
    return i > 0 and tokens.lower[i] == "for" and tokens.lemma[i - 1] in _CAMPAIGNS


def _verb(tokens: Tokens, head: int) -> int | None:
    """The verb that gives the title, also through "as" and "to the post of"."""
    dep, governor = tokens.dep[head], tokens.head[head]
    if dep == "pobj" and tokens.lower[governor] == "as":
        governor = tokens.head[governor]
    elif dep == "pobj" and tokens.lower[governor] == "of" and tokens.lemma[tokens.head[governor]] in _POSITIONS:
        noun = tokens.head[governor]
        governor = tokens.head[noun]
        if tokens.lower[governor] in ("to", "from", "as"):
            governor = tokens.head[governor]
    elif dep not in ("attr", "oprd", "xcomp", "dobj", "ccomp", "acomp"):
        return None
    lemma = tokens.lemma[governor]
    if lemma not in _APPOINTING or (dep == "dobj" and lemma in _LEAVING | {"replace", "succeed", "take"}):
        return None
    return governor


def _is_unreal(tokens: Tokens, verb: int) -> bool:
    """Whether the verb is denied, or stands under a condition."""
    children = tokens.children(verb)
    return any(tokens.dep[j] == "neg" for j in children) or not _UNREAL.isdisjoint(_helpers(tokens, verb))


def _helpers(tokens: Tokens, verb: int) -> set[str]:
    beside = ("aux", "auxpass", "mark", "advmod")
    return {tokens.lower[j] for j in tokens.children(verb) if tokens.dep[j] in beside}


def _effect(tokens: Tokens, verb: int) -> Effect | None:
    """What the verb makes of the holding: over, or to come."""
    helpers, lemma = _helpers(tokens, verb), tokens.lemma[verb]
    chosen = lemma in _CHOOSING or _chooser(tokens, verb) is not None
    if chosen or not helpers.isdisjoint(("will", "'ll", "’ll")):
        return "designate"
    past = tokens.tag[verb] == "VBD" or "had" in helpers
    return "former" if lemma in _LEAVING or (past and lemma in ("be", "serve", "act", "work")) else None


def _chooser(tokens: Tokens, verb: int) -> int | None:
    """ "Nominated" of "nominated X to be minister"."""
    above = tokens.head[verb]
    to_be = tokens.lemma[verb] == "be" and tokens.dep[verb] in ("xcomp", "ccomp", "advcl")
    return above if to_be and tokens.lemma[above] in _CHOOSING else None


def _person(tokens: Tokens, anchors: Anchors, j: int) -> Anchor | None:
    """The person named at the token, or in apposition to it ("his predecessor, Ola Hansen")."""
    for k in (j, *(c for c in tokens.children(j) if tokens.dep[c] == "appos")):
        anchor = anchors.cover.get(k)
        if anchor and anchor.kind == "Person":
            return anchor
    return None


def _appointed(tokens: Tokens, verb: int, title: int) -> list[int]:
    """The words for who gets the title: whom others appoint, who becomes one, the noun before "appointed as"."""
    if (chooser := _chooser(tokens, verb)) is not None and not _subjects(tokens, verb):
        verb = chooser
    children = [j for j in tokens.children(verb) if j != title]
    lemma = tokens.lemma[verb]
    if lemma in ("replace", "succeed"):
        agents = [k for j in children if tokens.dep[j] == "agent" for k in tokens.children(j)]
        return agents or [j for j in children if tokens.dep[j] == "nsubj"]
    active = lemma not in _OWN
    order = ("dobj", "nsubjpass") if active else ("nsubj", "nsubjpass")
    subjects = [j for j in children if tokens.dep[j] in order]
    if not subjects and active and tokens.dep[title] in ("oprd", "ccomp", "xcomp"):
        subjects = [j for j in children if tokens.dep[j] == "nsubj"]
    if not subjects and tokens.dep[verb] in ("acl", "relcl"):
        subjects = [tokens.head[verb]]
    return subjects


def _subjects(tokens: Tokens, verb: int) -> list[int]:
    return [j for j in tokens.children(verb) if tokens.dep[j] == "nsubj"]


def _appointing_state(tokens: Tokens, anchors: Anchors, verb: int) -> str | None:
    """ "Norway appointed X as minister", "Norway's parliament approved X": the state that gives the office."""
    verb = chooser if (chooser := _chooser(tokens, verb)) is not None else verb
    if tokens.lemma[verb] not in _GIVING:
        return None
    for subject in _subjects(tokens, verb):
        owners = [k for k in tokens.children(subject) if tokens.dep[k] in ("poss", "amod", "nmod", "compound")]
        near = (anchors.cover.get(k) for k in (subject, *owners))
        return next((a.entity for a in near if a and a.kind == "State"), None)
    return None
