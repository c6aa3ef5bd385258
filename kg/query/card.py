"""All that the graph holds of one node: who it is, its offices, relations, events and statements, with their quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.errors import QueryError
from kg.model import Record
from kg.query.answers import Queryable
from kg.query.dates import worded
from kg.query.evidence import Quote, evidence
from kg.query.named import fold, nearest
from kg.query.network import Network, network, spellings
from kg.query.tenures import Holding, holdings, period, short_post, support_of

_MOST_CANDIDATES = 12


class Line(Record, frozen=True):
    """One thing that holds of the node: in words, with when or whether it was, and the sentences that say so."""

    words: str
    detail: str = ""
    quotes: tuple[Quote, ...] = ()


class Card(Record, frozen=True):
    """A node of the graph with what is known of it; a line without quotes is background knowledge."""

    iri: str
    kind: str
    name: str
    names: tuple[str, ...] = ()
    detail: str = ""
    offices: tuple[Line, ...] = ()
    relations: tuple[Line, ...] = ()
    events: tuple[Line, ...] = ()
    statements: tuple[Line, ...] = ()


def entity_card(graph: Queryable, name: str, view: Network | None = None) -> Card:
    """The card of the node with this label, other name or IRI; `view` is the graph's network, if there is one already.

    Exact names come first, then names without case and accents, then beginnings, then words within; events come last,
    since their labels are whole sentences. Raises QueryError where nothing or more than one thing has the name, and
    lists the candidates.
    """
    view = network(graph) if view is None else view
    iri = find(view, name)
    data = view.nodes[iri]
    return Card(
        iri=iri,
        kind=data["kind"],
        name=data["label"],
        names=data["names"],
        detail=_event_detail(data),
        offices=tuple(_offices(graph, view, iri)),
        relations=tuple(_relations(view, iri)),
        events=tuple(_events(view, iri)),
        statements=tuple(Line(words=said.words, quotes=said.quotes) for said in data["said"]),
    )


def find(view: Network, name: str) -> str:
    """The IRI of the one node that a name means; raises QueryError as `entity_card` does."""
    wanted = fold(name)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda spelling: spelling == name,
        lambda spelling: fold(spelling) == wanted,
        lambda spelling: fold(spelling).startswith(wanted),
        lambda spelling: f" {wanted} " in f" {fold(spelling)} ",
    )
    if name in view:
        return name
    for matches in tests if wanted else ():
        every = [iri for iri, data in view.nodes(data=True) if any(map(matches, (data["label"], *data["names"])))]
        found = [iri for iri in every if view.nodes[iri]["kind"] != "event"] or every
        if len(found) == 1:
            return str(found[0])
        if found:
            listed = [f"{view.nodes[iri]['label']} ({view.nodes[iri]['kind']}, {iri})" for iri in found]
            more = f" and {len(listed) - _MOST_CANDIDATES} more" if len(listed) > _MOST_CANDIDATES else ""
            raise QueryError(f"{name!r} may be: {'; '.join(listed[:_MOST_CANDIDATES])}{more}. Give one in full")
    raise QueryError(f"nothing in the graph is called {name!r}.{nearest(name, spellings(view))}")


def _offices(graph: Queryable, view: Network, iri: str) -> Iterator[Line]:
    rows = [row for row in holdings(graph) if iri in (row.person, row.body, row.side)]
    quotes = evidence(graph, (row.tenure for row in rows))
    for row in rows:
        support = support_of(row, quotes)
        post = row.words or short_post(row)
        where = "" if row.words else f", {row.body_name}"
        words = f"{post}{where}" if iri == row.person else f"{view.nodes[row.person]['label']}, {post}"
        yield Line(words=words, detail=_tenure_detail(row), quotes=support)


def _tenure_detail(row: Holding) -> str:
    status = row.status.rsplit("#", 1)[-1].lower()
    return "; ".join(part for part in (row.side_name, status, period(row), f"“{row.said}”" if row.said else "") if part)


def _relations(view: Network, iri: str) -> Iterator[Line]:
    """Edges that are neither offices nor events; of an event, all but those to other events."""
    kind = view.nodes[iri]["kind"]
    for words, other, data in _neighbours(view, iri):
        if view.nodes[other]["kind"] != "event" and (kind == "event" or data["relation"] != "tenure"):
            yield Line(words=words, quotes=data["quotes"])


def _events(view: Network, iri: str) -> Iterator[Line]:
    found = [entry for entry in _neighbours(view, iri) if view.nodes[entry[1]]["kind"] == "event"]
    for words, other, data in sorted(found, key=lambda entry: (view.nodes[entry[1]]["when"], entry[0])):
        yield Line(words=words, detail=_event_detail(view.nodes[other]), quotes=data["quotes"])


def _neighbours(view: Network, iri: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for _, other, data in view.out_edges(iri, data=True):
        yield f"{data['label']}: {view.nodes[other]['label']}", other, data
    for other, _, data in view.in_edges(iri, data=True):
        yield f"{view.nodes[other]['label']}: {data['label']}", other, data


def _event_detail(data: dict[str, str]) -> str:
    return "; ".join(part for part in (data["type"], data["factuality"].lower(), worded(data["when"])) if part)
