"""Names to entities of the document: states (through capitals and short forms too), persons, places, the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from kg.annotate.anchors import Anchor
from kg.annotate.authority import Place
from kg.annotate.coreference import Person, cluster
from kg.annotate.entities import Drafts
from kg.annotate.figures import is_dateline, stands_for_state
from kg.annotate.gazetteer import DIRECTIONS, Gazetteer, Hit
from kg.annotate.names import Name
from kg.annotate.tokens import Tokens
from kg.model import Form

_LITERAL_SITES = frozenset({"in", "at", "near", "outside", "inside", "around", "to", "into"})
_FORMS: dict[str, Form] = {"state": "name", "adjective": "adjective", "demonym": "adjective", "short": "short"}


def short_forms(tokens: Tokens, hits: Sequence[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """ "The North", where the document names one state that begins with that word; "Koreas" belongs to bodies."""
    named = Counter(h.ids[0] for h in hits if h.kind in ("state", "adjective") and len(h.ids) == 1)
    taken = {i for h in hits for i in range(h.start, h.end)}
    found = []
    for i in range(1, len(tokens)):
        word = tokens.lower[i]
        if (
            word not in DIRECTIONS
            or i in taken
            or not tokens.capitalised(i)
            or tokens.lower[i - 1] not in ("the", "both")
        ):
            continue
        following = tokens.pos[i + 1] if i + 1 < len(tokens) and tokens.glued(i) is False else "PUNCT"
        if following == "PROPN" and tokens.dep[i] in ("compound", "amod", "nmod"):
            continue
        candidates = [s for s in gazetteer.directional(word) if named[s]]
        if not candidates:
            opposite = {t for t in named if gazetteer.states[t].name.split()[0].lower() in DIRECTIONS}
            tails = {gazetteer.states[t].name.split()[-1] for t in opposite}
            candidates = [s for s in gazetteer.directional(word) if gazetteer.states[s].name.split()[-1] in tails]
        if candidates:
            found.append(Hit(i, i + 1, "short", (max(candidates, key=lambda s: (named[s], s)),)))
    return found


def see_known(
    tokens: Tokens,
    text: str,
    name: Name,
    drafts: Drafts,
    gazetteer: Gazetteer,
    title_heads: frozenset[int],
    named_states: Set[str],
) -> str:
    """Record a name the gazetteer knows; gives the key of the entity meant."""
    hit = name.hit
    assert hit is not None
    key = next((i for i in hit.ids if i in drafts.by_key), hit.ids[0])
    if name.kind == "State":
        drafts.see(name.start, name.end, drafts.state(key), _FORMS[hit.kind])
        return key
    if hit.kind == "institution":
        drafts.see(name.start, name.end, drafts.institution(key), "name")
        return key
    if hit.kind == "seat":
        return _see_seat(tokens, name, key, drafts, gazetteer)
    meant = _meant_by(gazetteer.places[key], gazetteer, named_states)
    if meant and stands_for_state(tokens, name.start, name.end, text, title_heads):
        actor = drafts.state(meant) if meant in gazetteer.states else drafts.institution(meant)
        drafts.see(name.start, name.end, actor, "metonym", drafts.place(key))
        return actor
    drafts.see(name.start, name.end, drafts.place(key), "name")
    return key


def _meant_by(place: Place, gazetteer: Gazetteer, named_states: Set[str]) -> str | None:
    """Whom a city speaks for: its state, unless it also seats a body and the document does not name the state."""
    others = [i for i in place.stands_for if i in gazetteer.states or i in gazetteer.institutions]
    own = place.state if place.capital and place.state in gazetteer.states else None
    return others[0] if others and own not in named_states else own


def _see_seat(tokens: Tokens, name: Name, key: str, drafts: Drafts, gazetteer: Gazetteer) -> str:
    root = tokens.root(name.start, name.end)
    if tokens.dep[root] == "pobj" and tokens.lower[tokens.head[root]] in _LITERAL_SITES:
        drafts.see(name.start, name.end, drafts.site(key), "name")
        return key
    body = gazetteer.seats[key].institution
    if body not in gazetteer.institutions:
        drafts.see(name.start, name.end, drafts.site(key), "name")
        return key
    drafts.see(name.start, name.end, drafts.institution(body), "metonym", drafts.site(key))
    return body


def see_within(names: Sequence[Name], hits: Sequence[Hit], drafts: Drafts) -> None:
    """Record the adjectives of states within names of events: they tell whose election it was."""
    events = {i for n in names if n.kind == "Event" for i in range(n.start, n.end)}
    for hit in hits:
        if hit.kind == "adjective" and hit.start in events and len(hit.ids) == 1:
            drafts.see(hit.start, hit.end, drafts.state(hit.ids[0]), "adjective")


def see_persons(tokens: Tokens, names: Sequence[Name], drafts: Drafts) -> dict[str, Person]:
    """Record the persons; gives them by key."""
    persons = cluster(tokens, [(n.start, n.end, n.sex) for n in names if n.kind == "Person"])
    result = {}
    for person in persons:
        key = drafts.named("Person", person.name, f"person:{person.number}")
        result[key] = person
        for start, end in person.spans:
            whole = len(person.parts) == 1 or end - start > 1
            drafts.see(start, end, key, "name" if whole else "short")
    return result


def anchors_of(tokens: Tokens, drafts: Drafts) -> list[Anchor]:
    """The mentions so far, by token, in order. A dateline is no anchor: it belongs to no sentence."""
    return [
        Anchor(s.start, s.end, tokens.root(s.start, s.end), s.key, drafts.by_key[s.key].kind)
        for s in sorted(drafts.sightings, key=lambda s: (s.start, -s.end))
    ]


def without_datelines(tokens: Tokens, text: str, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Anchors but for the places of datelines."""
    return [a for a in anchors if not (a.kind == "Place" and is_dateline(tokens, text, a.start, a.end))]
