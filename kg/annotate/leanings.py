"""Person, body or place: what stands around a name in the whole document, weighed against the model's first guess.

The model reads each mention alone and takes unknown names for whatever it likes. Here all mentions of one surface are
judged together: the nouns beside it, the verb it governs, an article, an age, the given name it begins with.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.bodies import load_nouns
from kg.annotate.knownnames import given_names, load_known
from kg.annotate.names import Name
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Kind

_GUESS = 2.0
"""What the model's own votes weigh together; the evidence of a single clear neighbour is worth as much."""
_JUDGED: frozenset[Kind] = frozenset({"Person", "Institution", "Place", "Group", "Work"})
_CLEAR = 2.0
"""Weight from which the evidence alone makes a name of words that the model passed over."""
_STANDING = word_list("standing_bodies")
_NO_NAMES = word_list("sheet_words")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "leanings.json").read_bytes())
    return {key: frozenset(words) for key, words in table.items() if key != "source"}


def _before(tokens: Tokens, start: int) -> Iterator[tuple[Kind, float]]:
    """What the word before a name says of it."""
    word, words = tokens.lower[start - 1], _words()
    if tokens.sentence[start - 1] != tokens.sentence[start]:
        return
    if word in words["before_person"] and not tokens.capitalised(start - 1):
        yield "Person", 2.5
    elif word in words["before_body"] or (word in load_nouns().kinds and not tokens.capitalised(start - 1)):
        yield "Institution", 2.5
    elif word in words["before_place"]:
        yield "Place", 1.5
    elif word in words["locative"]:
        yield "Place", 1.0
    elif word == "of" and start > 1 and tokens.lower[start - 2] in words["before_place"]:
        yield "Place", 2.5
    elif word == "of" and start > 1 and tokens.lower[start - 2] in words["head_of_body"]:
        yield "Institution", 2.5


def _after(tokens: Tokens, end: int) -> Iterator[tuple[Kind, float]]:
    """What the words after a name say of it."""
    words, follow = _words(), tokens.lower[end : end + 3]
    owned = follow[:1] in (["'s"], ["’s"], ["'"], ["’"])
    noun = follow[1] if owned and len(follow) > 1 else follow[0] if follow else ""
    if noun in words["after_body"] or (noun in load_nouns().kinds and not owned):
        yield "Institution", 1.0 if owned else 2.0
    elif noun in words["after_person"]:
        yield "Person", 1.5
    elif noun in words["after_place"] and not owned:
        yield "Place", 1.5
    if follow[:1] == [","] and len(follow) == 3 and follow[1].isdigit() and len(follow[1]) == 2 and follow[2] in ",.)":
        yield "Person", 3.0
    if follow[:2] == ["-", "based"]:
        yield "Place", 6.0
    if follow[:1] == ["who"] or follow[:2] == [",", "who"]:
        yield "Person", 2.0


def _around(tokens: Tokens, name: Name) -> Iterator[tuple[Kind, float]]:
    """What the grammar around a name says of it."""
    root = tokens.root(name.start, name.end)
    head, alone = tokens.head[root], name.end - name.start == 1
    if name.start > 0 and tokens.lower[name.start - 1] == "the" and tokens.dep[root] != "compound" and alone:
        yield "Institution", 1.0
        yield "Person", -1.5
    if tokens.dep[root] in _SUBJECTS:
        if tokens.lower[head] in _words()["person_verbs"]:
            yield "Person", 1.0
            yield "Place", -1.0
        if tokens.tag[head] == "VBP" and tokens.tag[root] == "NNP" and not _joined(tokens, root):
            yield "Institution", 1.5
    text = tokens.text[name.start]
    if alone and text.isupper() and 2 <= len(text) <= 5 and text.isalpha() and not _loud(tokens, name.start):
        yield "Institution", 2.0
        yield "Person", -1.5


def _joined(tokens: Tokens, root: int) -> bool:
    return tokens.lower[root + 1 : root + 2] in (["and"], [","])


def _loud(tokens: Tokens, i: int) -> bool:
    """Whether the words around are capitals too."""
    near = [t for t in tokens.text[max(0, i - 3) : i + 4] if t.isalpha()]
    return sum(t.isupper() for t in near) > 1 + len(near) // 3


