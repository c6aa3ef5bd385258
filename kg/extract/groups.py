"""Groups without a name that act for themselves and still have a state: "Elbonian rebels", "students in Zenda"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.annotate.annotated import Annotated
from kg.extract.clauses import Clauses
from kg.extract.evidence import sentence_evidence
from kg.iris import mint
from kg.model import Entity, LocatedIn, Mention, NationalOf


@dataclass(frozen=True, slots=True)
class Group:
    """A group as an entity of the document, where it is first mentioned, and how it belongs to states or places."""

    entity: Entity
    mention: Mention
    bonds: tuple[NationalOf | LocatedIn, ...]


class Groups:
    """The groups of one document that rules came upon, one a wording."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses = annotated, clauses
        self.known: dict[str, Group] = {}
        self._by_words: dict[str, str] = {}

    def seen(self, noun: int, states: tuple[str, ...], home: int | None) -> str | None:
        """The id of the group that a noun means, None where neither its nationality nor its place is known.

        `home` is the noun that says where it is.
        """
        place = self.annotated.mention_at(home) if home is not None else None
        if not states and (place is None or place.kind not in ("State", "Place")):
            return None
        tokens = self.annotated.tokens
        first = min([noun, *(c for c in self.clauses.by_dep(noun, "amod", "compound", "nmod") if c < noun)])
        last = noun if states or home is None or home < noun else home
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

    def _national(self, group: str, state: str, noun: int) -> NationalOf:
        evidence = sentence_evidence(self.annotated, noun, "adjective-of-group")
        return NationalOf(id="", evidence=evidence, confidence=0.7, factuality="actual", person=group, state=state)

    def _located(self, group: str, place: Mention | None, noun: int) -> tuple[LocatedIn, ...]:
        if place is None:
            return ()
        evidence = sentence_evidence(self.annotated, noun, "place-of-group")
        entity = place.literal or place.entity
        return (LocatedIn(id="", evidence=evidence, confidence=0.7, factuality="actual", thing=group, place=entity),)
