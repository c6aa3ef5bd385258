"""The state of an official whom the text names without one ("President Joe Biden", "the president, Mr Moon").

In order: the holder's other titles; the table of known office-holders; the same title without a name just before; the
state that the document is about; the last state that was the subject of a clause, for a holder who acts in turn.
Nothing is guessed where a word beside the title says whose it is, or where one office would have two holders.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from kg.annotate.anchors import Anchor, Anchors, Basis, Holding
from kg.annotate.lastbodies import last_body
from kg.annotate.legislators import state_of_seat
from kg.annotate.tokens import Tokens

_STATELESS = frozenset({"academic", "business", "media", "religious", "local", "title-less", "party", "igo"})
"""Kinds of titles that are not a state's unless the text says so."""
_NATIONAL = frozenset(
    {"head_of_state", "head_of_government", "minister", "deputy_minister", "deputy_head", "legislator"}
)
"""Roles that the table of office-holders can vouch for; a negotiator or envoy may act for somebody else."""
_ELSEWHERE = frozenset({"chief executive", "first minister", "chief", "head"})
"""Titles that are as often a firm's or a region's."""
_GOVERNING = frozenset({"prime minister", "chancellor", "premier", "president", "taoiseach"})
"""Titles whose state is the one whose government a text means."""
_REACH = 2
"""Sentences over which the state that acted last is taken for that of an official named without one."""
_OFTEN = 3
"""Mentions that make a state the one a document is about."""
_NEAR = 2
"""Sentences over which a title without a name still explains the next one with a name."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What is known when states are filled in.

    `organs` gives the states of a body, `is_common_organ` whether a body without a state has the name of some state's
    organ, `known_state` the state of a holder by the table of office-holders, `state_around` that of a place,
    `homes` the states in which a party is at home, `is_over` whether the table has a person's term in a post of a state
    end before the text appeared.
    """

    tokens: Tokens
    anchors: Anchors
    organs: Mapping[str, Sequence[str]]
    is_common_organ: Callable[[str], bool]
    known_state: Callable[[str], str | None]
    state_around: Callable[[str], str | None]
    is_over: Callable[[str, str, str], bool]
    homes: Callable[[str], Sequence[str]]
    _named: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        states = (self._state_named(anchor) for anchor in self.anchors.items)
        object.__setattr__(self, "_named", Counter(state for state in states if state))

    def _state_named(self, anchor: Anchor) -> str | None:
        """The state of a mention of a state or place."""
        if anchor.kind == "State":
            return anchor.entity
        return self.state_around(anchor.entity) if anchor.kind == "Place" else None

    def complete(self, holdings: Sequence[Holding]) -> list[Holding]:
        """The holdings, with states filled in and the basis said."""
        of_person: dict[str, str] = {}
        taken: dict[tuple[object, ...], set[str]] = {}
        for holding in holdings:
            if len(holding.states) == 1 and holding.title.status != "former":
                for person in holding.holders:
                    of_person.setdefault(person, holding.states[0])
                taken.setdefault((*_office(holding), holding.states[0]), set()).update(holding.holders[:1])
        done: list[Holding] = []
        for n, holding in enumerate(holdings):
            found = self._state(holding, holdings[:n], of_person, taken) if self._is_open(holding) else None
            if found:
                state, basis = found
                of_person.setdefault(holding.holders[0], state)
                holding = replace(holding, states=(state,), basis=basis)
            elif self._is_headless(holding) and (body := last_body(self.tokens, self.anchors, holding)):
                holding = replace(holding, organization=body, basis="context")
            done.append(self._dated(holding))
        return done

    def _dated(self, holding: Holding) -> Holding:
        """A president whose term, as is known, ended before the text is a former one."""
        title = holding.title
        if title.status != "current" or not holding.holders or len(holding.states) != 1:
            return holding
        post, state = title.entry.words, holding.states[0]
        over = not title.domain and all(self.is_over(holder, post, state) for holder in holding.holders)
        return replace(holding, title=replace(title, effects=title.effects | {"former"})) if over else holding

    def _is_headless(self, holding: Holding) -> bool:
        """Whether nothing says of what the holder is the head."""
        placed = holding.states or holding.organization or holding.receiving or holding.constituency
        return not placed and self._is_bare(holding)

    def _is_open(self, holding: Holding) -> bool:
        title = holding.title
        if holding.states or not holding.holders or title.plural or title.entry.kind in _STATELESS:
            return False
        headless = not title.serves_state and holding.organization is None
        if headless or title.entry.words in ("leader", "ruler"):
            return False
        return holding.organization is None or self.is_common_organ(holding.organization)

    def _state(
        self,
        holding: Holding,
        before: Sequence[Holding],
        of_person: Mapping[str, str],
        taken: Mapping[tuple[object, ...], Set[str]],
    ) -> tuple[str, Basis] | None:
        """The state and where it comes from. `taken` are the holders that the text names, by office and state."""
        holder = holding.holders[0]
        if served := self._served(holding, of_person, taken):
            return served, "elsewhere"
        if holding.constituency and (state := self.state_around(holding.constituency)):
            return state, "known"
        if state := of_person.get(holder):
            return state, "elsewhere"
        if state := state_of_seat(self.tokens, self.anchors, holding, self.state_around, self.homes):
            return state, "known"
        if holding.title.role(of_state=True) in _NATIONAL and (state := self.known_state(holder)):
            return state, "known"
        if state := self._described_before(holding, before):
            return state, "elsewhere"
        if not self._is_bare(holding):
            return None
        if _is_national(holding) and (state := self._main_state()) and not self._rivals(holding, state, taken):
            return state, "context"
        sole = holding.title.entry.sole and holding.title.entry.words not in _ELSEWHERE
        state = self._last_actor(holding.start) if sole and self._acts(holding) else None
        return (state, "context") if state and not self._rivals(holding, state, taken) else None

    def _served(
        self, holding: Holding, of_person: Mapping[str, str], taken: Mapping[tuple[object, ...], Set[str]]
    ) -> str | None:
        """The state of "Ms Silva's spokesman", if she holds an office of it; that of the one "government spokesman"."""
        if holding.title.entry.kind != "staff":
            return None
        before = self.tokens.lower[max(holding.start - 1, 0) : holding.start]
        if before in (["'s"], ["’s"]):
            served = self.anchors.ends.get(holding.start - 1)
            return of_person.get(served.entity) if served and served.kind == "Person" else None
        if before != ["government"] or holding.start - 1 in self.anchors.cover:
            return None
        governed = {office[-1] for office in taken if office[0] in _GOVERNING}
        return str(next(iter(governed))) if len(governed) == 1 else self._main_state()

    def _is_bare(self, holding: Holding) -> bool:
        """Whether no word beside the title says whose it is: not "the state premier", "president of the firm"."""
        tokens, i, end = self.tokens, holding.start - 1, holding.title.end
        if tokens.lower[end : end + 1] in (["of"], ["and"], ["at"], ["for"]):
            return False
        if i < 0 or tokens.sentence[i] != tokens.sentence[holding.start]:
            return True
        if tokens.lower[i] in ("'s", "’s"):
            return tokens.lower[i - 1] in ("country", "nation", "state")
        named = tokens.pos[i] in ("NOUN", "PROPN") or (tokens.pos[i] == "ADJ" and tokens.capitalised(i))
        return not named and tokens.text[i] not in (")", "-")

    def _rivals(self, holding: Holding, state: str, taken: Mapping[tuple[object, ...], Set[str]]) -> Set[str]:
        """Others whom the text names in the same office of the state."""
        return taken.get((*_office(holding), state), set()) - {holding.holders[0]}

    def _main_state(self) -> str | None:
        """The state that the document is about: named more than all others together, and twice as often as any."""
        (first, most), (_, second) = [*self._named.most_common(2), ("", 0), ("", 0)][:2]
        return first if most >= _OFTEN and 2 * most > self._named.total() and most >= 2 * second else None

    def _described_before(self, holding: Holding, before: Sequence[Holding]) -> str | None:
        """The state of "the South Korean president" within two sentences before "President Moon"."""
        for other in reversed(before):
            if self.tokens.sentence[holding.start] - self.tokens.sentence[other.start] > _NEAR:
                return None
            if not other.holders and len(other.states) == 1 and _office(other) == _office(holding):
                return other.states[0]
        return None

    def _acts(self, holding: Holding) -> bool:
        """Whether the holder is the subject of a clause: news goes on about the state that acted last."""
        beside = (self.anchors.cover.get(i) for i in range(holding.start - 1, holding.title.end + 3))
        return any(
            a.entity in holding.holders and self.tokens.dep[a.root] in ("nsubj", "nsubjpass") for a in beside if a
        )

    def _last_actor(self, before: int) -> str | None:
        tokens = self.tokens
        for anchor in self.anchors.before(before):
            if tokens.sentence[before] - tokens.sentence[anchor.root] > _REACH:
                return None
            owner = tokens.dep[anchor.root] in ("amod", "poss", "compound", "nmod")
            if tokens.dep[tokens.head[anchor.root] if owner else anchor.root] in ("nsubj", "nsubjpass"):
                if anchor.kind == "State":
                    return anchor.entity
                if anchor.kind == "Institution" and len(self.organs.get(anchor.entity, ())) == 1:
                    return self.organs[anchor.entity][0]
        return None


def _is_national(holding: Holding) -> bool:
    """Whether a title without a state is as a rule that of the country at hand ("the prime minister")."""
    title = holding.title
    return (
        title.entry.sole
        and title.entry.kind == "executive"
        and title.role(of_state=True) in _NATIONAL
        and title.entry.words not in _ELSEWHERE
    )


def _office(holding: Holding) -> tuple[object, ...]:
    """What makes two titles of one state the same office."""
    return holding.title.entry.words, holding.title.domain, holding.title.effects
