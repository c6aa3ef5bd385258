"""Where names begin and end, and what kind of thing each names.

Evidence in order of trust: a form of address or a title before the name, the gazetteer, the model's own entities
(trimmed and completed), capitalised words around the noun of a body, and names that the same document has already told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from spacy.tokens import Doc

from kg.annotate.gazetteer import Hit
from kg.annotate.titles import TitleSpan
from kg.annotate.tokens import PARTICLES, Tokens
from kg.model import Kind

NameSource: TypeAlias = Literal["address", "title", "gazetteer", "model", "body", "document"]
_TRUST: dict[NameSource, int] = {"address": 0, "title": 1, "gazetteer": 2, "body": 3, "model": 4, "document": 5}
LABELS: Mapping[str, Kind] = {
    "PERSON": "Person",
    "ORG": "Institution",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "NORP": "Group",
    "EVENT": "Event",
    "WORK_OF_ART": "Work",
    "LAW": "Work",
}
_KIND_OF_HIT: Mapping[str, Kind] = {
    "state": "State",
    "adjective": "State",
    "demonym": "State",
    "short": "State",
    "place": "Place",
    "seat": "Institution",
    "institution": "Institution",
}
_JOINERS = frozenset({"of", "for", "and", "the", "on", "to", "&", "de", "du", "al", "des", "in"})
_LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start, end). `hit` is what the gazetteer knows of it; `sex` comes from a form of address.

    `doubtful` is a name that may be the end of one sentence glued to the beginning of the next ("the U.S. Negotiations").
    """

    start: int
    end: int
    kind: Kind
    source: NameSource
    hit: Hit | None = None
    sex: str | None = None
    doubtful: bool = False


def _is_name_word(tokens: Tokens, i: int, barred: frozenset[int]) -> bool:
    return (
        i < len(tokens)
        and i not in barred
        and tokens.capitalised(i)
        and tokens.text[i].rstrip(".").isalnum()
        and not tokens.text[i][0].isdigit()
        and tokens.pos[i] not in ("DET", "ADP", "PRON", "CCONJ", "SCONJ", "AUX", "NUM")
    )


def name_end(tokens: Tokens, start: int, barred: frozenset[int]) -> int:
    """End of the person's name that begins at this token; the same index where none does.

    Takes initials, particles before a capital ("bin Salman"), and hyphenated second halves in small letters ("Jong-un").
    """
    i = start
    while i - start < _LONGEST_NAME:
        if _is_name_word(tokens, i, barred):
            i += 1
        elif (
            i > start
            and tokens.lower[i : i + 1]
            and tokens.lower[i] in PARTICLES
            and _is_name_word(tokens, i + 1, barred)
        ):
            i += 2
        elif (
            i > start
            and i + 1 < len(tokens)
            and tokens.text[i] in "-‑–"
            and tokens.glued(i - 1)
            and tokens.glued(i)
            and tokens.text[i + 1].isalpha()
            and i + 1 not in barred
        ):
            i += 2
        else:
            break
        if tokens.text[i - 1].endswith(".") and len(tokens.text[i - 1]) > 3:
            break
        if i < len(tokens) and tokens.sentence[i] != tokens.sentence[start]:
            break
    return i


def addressed(tokens: Tokens, honorifics: Mapping[str, str | None], barred: frozenset[int]) -> Iterator[Name]:
    """Names after a form of address: "Mr Kim", "Dr. Ghebreyesus"."""
    for i, text in enumerate(tokens.text[:-1]):
        if text.rstrip(".") in honorifics:
            end = name_end(tokens, i + 1, barred)
            if end > i + 1:
                yield Name(i + 1, end, "Person", "address", sex=honorifics[text.rstrip(".")])


def titled(tokens: Tokens, titles: Iterable[TitleSpan], persons: set[int], barred: frozenset[int]) -> Iterator[Name]:
    """Names right after a title: "Vice Foreign Minister Choe Son Hui"; lower-case titles need the model's word for it."""
    for title in titles:
        start = title.end
        while start < len(tokens) and start in barred and tokens.text[start] in ("(",):
            start += 1
        end = name_end(tokens, start, barred)
        if end == start or (tokens.glued(title.end - 1) and tokens.text[title.end - 1][-1] != "."):
            continue
        capital_title = tokens.capitalised(title.head)
        if any(j in persons for j in range(start, end)) or (
            tokens.pos[start] == "PROPN" and (capital_title or end - start > 1)
        ):
            yield Name(start, end, "Person", "title", sex=title.entry.sex)


