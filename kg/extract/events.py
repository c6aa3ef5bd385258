"""Events: political happenings, each told once however often the document comes back to it."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.annotate.annotated import Annotated
from kg.annotate.tokens import Tokens
from kg.extract.admission import Admission
from kg.extract.attributions import Attribution, Attributor
from kg.extract.clauses import Clauses
from kg.extract.evidence import sentence_span
from kg.extract.factuality import Judge
from kg.extract.groups import Group
from kg.extract.happenings import Happening
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.participants import Participants, chosen
from kg.extract.parties import Parties
from kg.extract.politics import Politics
from kg.extract.retellings import Telling, gathered
from kg.extract.senses import Senses
from kg.extract.sides import Side
from kg.extract.triggers import OPEN_CLOSE, Triggers
from kg.model import Entity, Event, Evidence, LocatedIn, Stretch

SPOKEN = frozenset(("ACCUSE", "REQUEST", "THREATEN"))
"""Types that are done by saying so."""


@dataclass(frozen=True, slots=True)
class EventFindings:
    """The events, and further places where the text comes back to one: (event id, start, end) in code points.

    `groups` are those who act in them or to whom they happen, and who have no name; `states` those that take part and
    that the text does not name.
    """

    events: tuple[Event, ...]
    mentions: tuple[tuple[str, int, int], ...]
    groups: tuple[Group, ...] = ()
    states: tuple[Entity, ...] = ()


def extract_events(annotated: Annotated, attributions: Sequence[Attribution] | None = None) -> EventFindings:
    """The events of a document, ids "ev1" ... in the order in which the text first tells of them.

    `attributions` saves finding them again. Evidence is the sentence of each telling; its rule is the id of the
    entry of `data/events.json`.
    """
    lexicon, clauses = load_lexicon(), Clauses(annotated.tokens)
    found = attributions if attributions is not None else Attributor(annotated.doc.text, clauses).find()
    teller = _Teller(annotated, clauses, lexicon, found)
    tellings = [t for n in teller.triggers.find() for h in teller.items(n) if (t := teller.told(h))]
    groups, mentions = gathered(tellings, annotated, clauses, lexicon)
    groups = _with_targets(groups, mentions)
    events = tuple(_event(f"ev{n}", group, annotated) for n, group in enumerate(groups, 1))
    starts, ends = annotated.tokens.start, annotated.tokens.end
    taking_part = {entity for event in events for entity in (*event.actors, *event.recipients)}
    unnamed = tuple(g for g in teller.parties.groups.known.values() if g.entity.id in taking_part)
    taking_part |= {b.place for g in unnamed for b in g.bonds if isinstance(b, LocatedIn)}
    states = tuple(e for e in teller.parties.standing.known.values() if e.id in taking_part)
    return EventFindings(events, tuple((f"ev{n + 1}", starts[i], ends[j - 1]) for n, i, j in mentions), unnamed, states)


class _Teller:
    """Turns happenings into tellings: who, whether, when, where."""

    def __init__(
        self, annotated: Annotated, clauses: Clauses, lexicon: Lexicon, attributions: Sequence[Attribution]
    ) -> None:
        self.annotated, self.clauses, self.lexicon = annotated, clauses, lexicon
        self.parties = Parties(annotated, clauses, lexicon)
        self.triggers = Triggers(annotated, clauses, self.parties, lexicon)
        self.judge = Judge(clauses, lexicon)
        politics = Politics(annotated, self.parties)
        self.admission = Admission(self.parties, politics)
        self.senses = Senses(self.triggers.roles, politics)
        self.attributed = _by_token(annotated.tokens, attributions)
        self._agreed: tuple[int, Side] = (0, Side())
        self.participants = Participants(annotated, clauses, self.parties, self.attributed)
        self.circumstances = self.participants.circumstances

    def told(self, happening: Happening) -> Telling | None:
        """The telling, None where it is nothing political or too little is known to be of use."""
        predicate = happening.predicate
        if predicate.type in SPOKEN and happening.nominal and self.judge.is_rebuffed(happening.trigger):
            return None
        if self.judge.is_asked(happening.trigger) or self.participants.is_private(happening):
            return None
        actors, recipients = self.participants.sides(happening)
        if self.participants.is_half(happening, actors):
            return None
        if predicate.concept == "fighting" and self.participants.is_figurative(happening, actors):
            return None
        if chosen(predicate) and not recipients and (happening.nominal or not actors):
            return None
        planned = (
            happening.nominal and happening.predicate.type in OPEN_CLOSE and self.judge.plans.is_item(happening.trigger)
        )
        if planned and not actors:
            actors = self._planners(happening.trigger)
        sides = actors, recipients
        if not self.admission.admits(happening, *sides) or not self.senses.is_meant(happening, *sides):
            return None
        factuality = self.judge.judge(happening.trigger)
        if predicate.needs in ("refusal", "inability"):
            factuality = "actual"
        alone = predicate.mutual and not predicate.alone and not happening.nominal and len(actors.actors) < 2
        if alone and factuality != "actual":
            return None
        if factuality == "actual" and self._is_claimed(happening, actors, recipients):
            factuality = "claimed"
        time = self.circumstances.time(happening.trigger, happening.support)
        place = self.participants.place(happening)
        persons = tuple(dict.fromkeys(actors.persons + recipients.persons if predicate.mutual else actors.persons))
        inferred = actors.inferred or recipients.inferred
        if predicate.type in self.lexicon.plans["settled"] and len(actors.actors) > 1 and not planned:
            self._agreed = happening.trigger, actors
        return Telling(happening, actors.actors, recipients.actors, persons, factuality, time, place, inferred)

    def items(self, happening: Happening) -> Iterator[Happening]:
        """A happening for each thing that a plan names to be opened or closed."""
        return self.judge.plans.items(happening) if happening.predicate.type in OPEN_CLOSE else iter((happening,))

    def _planners(self, trigger: int) -> Side:
        """Whose plans they are that a sentence goes on about: of those who met or agreed on something just before."""
        before, actors = self._agreed
        sentence = self.annotated.tokens.sentence
        return actors if actors and sentence[trigger] - sentence[before] <= 1 else Side()

    def _is_claimed(self, happening: Happening, actors: Side, recipients: Side) -> bool:
        """Whether only someone says so whose act it is not, and to whom it was not said."""
        witnesses = actors | recipients if happening.predicate.type == "STATEMENT" else actors or recipients
        for attribution in self.attributed.get(happening.trigger, ()):
            speaker = self.parties.side(attribution.source)
            if not self._with_states(speaker) & self._with_states(witnesses):
                return True
        return False

    def _with_states(self, side: Side) -> set[str]:
        """The side, and the states whose organs belong to it."""
        return {*side.actors, *side.persons, *(s for a in side.actors for s in self.parties.owners.get(a, ()))}


def _by_token(tokens: Tokens, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions of speech or belief in whose content a token stands."""
    found: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        for start, end in attribution.content if attribution.kind != "stance" else ():
            for i in range(bisect_left(tokens.start, start), bisect_left(tokens.start, end)):
                found.setdefault(i, []).append(attribution)
    return found


