"""Names that the model proposes, and those of bodies that their own nouns give away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.annotate.cities import load_cities
from kg.annotate.gazetteer import Hit
from kg.annotate.knownnames import given_names
from kg.annotate.names import Name
from kg.annotate.persons import LONGEST_NAME, PARTY_LETTERS, name_end
from kg.annotate.timewords import says_when
from kg.annotate.titles import TitleSpan
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Kind

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
_STANDING = word_list("standing_bodies")
_NUMBERED = word_list("numbered_names")


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
        if end - start > 2 and tokens.text[start] in PARTY_LETTERS and tokens.text[start + 1] in ("-", "–"):
            start += 2  # "(R-Utah)"
        end = next((i for i in range(start, end) if _cuts(tokens, start, i, end)), end)
        if kind in ("Person", "Institution"):
            end = next((i for i in range(start + 1, end) if _counts(tokens, i)), end)
            end = _before_date(tokens, start, end)
        while end > start and (
            tokens.text[end - 1] in ("'s", "’s", "'", "’")
            or (
                not tokens.text[end - 1][-1].isalnum()
                and not tokens.text[end - 1].endswith(".")
                and tokens.text[end - 1] not in (")", "!")
            )
        ):
            end -= 1
        if start == end or not any(tokens.capitalised(i) or tokens.text[i][:1].isdigit() for i in range(start, end)):
            continue
        if end - start == 1 and tokens.tag[start] in ("PRP", "PRP$"):
            continue
        if kind == "Person" and end - start > 1 and tokens.lower[end - 1] in _STANDING:
            kind = "Institution"  # "the Ibsen Gallery"
        if kind == "Person":
            if not tokens.capitalised(start) or (end - start == 1 and _is_counted(tokens, start)):
                continue
            end = max(name_end(tokens, start, barred), min(end, start + LONGEST_NAME))
        glued = (
            end - start == 2
            and tokens.text[start].endswith(".")
            and tokens.text[start].isupper()
            and kind == "Institution"
        )
        yield Name(
            start, end, kind, "model", doubtful=glued and end < len(tokens) and tokens.pos[end] in ("AUX", "VERB")
        )


def surnames(doc: Doc) -> frozenset[int]:
    """Last tokens of the model's persons whose first word is a given name: a title's word there is a family name."""
    persons = (e for e in doc.ents if e.label_ == "PERSON" and 1 < e.end - e.start <= LONGEST_NAME)
    return frozenset(e.end - 1 for e in persons if e[0].text in given_names() and e[-1].text[:1].isupper())


def parted(tokens: Tokens, names: Iterable[Name], hits: Iterable[Hit]) -> Iterator[Name]:
    """The names without the state or place that the model glued before a person or before the common noun of a body.

    "Norway Maria Silva" is Maria Silva; "Norwegian foreign ministry" is no name at all, and left to what knows bodies.
    """
    states = {h.start: h.end for h in hits if h.kind in ("state", "adjective", "demonym")}
    for name in names:
        rest = range(states.get(name.start) or _past_place(tokens, name), name.end)
        if rest and _begins_sentence(tokens, rest):
            continue
        if not rest or (name.kind != "Institution" and name.start in states):
            yield name
        elif tokens.text[rest.start] in given_names() and 1 < len(rest) <= LONGEST_NAME:
            yield replace(name, start=rest.start, kind="Person")
        elif any(tokens.capitalised(i) for i in rest):
            yield name


def _begins_sentence(tokens: Tokens, rest: range) -> bool:
    """Whether a plural noun after an abbreviation begins another sentence ("... with the U.S. Sanctions were")."""
    noun = rest.start
    following = tokens.pos[rest.stop] if rest.stop < len(tokens) else ""
    plural = tokens.lower[noun].endswith(("tions", "sions")) and not tokens.text[noun].isupper()
    return len(rest) == 1 and plural and following == "AUX" and tokens.text[noun - 1].endswith(".")


def _past_place(tokens: Tokens, name: Name) -> int:
    """Where a name goes on after a city or region that the model glued before a person; its end where none is."""
    glued = (
        name.end - name.start > 2
        and name.kind in ("Institution", "Place")
        and tokens.text[name.start] not in given_names()
        and tokens.text[name.start + 1] in given_names()
        and load_cities().find(tokens.text[name.start]) is not None
    )
    return name.start + 1 if glued else name.end


def _cuts(tokens: Tokens, start: int, i: int, end: int) -> bool:
    """Whether a name cannot go on at token i: white space, another sentence, a bracket that it does not close."""
    open_bracket = tokens.text[i] == "(" and ")" not in tokens.text[i:end]
    return tokens.space[i] or tokens.sentence[i] != tokens.sentence[start] or open_bracket


def _before_date(tokens: Tokens, start: int, end: int) -> int:
    """Where the name ends that the model ran into a date: "Clinton Saturday", "Committee on Reform on Feb."."""
    if end - start < 2 or not says_when(tokens.text[end - 1]):
        return end
    return end - 2 if tokens.pos[end - 2] == "ADP" else end - 1


def _counts(tokens: Tokens, i: int) -> bool:
    """A number that belongs to no name: a score, a rank. "Channel 4" and "Formula 1" have theirs in them."""
    return tokens.text[i].lstrip("+-")[:1].isdigit() and tokens.lower[i - 1] not in _NUMBERED


def _is_counted(tokens: Tokens, i: int) -> bool:
    """ "The 38th Parallel", "the Bundesbank": an article or number before a word that is no person's name."""
    return i > 0 and tokens.pos[i - 1] in ("DET", "NUM", "ADJ") and tokens.dep[i] not in ("compound", "poss", "nmod")
