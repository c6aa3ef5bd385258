"""Who takes part in a happening: what its sentence says, and what follows from where and by whom it is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from kg.annotate.annotated import Annotated
from kg.extract.attributions import Attribution
from kg.extract.circumstances import Circumstances
from kg.extract.clauses import Clauses
from kg.extract.happenings import Happening
from kg.extract.lexicon import EventRole, Predicate
from kg.extract.parties import Parties
from kg.extract.proxies import Proxies
from kg.extract.sides import NOBODY, Side
from kg.extract.triggers import OPEN_CLOSE
from kg.model import LocatedIn

QUOTES = frozenset('"\u201c\u2018')
PRIVATE = frozenset(("i", "me", "you", "myself", "yourself"))
"""Pronouns of one who writes or is asked."""
CHOSEN = {
    "APPOINT": frozenset(("Person",)),
    "ELECT": frozenset(("Person", "Party", "Group")),
    "release": frozenset(("Person", "Group", "State", "Party")),
}
"""Kinds of those who are appointed, elected or set free, by type or mode."""
LAWFUL = frozenset(("arrest", "investigate", "deport"))
"""Modes in which the authorities of a place act."""
ON_THE_SPOT = frozenset(("ASSAULT", "COERCE", "SANCTION", "AID", "MOBILIZE", "CONCEDE", "RETREAT", "PROTEST"))
"""Types that befall the state in which they happen, where nobody else is named."""


def chosen(predicate: Predicate) -> frozenset[str] | None:
    """The kinds of those to whom it can happen, None where anybody may be meant."""
    return CHOSEN.get(predicate.mode or "") or CHOSEN.get(predicate.type)


class Participants:
    """The sides of the happenings of one document. `attributed`: the attributions in whose content a token is."""

    def __init__(
        self,
        annotated: Annotated,
        clauses: Clauses,
        parties: Parties,
        attributed: Mapping[int, Sequence[Attribution]],
    ) -> None:
        self.clauses, self.parties, self.attributed = clauses, parties, attributed
        self.circumstances, self.proxies = Circumstances(annotated, clauses), Proxies(clauses, parties)

    def place(self, happening: Happening) -> str | None:
        """The entity of the place where it happened."""
        site = self.circumstances.place(happening.trigger, happening.support)
        if site is None and happening.nominal and happening.predicate.type in OPEN_CLOSE and happening.theme_token:
            thing = happening.theme_token
            site = self.circumstances.place(thing, None) or self.circumstances.town(thing)
        return happening.place or (site.entity if site else None)

    def _met(self, happening: Happening, role: EventRole) -> Side:
        """People of whom nothing is known but where it happened."""
        site = self.circumstances.place(happening.trigger, happening.support)
        noun = happening.people.get(role)
        return self.parties.staying(noun, site) if noun is not None else NOBODY

    def _local(self, happening: Happening) -> Side:
        """Of "was arrested in X", X, whose right it is, if the text names that state anywhere."""
        passive = not happening.nominal and self.clauses.is_passive(happening.trigger)
        if not passive or happening.predicate.mode not in LAWFUL:
            return NOBODY
        site = self.circumstances.place(happening.trigger, None)
        found = self.parties.at(site.entity) if site else NOBODY
        named = all(actor in self.parties.annotated.entities for actor in found.actors)
        return dataclasses.replace(found, inferred=True) if found and named else NOBODY

    def _speakers(self, happening: Happening) -> Side:
        """Whose words they are."""
        said = self.attributed.get(happening.trigger, [])
        return next((side for a in said if (side := self.parties.side(a.source))), NOBODY)

    def _is_said_of_other(self, happening: Happening, actors: Side) -> bool:
        """Whether "he" in somebody's own words was taken for the one who speaks them."""
        subject = None if happening.nominal else self.clauses.subject(happening.trigger)
        tokens, text = self.clauses.tokens, self.parties.annotated.doc.text
        if subject is None or tokens.lower[subject] not in ("he", "she"):
            return False
        doers = {*actors.actors, *actors.persons}
        for said in self.attributed.get(happening.trigger, ()):
            within = next((a for a, b in said.content if a <= tokens.start[subject] < b), None)
            own_words = said.quoted and within is not None and text[within] in QUOTES
            speaker = self.parties.side(said.source) if own_words else NOBODY
            if doers & {*speaker.actors, *speaker.persons}:
                return True
        return False

    def _home(self, actors: Side, happening: Happening) -> str | None:
        """Where those who protest live, if that is all that is known of them."""
        if happening.predicate.type != "PROTEST":
            return None
        known = (self.parties.groups.known[a] for a in actors.actors if a in self.parties.groups.known)
        return next((b.place for g in known for b in g.bonds if isinstance(b, LocatedIn)), None)

    def is_private(self, happening: Happening) -> bool:
        """Whether it is between the writer or the reader and somebody: "I talked to them", "did they help you"."""
        if happening.nominal:
            return False
        verb, tokens = happening.trigger, self.clauses.tokens
        nouns = [self.clauses.subject(verb), self.clauses.undergoer(verb)]
        if happening.predicate.mutual:
            nouns += [self.clauses.under(verb, p) for p in ("with", "to")]
        alone = [n for n in nouns if n is not None and tokens.lower[n] in PRIVATE]
        return any(not self.parties.side(noun) for noun in alone)

    def _partners(self, happening: Happening) -> Side:
        """The sides of a mutual happening; of what is "between" two, they alone: "a pact restored ties between"."""
        between = NOBODY
        for noun in () if happening.nominal else self._between(happening):
            between |= self.parties.side(noun)
        return between if len(between.actors) > 1 else happening.side("party")

    def is_half(self, happening: Happening, actors: Side) -> bool:
        """Whether only one of those is known between whom it is."""
        return len(actors.actors) < 2 and bool(self._between(happening))

    def _between(self, happening: Happening) -> list[int]:
        """The nouns after "between" that hang from a verb or from its object, or from a noun, where they act."""
        if happening.predicate.roles.get("between") != "party":
            return []
        obj = self.clauses.undergoer(happening.trigger)
        hosts = [happening.trigger] if obj is None else [happening.trigger, obj]
        return [noun for host in hosts for noun in self.clauses.all_under(host, "between")]

    def is_figurative(self, happening: Happening, actors: Side) -> bool:
        """Whether what one side fights is a thing: "fought the plan", "is fighting for access"."""
        if happening.nominal or len(actors.actors) > 1:
            return False
        foe, lexicon = self.clauses.undergoer(happening.trigger), self.parties.lexicon
        if foe is None:
            return not actors.actors or self.clauses.under(happening.trigger, "for") is not None
        lemma = self.clauses.tokens.lemma[foe]
        return lemma not in lexicon.groups | lexicon.civilians | lexicon.representatives | {"war", "battle"}

    def sides(self, happening: Happening) -> tuple[Side, Side]:
        """Actors and recipients; both sides of a mutual happening act. A joint body's other owners are concerned."""
        actors, recipients = happening.side("actor") | self._partners(happening), happening.side("recipient")
        if happening.predicate.needs == "speaker":
            actors = self._speakers(happening)
        if self._is_said_of_other(happening, actors):
            actors = NOBODY
        actors = self.proxies.acting(happening, actors)
        actors = actors or self._met(happening, "actor") or self._local(happening)
        if happening.predicate.mutual:
            actors |= recipients
            return actors, happening.about.without(actors)
        recipients = recipients or happening.about or self._met(happening, "recipient")
        if happening.predicate.mode == "visit" and actors and not recipients:
            recipients = self.parties.at(happening.place)
        alone = happening.predicate.type == "PROTEST" and any(self.parties.kind(a) == "Person" for a in actors.actors)
        if actors and not recipients and not alone and happening.predicate.type in ON_THE_SPOT:
            recipients = self.parties.at(self.place(happening) or self._home(actors, happening))
        if (kinds := chosen(happening.predicate)) is not None:
            recipients = Side(tuple(r for r in recipients.actors if self.parties.kind(r) in kinds), recipients.persons)
        owners = self.parties.owners.get(happening.theme or "", ())
        if happening.predicate.type in OPEN_CLOSE and not actors:
            actors = Side(owners)
        if happening.predicate.concept == "withdrawal" and actors and not recipients and len(owners) > 1:
            recipients = Side(tuple(o for o in owners if o not in actors.actors))
        if happening.predicate.type == "ACCUSE":
            recipients = self._at_home(actors, recipients)
        return actors, recipients.without(actors)

    def _at_home(self, actors: Side, recipients: Side) -> Side:
        """Whom others than a foreign state accuse: the person, not the state that the person stands for."""
        entities = self.parties.annotated.entities
        foreign = (a not in recipients.actors and a in entities and entities[a].type == "State" for a in actors.actors)
        if not recipients.persons or any(foreign):
            return recipients
        served = {self.parties.state_of.get(p) or self.parties.standing.of_person(p) for p in recipients.persons}
        kept = tuple(r for r in recipients.actors if r not in served)
        return dataclasses.replace(
            recipients, actors=(*(p for p in recipients.persons if p not in actors.persons), *kept), persons=()
        )
