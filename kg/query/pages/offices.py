"""Offices as pages tell them: who held which post, where, for which state, and what is known of when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from msgspec.structs import replace

from kg.model import Record
from kg.query.answers import local, select
from kg.query.dates import worded
from kg.query.pages.book import Book
from kg.query.pages.nodes import Ref, refs, terms
from kg.query.pages.spans import Spans
from kg.query.pages.support import NOTHING, Support, Told, of, supports
from kg.query.prefixes import PREFIXES
from kg.terms import ORG, SEM

_TENURES = """SELECT DISTINCT ?tenure ?person ?post ?body ?apart ?role ?status ?single {{
  VALUES ?tenure {{ {tenures} }}
  ?tenure org:member ?person .
  OPTIONAL {{ ?tenure kg:post ?post
    OPTIONAL {{ ?post kg:onBehalfOf ?apart }} OPTIONAL {{ ?post org:role ?role }}
    OPTIONAL {{ ?post kg:singleSeat ?single }} }}
  OPTIONAL {{ ?tenure org:organization ?body }}
  OPTIONAL {{ ?tenure kg:status ?status }}
}}"""
_HOLDERS = """SELECT DISTINCT ?post ?tenure {{
  VALUES ?post {{ {posts} }} ?post kg:singleSeat true . ?tenure kg:post ?post }}"""
_TIMES = "SELECT node, iri, edtf, said, inferred, a, b, c, d FROM time WHERE node IN ({})"
_MOST_LOOKED_AT = 30
_MOST_RIVALRIES = 4


class Time(Record, frozen=True):
    """When, as one text has it: an EDTF value, the words, and four bounds as ISO dates; what is not known is empty."""

    iri: str
    edtf: str = ""
    said: str = ""
    is_inferred: bool = False
    earliest_begin: str = ""
    latest_begin: str = ""
    earliest_end: str = ""
    latest_end: str = ""
    support: Support = NOTHING

    @property
    def bounds(self) -> tuple[str, ...]:
        """The known bounds, sorted."""
        return _in_order(self.earliest_begin, self.latest_begin, self.earliest_end, self.latest_end)

    @property
    def words(self) -> str:
        """When, for readers; "by" a day where only that is known which it was not later than; or empty."""
        if self.edtf or not self.bounds:
            return worded(self.edtf)
        return " to ".join(self.bounds) if self.earliest_begin else f"by {self.bounds[0]}"


@lru_cache(maxsize=1 << 14)
def _in_order(*days: str) -> tuple[str, ...]:
    return tuple(sorted(day for day in days if day))


class Office(Record, frozen=True):
    """A person in a post. `side` is the state that a post in a joint body serves; `status` how texts present it."""

    iri: str
    person: Ref
    post: Ref
    body: Ref
    side: Ref | None
    role: str
    status: tuple[str, ...]
    is_single: bool
    times: tuple[Time, ...]
    support: Support

    @property
    def node(self) -> Ref:
        """The tenure as a link shows it."""
        return Ref(self.iri, self.post.label, "tenure")

    @property
    def first_day(self) -> str:
        """The earliest day of which anything is known, for sorting."""
        return min((day for time in self.times for day in time.bounds), default="9999")


class Rivalry(Record, frozen=True):
    """Two people said to hold one single-seat post between the same two days (ISO dates)."""

    one: Office
    other: Office
    begin: str
    end: str


def offices(book: Book, tenures: Iterable[str], *, with_support: bool = True) -> tuple[Office, ...]:
    """These tenures, earliest first."""
    wanted = terms(tenures)
    rows = sorted(select(book.graph, PREFIXES + _TENURES.format(tenures=wanted))) if wanted else []
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    if not grouped:
        return ()
    names = refs(book, {iri for row in rows for iri in row[1:5] if iri})
    times = times_of(book, grouped)
    told = supports(book, grouped, (ORG.member, SEM.hasTime)) if with_support else {}
    nobody = Ref("", "")
    found = []
    for tenure, group in grouped.items():
        _, person, post, body, apart, role, _, single = group[0]
        own = told.get(tenure, {})
        found.append(
            Office(
                iri=tenure,
                person=names[person],
                post=names.get(post, nobody),
                body=names.get(body, nobody),
                side=names.get(apart),
                role=local(role).removeprefix("role-").replace("_", " "),
                status=tuple(sorted({local(row[6]).lower() for row in group if row[6]})),
                is_single=single == "true",
                times=vouched(times.get(tenure, ()), own),
                support=of(own, ORG.member),
            )
        )
    return tuple(
        sorted(found, key=lambda office: (office.first_day, office.person.label, office.post.label, office.iri))
    )


def times_of(book: Book, nodes: Iterable[str]) -> Mapping[str, tuple[Time, ...]]:
    """The times of tenures, events and claims, by node; what is only background is left out."""
    found: dict[str, list[Time]] = {}
    for node, iri, edtf, said, inferred, *bounds in book.look_up(_TIMES, nodes):
        found.setdefault(node, []).append(Time(iri, edtf, said, bool(inferred), *bounds))
    return {node: tuple(sorted(times, key=lambda time: (time.bounds, time.iri))) for node, times in found.items()}


def vouched(times: Iterable[Time], told: Told) -> tuple[Time, ...]:
    """These times of a node, with what vouches for them."""
    return tuple(replace(time, support=told.get((SEM.hasTime, time.iri), NOTHING)) for time in times)


def rivalries(held: Iterable[Office]) -> tuple[Rivalry, ...]:
    """Pairs of named people in one single-seat post whose bounded times meet: for a person to judge."""
    by_post: dict[str, list[Office]] = {}
    for office in held:
        if office.is_single and not office.person.is_unnamed and office.status != ("designate",):
            by_post.setdefault(office.post.iri, []).append(office)
    pairs = (pair for group in by_post.values() for pair in combinations(group, 2))
    return tuple(
        Rivalry(one, other, *days)
        for one, other in pairs
        if one.person.iri != other.person.iri and (days := _meeting(one, other))
    )


def _meeting(one: Office, other: Office) -> tuple[str, str] | None:
    """The first days that two offices share, of times that are bounded on both sides."""
    mine, theirs = ([time.bounds for time in office.times if len(time.bounds) > 1] for office in (one, other))
    shared = ((max(a[0], b[0]), min(a[-1], b[-1])) for a in mine for b in theirs)
    return min((days for days in shared if days[0] <= days[1]), default=None)


def rivals(book: Book, held: Sequence[Office]) -> tuple[Rivalry, ...]:
    """The rivalries that these offices are part of, the first few; whoever's times meet nobody's is not looked at."""
    own = {office.iri: office for office in held}
    posts = {office.post.iri for office in held if office.is_single and office.post.iri}
    if not posts:
        return ()
    holders: dict[str, list[str]] = {}
    for post, tenure in sorted(select(book.graph, PREFIXES + _HOLDERS.format(posts=terms(posts)))):
        holders.setdefault(post, []).append(tenure)
    meeting = [tenure for given in holders.values() if len(given) > 1 for tenure in _meeting_others(book, given)]
    looked_at = sorted(meeting, key=lambda tenure: (tenure not in own, tenure))[:_MOST_LOOKED_AT]
    pairs = [
        pair
        for pair in rivalries(offices(book, looked_at, with_support=False))
        if pair.one.iri in own or pair.other.iri in own
    ][:_MOST_RIVALRIES]
    others = {office.iri for pair in pairs for office in (pair.one, pair.other)} - own.keys()
    told = own | {office.iri: office for office in offices(book, others)}
    return tuple(Rivalry(told[pair.one.iri], told[pair.other.iri], pair.begin, pair.end) for pair in pairs)


def _meeting_others(book: Book, tenures: Iterable[str]) -> set[str]:
    """Those of which a bounded time meets one of another."""
    spans = {
        tenure: [(time.bounds[0], time.bounds[-1]) for time in times if len(time.bounds) > 1]
        for tenure, times in times_of(book, tenures).items()
    }
    every = Spans(span for own in spans.values() for span in own)
    return {tenure for tenure, own in spans.items() if any(every.meet(*s) > Spans(own).meet(*s) for s in own)}
