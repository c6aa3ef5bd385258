"""Retellings: which tellings of a document are of one happening, and what merely points back at one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.annotate.annotated import Annotated
from kg.annotate.authority import load_authority
from kg.annotate.tokens import Tokens
from kg.extract.clauses import Clauses
from kg.extract.happenings import Happening
from kg.extract.lexicon import Lexicon
from kg.model import Factuality, TimeValue

APART = frozenset(("negated", "habitual"))
"""Never the same happening as one that took place."""
REACH = 3
"""How many sentences back "the move" may point."""
DETERMINERS = frozenset(("the", "this", "that"))


@dataclass(frozen=True, slots=True)
class Telling:
    """A happening with all that its sentence says of it. Actors, recipients and persons are entity ids.

    `inferred`: background knowledge had to say who some of them are.
    """

    happening: Happening
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    persons: tuple[str, ...]
    factuality: Factuality
    time: TimeValue | None
    place: str | None
    inferred: bool = False


def gathered(
    tellings: Sequence[Telling], annotated: Annotated, clauses: Clauses, lexicon: Lexicon
) -> tuple[list[list[Telling]], list[tuple[int, int, int]]]:
    """Tellings of one happening together, the surest first; and mentions (index of the group, token span)."""
    groups: list[list[Telling]] = []
    kinds: list[dict[object, Telling]] = []
    same = _Sameness(annotated)
    tokens = annotated.tokens
    pointers: list[Telling] = []
    for telling in tellings:
        if telling.happening.nominal and telling.happening.definite and not telling.actors and not telling.recipients:
            pointers.append(telling)
            continue
        fitting = (n for n in range(len(groups) - 1, -1, -1) if same.all_may_be_one(kinds[n], telling))
        n = next(fitting, len(groups))
        if n == len(groups):
            groups.append([])
            kinds.append({})
        groups[n].append(telling)
        kinds[n].setdefault(same.signature(telling), telling)
    mentions: list[tuple[Telling, int, int]] = []
    kept = [_surest(group, mentions) for group in groups]
    spans = {id(group[0]): n for n, group in enumerate(kept)}
    found = [(spans[id(owner)], *_noun_phrase(clauses, i, j)) for owner, i, j in mentions]
    found += _pointed(pointers, kept, clauses)
    found += _generic(kept, tokens, clauses, lexicon)
    return kept, sorted(set(found))


class _Sameness:
    """Compares tellings of one document."""

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        states = {place.id: place.state for place in load_authority().places}
        self.state_of_place = {
            e.id: states.get("/".join(e.iri.split("/")[-2:])) for e in annotated.entities.values() if e.type == "Place"
        }

    def signature(self, telling: Telling) -> object:
        """All that counts when tellings are compared: those with equal signatures need to be compared only once."""
        happening = telling.happening
        theme = happening.theme or tuple(sorted(self._theme_words(happening)))
        kind = (happening.predicate.concept, happening.predicate.type, telling.factuality)
        when = (telling.time.earliest, telling.time.latest) if telling.time else None
        return kind, telling.actors, telling.recipients, theme, telling.place, when

    def all_may_be_one(self, tellings: Mapping[object, Telling], other: Telling) -> bool:
        """Whether a telling can be of the happening that all of these tell."""
        return self.signature(other) in tellings or all(self.may_be_one(t, other) for t in tellings.values())

    def may_be_one(self, one: Telling, other: Telling) -> bool:
        """Whether two tellings can be of one happening: same concept, no party, theme, place or time against it."""
        a, b = one.happening, other.happening
        types = {a.predicate.type, b.predicate.type}
        if a.predicate.concept != b.predicate.concept or (len(types) > 1 and not types <= {"AGREE", "SUPPORT"}):
            return False
        if (one.factuality in APART or other.factuality in APART) and one.factuality != other.factuality:
            return False
        if not self._same_theme(a, b) or not self._same_place(one.place, other.place):
            return False
        all_of_one, all_of_other = (*one.actors, *one.recipients), (*other.actors, *other.recipients)
        if all_of_one and all_of_other and not set(all_of_one) & set(all_of_other):
            return False
        if a.predicate.type == "CONSULT" and a.predicate.mode != "third-party":
            parties = _agree(all_of_one, all_of_other)
        else:
            parties = _agree(one.actors, other.actors) and _agree(one.recipients, other.recipients)
        if a.predicate.concept == "visit" and not _agree(_destination(one), _destination(other)):
            return False
        return parties and _overlap(one.time, other.time)

    def _same_theme(self, a: Happening, b: Happening) -> bool:
        """Equal entities, or a noun that is part of the other's name; an unnamed theme fits any."""
        if a.theme and b.theme:
            return a.theme == b.theme
        words = [self._theme_words(h) for h in (a, b)]
        return not words[0] or not words[1] or bool(words[0] & words[1])

    def _theme_words(self, happening: Happening) -> set[str]:
        """Lower-case words that name the theme."""
        if happening.theme:
            return set(self.annotated.entities[happening.theme].name.lower().split())
        token = happening.theme_token
        return set() if token is None else {self.annotated.tokens.lower[token], self.annotated.tokens.lemma[token]}

    def _same_place(self, one: str | None, other: str | None) -> bool:
        """Equal places, or one in the other."""
        if not one or not other or one == other:
            return True
        tails = {p: "/".join(self.annotated.entities[p].iri.split("/")[-2:]) for p in (one, other)}
        return self.state_of_place.get(one) == tails[other] or self.state_of_place.get(other) == tails[one]


