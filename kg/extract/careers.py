"""What verbs and time expressions say of how long each title was held: "was minister from 2001 to 2005", "took office
in May", "died on Friday", "in power since 1986"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.annotate.annotated import Annotated, Title
from kg.annotate.tokens import Tokens
from kg.extract.adjuncts import Adjunct, find_adjuncts
from kg.extract.officewords import OfficeWords, load_office_words
from kg.extract.stints import NOTHING, Stint, since
from kg.model import TimeValue

_LONGEST = 30
"""Years after which "(1946-2010)" beside a name are those of a life."""
_BESIDE = frozenset({"State", "Institution", "Party", "Place"})


@dataclass(frozen=True, slots=True)
class Careers:
    """The verbs and times of one document, looked up by what they tell of. `published`: first and last ISO day."""

    annotated: Annotated
    published: tuple[str, str] | None
    words: OfficeWords = field(default_factory=load_office_words)
    adjuncts: tuple[Adjunct, ...] = ()
    _ends: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, annotated: Annotated, published: tuple[str, str] | None) -> Careers:
        """The careers of a document."""
        ends = {
            start: end
            for mention in annotated.mentions
            if mention.kind in _BESIDE
            for start, end in (annotated.token_spans[mention.id],)
        }
        return cls(annotated, published, adjuncts=find_adjuncts(annotated), _ends=ends)

    @property
    def tokens(self) -> Tokens:
        """The document's tokens."""
        return self.annotated.tokens

    def of_title(self, title: Title) -> Stint:
        """What the words beside the title, or the verb that gives it, say."""
        verb = giving_verb(self.tokens, title)
        end = self._end_of(title)
        said = (self._said(adjunct, title, verb, end) for adjunct in self.adjuncts)
        return next((stint for stint in said if stint != NOTHING), NOTHING)

    def _said(self, adjunct: Adjunct, title: Title, verb: int | None, end: int) -> Stint:
        if verb is not None and (adjunct.governor == verb or adjunct.start == end):
            return self.by_verb(verb, adjunct)
        then = adjunct.kind == "at" and _is_then(self.tokens, title)
        if then and adjunct.governor == clause_verb(self.tokens, title.head):
            return self._plain(adjunct)
        if adjunct.governor != title.head and not self._is_beside(adjunct, title, end):
            return NOTHING
        return self._plain(adjunct) if adjunct.kind != "at" or then else NOTHING

    def of_verb(self, verb: int) -> Stint:
        """What the words beside a verb of holding an office say: "has led it since 2015"."""
        said = (self.by_verb(verb, adjunct) for adjunct in self.adjuncts if adjunct.governor == verb)
        return next((stint for stint in said if stint != NOTHING), NOTHING)

    def by_verb(self, verb: int, adjunct: Adjunct) -> Stint:
        """What an adjunct of a verb of beginning, holding or leaving an office says."""
        lemma = self.tokens.lemma[verb]
        words = self.words
        if adjunct.kind != "at":
            lasting = self._is_perfect(verb)
            stint = self._plain(adjunct, has_been=lasting)
            return stint if lasting or self.tokens.tag[verb] in ("VBZ", "VBP", "VBG") else replace(stint, lasting=False)
        if lemma in words.electing and self.tokens.text[verb - 1] == "-":
            return Stint(during=adjunct.first)
        if lemma in words.electing:
            return Stint(begin=adjunct.first, after=True)
        if lemma in words.giving or lemma in words.beginning or lemma in words.begins:
            return Stint(begin=adjunct.first)
        if lemma in words.ending or lemma in words.ended or lemma in words.ends:
            return Stint(end=adjunct.first)
        return Stint(during=adjunct.first) if lemma in words.being else NOTHING

    def _plain(self, adjunct: Adjunct, *, has_been: bool = False) -> Stint:
        if adjunct.kind == "range":
            return Stint(begin=adjunct.first, end=adjunct.last)
        if adjunct.kind == "from":
            return Stint(begin=adjunct.first, lasting=adjunct.preposition == "since")
        if adjunct.kind == "until":
            return Stint(end=adjunct.first)
        if adjunct.kind == "at":
            return Stint(during=adjunct.first)
        begin = self._since(adjunct) if has_been else None
        return Stint(begin=begin, lasting=begin is not None)

    def _since(self, adjunct: Adjunct) -> TimeValue | None:
        """ "For three years", of what still lasts."""
        years = (adjunct.duration or "").removeprefix("P").removesuffix("Y")
        return since(adjunct.first, int(years), self.published) if years.isdigit() and self.published else None

    def _is_perfect(self, verb: int) -> bool:
        return any(self.tokens.lower[j] in ("has", "have", "'ve", "’ve") for j in self.tokens.children(verb))

    def _end_of(self, title: Title) -> int:
        """The token after the title with its state, body or place."""
        i = title.end
        if self.tokens.lower[i : i + 1] in (["of"], ["for"], ["at"], ["to"], ["in"]):
            start = i + 1 + (self.tokens.lower[i + 1 : i + 2] == ["the"])
            return self._ends.get(start, i)
        return i

    def _is_beside(self, adjunct: Adjunct, title: Title, end: int) -> bool:
        """Whether the time stands right after the title, or in brackets after it or its former holder."""
        if adjunct.start == end:
            return adjunct.kind in ("range", "from", "until")
        if adjunct.kind != "range" or self.tokens.text[adjunct.start - 1] != "(" or not _is_term(adjunct):
            return False
        after_name = title.status == "former" and self._holder_ends(title, adjunct.start - 1)
        return adjunct.start - 1 == end or after_name

    def _holder_ends(self, title: Title, token: int) -> bool:
        near = token - title.end < 6 and self.tokens.sentence[token] == self.tokens.sentence[title.head]
        return near and any(
            mention.entity == title.holder and self.annotated.token_spans[mention.id][1] == token
            for mention in self.annotated.mentions
            if mention.kind == "Person"
        )

    def verbs(self) -> Iterator[tuple[int, str, Stint]]:
        """Verbs that tell of an office without naming it, whose it is, and what they say of it."""
        for i, lemma in enumerate(self.tokens.lemma):
            if self.tokens.pos[i] not in ("VERB", "AUX"):
                continue
            person = self._whose(i, lemma)
            if person:
                times = [a for a in self.adjuncts if a.governor == i and a.kind == "at"]
                yield i, person, self.by_verb(i, times[0]) if times else NOTHING
        yield from self._possessions()

    def _whose(self, verb: int, lemma: str) -> str | None:
        """The person whose office the verb says began or ended."""
        tokens, words = self.tokens, self.words
        children = tokens.children(verb)
        active = lemma in words.ending or self._is_phrase(lemma, children)
        passive = lemma in words.ended or lemma in words.alone
        if not (active or passive) or not is_told(tokens, verb) or self._names_another(children):
            return None
        roles = ("nsubj",) if active else ("nsubjpass", "dobj") if lemma in words.ended else ("nsubjpass",)
        for j in children:
            if tokens.dep[j] in roles and (person := person_at(self.annotated, j, verb)):
                return person
        return None

    def _is_phrase(self, lemma: str, children: Sequence[int]) -> bool:
        """ "Took office", "came to power"."""
        tokens, words = self.tokens, self.words
        wanted = words.begins.get(lemma, frozenset()) | words.ends.get(lemma, frozenset())
        if not wanted:
            return False
        within = [k for j in children if tokens.lower[j] == "to" for k in tokens.children(j)]
        return any(tokens.lower[j] in wanted for j in (*children, *within))

    def _names_another(self, children: Sequence[int]) -> bool:
        """Whether the verb names the office or what is left by itself: "resigned as chairman", "from the board"."""
        tokens = self.tokens
        for j in children:
            if tokens.lower[j] == "as" and tokens.dep[j] == "prep":
                return True
            if tokens.lower[j] in ("to", "from") and tokens.dep[j] == "prep":
                return not any(tokens.lower[k] in self.words.possession for k in tokens.children(j))
            if tokens.dep[j] in ("oprd", "xcomp", "attr"):
                return True
        return False

    def _possessions(self) -> Iterator[tuple[int, str, Stint]]:
        """ "Hansen, in power since 1986", "has been in office since May"."""
        tokens = self.tokens
        for adjunct in self.adjuncts:
            i = adjunct.start - 1
            if adjunct.preposition != "since" or i < 1 or tokens.lower[i] not in self.words.possession:
                continue
            above = tokens.head[tokens.head[i]]
            holders = [above] if tokens.pos[above] == "PROPN" else tokens.children(above)
            for j in holders:
                if (j == above or tokens.dep[j] == "nsubj") and (person := person_at(self.annotated, j, above)):
                    yield i, person, Stint(begin=adjunct.first, lasting=True)
                    break


