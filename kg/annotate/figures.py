"""Whether the name of a capital means the city or the state that speaks through it.

Read off the syntax: a subject that acts, a partner ("with", "between"), an owner of offices and policies is the state;
what is in, near, reached or hit is the city. A dateline, "the capital, X" and what nothing decides are the city.
Markert and Nissim 2007 (SemEval task 8) found grammatical role and head word to be what decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.tokens import Tokens

_DATELINE = re.compile(
    r"^\s*(?:\([^)\n]{2,30}\)\s*)?(?:--|—|–|-\s|:)|^,[^.\n]{0,40}(?:--|—|–)|^\s*\([^)\n]{2,30}\)\s*(?:--|—|–|-)"
)
_CITY = frozenset({"city", "capital", "town", "metropolis"})


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    table = msgspec.json.decode(files("kg.annotate").joinpath("data", "figures.json").read_bytes())
    return {key: frozenset(words) for key, words in table.items() if key != "source"}


def is_dateline(tokens: Tokens, text: str, start: int, end: int) -> bool:
    """Whether the name opens a paragraph and is set off from it by a dash."""
    before = text[max(0, tokens.start[start] - 3) : tokens.start[start]]
    opens = tokens.start[start] < 2 or "\n" in before or not before.strip()
    after = text[tokens.end[end - 1] : tokens.end[end - 1] + 60]
    return opens and bool(_DATELINE.match(after))


def stands_for_state(tokens: Tokens, start: int, end: int, text: str, titles: frozenset[int]) -> bool:
    """Whether the city named at [start, end) means its state. `titles` are the tokens that head an official title."""
    if is_dateline(tokens, text, start, end):
        return False
    if start > 0 and tokens.lemma[start - 1] in _CITY:
        return False
    follow = tokens.text[end : end + 2]
    if (
        follow[:1] == [","]
        and len(follow) > 1
        and tokens.capitalised(end + 1)
        and tokens.pos[end + 1] == "PROPN"
        and tokens.dep[end + 1] == "appos"
        and tokens.sentence[end + 1] == tokens.sentence[start]
    ):
        return False
    return _acts(tokens, tokens.root(start, end), titles, 0)


def _acts(tokens: Tokens, root: int, titles: frozenset[int], depth: int) -> bool:
    words = _words()
    dep, head = tokens.dep[root], tokens.head[root]
    lemma = tokens.lemma[head]
    if dep == "nsubj":
        return lemma not in words["literal_subjects_of"] and not (lemma == "be" and _is_city_predicate(tokens, head))
    if dep in ("nsubjpass", "attr"):
        return dep == "nsubjpass" and lemma not in words["literal_objects_of"] | words["literal_subjects_of"]
    if dep == "poss":
        return head in titles or lemma not in words["literal_heads"] | words["motion"]
    if dep in ("dobj", "dative", "iobj"):
        return lemma not in words["literal_objects_of"] | words["motion"]
    if dep in ("conj", "appos") and depth < 3:
        return lemma not in _CITY and _acts(tokens, head, titles, depth + 1)
    if dep in ("compound", "nmod", "amod"):
        return head in titles and lemma not in words["literal_heads"]
    if dep in ("pobj", "pcomp"):
        return _by_preposition(tokens, head, words)
    return False


def _is_city_predicate(tokens: Tokens, verb: int) -> bool:
    return any(tokens.dep[j] == "attr" and tokens.lemma[j] in _CITY for j in tokens.children(verb))


def _by_preposition(tokens: Tokens, preposition: int, words: Mapping[str, frozenset[str]]) -> bool:
    word = tokens.lower[preposition]
    if word in words["literal_prepositions"]:
        return False
    governor = tokens.lemma[tokens.head[preposition]]
    if word in words["state_prepositions"]:
        return governor not in words["motion"] or word in ("with", "by")
    return (
        word in words["open_prepositions"]
        and governor not in words["motion"]
        and tokens.pos[tokens.head[preposition]] in ("VERB", "NOUN", "ADJ")
        and (word != "of" or governor not in words["literal_heads"])
    )