def modelled(
    doc: Doc, tokens: Tokens, titles: Sequence[TitleSpan], honorifics: Mapping[str, str | None], barred: frozenset[int]
) -> Iterator[Name]:
    """The model's entities without articles, possessives, titles and line breaks, persons completed to the right."""
    title_tokens = {i for t in titles for i in range(t.start, t.end)}
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None or title_tokens.issuperset(range(ent.start, ent.end)):
            continue
        start, end = ent.start, ent.end
        while start < end and (
            tokens.pos[start] in ("DET", "PUNCT", "SPACE", "PART")
            or tokens.lower[start] == "the"
            or (kind == "Person" and (start in title_tokens or tokens.text[start].rstrip(".") in honorifics))
        ):
            start += 1
        end = next(
            (i for i in range(start, end) if tokens.space[i] or tokens.sentence[i] != tokens.sentence[start]), end
        )
        while end > start and (
            tokens.text[end - 1] in ("'s", "’s", "'", "’")
            or not tokens.text[end - 1][-1].isalnum()
            and not tokens.text[end - 1].endswith(".")
            and tokens.text[end - 1] not in (")", "!")
        ):
            end -= 1
        if start == end or not any(tokens.capitalised(i) or tokens.text[i][:1].isdigit() for i in range(start, end)):
            continue
        if kind == "Person":
            if not tokens.capitalised(start) or (end - start == 1 and _is_counted(tokens, start)):
                continue
            end = max(name_end(tokens, start, barred), min(end, start + _LONGEST_NAME))
        glued = (
            end - start == 2
            and tokens.text[start].endswith(".")
            and tokens.text[start].isupper()
            and kind == "Institution"
        )
        yield Name(
            start, end, kind, "model", doubtful=glued and end < len(tokens) and tokens.pos[end] in ("AUX", "VERB")
        )


def _is_counted(tokens: Tokens, i: int) -> bool:
    """ "The 38th Parallel", "the Bundesbank": an article or number before a word that is no person's name."""
    return i > 0 and tokens.pos[i - 1] in ("DET", "NUM", "ADJ") and tokens.dep[i] not in ("compound", "poss", "nmod")


def bodies(tokens: Tokens, nouns: Mapping[str, str], barred: frozenset[int]) -> Iterator[Name]:
    """Capitalised words around the noun of a body: "National Security Office", "Ministry of Trade and Industry"."""
    for i, word in enumerate(tokens.lower):
        if word not in nouns or not tokens.capitalised(i) or tokens.pos[i] not in ("NOUN", "PROPN"):
            continue
        start = i
        while (
            start > 0
            and _is_name_word(tokens, start - 1, barred)
            and not tokens.space[start - 1]
            and tokens.sentence[start - 1] == tokens.sentence[i]
        ):
            start -= 1
        if (
            start < i
            and tokens.pos[start] not in ("PROPN", "NOUN", "ADJ")
            or (start < i and _opens_with_common_word(tokens, start))
        ):
            start += 1
        end = i + 1
        while True:
            j = end
            while j < len(tokens) and tokens.lower[j] in _JOINERS and j - end < 2:
                j += 1
            if j > end and tokens.lower[end] in ("and", "in", "to", "on") and end == i + 1:
                break
            if j == end or not _is_name_word(tokens, j, barred) or tokens.sentence[j] != tokens.sentence[i]:
                if j == end and _is_name_word(tokens, j, barred) and end > i + 1:
                    end += 1
                    continue
                break
            end = j + 1
        if end - start > 1:
            yield Name(start, end, "Institution", "body")


def _opens_with_common_word(tokens: Tokens, i: int) -> bool:
    """A word with a capital only because its sentence begins with it."""
    return (
        (i == 0 or tokens.sentence[i] != tokens.sentence[i - 1])
        and tokens.pos[i] != "PROPN"
        and tokens.tag[i] not in ("NN", "JJ")
    )


def known(hits: Iterable[Hit]) -> Iterator[Name]:
    """The gazetteer's names."""
    for hit in hits:
        yield Name(hit.start, hit.end, _KIND_OF_HIT[hit.kind], "gazetteer", hit)


