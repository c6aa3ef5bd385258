"""When and where a happening took place: the time and place expressions that hang from its trigger."""

from __future__ import annotations

from msgspec.structs import replace

from kg.annotate.annotated import Annotated
from kg.annotate.figures import is_dateline
from kg.annotate.words import word_list
from kg.extract.clauses import Clauses
from kg.model import Mention, TimeValue

SETTLEMENTS = word_list("settlements") | word_list("divisions")
TOWNS = frozenset(("city", "town", "village"))
WHERE = frozenset(("in", "at", "near", "outside", "inside"))
BESIDE = frozenset(["since", "before", "after", "until", "following", "despite", "during", "by", "ahead"])
AFTER, BEFORE = frozenset(("after", "since", "from", "following")), frozenset(("before", "until", "till", "by"))


class Circumstances:
    """Looks up times and places around triggers of one document."""

    def __init__(self, annotated: Annotated, clauses: Clauses) -> None:
        self.annotated, self.clauses = annotated, clauses
        self.times = self._by_host("Time")
        self.places = self._by_host("Place", "State")

    def _by_host(self, *kinds: str) -> dict[int, list[tuple[Mention, str]]]:
        """Mentions of these kinds by the word they hang from, with the preposition in between ("" where none)."""
        tokens = self.annotated.tokens
        found: dict[int, list[tuple[Mention, str]]] = {}
        for mention in self.annotated.mentions:
            if mention.kind not in kinds:
                continue
            root = tokens.root(*self.annotated.token_spans[mention.id])
            host, preposition = tokens.head[root], ""
            while tokens.dep[root] in ("conj", "appos") and host != root:
                root, host = host, tokens.head[host]
            if tokens.pos[host] in ("ADP", "SCONJ") and host != root:
                host, preposition = tokens.head[host], tokens.lower[host]
            if preposition == "of" and tokens.lower[host] in SETTLEMENTS and tokens.dep[host] == "pobj":
                host, preposition = tokens.head[tokens.head[host]], tokens.lower[tokens.head[host]]
            for carrier in self._carriers(host) if mention.kind == "Time" else (host,):
                found.setdefault(carrier, []).append((mention, preposition))
        return found

    def _carriers(self, host: int) -> list[int]:
        """The host; of a date that follows a place, as captions have it, all that holds the place, up to the verb."""
        tokens, mention = self.annotated.tokens, self.annotated.mention_at(host)
        if mention is None or mention.kind not in ("Place", "State"):
            return [host]
        carriers = [host]
        while tokens.head[host] != host and not self.clauses.is_verb(host):
            host = tokens.head[host]
            carriers.append(host)
        return carriers

    def time(self, trigger: int, support: int | None) -> TimeValue | None:
        """When: a time that hangs from the trigger, from what it is the object of, or from the verb that holds it."""
        for host in self._hosts(trigger, support):
            for mention, preposition in self.times.get(host, ()):
                value = self.annotated.times.get(mention.id)
                if value and (mention.value is None or not mention.value.startswith(("P", "FUTURE"))):
                    return _bounded(value, preposition)
        return None

    def place(self, trigger: int, support: int | None) -> Mention | None:
        """Where: a place named with "in", "at" or the like."""
        for host in self._hosts(trigger, support):
            for mention, preposition in self.places.get(host, ()):
                if preposition in WHERE and (mention.kind == "Place" or mention.form == "name"):
                    return mention
        return None

    def town(self, thing: int) -> Mention | None:
        """Where a thing is that is said to be "in the city": the last place named before; the dateline is none."""
        tokens = self.annotated.tokens
        for preposition in self.clauses.by_dep(thing, "prep"):
            for noun in self.clauses.by_dep(preposition, "pobj") if tokens.lower[preposition] in WHERE else ():
                determiners = {tokens.lower[c] for c in self.clauses.by_dep(noun, "det")}
                if tokens.lemma[noun] in TOWNS and "the" in determiners and not self.annotated.mention_at(noun):
                    return self._place_before(noun)
        return None

    def _place_before(self, token: int) -> Mention | None:
        annotated = self.annotated
        named = [
            (annotated.token_spans[m.id][0], m)
            for m in annotated.mentions
            if m.kind == "Place" and m.form == "name" and annotated.token_spans[m.id][0] < token
        ]
        start, mention = max(named, key=lambda pair: pair[0], default=(0, None))
        end = annotated.token_spans[mention.id][1] if mention else 0
        return None if mention is None or is_dateline(annotated.tokens, annotated.doc.text, start, end) else mention

    def _hosts(self, trigger: int, support: int | None) -> list[int]:
        """The words whose circumstances are the trigger's: itself, its objects and complements, its supporting verb."""
        tokens = self.annotated.tokens
        hosts = [trigger, *self.clauses.by_dep(trigger, "dobj", "xcomp", "prt", "advmod"),
                 *(o for p in self.clauses.by_dep(trigger, "prep") if tokens.lower[p] not in BESIDE
                   for o in self.clauses.by_dep(p, "pobj"))]  # fmt: skip
        if support is not None:
            return [*hosts, support]
        if tokens.dep[trigger] in ("nsubj", "nsubjpass") and self.clauses.is_verb(tokens.head[trigger]):
            hosts.append(tokens.head[trigger])
        return hosts


def _bounded(value: TimeValue, preposition: str) -> TimeValue:
    """What is "after Friday" has no last day, "before Friday" no first."""
    if preposition in AFTER:
        edtf = f"{value.edtf}/.." if value.edtf and "/" not in value.edtf and "[" not in value.edtf else None
        return replace(value, edtf=edtf, latest=None, open="end")
    if preposition in BEFORE:
        edtf = f"../{value.edtf}" if value.edtf and "/" not in value.edtf and "[" not in value.edtf else None
        return replace(value, edtf=edtf, earliest=None, open="start")
    return value
