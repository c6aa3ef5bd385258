"""Bodies and where they are: "based in", "its seat in", "the Ohio-based firm X", "the Dutch bank X", "an office in"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.annotate.annotated import Annotated
from kg.annotate.bodies import load_nouns
from kg.annotate.words import word_list
from kg.model import Mention

_WITHIN = frozenset({"in", "at", "near", "outside"})
_SITED = word_list("siting_verbs")
_SEATS = word_list("seat_nouns")
_ENDED = word_list("ended_adverbs")
_SETTLEMENTS = word_list("settlements")
_FIRMS = word_list("firm_nouns")
_BODIES = ("Institution", "Party")
_LONGEST = 8
"""Most tokens between a comma and the participle of what follows it."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A body said to be in a place, at a token, by a rule."""

    body: str
    place: str
    token: int
    rule: str
    confidence: float


def find_seats(annotated: Annotated) -> Iterator[Seat]:
    """What the text says of the places of bodies, left to right and rule by rule."""
    for i, word in enumerate(annotated.tokens.lower):
        if word in _WITHIN and annotated.tokens.dep[i] == "prep":
            yield from _within(annotated, i)
        elif word == "based":
            yield from _place_based(annotated, i)
    for mention in annotated.mentions:
        if mention.kind in ("State", "Place") and mention.form in ("adjective", "name"):
            yield from _of_state(annotated, mention)


def _within(annotated: Annotated, preposition: int) -> Iterator[Seat]:
    """ "based in Geneva", "its headquarters in Geneva", "the bureau in Lyon"."""
    tokens = annotated.tokens
    place = next(
        (m for j in tokens.children(preposition) if tokens.dep[j] == "pobj" and (m := place_of(annotated, j))), None
    )
    if place is None:
        return
    governor = tokens.head[preposition]
    if tokens.lemma[preposition - 1] in _SEATS and tokens.pos[preposition - 1] in ("NOUN", "PROPN"):
        governor = preposition - 1
    if tokens.lemma[governor] in _SITED or tokens.lemma[governor] == "be":
        if not _is_over(annotated, governor):
            for body in _carriers(annotated, governor):
                yield Seat(body, place.entity, preposition, "based-in", 0.9)
    elif tokens.lemma[governor] in _SEATS:
        for body in _owners(annotated, governor):
            yield Seat(body, place.entity, preposition, "seat-in", 0.85)
    elif tokens.lower[preposition] in ("in", "at") and (found := _body_at(annotated, governor)):
        yield Seat(found, place.entity, preposition, "body-in-place", 0.75)


def _is_over(annotated: Annotated, verb: int) -> bool:
    """ "formerly based in", "is not based in"."""
    tokens = annotated.tokens
    return any(tokens.dep[j] == "neg" or tokens.lower[j] in _ENDED for j in tokens.children(verb))


def _carriers(annotated: Annotated, verb: int) -> list[str]:
    """The body of which a participle or verb of siting is said: its noun, what that noun is said of, its subject."""
    tokens = annotated.tokens
    subjects = [j for j in tokens.children(verb) if tokens.dep[j] in ("nsubj", "nsubjpass")]
    if tokens.lemma[verb] == "be":
        return [body for j in subjects if tokens.lemma[j] in _SEATS for body in _owners(annotated, j)]
    if tokens.dep[verb] == "conj" and not subjects and tokens.tag[verb] == "VBN":
        verb = tokens.head[verb]
        subjects = [j for j in tokens.children(verb) if tokens.dep[j] in ("nsubj", "nsubjpass")]
    if tokens.dep[verb] in ("acl", "relcl", "amod"):
        return _meant_by(annotated, tokens.head[verb]) or _over_comma(annotated, verb)
    if tokens.dep[verb] == "advcl" and not subjects:
        subjects = [j for j in tokens.children(tokens.head[verb]) if tokens.dep[j] in ("nsubj", "nsubjpass")]
    seats = [body for j in subjects if tokens.lemma[j] in _SEATS for body in _owners(annotated, j)]
    return seats or [found for j in subjects if (found := _body_at(annotated, j))]


def _meant_by(annotated: Annotated, noun: int) -> list[str]:
    """The named body at a noun, or else that of which the noun is said by apposition or as a predicate."""
    tokens = annotated.tokens
    tried = [noun]
    if tokens.dep[noun] in ("appos", "compound", "nmod"):
        tried.insert(0, tokens.head[noun])
    elif tokens.dep[noun] == "attr":
        tried[:0] = [j for j in tokens.children(tokens.head[noun]) if tokens.dep[j] == "nsubj"]
    tried += [j for j in tokens.children(noun) if tokens.dep[j] == "appos"]
    named = [b for j in tried if (m := annotated.mention_at(j)) and m.form == "name" and (b := _body_at(annotated, j))]
    return named[:1] or [b for j in tried if (b := _body_at(annotated, j))][:1]


