"""Holders that a verb gives a title: "X is the president of Y", "X was appointed minister", "named X as envoy"."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate.anchors import Anchors, Holding
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list

_APPOINTING = word_list("appointing_verbs")


def holder_by_verb(tokens: Tokens, anchors: Anchors, holding: Holding) -> Holding:
    """ "X is the president of Y", "X was appointed foreign minister", "appointed X as minister"."""
    head = holding.title.head
    dep, governor = tokens.dep[head], tokens.head[head]
    if dep == "pobj" and tokens.lower[governor] == "as":
        governor = tokens.head[governor]
    elif dep not in ("attr", "oprd", "xcomp", "dobj", "ccomp", "acomp"):
        return holding
    if tokens.lemma[governor] not in _APPOINTING or (
        dep == "dobj" and tokens.lemma[governor] in ("replace", "succeed", "take", "quit", "resign")
    ):
        return holding
    children = tokens.children(governor)
    if any(tokens.dep[j] == "neg" for j in children):
        return holding
    for j in _appointed(tokens, governor, head):
        target = tokens.head[governor] if tokens.tag[j] in ("WP", "WDT") and tokens.dep[governor] == "relcl" else j
        anchor = anchors.cover.get(target)
        if anchor and anchor.kind == "Person":
            owner = _appointing_state(tokens, anchors, governor)
            states = (owner,) if owner and not (holding.states or holding.organization) else holding.states
            return replace(holding, holders=(anchor.entity,), states=states, rule="title-by-verb")
    return holding


def _appointed(tokens: Tokens, verb: int, title: int) -> list[int]:
    """The words for who gets the title: whom others appoint, who becomes one, the noun before "appointed as"."""
    children = [j for j in tokens.children(verb) if j != title]
    lemma = tokens.lemma[verb]
    if lemma in ("replace", "succeed"):
        agents = [k for j in children if tokens.dep[j] == "agent" for k in tokens.children(j)]
        return agents or [j for j in children if tokens.dep[j] == "nsubj"]
    active = lemma not in ("be", "become", "remain", "serve", "act", "resign", "work", "double", "quit")
    order = ("dobj", "nsubjpass") if active else ("nsubj", "nsubjpass")
    subjects = [j for j in children if tokens.dep[j] in order]
    if not subjects and active and tokens.dep[title] in ("oprd", "ccomp", "xcomp"):
        subjects = [j for j in children if tokens.dep[j] == "nsubj"]
    if not subjects and tokens.dep[verb] in ("acl", "relcl"):
        subjects = [tokens.head[verb]]
    return subjects


def _appointing_state(tokens: Tokens, anchors: Anchors, verb: int) -> str | None:
    """ "Norway appointed X as minister": the state that gives the office."""
    if tokens.lemma[verb] not in ("appoint", "name", "elect", "choose", "select", "install"):
        return None
    subjects = (anchors.cover.get(j) for j in tokens.children(verb) if tokens.dep[j] == "nsubj")
    return next((a.entity for a in subjects if a and a.kind == "State"), None)
