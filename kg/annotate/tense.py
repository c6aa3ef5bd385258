"""Where on the line of time a word stands, by the verb that governs it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.annotate.words import word_list

FUTURE_AUXILIARIES = word_list("future_auxiliaries")
PRESENT_AUXILIARIES = word_list("present_auxiliaries")
AWAITING = word_list("awaiting")
INTENDING = word_list("intending_verbs")
"""Verbs whose infinitive is still to come when the text is written."""
PUTTING_OFF = word_list("putting_off_verbs")
"""Verbs with which "until Friday" is a day to come."""
SCHEDULED = word_list("scheduled_verbs")
"""Verbs whose present tense is a day to come ("the talks begin on Thursday")."""
LEADS = {"early as": 1, "soon as": 1, "back in": -1, "back on": -1}
"""Words before a day or month that say where it lies."""
CLIMB = 8


def direction_of(token: Token) -> int:
    """-1 where the governing verb looks back, 1 where it looks ahead, 0 where there is none near."""
    before = token.doc[max(0, token.i - 2) : token.i].text.lower()
    if before in LEADS:
        return LEADS[before]
    until = False
    for _ in range(CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            return 1 if until and token.lemma_ in PUTTING_OFF else _direction_of_verb(token)
        if token.head.i == token.i:
            return 0
        if token.lower_ in AWAITING:
            return 1
        if token.dep_ in ("compound", "nmod", "poss") and token.head.pos_ in ("NOUN", "PROPN"):
            return 0
        until = until or token.lower_ in ("until", "till")
        token = token.head
    return 0


def _direction_of_verb(verb: Token) -> int:
    """By auxiliaries, infinitives and words of waiting."""
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if "had" in auxiliaries:
        return -1
    if auxiliaries & FUTURE_AUXILIARIES and "have" not in auxiliaries:
        return 1
    if verb.lower_ in AWAITING and (verb.tag_ != "VBD" or verb.lower_ == "due"):
        return 1
    if (
        verb.lemma_ == "be"
        and verb.tag_ != "VBD"
        and any(c.dep_ == "acomp" and c.lower_ in AWAITING for c in verb.children)
    ):
        return 1
    if "to" in auxiliaries and verb.head.i != verb.i:
        return _direction_of_infinitive(verb)
    if verb.tag_ == "VBG" and auxiliaries & PRESENT_AUXILIARIES:
        return 1
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in SCHEDULED and not auxiliaries:
        return 1
    return 1 if verb.dep_ == "advcl" and _is_present(verb, auxiliaries) else -1


def _is_present(verb: Token, auxiliaries: set[str]) -> bool:
    """Whether the clause stands in the present and awaits something ("when the case is heard in May")."""
    if not any(child.lower_ in ("when", "if", "once", "unless", "until", "before") for child in verb.children):
        return False
    return bool(auxiliaries & PRESENT_AUXILIARIES) or (verb.tag_ in ("VBZ", "VBP") and not auxiliaries)


def _direction_of_infinitive(verb: Token) -> int:
    """By what it hangs from: a plan, an expectation, a noun ("rules to be published in May")."""
    head = verb.head
    if any(child.lower_ == "had" for above in (head, head.head) for child in above.children if child.dep_ == "aux"):
        return -1
    if head.lower_ in AWAITING or head.lemma_ in INTENDING or (verb.dep_ in ("relcl", "acl") and head.pos_ == "NOUN"):
        return 1
    return max(_direction_of_verb(head), 0)