def _destination(telling: Telling) -> tuple[str, ...]:
    """Where a visit led."""
    return (*telling.recipients, *((telling.place,) if telling.place else ()))


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the parties of one include those of the other."""
    return set(one) <= set(other) or set(other) <= set(one)


def _overlap(one: TimeValue | None, other: TimeValue | None) -> bool:
    """Whether two times can be the same."""
    if not one or not other:
        return True
    late = one.latest and other.earliest and one.latest < other.earliest
    return not (late or (other.latest and one.earliest and other.latest < one.earliest))


def _surest(group: list[Telling], mentions: list[tuple[Telling, int, int]]) -> list[Telling]:
    """The tellings that say it as it is; the others of a happening that took place only mention it."""
    rank = {"actual": 0, "claimed": 1, "negated": 2, "habitual": 2, "intended": 3, "hypothetical": 4, "reference": 5}
    best = min(rank[t.factuality] for t in group)
    sure = [t for t in group if rank[t.factuality] == best]
    sure.sort(key=lambda t: (t.happening.nominal, not t.actors, t.happening.trigger))
    first = sure[0]
    mentions.extend((first, t.happening.trigger, t.happening.end) for t in group if t is not first)
    return sure


def _noun_phrase(clauses: Clauses, start: int, end: int) -> tuple[int, int]:
    """A noun with its determiners and modifiers; a verb stays alone."""
    if clauses.is_verb(start):
        return start, end
    lefts = [
        clauses.extent(c)[0] for c in clauses.by_dep(start, "det", "amod", "compound", "poss", "nummod") if c < start
    ]
    return min([start, *lefts]), end


def _pointed(
    pointers: Sequence[Telling], groups: Sequence[Sequence[Telling]], clauses: Clauses
) -> list[tuple[int, int, int]]:
    """For "the pullout", the last happening before it of that concept, or else the first after it."""
    found = []
    for pointer in pointers:
        same = [(n, g[0].happening.trigger) for n, g in enumerate(groups)
                if g[0].happening.predicate.concept == pointer.happening.predicate.concept]  # fmt: skip
        at = pointer.happening.trigger
        before = [(n, t) for n, t in same if t < at]
        if before:
            target = max(before, key=lambda pair: pair[1])[0]
            found.append((target, *_noun_phrase(clauses, at, pointer.happening.end)))
    return found


def _generic(
    groups: Sequence[Sequence[Telling]], tokens: Tokens, clauses: Clauses, lexicon: Lexicon
) -> list[tuple[int, int, int]]:
    """For "the move", what the text told last in a main clause nearby."""
    found = []
    mains = sorted(
        (t.happening.trigger, n)
        for n, g in enumerate(groups)
        for t in g
        if t.factuality in ("actual", "claimed")
        and not t.happening.nominal
        and t.actors
        and t.happening.predicate.type != "STATEMENT"
    )
    for i in range(len(tokens)):
        if (
            tokens.lemma[i] not in lexicon.generic
            or tokens.pos[i] != "NOUN"
            or tokens.dep[i] not in ("nsubj", "nsubjpass", "pobj", "dobj")
        ):
            continue
        if not any(tokens.lower[c] in DETERMINERS for c in clauses.by_dep(i, "det")) or clauses.by_dep(
            i, "acl", "relcl", "prep"
        ):
            continue
        before = [(t, n) for t, n in mains if t < i and 0 < tokens.sentence[i] - tokens.sentence[t] <= REACH]
        if before:
            found.append((max(before)[1], *_noun_phrase(clauses, i, i + 1)))
    return found
