"""Where the names of bodies begin and end, read off the noun they are built on.

    body  =  state? word* NOUN (("of" | "for" | "on") "the"? name ("and" name)?)*

"Norwegian Labour Party", "Social Democratic and Labour Party", "Workers' Party of Portugal", "Centre for Trade and
Industry". A state is part of the name of a party or society, and no part of that of a state's organ ("the Norwegian
Foreign Ministry"). Two bodies joined by "and" stay two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.annotate.gazetteer import Hit
from kg.annotate.lexicons import PartyWords
from kg.annotate.names import Name
from kg.annotate.persons import is_name_word
from kg.annotate.timewords import says_when
from kg.annotate.tokens import Tokens

_ON = frozenset({"commission", "committee", "conference", "council", "institute", "forum", "group"})
_PLAIN = frozenset({"parliament", "congress", "senate", "house", "party", "cabinet", "government"})
"""Bodies that are for nothing: what follows "for" is another body ("sits in Parliament for the Liberal Party")."""
_LONGEST = 6


@dataclass(slots=True)
class BodySpans:
    """Reads the bodies of one document. `nouns` are those of bodies with their kinds, `hits` the known names."""

    tokens: Tokens
    nouns: Mapping[str, str]
    words: PartyWords
    hits: Sequence[Hit]
    _ends: dict[int, Hit] = field(default_factory=dict)
    _starts: dict[int, Hit] = field(default_factory=dict)
    _states: frozenset[int] = frozenset()
    _known: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        states = [h for h in self.hits if h.kind in ("state", "adjective", "short", "demonym") and not h.ambiguous]
        self._ends = {h.end: h for h in states if h.kind != "demonym"}
        self._starts = {h.start: h for h in self.hits if h.kind != "institution"}
        self._known = {i: h.end for h in self.hits if h.kind == "institution" for i in range(h.start, h.end - 1)}
        self._states = frozenset(i for h in states if h.kind != "demonym" for i in range(h.start, h.end))

    def find(self) -> Iterator[Name]:
        """All bodies, by their nouns from left to right; they may share words."""
        for i, word in enumerate(self.tokens.lower):
            name = None
            if word in self.nouns or word in self.words.small:
                name = self._named(i, word)
            elif word in self.words.members or word in self.words.lone_members:
                name = self._members(i, word)
            elif word in self.words.foreign:
                name = self._foreign(i)
            if name:
                yield name

    def _named(self, i: int, word: str) -> Name | None:
        """ "Norwegian Labour Party": the body whose noun is at i."""
        before = self.tokens.lower[i - 1] if i else ""
        small = word in self.words.small and before in self.words.before_small and self.tokens.capitalised(i - 1)
        if not (self.tokens.capitalised(i) or small) or self.tokens.pos[i] not in ("NOUN", "PROPN"):
            return None
        start, end = self._with_state(self._left(i), i), self._right(i)
        party = word in self.words.small or self.tokens.lower[end - 1] in self.words.small
        return Name(start, end, "Party" if party else "Institution", "body") if end - start > 1 else None

    def _members(self, i: int, word: str) -> Name | None:
        """ "The Greens", "Social Democrats", "Norwegian Liberals": a party by its people."""
        tokens, start = self.tokens, i
        if not tokens.capitalised(i) or i == 0 or tokens.sentence[i - 1] != tokens.sentence[i]:
            return None
        if tokens.lower[i - 1] in self.words.before_members and tokens.capitalised(i - 1):
            start = i - 1
        owner = self._ends.get(start)
        if owner and owner.kind == "adjective" and start == i:
            return Name(owner.start, i + 1, "Party", "body")
        told = start < i or (word in self.words.lone_members and tokens.lower[i - 1] == "the")
        return Name(start, i + 1, "Party", "body") if told else None

    def _foreign(self, i: int) -> Name | None:
        """ "Partido Popular", "Rassemblement National": a noun of another language and what follows it."""
        tokens, end = self.tokens, i + 1
        while end < len(tokens) and tokens.sentence[end] == tokens.sentence[i] and end - i < _LONGEST + 2:
            after = end + (tokens.lower[end] in self.words.particles)
            after += (
                tokens.lower[after : after + 1] != [] and after > end and tokens.lower[after] in self.words.particles
            )
            if not (after < len(tokens) and tokens.capitalised(after) and tokens.text[after].isalpha()):
                break
            end = after + 1
        return Name(i, end, "Party", "body") if end > i + 1 and tokens.capitalised(i) else None

    def _left(self, head: int) -> int:
        """Where the words before the noun begin, states left out."""
        start = head
        while start > 0 and head - start < 2 * _LONGEST:
            step = self._step(start, head)
            if step == start:
                break
            start = step
        first = start == 0 or self.tokens.sentence[start] != self.tokens.sentence[start - 1]
        common = first and self.tokens.pos[start] != "PROPN" and self.tokens.tag[start] not in ("NN", "JJ")
        if start < head and (self.tokens.pos[start] not in ("PROPN", "NOUN", "ADJ") or common):
            start += 1
        return start

    def _step(self, start: int, head: int) -> int:
        """The start one word further to the left; the same where the name begins."""
        tokens, j = self.tokens, start - 1
        if tokens.space[j] or tokens.sentence[j] != tokens.sentence[head]:
            return start
        if is_name_word(tokens, j, self._states):
            return j
        if j < 1 or not tokens.capitalised(j - 1) or j - 1 in self._states:
            return start
        if tokens.text[j] in "-‑" and tokens.glued(j) and tokens.glued(j - 1):
            return j - 1
        if _is_possessive(tokens, j) and tokens.lower[j - 1] in self.words.people:
            return j - 1
        return j - 1 if self._is_joined(j, start, head) else start

    def _is_joined(self, j: int, start: int, head: int) -> bool:
        """ "Law and Justice Party"; "Democratic and Republican Party" are two."""
        lower, causes = self.tokens.lower, self.words.causes
        if lower[j] not in ("and", "&") or lower[j - 1] not in causes or lower[start] not in {*causes, lower[head]}:
            return False
        rivals = lower[j - 1] in self.words.rivals and lower[start] in self.words.rivals
        return not rivals or (j > 1 and is_name_word(self.tokens, j - 2, self._states))

    def _with_state(self, start: int, head: int) -> int:
        """The start with the state before it, where a state is part of such a name."""
        hit = self._ends.get(start)
        if hit is None or self.tokens.sentence[hit.start] != self.tokens.sentence[head] or hit.kind == "short":
            return start
        noun = self.tokens.lower[head]
        if noun not in self.words.with_state_before or (hit.kind == "state" and self._follows_preposition(hit.start)):
            return start
        return hit.start

    def _follows_preposition(self, i: int) -> bool:
        """ "Of Norway Labour Party" is two names."""
        return i > 0 and self.tokens.pos[i - 1] == "ADP"

    def _right(self, head: int) -> int:
        """Where the name ends: after the noun and what "of" and "for" add to it."""
        if head in self._known:
            return self._known[head]
        end, step = head, head + 1
        while step > end:
            end, step = step, self._complement(head, step)
        return end

    def _complement(self, head: int, end: int) -> int:
        """The end after one more "of ..."; the same where none follows."""
        tokens = self.tokens
        word = tokens.lower[end] if end < len(tokens) else ""
        if word not in ("of", "for") and not (word == "on" and tokens.lower[head] in _ON):
            return end
        named = tokens.lower[head - 1 : head + 1] == ["the", "party"] and end == head + 1  # "the Party for Justice"
        if word == "for" and ((tokens.lower[head] in _PLAIN and not named) or self._is_abbreviation(end + 1)):
            return end
        if tokens.sentence[end] != tokens.sentence[head]:
            return end
        first = end + 1 + (tokens.lower[end + 1 : end + 2] == ["the"])
        if hit := self._starts.get(first):
            return hit.end if word == "of" and self._takes_state(head, hit) else end
        last = self._names(first)
        body = any(tokens.lower[j] in self.nouns for j in range(first, last))
        if last == first or (body and (end > head + 1 or word == "for")) or _is_possessive(tokens, last):
            return end
        if tokens.lower[last : last + 1] in (["and"], ["&"]):
            further = self._names(last + 1)
            if further > last + 1 and self._is_one(head, last + 1, further):
                return further
        return last

    def _is_abbreviation(self, i: int) -> bool:
        """ "Parliament for the FDP": capital letters after "for the" are another body."""
        i += self.tokens.lower[i : i + 1] == ["the"]
        return i < len(self.tokens) and self.tokens.text[i].isupper() and len(self.tokens.text[i]) > 1

    def _takes_state(self, head: int, hit: Hit) -> bool:
        """Whether "of Norway" is part of the name; organs of states are known by the rest of it."""
        noun = self.tokens.lower[head]
        return hit.kind == "place" or noun in self.words.civic

    def _names(self, first: int) -> int:
        """The end of the capitalised words from here on."""
        last = first
        while (
            last - first < _LONGEST
            and is_name_word(self.tokens, last, frozenset())
            and self.tokens.sentence[last] == self.tokens.sentence[first]
            and not says_when(self.tokens.text[last])
            and not (last > first and last in self._starts and self._starts[last].kind == "state")
        ):
            last += 1
        return last

    def _is_one(self, head: int, second: int, end: int) -> bool:
        """Whether "Trade and Industry" belong together: no noun of a body among the second, no second university."""
        if self.tokens.lower[head] == "university" and self.tokens.lower[second - 2] not in self.words.causes:
            return False
        return second not in self._states and self.nouns.keys().isdisjoint(self.tokens.lower[second:end])


def _is_possessive(tokens: Tokens, i: int) -> bool:
    return i < len(tokens) and tokens.lower[i] in ("'s", "’s", "'", "’")


def abbreviations(tokens: Tokens, bodies: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Each abbreviation in brackets or after "or" with its body: "the Green Party (GP)"."""
    for body in bodies:
        i = body.end
        if tokens.text[i : i + 1] == ["("]:
            i += 1
        elif tokens.text[i : i + 1] == [","] and tokens.lower[i + 1 : i + 2] == ["or"]:
            i += 2
        else:
            continue
        if i < len(tokens) and _abbreviates(tokens, i, body):
            yield Name(i, i + 1, body.kind, "body"), body


def _abbreviates(tokens: Tokens, i: int, body: Name) -> bool:
    """Whether the token is made of capitals of the name, or is a short word rich in capitals closed by a bracket."""
    word = tokens.text[i]
    capitals = sum(c.isupper() for c in word)
    if not (2 <= len(word) <= 10) or capitals < 2 or not word[0].isupper() or any(c.isdigit() for c in word):
        return False
    initials = {tokens.text[j][0].upper() for j in range(body.start, body.end) if tokens.text[j][:1].isalpha()}
    closed = tokens.text[i + 1 : i + 2] in ([")"], [","], [";"])
    return closed and (initials.issuperset(c for c in word if c.isupper()) or capitals * 2 >= len(word))
