"""Which mentions of persons are one person: full names, parts of names, nicknames in titles, he and she.

Precision first: a part of a name goes to whom it has meant before, or else to the last person it can mean; a pronoun
to the nearest agreeing subject within two sentences, or to nobody.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.annotate.tokens import Tokens

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "it": "n",
    "its": "n",
    "itself": "n",
}
_JUNIOR = (("jr",), ("sr",), ("junior",), ("senior",))
"""Ends of names that tell a person from a namesake: who is called by the surname alone is the other one."""
_REACH = 2
"""How many sentences back a pronoun may look."""


@lru_cache(maxsize=4096)
def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name for comparing: lower case, no diacritics, no initials' stops, hyphens closed up."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\w)[-‑–'’](?=\w)", "", plain.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    return tuple(re.findall(r"\w+", plain.lower()))


@dataclass(slots=True)
class Person:
    """A person of the document while its mentions are gathered: token spans, the fullest name, the sex where known."""

    number: int
    name: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    sex: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the fullest name."""
        return name_parts(self.name)


def _same_full_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Equal when closed up ("jong un" and "jongun"), or one is the other with middle names."""
    if "".join(a) == "".join(b):
        return True
    short, long = sorted((list(a), list(b)), key=len)
    if len(short) < 2:
        return False
    return short[0] == long[0] and short[-1] == long[-1] and all(p in long for p in short)


def _may_be(parts: Sequence[str], person: Person) -> bool:
    """A single part of a longer name: family name first or last, or a given name."""
    known = person.parts
    if len(parts) == 1 and known[-1:] in _JUNIOR:
        known = known[:-1] if len(known) > 2 else ()
    if len(parts) == 1:
        return parts[0] in known or (len(known) > 1 and parts[0] == "".join(known[1:]))
    return len(parts) < len(known) and list(parts) == list(known[-len(parts) :])


def cluster(tokens: Tokens, spans: Iterable[tuple[int, int, str | None]]) -> list[Person]:
    """Persons of the document from their named mentions (start, end, sex), which must be in order."""
    persons: list[Person] = []
    mentions = [(start, end, sex, name_parts(tokens.phrase(start, end))) for start, end, sex in spans]
    full = [m for m in mentions if len(m[3]) > 1]
    for start, end, sex, parts in full:
        person = next((p for p in persons if _same_full_name(parts, p.parts) and _agree(sex, p.sex)), None)
        if person is None:
            person = Person(len(persons), tokens.phrase(start, end))
            persons.append(person)
        elif len(parts) > len(person.parts):
            person.name = tokens.phrase(start, end)
        person.spans.append((start, end))
        person.sex = person.sex or sex
    last_seen = {p.number: p.spans[0][0] for p in persons}
    called: set[tuple[int, tuple[str, ...]]] = set()
    for start, end, sex, parts in mentions:
        if len(parts) > 1:
            for person in persons:
                if (start, end) in person.spans:
                    last_seen[person.number] = start
            continue
        candidates = [p for p in persons if (_may_be(parts, p) or parts == p.parts) and _agree(sex, p.sex)]
        if not candidates:
            candidates = [Person(len(persons), tokens.phrase(start, end))]
            persons += candidates
        person = max(
            candidates,
            key=lambda p: (
                last_seen.get(p.number, -1) <= start,
                _surname(parts, p),
                (p.number, parts) in called,
                last_seen.get(p.number, -1),
                -p.number,
            ),
        )
        person.spans.append((start, end))
        person.sex = person.sex or sex
        last_seen[person.number] = start
        called.add((person.number, parts))
    for person in persons:
        person.spans.sort()
    return persons


def _surname(parts: Sequence[str], person: Person) -> bool:
    return bool(person.parts) and parts[-1:] in (person.parts[-1:], person.parts[:1])


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a pronoun may mean: its entity, root token and sex ("n" for states and bodies, None where unknown)."""

    entity: str
    root: int
    sex: str | None


def resolve_pronoun(tokens: Tokens, pronoun: int, candidates: Sequence[Candidate]) -> str | None:
    """The entity that the pronoun at this token means, or None. `candidates` are in order of their roots."""
    sex = PRONOUNS[tokens.lower[pronoun]]
    if sex == "n" and _is_empty(tokens, pronoun):
        return None
    here = tokens.sentence[pronoun]
    first = bisect_left(candidates, here - _REACH, key=lambda c: tokens.sentence[c.root])
    near = candidates[first : bisect_left(candidates, pronoun, key=lambda c: c.root)]
    agreeing = [c for c in near if c.sex == sex or (c.sex is None and sex != "n")]
    possessive = tokens.dep[pronoun] == "poss"
    for sentence in range(here, here - _REACH - 1, -1):
        inside = [c for c in agreeing if tokens.sentence[c.root] == sentence]
        subjects = [c for c in inside if _subject(tokens, c.root)]
        if sentence == here:
            subjects = [c for c in subjects if possessive or tokens.head[c.root] != tokens.head[pronoun]]
            if subjects:
                return subjects[-1].entity
            if inside and possessive and sex != "n":
                return inside[-1].entity
        elif subjects:
            return subjects[0].entity
        elif inside and sex != "n":
            return inside[-1].entity
        elif inside and len({c.entity for c in inside}) == 1:
            return inside[0].entity
    return None


def _subject(tokens: Tokens, root: int) -> bool:
    dep = tokens.dep[root]
    return dep in SUBJECTS or (dep == "conj" and tokens.dep[tokens.head[root]] in SUBJECTS)


def _is_empty(tokens: Tokens, pronoun: int) -> bool:
    """ "It" that stands for nothing: "it is regrettable that", "it rained"."""
    if tokens.dep[pronoun] == "expl":
        return True
    if tokens.dep[pronoun] not in ("nsubj", "nsubjpass"):
        return False
    verb = tokens.head[pronoun]
    if tokens.dep[verb] == "aux":
        verb = tokens.head[verb]
    children = tokens.children(verb)
    if tokens.lemma[verb] in ("be", "seem", "appear", "remain", "become"):
        return any(tokens.dep[j] in ("ccomp", "xcomp", "advcl", "csubj") for j in children) or any(
            tokens.dep[j] == "attr" for j in children
        )
    return tokens.lemma[verb] in ("rain", "snow", "take", "matter", "emerge", "turn", "happen")
