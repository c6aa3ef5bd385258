"""What somebody says, kept apart from what the graph holds: the speaker, the words, the events spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from kg.graph import labels, names
from kg.graph.rdf.agents import agent, described, unnamed_group
from kg.graph.rdf.events import FACTUALITY
from kg.graph.rdf.offices import post_of, unnamed_holder
from kg.graph.rdf.reading import ASSERTED, Reading, Said, english, plain
from kg.graph.rdf.times import said_time
from kg.graph.vocabulary import KG, SEM
from kg.iris import slug
from kg.model import Event, Evidence, Statement, Stretch, Tenure
from kg.resolve.contradictions import told_in
from kg.resolve.resolution import claim_iri

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_EDGES = "\"“”„«»‘’' \t\r\n"


def claim_of(statement: Statement, reading: Reading) -> str:
    """The IRI of what a statement says."""
    speaker = reading.node(statement.speaker).iri if statement.speaker else None
    return claim_iri(reading.id, speaker, _content(statement), reading.base)


def _content(statement: Statement) -> tuple[Stretch, ...]:
    return statement.content or tuple(Stretch(start=e.start, end=e.end) for e in statement.evidence[:1])


def _speaker(statement: Statement, reading: Reading) -> tuple[str, tuple[Said, ...]]:
    if statement.speaker:
        return agent(reading, statement.speaker)
    words = labels.one_line(reading.words(statement.source)) if statement.source else "source"
    holder = _unnamed_holder(words, reading)
    if holder is not None:
        return holder, ()
    return unnamed_group(reading, words, "source", words)


def _unnamed_holder(words: str, reading: Reading) -> str | None:
    """The person who holds, unnamed, the post that these words name."""
    said = set(slug(words).split("-"))
    vacant = (fact for fact in reading.extraction.facts if isinstance(fact, Tenure) and fact.person is None)
    for fact in vacant:
        if fact.factuality in ASSERTED and said.issuperset(slug(fact.post).split("-")):
            return unnamed_holder(post_of(fact, reading).iri, reading)
    return None


def statement_lines(statement: Statement, reading: Reading) -> Iterator[Said]:
    """A statement as a claim. Words the evidence does not cover become evidence themselves."""
    iri = claim_of(statement, reading)
    content = _content(statement)
    covered = _covering(statement, content)
    words = " ... ".join(_unquoted(labels.one_line(reading.words(stretch))) for stretch in content)
    proposition = words.strip() or reading.title
    speaker, lines = _speaker(statement, reading)
    yield from lines
    yield from described(iri, KG.Claim, labels.shortened(proposition))
    yield Said(iri, KG.speaker, speaker, statement)
    yield Said(iri, KG.proposition, english(proposition), covered)
    for quote in _quotes(statement, content, reading):
        yield Said(iri, KG.quotedWords, plain(quote), covered)
    if statement.factuality not in ("actual", "reference"):
        yield Said(iri, KG.factuality, KG[FACTUALITY[statement.factuality]], statement)
    if statement.addressee:
        hearer, more = agent(reading, statement.addressee)
        yield from (*more, Said(iri, KG.addressee, hearer, statement))
    if statement.time:
        when, more = said_time(reading, statement.time)
        yield from (*more, Said(iri, SEM.hasTime, when, statement))
    events = {fact.id for fact in reading.extraction.facts if isinstance(fact, Event)}
    for fact in statement.claims:
        if fact in events:
            yield Said(iri, KG.claimsEvent, reading.event(fact), statement)
    for event in (fact for fact in reading.extraction.facts if isinstance(fact, Event)):
        if event.factuality == "negated" and told_in(statement, event):
            yield Said(iri, KG.deniesEvent, reading.event(event.id), statement)


def _unquoted(words: str) -> str:
    """The words without quotation marks around them all."""
    inside = words.strip(_EDGES)
    whole = bool(words) and words[0] in _EDGES and words[-1] in _EDGES and _QUOTED.search(inside) is None
    return inside if whole else words


def _covering(statement: Statement, content: tuple[Stretch, ...]) -> Statement:
    rule = statement.evidence[0].rule if statement.evidence else "content"
    loose = tuple(
        Evidence(start=stretch.start, end=stretch.end, rule=rule)
        for stretch in content
        if not any(e.start <= stretch.start and stretch.end <= e.end for e in statement.evidence)
    )
    return msgspec.structs.replace(statement, evidence=(*statement.evidence, *loose)) if loose else statement


def _quotes(statement: Statement, content: tuple[Stretch, ...], reading: Reading) -> Iterator[str]:
    """What stands inside quotation marks; all of it where the statement is a quotation and the marks are outside."""
    for stretch in content:
        text = reading.words(stretch)
        inside = [match.strip() for match in _QUOTED.findall(text)]
        whole = [text.strip(_EDGES)] if statement.quoted and not inside else []
        yield from (quote for quote in (*inside, *whole) if quote)


def stand_in_claims(iri: str, facts: Sequence[Event], reading: Reading) -> Iterator[Said]:
    """A claim by somebody unnamed for an event that is only claimed, where no statement of the document claims it."""
    said = {
        fact for statement in reading.extraction.facts if isinstance(statement, Statement) for fact in statement.claims
    }
    claimed = [fact for fact in facts if fact.factuality == "claimed"]
    if not claimed or any(fact.id in said for fact in facts):
        return
    fact = claimed[0]
    stretch = Stretch(start=fact.evidence[0].start, end=fact.evidence[0].end)
    claim = names.unnamed_iri("claim", reading.id, iri, base=reading.base)
    gap = ("claim", iri)
    speaker, group = unnamed_group(reading, "source", "source", "", stand_in=gap)
    words = labels.one_line(reading.words(stretch))
    yield from (*group, *described(claim, KG.Claim, labels.shortened(words), gap))
    yield Said(claim, KG.speaker, speaker, fact, inferred=True, stand_in=gap)
    yield Said(claim, KG.proposition, english(words), fact, inferred=True, stand_in=gap)
    yield Said(claim, KG.claimsEvent, iri, fact, inferred=True, stand_in=gap)
