"""Claims of which at most one can hold: linked, and neither is believed.

Two speakers speak of one event where they name the same kind of happening, done by the same, to the same or about the
same, at times that can be the same. They contradict each other where one says that it happened and one that it did not,
where they name happenings that exclude each other (signed, refused to sign), or amounts that do (all, only five).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.model import Event, Extraction, Statement
from kg.resolve.events import Happening, may_coincide
from kg.resolve.quantities import exclude, load_lexicon, quantities, words_of
from kg.resolve.resolution import claim_iri

_SURE = frozenset({"actual", "claimed", "habitual", "reference", "negated"})
_NEAR = 31
"""In days: how long the time of an event may last that two documents are taken to tell of."""


@dataclass(frozen=True, slots=True)
class Account:
    """An event as one claim has it. `claim` and `speaker` are IRIs; `words` are those of the claim."""

    happening: Happening
    statement: str
    claim: str
    speaker: str | None
    words: str

    @property
    def event(self) -> Event:
        """The event spoken of."""
        return self.happening.event


@dataclass(frozen=True)
class Contradictions:
    """Pairs of claims, as IRIs, in order; by document, events that only such a claim vouches for, and its statement."""

    pairs: tuple[tuple[str, str], ...]
    contested: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass
class Accounts:
    """The accounts of all documents, as they are read."""

    by_block: dict[tuple[object, ...], list[Account]] = field(default_factory=dict)
    told_elsewhere: set[tuple[str, str]] = field(default_factory=set)

    def read(self, extraction: Extraction, found: Iterable[Happening], iris: Mapping[str, str], base: str) -> None:
        """Take in the accounts of a document; `iris` are those of its entities."""
        said = [f for f in extraction.facts if isinstance(f, Statement) and f.factuality == "actual" and f.content]
        places: dict[str, list[int]] = {}
        for mention in extraction.mentions if said else ():
            if mention.kind == "Event":
                places.setdefault(mention.entity, []).append(mention.start)
        for happening in found if said else ():
            if happening.actors and happening.event.factuality in _SURE:
                for offset in dict.fromkeys((happening.event.trigger.start, *places.get(happening.key[1], ()))):
                    self._told(extraction, happening, offset, said, iris, base)

    def _told(
        self,
        extraction: Extraction,
        happening: Happening,
        offset: int,
        said: Sequence[Statement],
        iris: Mapping[str, str],
        base: str,
    ) -> None:
        """Take in an event where the text comes to it: as an account, if it is told in a claim."""
        within = [(part, s) for s in said for part in s.content if part.start <= offset < part.end]
        if not within:
            self.told_elsewhere.add(happening.key)
            return
        part, statement = min(within, key=lambda pair: (pair[0].end - pair[0].start, pair[1].id))
        speaker = iris.get(statement.speaker or "")
        claim = claim_iri(extraction.document.id, speaker, statement.content, base)
        account = Account(happening, statement.id, claim, speaker, extraction.text[part.start : part.end])
        for block in _blocks(happening):
            self.by_block.setdefault(block, []).append(account)

    def contradictions(self) -> Contradictions:
        """What cannot be true together."""
        pairs: set[tuple[str, str]] = set()
        contested: dict[str, set[tuple[str, str]]] = {}
        for accounts in self.by_block.values():
            for one, other in _comparable(sorted(accounts, key=lambda a: (a.happening.key, a.claim))):
                if one.speaker != other.speaker and _contradict(one, other):
                    pairs.add((min(one.claim, other.claim), max(one.claim, other.claim)))
                    for account in (one, other):
                        if account.event.factuality == "actual" and account.happening.key not in self.told_elsewhere:
                            document, fact = account.happening.key
                            contested.setdefault(document, set()).add((fact, account.statement))
        return Contradictions(
            tuple(sorted(pairs)), {document: tuple(sorted(contested[document])) for document in sorted(contested)}
        )


def _holds(statement: Statement, offset: int) -> bool:
    return any(c.start <= offset < c.end for c in statement.content)


def told_in(statement: Statement, event: Event) -> bool:
    """Whether nothing but a statement tells of an event: every sentence about it holds some of what is said."""
    return _holds(statement, event.trigger.start) and all(
        any(e.start < c.end and c.start < e.end for c in statement.content) for e in event.evidence
    )


def _blocks(happening: Happening) -> Iterator[tuple[object, ...]]:
    """Accounts are compared only where they share one of these: in one document, or told of one stretch of time."""
    family = happening.concept
    if any(family in pair for pair in load_lexicon().opposites):
        family = "assent"
    yield happening.actors, family, happening.key[0]
    time = happening.event.time
    if time is not None and time.earliest and time.latest and _days(time.earliest, time.latest) <= _NEAR:
        yield happening.actors, family, time.earliest[:7], None


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _comparable(accounts: Sequence[Account]) -> Iterator[tuple[Account, Account]]:
    for n, one in enumerate(accounts):
        for other in accounts[n + 1 :]:
            if one.claim != other.claim and _of_one_event(one.happening, other.happening):
                yield one, other


def _of_one_event(a: Happening, b: Happening) -> bool:
    same = a.concept == b.concept or {(a.concept, b.concept), (b.concept, a.concept)} & load_lexicon().opposites
    if not same or (a.theme and b.theme and a.theme != b.theme) or not may_coincide(a.event, b.event):
        return False
    if a.recipients and b.recipients and a.recipients.isdisjoint(b.recipients):
        return False
    return not (a.place and b.place and a.place != b.place)


def _contradict(one: Account, other: Account) -> bool:
    """Whether the two cannot both hold, of accounts of one event."""
    a, b = one.happening, other.happening
    if not _shares_object(one, other):
        return False
    denied = [account.event.factuality == "negated" for account in (one, other)]
    if a.concept != b.concept:
        return not any(denied)
    if any(denied):
        return not all(denied)
    return any(exclude(p, q) for p in quantities(one.words) for q in quantities(other.words))


def _shares_object(one: Account, other: Account) -> bool:
    """Whether both are about the same thing: one theme, one recipient, or a word of its own in both claims."""
    a, b = one.happening, other.happening
    if (a.theme and a.theme == b.theme) or (a.recipients & b.recipients):
        return True
    function = load_lexicon().function
    trigger = {word for h in (a, b) for word in h.event.predicate.split()}
    shared = set(words_of(one.words)) & set(words_of(other.words))
    return any(len(word) > 3 and word not in function and not _is_form(word, trigger) for word in shared)


def _is_form(word: str, lemmas: Iterable[str]) -> bool:
    return any(word[:4] == lemma[:4] for lemma in lemmas)
