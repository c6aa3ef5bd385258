"""Tenures as rows and as edges: who holds which post, where, for which state, in which words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from kg.query.answers import Queryable, bound, local, select, sorted_rows
from kg.query.evidence import Key, Quote, merged
from kg.query.prefixes import PREFIXES
from kg.query.relations import Relation

_KG = "https://w3id.org/incumbent/ns#"
MEMBER = "http://www.w3.org/ns/org#member"
_OFFICE = """?tenure ?person ?post ?words ?body ?bodyName ?side ?sideName ?apart ?role ?status"""
_HELD = """  ?tenure a kg:Tenure ; org:member ?person ; org:organization ?body .
  ?body skos:prefLabel ?bodyName .
  OPTIONAL { ?tenure kg:post ?post . ?post skos:prefLabel ?words }
  OPTIONAL { ?tenure kg:post/kg:onBehalfOf ?apart }
  OPTIONAL { ?body a kg:State BIND(?body AS ?itself) }
  OPTIONAL { ?body kg:organOf ?owner FILTER NOT EXISTS { ?body kg:organOf ?partner FILTER(?partner != ?owner) } }
  BIND(COALESCE(?apart, ?itself, ?owner, rdf:nil) AS ?side)
  OPTIONAL { ?side skos:prefLabel ?sideName }
  OPTIONAL { ?tenure org:role|(kg:post/org:role) ?role }
  OPTIONAL { ?tenure kg:status ?status }
"""
_OFFICES = f"SELECT DISTINCT {_OFFICE} {{\n{_HELD}}}"
_TENURES = f"""SELECT DISTINCT {_OFFICE} ?earliest ?begun ?ended ?latest ?said {{
{_HELD}  OPTIONAL {{
    ?tenure sem:hasTime ?time
    OPTIONAL {{ ?time sem:hasEarliestBeginTimeStamp ?earliest }}
    OPTIONAL {{ ?time sem:hasLatestBeginTimeStamp ?begun }}
    OPTIONAL {{ ?time sem:hasEarliestEndTimeStamp ?ended }}
    OPTIONAL {{ ?time sem:hasLatestEndTimeStamp ?latest }}
    OPTIONAL {{ ?time kg:timeText ?said }}
  }}
}} ORDER BY ?tenure ?post ?words ?body ?side ?status ?earliest ?begun ?ended ?latest ?said"""
_DAYS = """SELECT ?tenure (MIN(STR(?day)) AS ?first) (MAX(STR(?day)) AS ?last) {
  ?tenure org:member ?person ; sem:hasTime ?time . ?time ?bound ?day
  FILTER(?bound IN (sem:hasEarliestBeginTimeStamp, sem:hasLatestBeginTimeStamp, sem:hasEarliestEndTimeStamp,
    sem:hasLatestEndTimeStamp))
} GROUP BY ?tenure"""
_COUNTERPARTS = """SELECT DISTINCT ?person ?other ?post ?opposite {
  ?post kg:counterpartOf ?opposite .
  ?tenure kg:post ?post ; org:member ?person . ?theirs kg:post ?opposite ; org:member ?other
  FILTER(STR(?person) < STR(?other))
}"""


@dataclass(frozen=True, slots=True)
class Office:
    """A tenure with the names of its parts; unknown parts are empty.

    `side` is the state served, `joint` the same where the body is not that state's own.
    """

    tenure: str
    person: str
    post: str
    words: str
    body: str
    body_name: str
    side: str
    side_name: str
    joint: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class Holding(Office):
    """A tenure with one of its times. Dates are ISO dates: the four bounds of a time."""

    earliest: str
    begun: str
    ended: str
    latest: str
    said: str


@dataclass(frozen=True, slots=True)
class Offices:
    """What some persons hold: the offices; the first and the last day that is told of each tenure; and who faces whom,
    as rows of person, person, post and the post opposite.
    """

    held: tuple[Office, ...]
    days: Mapping[str, tuple[str, str]]
    facing: tuple[tuple[str, ...], ...]

    @property
    def nodes(self) -> frozenset[str]:
        """The tenures and their posts."""
        return frozenset(node for office in self.held for node in (office.tenure, office.post) if node)


def holdings(graph: Queryable) -> tuple[Holding, ...]:
    """All tenures of the graph, one row for each time that is given."""
    return tuple(Holding(*row) for row in select(graph, PREFIXES + _TENURES))


def offices(graph: Queryable, persons: Collection[str] | None = None) -> Offices:
    """What all persons of the graph hold, or these."""
    held, days, facing = (
        sorted_rows(graph, PREFIXES + bound(query, "person", persons)) for query in (_OFFICES, _DAYS, _COUNTERPARTS)
    )
    return Offices(tuple(Office(*row) for row in held), {row[0]: (row[1], row[2]) for row in days}, facing)


def tenure_relations(found: Offices, quotes: Mapping[Key, tuple[Quote, ...]]) -> Iterator[Relation]:
    """An edge from each holder to the body (or state) of the post, one to the state that a joint body's post serves,
    and one between the holders of opposite posts.
    """
    for row in found.held:
        support, days = support_of(row, quotes), found.days.get(row.tenure, ("", ""))
        yield Relation(row.person, row.body, "tenure", _with_status(short_post(row), row.status), support, days)
        if row.joint:
            yield Relation(row.person, row.joint, f"{_KG}onBehalfOf", "serves", support, days)
    for person, other, post, opposite in found.facing:
        key = (post, f"{_KG}counterpartOf", opposite)
        back = (opposite, f"{_KG}counterpartOf", post)
        support = merged(quotes.get(key, ()), quotes.get(back, ()))
        yield Relation(person, other, f"{_KG}counterpartOf", "counterpart", support)


def support_of(row: Office, quotes: Mapping[Key, tuple[Quote, ...]]) -> tuple[Quote, ...]:
    """Where it stands that the person holds the post."""
    held = quotes.get((row.tenure, MEMBER, row.person), ())
    return merged(held, quotes.get((row.tenure, f"{_KG}post", row.post), ()) if not held else ())


def short_post(row: Office) -> str:
    """The title without the names of body and state at its end, which an edge shows by where it leads."""
    words = row.words or local(row.role).removeprefix("role-").replace("_", " ").replace("-", " ") or "holds office"
    names = sorted({row.side_name, row.body_name} - {""})
    tails = [f" {of} {the}{name}" for name in names for of in ("of", "for") for the in ("", "the ")]
    tails += [f" ({name})" for name in names]
    while shorter := next((words[: -len(tail)] for tail in tails if words.endswith(tail)), ""):
        words = shorter
    return words


def _with_status(label: str, status: str) -> str:
    name = local(status).lower()
    return label if name in ("", "current") else f"{label} ({name})"


def period(row: Holding) -> str:
    """When the post was held, as far as it is known, in words."""
    known = []
    if row.begun and row.ended and (row.begun <= row.ended or not (row.earliest or row.latest)):
        first, last = sorted((row.ended, row.begun))
        throughout = row.begun < row.ended and bool(row.earliest or row.latest)
        span = f"from {first} to {last}" if throughout else f"at some time between {first} and {last}"
        known.append(f"held on {first}" if first == last else f"held {span}")
    if row.earliest:
        known.append(_edge("began", row.earliest, row.begun) if row.begun else f"not before {row.earliest}")
    if row.latest:
        known.append(_edge("ended", row.ended, row.latest) if row.ended else f"not after {row.latest}")
    return ", ".join(known)


def _edge(verb: str, first: str, last: str) -> str:
    return f"{verb} on {first}" if first == last else f"{verb} between {first} and {last}"