def _over_comma(annotated: Annotated, participle: int) -> list[str]:
    """The body named before the comma in "Nord Studios, a small firm based in": whatever the parse."""
    tokens, i = annotated.tokens, participle - 1
    while i > 0 and tokens.pos[i] in ("DET", "ADJ", "NOUN", "ADV", "NUM", "CCONJ") and participle - i < _LONGEST:
        i -= 1
    if tokens.text[i] != "," or tokens.sentence[i] != tokens.sentence[participle]:
        return []
    named = (m for m in annotated.mentions if m.form == "name" and annotated.token_spans[m.id][1] == i)
    return [m.entity for m in named if m.kind in _BODIES][:1]


def _owners(annotated: Annotated, noun: int) -> list[str]:
    """Whose headquarters: by possessive, as the word before, or as the subject of "has its headquarters in"."""
    tokens = annotated.tokens
    owners = [j for j in tokens.children(noun) if tokens.dep[j] in ("poss", "compound", "nmod")]
    owners += [k for j in tokens.children(noun) if tokens.lower[j] == "of" for k in tokens.children(j)]
    verb = tokens.head[noun]
    if tokens.lemma[verb] in ("have", "maintain", "keep") and tokens.dep[noun] == "dobj":
        owners += [j for j in tokens.children(verb) if tokens.dep[j] == "nsubj"]
    return [body for j in owners if (body := _body_at(annotated, j))][:1]


def _body_at(annotated: Annotated, token: int) -> str | None:
    mention = annotated.mention_at(token)
    return mention.entity if mention and mention.kind in _BODIES else None


def _place_based(annotated: Annotated, word: int) -> Iterator[Seat]:
    """ "the Ohio-based firm X"."""
    tokens = annotated.tokens
    before = word - 1 - (tokens.text[word - 1 : word] == ["-"])
    ends = [m for m in annotated.mentions if annotated.token_spans[m.id][1] == before + 1]
    place = next((m for m in ends if m.kind in ("Place", "State") and m.form != "pronoun"), None)
    if place is None or tokens.dep[word] not in ("amod", "acl", "compound", "nmod"):
        return
    for body in _meant_by(annotated, tokens.head[word]):
        yield Seat(body, place.entity, word, "place-based", 0.9)


def _of_state(annotated: Annotated, state: Mention) -> Iterator[Seat]:
    """ "the Dutch bank X", "X, a Dutch bank", "Belgium's public broadcaster X", "X, an Ohio firm": a noun of bodies
    that are no organs.
    """
    tokens = annotated.tokens
    root = tokens.root(*annotated.token_spans[state.id])
    noun = tokens.head[root]
    possessed = tokens.dep[root] == "poss"
    if not possessed and tokens.dep[root] not in ("amod", "compound", "nmod"):
        return
    if noun <= root or noun - root > 6:
        return
    follower = noun if tokens.text[noun] in _FIRMS else _firm_before(annotated, root, noun)
    if follower is None or (state.form == "name" and not possessed and tokens.text[noun] not in _FIRMS):
        return
    for body in _meant_by(annotated, noun):
        mention = annotated.entities[body]
        if any(o.institution == body for o in annotated.organs) or _is_bare(mention.name):
            continue
        yield Seat(body, state.entity, noun, "state-firm", 0.8)


def _firm_before(annotated: Annotated, root: int, noun: int) -> int | None:
    """The noun of a body between the state and its name: "German carmaker Daimler"."""
    return next((i for i in range(root + 1, noun) if annotated.tokens.text[i] in _FIRMS), None)


def _is_bare(name: str) -> bool:
    """Whether a body is only described ("Dutch bank"), not named."""
    return name.split()[-1].lower() in load_nouns().kinds and name.split()[-1].islower()


def place_of(annotated: Annotated, token: int) -> Mention | None:
    """The place at this token, or named by "city of X" there. An adjective names no place."""
    mention = annotated.mention_at(token)
    if mention and mention.kind in ("Place", "State") and mention.form not in ("pronoun", "adjective"):
        return mention
    tokens = annotated.tokens
    if tokens.lower[token] in _SETTLEMENTS:
        for j in tokens.children(token):
            inner = tokens.children(j) if tokens.lower[j] == "of" else [j] if tokens.dep[j] == "appos" else []
            for k in inner:
                found = annotated.mention_at(k)
                if found and found.kind == "Place":
                    return found
    return None
