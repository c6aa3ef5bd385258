"""Who holds which office, of which body and state, and when."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kg.annotate.annotated import Annotated, Title
from kg.annotate.assembly import published_days
from kg.extract.careers import Careers
from kg.extract.counterparts import extract_headships
from kg.extract.departures import departures
from kg.extract.evidence import merge, sentence_evidence
from kg.extract.history import told_as_past
from kg.extract.stints import NOTHING, Stint, combined, ended, when_held
from kg.extract.successions import Succession, find_successions
from kg.model import Tenure

_CONFIDENCE = {
    "title-name": 0.95,
    "name-comma-title": 0.92,
    "title-by-verb": 0.88,
    "title-comma-name": 0.85,
    "title-alone": 0.8,
    "predecessor": 0.85,
    "successor": 0.85,
}
_BASIS = {"stated": 1.0, "elsewhere": 0.9, "known": 0.95, "context": 0.8}
"""How much of the confidence is left where the state does not stand beside the title."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A tenure with what its own words say of its time; `over` where they say that it has ended."""

    tenure: Tenure
    stint: Stint = NOTHING
    over: bool = False


def extract_tenures(annotated: Annotated) -> Iterator[Tenure]:
    """A tenure for each title with a holder and a state or body; without a holder where the words are definite."""
    careers = Careers.of(annotated, published_days(annotated.document))
    titles = [t for t in annotated.titles if t.state is not None or t.organization is not None]
    offices = list(_placed(careers, [title for title in titles if title.holder is not None]))
    held = [_of_title(annotated, title, stint) for title, stint in offices]
    held += [_of_title(annotated, t, NOTHING) for t in titles if t.holder is None and _names_an_office(t)]
    held += [_of_succession(annotated, succession) for succession in find_successions(careers, offices)]
    held += [_Held(tenure, careers.of_verb(word)) for word, tenure in extract_headships(annotated)]
    held += _of_verbs(careers, held)
    yield from merge(_timed(held, careers.published))


def _placed(careers: Careers, titles: Sequence[Title]) -> Iterator[tuple[Title, Stint]]:
    """Each title with how long it was held; one of which the text tells only as of long ago is a former one."""
    past = {n: told_as_past(careers, title) for n, title in enumerate(titles)}
    present = {_seat(title) for n, title in enumerate(titles) if title.status != "former" and not past[n]}
    for n, title in enumerate(titles):
        stint, time = careers.of_title(title), past[n]
        if time and _seat(title) not in present and stint == NOTHING:
            yield dataclasses.replace(title, status="former"), Stint(during=time)
        else:
            yield title, stint


def _seat(title: Title) -> tuple[str | None, ...]:
    return title.holder, title.role, title.organization, title.state


def _of_title(annotated: Annotated, title: Title, stint: Stint) -> _Held:
    tenure = Tenure(
        id="",
        evidence=sentence_evidence(annotated, title.head, _rule(title)),
        confidence=round(_CONFIDENCE[title.rule] * _BASIS[title.basis], 2),
        factuality="actual",
        basis="stated" if title.basis == "stated" else "inferred",
        person=title.holder,
        post=title.post,
        role=title.role,
        organization=title.organization,
        state=title.state,
        status=title.status,
    )
    return _Held(tenure, stint)


def _of_succession(annotated: Annotated, succession: Succession) -> _Held:
    rule = "predecessor" if succession.status == "former" else "successor"
    office = _of_title(annotated, succession.title, NOTHING).tenure
    tenure = replace(
        office,
        evidence=sentence_evidence(annotated, succession.token, rule),
        confidence=round(_CONFIDENCE[rule] * _BASIS[succession.title.basis], 2),
        person=succession.person,
        status=succession.status,
    )
    return _Held(tenure, succession.stint)


def _of_verbs(careers: Careers, held: Sequence[_Held]) -> Iterator[_Held]:
    """What "resigned" and "took office" say of the one office that the text gives somebody; death ends all of them."""
    words, lemmas = careers.words, careers.tokens.lemma
    ending = words.ending | words.ended | words.ends.keys()
    told = [(word, person, stint, lemmas[word] in ending) for word, person, stint in careers.verbs()]
    told += [(word, person, stint, True) for word, person, stint in departures(careers)]
    for word, person, stint, over in told:
        dead = lemmas[word] in words.deaths
        theirs = {_office(one.tenure): one.tenure for one in held if one.tenure.person == person}
        ending_now = [t for t in theirs.values() if not dead or t.status != "former"]
        if (len(theirs) > 1 and not dead) or (stint == NOTHING and not over):
            continue
        rule = "verb-of-leaving" if over else "verb-of-beginning"
        evidence = sentence_evidence(careers.annotated, word, rule)
        for tenure in ending_now:
            yield _Held(replace(tenure, evidence=evidence), stint, over)


def _office(tenure: Tenure) -> tuple[str | None, ...]:
    return tenure.person, tenure.role, tenure.organization, tenure.state


def _timed(held: Sequence[_Held], published: tuple[str, str] | None) -> Iterator[Tenure]:
    """The tenures with their times: all that the text says of one person in one office bounds it."""
    over = {_office(one.tenure) for one in held if one.over}
    offices: dict[tuple[str | None, ...], list[_Held]] = {}
    for one in held:
        closed = _office(one.tenure) in over or ended(one.stint, published)
        status = "former" if closed and one.tenure.status == "current" else one.tenure.status
        placed = _Held(replace(one.tenure, status=status), one.stint)
        offices.setdefault((*_office(one.tenure), status), []).append(placed)
    for group in offices.values():
        together = combined(one.stint for one in group)
        for one in group:
            time = when_held(one.stint if together is None else together) if one.tenure.person else None
            yield replace(one.tenure, time=time)


def _rule(title: Title) -> str:
    filled = "state" if title.state else "body"
    return title.rule if title.basis == "stated" else f"{title.rule}, {filled} {title.basis}"


def _names_an_office(title: Title) -> bool:
    """Whether a title without a name points at one office ("Seoul's Unification Minister"), not at a kind of person."""
    return (
        title.definite
        and title.state is not None
        and title.kind in ("executive", "monarch", "diplomatic", "judicial")
        and title.role not in ("other", "member_of_staff", "official", "legislator", "candidate")
    )
