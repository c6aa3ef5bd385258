"""Official titles in the text: modifiers, field of policy, head word, and what follows with "of" or "for".

    title  =  modifier* (domain ("and" domain)?)? HEAD ("-elect")? (("of" | "for") "the"? domain)?

Whose title it is and of which body or state is decided in `holders`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from spacy.tokenizer import Tokenizer

from kg.annotate.authority import Effect, Title, TitleVocabulary
from kg.annotate.tokens import Tokens
from kg.annotate.words import word_list
from kg.model import Role, Status

_STATUS: dict[Effect, Status] = {"former": "former", "acting": "acting", "designate": "designate"}
_DEPUTY: dict[Role, Role] = {
    "minister": "deputy_minister",
    "head": "deputy_head",
    "head_of_state": "deputy_head",
    "head_of_government": "deputy_head",
}
_PROFESSIONS = frozenset({"academic", "business", "media", "religious", "title-less"})
_HEADS_OF_SOMETHING = word_list("heads_of_something")
_RANKS_AND_WORDS = word_list("ranks_and_words")
_GIVEN_NAMES_TOO = word_list("titles_and_names")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """A title at tokens [start, end): its entry, what the modifiers make of it, and the field of policy, canonical."""

    start: int
    end: int
    head: int
    entry: Title
    plural: bool
    effects: frozenset[Effect]
    domain: str | None
    post: str

    @property
    def status(self) -> Status:
        """What the modifiers say of the holder; current where they say nothing."""
        return next((_STATUS[e] for e in sorted(self.effects) if e in _STATUS), "current")

    @property
    def is_profession(self) -> bool:
        """Whether the title is that of a profession, held of no state."""
        return self.entry.kind in _PROFESSIONS

    @property
    def serves_state(self) -> bool:
        """Whether a state can have such an official: "the British director" and "the Haiti expert" are none of its."""
        if self.is_profession:
            return False
        return self.domain is not None or self.entry.words not in _HEADS_OF_SOMETHING

    def role(self, *, of_state: bool) -> Role:
        """The role that the title gives, deputies lowered."""
        role = self.entry.role_of_state if of_state else self.entry.role_of_body
        return _DEPUTY.get(role, role) if "deputy" in self.effects else role


class TitleGrammar:
    """The vocabulary, cut into tokens as the pipeline cuts them."""

    def __init__(self, vocabulary: TitleVocabulary, tokenizer: Tokenizer) -> None:
        def words(text: str) -> tuple[str, ...]:
            return tuple(t.text for t in tokenizer(text))

        self._titles: dict[tuple[str, ...], tuple[Title, bool]] = {}
        by_words = {t.words: t for t in vocabulary.titles}
        for entry in (t for t in vocabulary.titles if t.kind != "title-less"):
            full = by_words.get(entry.abbreviates or "", entry)
            self._titles.setdefault(words(entry.plural), (full, True))
            self._titles[words(entry.words)] = (full, False)
        self._domains = {words(d.words.lower()): d.canonical for d in vocabulary.domains}
        self._before = {
            words(m.words.lower().strip("-")): m.effect for m in vocabulary.modifiers if m.position == "before"
        }
        self._after = {
            words(m.words.lower().strip("-")): m.effect for m in vocabulary.modifiers if m.position == "after"
        }
        self.honorifics = {h.words.rstrip("."): h.sex for h in vocabulary.honorifics}
        self._firsts = {key[0] for key in self._titles}

    def find(self, tokens: Tokens, taken: Container[int]) -> Iterator[TitleSpan]:
        """All titles, left to right; tokens in `taken` (names of states and persons) never become part of one.

        A word that is a title alone ("Justice", "Deputy") is none where it belongs to the next one.
        """
        i = 0
        last: TitleSpan | None = None
        while i < len(tokens):
            core = (
                self._core(tokens, i, taken)
                if tokens.text[i] in self._firsts or tokens.lower[i] in self._firsts
                else None
            )
            if core is None or self._is_second_half(tokens, i):
                i += 1
                continue
            floor = last.end if last is not None and " " in last.entry.words else 0
            span = self._extend(tokens, i, *core, taken, floor)
            if last is not None and last.start < span.start:
                yield last
            last = span
            i = span.end
        if last is not None:
            yield last

    def _core(self, tokens: Tokens, i: int, taken: Container[int]) -> tuple[int, Title, bool] | None:
        if self._firsts.isdisjoint((tokens.text[i], tokens.lower[i])):
            return None
        for length in range(min(_LONGEST, len(tokens) - i), 0, -1):
            exact = tuple(tokens.text[i : i + length])
            found = self._titles.get(exact) or self._titles.get(tuple(tokens.lower[i : i + length]))
            nominal = ("NOUN", "PROPN") if length == 1 else ("NOUN", "PROPN", "ADJ")
            if found and " of " in found[0].words and i + length in taken:
                continue  # "leader of the opposition Green Party"
            if length > 1 and found and found[0].kind == "party" and _is_of_name(tokens, i):
                continue
            if found and tokens.pos[i + length - 1] in nominal and self._is_title(tokens, i, found[0], taken):
                return (i + length, *found)
        return None

    def _is_second_half(self, tokens: Tokens, i: int) -> bool:
        """ "Director" of "actor-director": the end of a word with a hyphen that no modifier begins."""
        hyphen = i > 1 and tokens.text[i - 1] == "-" and tokens.glued(i - 2) and tokens.glued(i - 1)
        return hyphen and self.modifier_before(tokens, i) is None

    @staticmethod
    def _is_title(tokens: Tokens, i: int, entry: Title, taken: Container[int]) -> bool:
        """A rank that is also a common word ("general", "captain") counts with a capital only, one that is also a given
        name ("Peer") without, or after a state."""
        named = entry.words in _GIVEN_NAMES_TOO and tokens.capitalised(i) and tokens.capitalised(i - 1)
        if named and i - 1 not in taken:
            return False
        return entry.words not in _RANKS_AND_WORDS or tokens.capitalised(i)

    def _extend(
        self, tokens: Tokens, start: int, end: int, entry: Title, plural: bool, taken: Container[int], floor: int
    ) -> TitleSpan:
        """The title with what belongs to it on both sides, nothing of the title before it (`floor` is its end)."""
        effects: set[Effect] = set()
        domain: str | None = None
        post_start, head = start, end - 1
        left = start
        while left > floor:
            step = self._left(tokens, left, entry, domain is None, taken)
            if step is None:
                break
            left, effect, found = step
            if effect and effect != "holder":
                effects.add(effect)
            domain = found or domain
            if effect not in _STATUS and effect != "holder" and (effect != "rank" or tokens.capitalised(left)):
                post_start = left
        end, after = self._suffix(tokens, end)
        effects |= after
        post_end = head + 1 if "former" in after else end
        if entry.domain and domain is None and (right := self._right(tokens, end, taken)):
            end, domain = right
            post_end = end
        post = tokens.phrase(post_start, post_end)
        if plural and post.lower().endswith(entry.plural):
            post = post[: -len(entry.plural)] + _as_written(entry.words, post[-len(entry.plural) :])
        return TitleSpan(left, end, head, entry, plural, frozenset(effects), domain, post)

    def modifier_before(self, tokens: Tokens, i: int) -> tuple[int, Effect] | None:
        """A modifier that ends just before token i, "then-" included: its start and effect."""
        j = i - 1 if i > 1 and tokens.text[i - 1] == "-" else i
        for length in (2, 1):
            words = tuple(tokens.lower[max(j - length, 0) : j])
            if words in self._before and len(words) == length:
                return j - length, self._before[words]
        return None

    def _left(
        self, tokens: Tokens, i: int, entry: Title, may_have_domain: bool, taken: Container[int]
    ) -> tuple[int, Effect | None, str | None] | None:
        """One step to the left of i: (new start, effect of a modifier, domain)."""
        hyphen = tokens.text[i - 1] == "-" and i > 1
        j = i - 1 if hyphen else i
        if j - 1 in taken or tokens.space[j - 1]:
            return None
        if modifier := self.modifier_before(tokens, i):
            return *modifier, None
        if hyphen or not entry.domain:
            return None
        for length in (4, 3, 2, 1):
            words = tuple(tokens.lower[max(j - length, 0) : j])
            if words in self._domains and len(words) == length:
                return j - length, None, self._domains[words]
        if (
            tokens.lower[j - 1] in ("and", "&")
            and not may_have_domain
            and tuple(tokens.lower[j - 2 : j - 1]) in self._domains
        ):
            return j - 2, None, None
        if may_have_domain and self._is_unlisted_domain(tokens, j - 1, i):
            return j - 1, None, tokens.lower[j - 1]
        return None

    @staticmethod
    def _is_unlisted_domain(tokens: Tokens, i: int, head: int) -> bool:
        """A capitalised common noun before a capitalised title, as in "Emergencies Minister"."""
        return (
            tokens.capitalised(i)
            and tokens.capitalised(head)
            and tokens.dep[i] in ("compound", "amod", "nmod")
            and tokens.text[i].isalpha()
            and not tokens.text[i].isupper()
            and not _begins_sentence(tokens, i)
        )

    def _suffix(self, tokens: Tokens, end: int) -> tuple[int, set[Effect]]:
        """ "-elect", "designate", "at the time" after the head: the new end and the effect."""
        start = end + (tokens.text[end : end + 1] == ["-"])
        for length in (3, 2, 1):
            effect = self._after.get(tuple(tokens.lower[start : start + length]))
            if effect:
                return start + length, {effect}
        return end, set()

    def _right(self, tokens: Tokens, end: int, taken: Container[int]) -> tuple[int, str] | None:
        """ "of foreign affairs", "for trade and industry" after the head: (new end, domain)."""
        if end + 1 >= len(tokens) or tokens.lower[end] not in ("of", "for"):
            return None
        j = end + 1 + (tokens.lower[end + 1] == "the")
        if j in taken:
            return None
        for length in (4, 3, 2, 1):
            words = tuple(tokens.lower[j : j + length])
            if words in self._domains and not _goes_on(tokens, j + length):
                if j + length in taken:
                    return None  # "leader of the opposition Green Party"
                domain, j = self._domains[words], j + length
                if j + 1 < len(tokens) and tokens.lower[j] == "and" and (tokens.lower[j + 1],) in self._domains:
                    j += 2
                return j, domain
        return None


def _is_of_name(tokens: Tokens, i: int) -> bool:
    """ "Party" of "Progress Party leader": the end of a name, not the beginning of a title."""
    return tokens.capitalised(i) and tokens.capitalised(i - 1) and tokens.pos[i - 1] != "DET"


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Whether a field of policy is only the adjective of what follows: "professor of political science"."""
    return tokens.pos[end - 1] == "ADJ" and tokens.pos[end : end + 1] == ["NOUN"]


def _as_written(words: str, model: str) -> str:
    """The words with the capitals of a model that they are the singular of."""
    return words.title() if model.istitle() else words.capitalize() if model[:1].isupper() else words


def _begins_sentence(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens.sentence[i] != tokens.sentence[i - 1]
