"""Names of persons by what stands around them: a form of address, a title, the same name elsewhere in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from kg.annotate.bodies import load_nouns
from kg.annotate.names import Name
from kg.annotate.timewords import load_vocabulary, says_when
from kg.annotate.titles import TitleSpan
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Kind

LONGEST_NAME = 6
"""Most tokens that a person's name may have."""
_LONGEST_COMPLEMENT = 9
"""Most tokens between a title and the comma before its holder's name."""
_BREAKS = frozenset({",", "(", "-", "–", "—"})
_PARTICLES = word_list("name_particles")
_NO_SURNAMES = word_list("no_surnames")
PARTY_LETTERS = frozenset({"R", "D", "I"})
"""Parties of the United States before the state that a member of Congress sits for ("R-Utah")."""
_CAPTIONS = word_list("caption_words")
_BEFORE_MONTHS = word_list("before_months")


def is_name_word(tokens: Tokens, i: int, barred: frozenset[int]) -> bool:
    """Whether the token can be a word of a name: capitalised, no function word, not in `barred`."""
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

    Takes initials, particles before a capital ("bin Salman"), and second halves in small letters ("Jong-un").
    """
    if start + 1 < len(tokens) and tokens.text[start] in PARTY_LETTERS and tokens.text[start + 1] == "-":
        return start
    i = start
    while i - start < LONGEST_NAME:
        if i > start and (_is_caption(tokens, i) or (i < len(tokens) and says_when(tokens.text[i]))):
            break
        if is_name_word(tokens, i, barred):
            i += 1
        elif i > start and is_name_word(tokens, after := _after_particles(tokens, i), barred):
            i = after + 1
        elif i > start and _is_hyphen_within(tokens, i) and i + 1 not in barred:
            i += 2
        else:
            break
        if tokens.text[i - 1].endswith(".") and len(tokens.text[i - 1]) > 3:
            break
        if i < len(tokens) and tokens.sentence[i] != tokens.sentence[start]:
            break
    return i


def _is_caption(tokens: Tokens, i: int) -> bool:
    """ "Image:", "Photo:": what a page writes below a picture."""
    return tokens.text[i + 1 : i + 2] == [":"] and tokens.lower[i] in _CAPTIONS


def _after_particles(tokens: Tokens, i: int) -> int:
    """The first token from i on that is no particle, nor the hyphen of one ("al-Sisi")."""
    while i < len(tokens) and tokens.lower[i] in _PARTICLES:
        i += 1 + (_is_hyphen_within(tokens, i + 1))
    return i


def _is_hyphen_within(tokens: Tokens, i: int) -> bool:
    return (
        i + 1 < len(tokens)
        and tokens.text[i] in "-‑–"
        and tokens.glued(i - 1)
        and tokens.glued(i)
        and tokens.text[i + 1].isalpha()
    )


def addressed(tokens: Tokens, honorifics: Mapping[str, str | None], barred: frozenset[int]) -> Iterator[Name]:
    """Names after a form of address: "Mr Kim", "Dr. Ghebreyesus"."""
    for i, text in enumerate(tokens.text[:-1]):
        if text.rstrip(".") in honorifics:
            end = name_end(tokens, i + 1, barred)
            if end > i + 1:
                yield Name(i + 1, end, "Person", "address", sex=honorifics[text.rstrip(".")])


def titled(tokens: Tokens, titles: Iterable[TitleSpan], persons: set[int], barred: frozenset[int]) -> Iterator[Name]:
    """Names right after a title: "Vice Trade Minister Ola Nord"; lower-case titles need the model's word for it."""
    for title in titles:
        start = title.end
        while start < len(tokens) and start in barred and tokens.text[start] == "(":
            start += 1
        end = name_end(tokens, start, barred)
        if end == start or (tokens.glued(title.end - 1) and tokens.text[title.end - 1][-1] != "."):
            continue
        modelled = not persons.isdisjoint(range(start, end))
        if tokens.lower[end - 1] in _NO_SURNAMES or (not modelled and _has_noun_of_body(tokens, start, end)):
            continue
        capital_title = tokens.capitalised(title.head)
        if modelled or (tokens.pos[start] == "PROPN" and (capital_title or end - start > 1)):
            yield Name(start, end, "Person", "title", sex=title.entry.sex)


def name_after_comma(tokens: Tokens, title: TitleSpan, start: int) -> int:
    """Where the name begins that explains a title: after a comma, dash or bracket that follows it or its complement.

    "The director of the agency, Ola Nord, said": the words between are small or belong to the complement. -1 where
    there is none.
    """
    for i in range(start, min(start + _LONGEST_COMPLEMENT, len(tokens) - 1)):
        if tokens.text[i] in _BREAKS:
            return i + 1
        closing = tokens.text[i] in ('"', "”", "'", "’")
        if tokens.sentence[i] != tokens.sentence[title.head] or (
            tokens.pos[i] in ("VERB", "AUX", "PUNCT") and not closing
        ):
            break
    return -1


def explained(tokens: Tokens, titles: Iterable[TitleSpan], barred: frozenset[int]) -> Iterator[Name]:
    """Names between commas that explain a title: "the governor of the region, Ola Nord, said"."""
    for title in titles:
        start = name_after_comma(tokens, title, title.end)
        if start < 0 or title.plural:
            continue
        end = name_end(tokens, start, barred)
        closed = tokens.text[end : end + 1] in ([","], [")"], ["."])
        if not 1 < end - start <= LONGEST_NAME or not closed or _has_noun_of_body(tokens, start, end):
            continue
        root = tokens.root(start, end)
        if tokens.dep[root] == "appos" and title.head <= tokens.head[root] < start:
            yield Name(start, end, "Person", "title", sex=title.entry.sex)


def _has_noun_of_body(tokens: Tokens, start: int, end: int) -> bool:
    """ "Deputy leader of the opposition Green Party": what follows the title is no person."""
    return tokens.lower[end - 1] in _NO_SURNAMES or any(
        tokens.lower[j] in load_nouns().kinds for j in range(start, end)
    )


def repeated(tokens: Tokens, names: Sequence[Name], barred: frozenset[int]) -> Iterator[Name]:
    """Words of names told in full elsewhere in the document, where nothing else has claimed them."""
    taken = {i for n in names for i in range(n.start, n.end)}
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
        and n.kind in ("Person", "Institution", "Party", "Place")
        and n.hit is None
        and len(tokens.text[n.start]) > 2
    }
    for i, text in enumerate(tokens.text):
        if i not in taken and i not in barred and tokens.pos[i] in ("PROPN", "NOUN", "ADJ") and tokens.capitalised(i):
            kind = parts.get(text) or whole.get(text)
            if kind and not _is_month(tokens, i):
                yield Name(_leftmost(tokens, i, taken | barred) if kind == "Person" else i, i + 1, kind, "document")


def _is_month(tokens: Tokens, i: int) -> bool:
    """Whether a word that may be a month stands where months do: "in May", "May 7"."""
    following = tokens.text[i + 1] if i + 1 < len(tokens) else ""
    stands_so = following[:1].isdigit() or (i > 0 and tokens.lower[i - 1] in _BEFORE_MONTHS)
    return stands_so and tokens.lower[i] in load_vocabulary().month


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