def _inside(tokens: Tokens, name: Name) -> Iterator[tuple[Kind, float]]:
    """What a name's own words say: it begins with a given name, or ends with a noun of places or bodies."""
    long = name.end - name.start
    last = name.end - 1
    if (
        1 < long <= 4
        and tokens.text[name.start] in given_names()
        and tokens.text[last].isalpha()
        and tokens.lower[last] not in load_nouns().kinds.keys() | _STANDING
    ):
        yield "Person", 2.5
    if long > 1 and tokens.capitalised(last):
        if tokens.lower[last] in _words()["place_ends"]:
            yield "Place", 2.5
        elif tokens.lower[last] in _words()["body_ends"]:
            yield "Institution", 2.5


def evidence(tokens: Tokens, name: Name) -> Mapping[Kind, float]:
    """The weight of each kind for one mention of a name."""
    weights: defaultdict[Kind, float] = defaultdict(float)
    pieces = [*_inside(tokens, name), *_around(tokens, name)]
    pieces += _before(tokens, name.start) if name.start else ()
    pieces += _after(tokens, name.end) if name.end < len(tokens) else ()
    for kind, weight in pieces:
        weights[kind] += weight
    return weights


def lean(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """The names with the kinds that the document as a whole bears out; only the model's guesses are judged."""
    surfaces: dict[str, list[Name]] = {}
    for name in names:
        if name.source == "model" and name.kind in _JUDGED:
            surfaces.setdefault(tokens.phrase(name.start, name.end), []).append(name)
    kinds = {surface: _kind(tokens, mentions) for surface, mentions in surfaces.items()}
    return [
        replace(n, kind=kinds[tokens.phrase(n.start, n.end)]) if n.source == "model" and n.kind in _JUDGED else n
        for n in names
    ]


def _kind(tokens: Tokens, mentions: Sequence[Name]) -> Kind:
    guesses = Counter(n.kind for n in mentions)
    weights: defaultdict[Kind, float] = defaultdict(float)
    for name in mentions:
        for kind, weight in evidence(tokens, name).items():
            weights[kind] += weight
    for kind, count in guesses.items():
        weights[kind] += _GUESS * count / len(mentions)
    first = guesses.most_common(1)[0][0]
    best = max(weights, key=lambda k: (weights[k], k == first, k))
    return best if weights[best] > weights[first] else first


def unclaimed(tokens: Tokens, names: Sequence[Name], barred: Set[int]) -> list[Name]:
    """Names that nothing proposed: capitalised words whose neighbours say clearly whose they are, in all the text."""
    taken = {i for n in names for i in range(n.start, n.end)} | barred
    ends = {n.end: n.kind for n in names}
    runs: dict[str, list[Name]] = {}
    for name in _runs(tokens, taken):
        runs.setdefault(tokens.phrase(name.start, name.end), []).append(name)
    found = []
    for surface, mentions in runs.items():
        weights: defaultdict[Kind, float] = defaultdict(float)
        for name in mentions:
            for kind, weight in (*evidence(tokens, name).items(), *_listed(tokens, name, ends)):
                weights[kind] += weight
        kind = max(weights, key=lambda k: (weights[k], k), default="Group")
        if weights[kind] >= _CLEAR and surface not in load_known().things:
            found += [replace(n, kind=kind) for n in mentions]
            ends |= {n.end: kind for n in mentions}
    return found


def _listed(tokens: Tokens, name: Name, ends: Mapping[int, Kind]) -> Iterator[tuple[Kind, float]]:
    """The kind of the name before it in a list."""
    kind = ends.get(name.start - 1)
    if kind in ("Person", "Institution") and tokens.lower[name.start - 1] in (",", "and", "&"):
        yield kind, 1.5


def _runs(tokens: Tokens, taken: Set[int]) -> Iterator[Name]:
    """Runs of capitalised words that are proper nouns to the tagger and to nobody a name."""
    i = 0
    while i < len(tokens):
        end = i
        while end < len(tokens) and end not in taken and _is_proper(tokens, end, i):
            end += 1
        if i < end <= i + 4 and len(tokens.text[i]) > 1:
            yield Name(i, end, "Group", "model")
        i = max(end, i + 1)


def _is_proper(tokens: Tokens, i: int, first: int) -> bool:
    return (
        tokens.pos[i] == "PROPN"
        and tokens.capitalised(i)
        and tokens.sentence[i] == tokens.sentence[first]
        and tokens.lower[i] not in _NO_NAMES
        and not _loud(tokens, i)
    )
