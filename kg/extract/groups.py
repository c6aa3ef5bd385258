"""Groups without a name that act for themselves and still have a state: "Elbonian rebels", "students in Zenda"."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.extract.evidence import sentence_evidence
from kg.extract.standing import Standing
from kg.iris import mint
from kg.model import BACKGROUND_RULE, Entity, Evidence, LocatedIn, Mention, NationalOf


@dataclass(frozen=True, slots=True)
class Group:
    """A group as an entity of the document, where it is first mentioned, and how it belongs to states or places."""

    entity: Entity
    mention: Mention
    bonds: tuple[NationalOf | LocatedIn, ...]


class Groups:
    """The groups of one document that rules came upon, one a wording."""

    def __init__(self, annotated: Annotated, clauses: Clauses, standing: Standing) -> None:
        self.annotated, self.clauses, self.standing = annotated, clauses, standing
        self.known: dict[str, Group] = {}
        self._by_words: dict[str, str] = {}

    def seen(self, noun: int, states: tuple[str, ...], place: Mention | None) -> str | None:
        """The id of the group that a noun means, None where neither its nationality nor its place is known."""
        if not states and (place is None or place.kind not in ("State", "Place")):
            return None
        tokens = self.annotated.tokens
        first = min([noun, *(c for c in self.clauses.by_dep(noun, "amod", "compound", "nmod") if c < noun)])
        last = noun
        if place and not states and place.id in self._near(noun):
            last = tokens.root(*self.annotated.token_spans[place.id])
        start, end = tokens.start[first], tokens.end[last]
        words = " ".join(self.annotated.doc.text[start:end].split())
        found = self._by_words.setdefault(words.lower(), f"g{noun}")
        if found not in self.known:
            entity = Entity(
                id=found, type="Group", name=words, iri=mint("group", f"{words} {self.annotated.document.header.id}")
            )
            mention = Mention(id=found, start=start, end=end, entity=found, kind="Group", form="description")
            bonds = tuple(self._national(found, s, noun) for s in states) or self._located(found, place, noun)
            self.known[found] = Group(entity, mention, bonds)
        return found

    def _near(self, noun: int) -> set[str]:
        """Ids of the mentions within the noun's phrase, after it."""
        inside = (self.annotated.mention_at(i) for i in self.clauses.subtree(noun) if i > noun)
        return {mention.id for mention in inside if mention}

    def _national(self, group: str, state: str, noun: int) -> NationalOf:
        evidence = sentence_evidence(self.annotated, noun, "adjective-of-group")
        return NationalOf(id="", evidence=evidence, confidence=0.7, factuality="actual", person=group, state=state)

    def _located(self, group: str, place: Mention | None, noun: int) -> tuple[LocatedIn, ...]:
        if place is None:
            return ()
        evidence = sentence_evidence(self.annotated, noun, "place-of-group")
        entity = place.literal or place.entity
        bond = LocatedIn(id="", evidence=evidence, confidence=0.7, factuality="actual", thing=group, place=entity)
        state = self.standing.of_place(entity)
        if state is None or state == entity:
            return (bond,)
        named = (Evidence(start=place.start, end=place.end, rule=BACKGROUND_RULE),)
        return bond, replace(bond, evidence=named, basis="inferred", place=state)