def giving_verb(tokens: Tokens, title: Title) -> int | None:
    """The verb that gives a title to its holder."""
    return clause_verb(tokens, title.head) if title.rule == "title-by-verb" else None


def clause_verb(tokens: Tokens, i: int) -> int | None:
    """The verb of the clause in which a word stands."""
    for _ in range(8):
        if tokens.head[i] == i:
            return None
        i = tokens.head[i]
        if tokens.pos[i] in ("VERB", "AUX"):
            return i
    return None


def person_at(annotated: Annotated, token: int, verb: int) -> str | None:
    """The person whose mention has its root here, or whom "who" stands for."""
    tokens = annotated.tokens
    if tokens.tag[token] in ("WP", "WDT") and tokens.dep[verb] == "relcl":
        token = tokens.head[verb]
    mention = annotated.mention_at(token)
    return mention.entity if mention and mention.kind == "Person" else None


def is_told(tokens: Tokens, verb: int) -> bool:
    """Whether the verb tells of what has taken place: no infinitive, no denial, nothing under a condition."""
    if tokens.tag[verb] not in ("VBD", "VBN", "VBZ"):
        return False
    for j in tokens.children(verb):
        if tokens.dep[j] == "neg" or (tokens.dep[j] == "aux" and tokens.tag[j] in ("MD", "TO")):
            return False
        if tokens.dep[j] == "mark" and tokens.lower[j] in ("if", "unless", "whether"):
            return False
    return True


def _is_then(tokens: Tokens, title: Title) -> bool:
    """Whether the title is of its time: "then-president", "the president at the time"."""
    beside = tokens.lower[max(title.start - 2, 0) : title.end]
    return "then" in beside or "time" in beside[-1:]


def _is_term(adjunct: Adjunct) -> bool:
    """Whether the years of a range may be those of an office."""
    first, last = adjunct.first.earliest, adjunct.last.latest if adjunct.last else None
    return bool(first and last) and int((last or "")[:4]) - int((first or "")[:4]) <= _LONGEST