def _span(name: Name) -> range:
    return range(name.start, name.end)


def choose(names: Iterable[Name]) -> list[Name]:
    """One name a token: the more trusted first, the longer among equals; a name inside a longer one gives way.

    A known state, place or body inside a longer name of the model's is part of that name ("Bank of China"), unless the
    longer one is only the known name with something that is no part of it.
    """
    ordered = sorted(set(names), key=lambda n: (_TRUST[n.source], n.start - n.end, n.start, n.kind))
    longer = [
        n
        for n in ordered
        if n.source in ("model", "body")
        and n.kind in ("Institution", "Person", "Event", "Work")
        or n.source in ("address", "title")
    ]
    taken: set[int] = set()
    chosen: list[Name] = []
    for name in ordered:
        if name.doubtful or not taken.isdisjoint(_span(name)):
            continue
        if name.hit and any(
            o.start <= name.start
            and name.end <= o.end
            and o.end - o.start > name.end - name.start
            and _swallows(o, name)
            for o in longer
        ):
            continue
        taken.update(_span(name))
        chosen.append(name)
    return sorted(chosen, key=lambda n: n.start)


def _swallows(longer: Name, known_name: Name) -> bool:
    """Whether a known name is a part of the longer one rather than a neighbour the model glued to it."""
    if longer.doubtful:
        return False
    if known_name.hit and known_name.hit.kind in ("adjective", "state") and longer.start == known_name.start:
        return longer.source in ("body", "address") or longer.kind != "Person"
    return True


def settle(tokens: Tokens, names: Sequence[Name]) -> list[Name]:
    """One kind a surface within the document, where only the model spoke: its most frequent one, places before persons."""
    rank: dict[Kind, int] = {"Place": 0, "Institution": 2, "Person": 1}
    votes: dict[str, Counter[Kind]] = {}
    for name in names:
        if name.kind in rank:
            weight = 3 if name.source in ("address", "title") else 1
            votes.setdefault(tokens.phrase(name.start, name.end), Counter())[name.kind] += weight
    winner = {
        surface: min(count, key=lambda k: (-count[k], rank[k])) for surface, count in votes.items() if len(count) > 1
    }
    surnames = {tokens.text[n.start] for n in names if n.kind == "Person" and n.end - n.start == 1}
    names = [
        replace(n, kind="Person")
        if n.kind == "Work" and n.end - n.start in (2, 3) and tokens.text[n.end - 1] in surnames
        else n
        for n in names
    ]
    return [
        replace(n, kind=winner.get(tokens.phrase(n.start, n.end), n.kind))
        if n.source == "model" and n.kind in rank
        else n
        for n in names
    ]


def repeated(tokens: Tokens, names: Sequence[Name], barred: frozenset[int]) -> Iterator[Name]:
    """Words of names told in full elsewhere in the document, where nothing else has claimed them."""
    taken = {i for n in names for i in _span(n)}
    parts: dict[str, Kind] = {}
    for name in names:
        if name.kind == "Person" and name.end - name.start > 1:
            for i in (name.start, name.end - 1):
                if len(tokens.text[i]) > 2 and tokens.text[i].isalpha() and tokens.capitalised(i):
                    parts[tokens.text[i]] = "Person"
    whole = {
        tokens.text[n.start]: n.kind
        for n in names
        if n.end - n.start == 1
        and n.kind in ("Person", "Institution", "Place")
        and n.hit is None
        and len(tokens.text[n.start]) > 2
    }
    for i, text in enumerate(tokens.text):
        if i not in taken and i not in barred and tokens.pos[i] in ("PROPN", "NOUN", "ADJ") and tokens.capitalised(i):
            kind = parts.get(text) or whole.get(text)
            if kind:
                yield Name(_leftmost(tokens, i, taken | barred) if kind == "Person" else i, i + 1, kind, "document")


def _leftmost(tokens: Tokens, i: int, taken: Set[int]) -> int:
    """Where the person's name that ends at this token begins: unclaimed capitalised names before it belong to it."""
    start = i
    while (
        i - start < 3
        and start > 0
        and start - 1 not in taken
        and tokens.pos[start - 1] == "PROPN"
        and tokens.capitalised(start - 1)
        and tokens.sentence[start - 1] == tokens.sentence[i]
    ):
        start -= 1
    return start