def _with_targets(groups: list[list[Telling]], mentions: list[tuple[int, int, int]]) -> list[list[Telling]]:
    """Regret at a decision falls on whoever took it: recipients from the happening that the theme points at."""
    pointed = {end - 1: groups[n] for n, _, end in mentions}
    result = []
    for group in groups:
        first = group[0]
        target = pointed.get(first.happening.theme_token if first.happening.theme_token is not None else -1)
        if first.happening.predicate.type in ("ACCUSE", "REJECT", "SUPPORT") and not first.recipients and target:
            found = tuple(a for a in target[0].actors if a not in first.actors)
            group = [dataclasses.replace(first, recipients=found), *group[1:]]
        result.append(group)
    return result


def _event(name: str, group: Sequence[Telling], annotated: Annotated) -> Event:
    """One event from its tellings, the first of which counts most."""
    first = group[0]
    happening, tokens = first.happening, annotated.tokens
    evidence = dict.fromkeys(
        (*sentence_span(annotated.tokens, t.happening.trigger), t.happening.predicate.id) for t in group
    )
    times = tuple(dict.fromkeys(t.time for t in group if t.time))
    return Event(
        id=name,
        evidence=tuple(Evidence(start=a, end=b, rule=rule) for a, b, rule in evidence),
        confidence=_confidence(group),
        factuality=first.factuality,
        basis="inferred" if any(t.inferred for t in group) else "stated",
        event_type=happening.predicate.type,
        trigger=Stretch(start=tokens.start[happening.trigger], end=tokens.end[happening.end - 1]),
        predicate=happening.words,
        actors=_joined(t.actors for t in group),
        recipients=tuple(r for r in _joined(t.recipients for t in group) if r not in _joined(t.actors for t in group)),
        participants=_joined(t.persons for t in group),
        place=next((t.place for t in group if t.place), None),
        theme=next((t.happening.theme for t in group if t.happening.theme), None),
        time=times[0] if times else None,
        other_times=times[1:],
        mode=happening.predicate.mode,
        outcome=next((t.happening.outcome for t in group if t.happening.outcome), None),
    )


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x for part in parts for x in part))


def _confidence(group: Sequence[Telling]) -> float:
    """A verb with a known actor tells more surely than a noun; two tellings more than one."""
    best = max(
        (0.6 if t.happening.nominal else 0.7) + (0.1 if t.actors else 0.0) + (0.05 if t.recipients else 0.0)
        for t in group
    )
    return round(min(best + 0.05 * (len(group) - 1), 0.95), 2)
