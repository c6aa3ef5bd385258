"""`/network`: the network around nodes, of the answer to a query, or of all of a small graph, as a page to explore;
`/network.graphml`: the same as a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.graph.fulltext import entries
from kg.graph.sheet import Sheet
from kg.graph.tasks import Question
from kg.query.answered import answered, first_rows, node_iris
from kg.query.narrowing import Narrowing, around, day, narrowed
from kg.query.network import Network, network
from kg.query.pages.vicinity import network_of, quotes_of, vicinity
from kg.serve.answers import refuse_failures
from kg.serve.drawing import drawn_apart
from kg.serve.pool import Pool
from kg.serve.refusals import RefusedError
from kg.serve.requests import gone
from kg.serve.settings import Settings
from kg.serve.shelf import Opened
from kg.serve.turns import Lane, Turns

PATH, FILE = "/network", "/network.graphml"
MOST_DRAWN = 5000
_MOST_AROUND = 150
_MOST_ANSWERED = 300
_MOST_WHOLE = 1500
_MOST_CENTRES = 20
_HEADERS = {"content-disposition": 'attachment; filename="network.graphml"'}
Reader: TypeAlias = Callable[[Callable[[Opened, Request, Served], Response], Request], Response]


@dataclass(frozen=True, slots=True)
class Answer:
    """The first rows of the answer to a query; whether they are triples."""

    sheet: Sheet
    triples: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be drawn: a network around some nodes, or of an answer, and words about what it leaves out."""

    view: Network
    heading: str
    centres: tuple[str, ...] = ()
    depth: int = 0
    note: str = ""
    is_cut: bool = False


class Networks:
    """Both addresses over one graph; `read` lets a handler read the graph that is published."""

    def __init__(self, settings: Settings, pool: Pool, turns: Turns, read: Reader) -> None:
        self._settings = settings
        self._turns = turns
        self._pool = pool
        self._read = read

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page or the file, or refuse."""
        request = Request(scope)
        response: Response
        try:
            query = request.query_params.get("query", "")
            answer = await self._answer(query, receive) if query.strip() else None
            lane = _lane(request.query_params)
            handler = _large if lane == "whole" and not answer else partial(network_answer, answer=answer)
            response = await self._turns.take(lane, partial(self._read, handler, request))
        except RefusedError as refusal:
            response = refusal.response()
        await response(scope, receive, send)

    async def _answer(self, query: str, receive: Receive) -> Answer:
        text = query.replace("\r\n", "\n")
        question = Question(text=text, rows="sheet", triples="sheet", seconds=self._settings.deadline)
        message = await self._pool.ask(question, gone(receive))
        kind = refuse_failures(message)
        return Answer(msgspec.json.decode(message.content(), type=Sheet), kind == "construct")


def _lane(asked: QueryParams) -> Lane:
    part = asked.get("about") or asked.get("query", "").strip()
    return "network" if part and asked.get("most") != "all" else "whole"


def _large(opened: Opened, request: Request, to: Served) -> Response:
    """What may be all of a graph: drawn apart but where that is small, and all of it once."""
    if is_small(opened):
        return network_answer(opened, request, to)
    draw = partial(drawn_apart, opened.snapshot.folder, request.url.path, request.url.query)
    if request.url.query or request.url.path == FILE:
        return draw()
    kept = opened.once("network-page", draw)
    return Response(kept.body, kept.status_code, kept.headers)


def network_answer(opened: Opened, request: Request, to: Served, answer: Answer | None = None) -> Response:
    """The network that is asked for, as a page or as a file."""
    asked = request.query_params
    about = tuple(dict.fromkeys(iri for iri in asked.getlist("about") if iri))[:_MOST_CENTRES]
    try:
        if answer is not None:
            wanted = _of_answer(opened, answer, asked)
        elif about:
            wanted = _around(opened, about, asked)
        else:
            wanted = _of_all(opened, to)
    except ValueError:  # what was asked about is no IRI
        wanted = None
    if wanted is None or any(iri not in wanted.view for iri in wanted.centres):
        return HTMLResponse(rendering.missing_page(about[0] if about else "", to), 404)
    if wanted.view.number_of_nodes() > MOST_DRAWN:
        count = wanted.view.number_of_nodes()
        return PlainTextResponse(f"a network of {count} nodes is too large for one picture\n", 404)
    if request.url.path == FILE:
        return _file(wanted, narrowing_of(asked))
    return HTMLResponse(_page(opened, wanted, asked, to))


def whole(opened: Opened) -> Network:
    """The network of all of the graph."""
    return opened.once("network", lambda: network(opened.book.graph, quoted=partial(quotes_of, opened.book)))


def is_small(opened: Opened) -> bool:
    """Whether a part is better taken from the network of all than read from the graph around it."""
    return opened.once("few", lambda: entries(opened.book.index) <= _MOST_WHOLE)


def _of_all(opened: Opened, to: Served) -> Wanted:
    if not to.drawn:
        raise RefusedError(
            404, "this graph is too large to be drawn whole; ask for the network around a node (?about=)"
        )
    return Wanted(whole(opened), "Network")


def _around(opened: Opened, about: tuple[str, ...], asked: QueryParams) -> Wanted:
    """The network around nodes: exact in a small graph, by what is named most and latest in a large one."""
    depth = 2 if asked.get("depth") == "2" else 1
    most = MOST_DRAWN if asked.get("most") == "all" else _MOST_AROUND
    if is_small(opened):
        view = around(whole(opened), about, depth, most + 1)
    else:
        view = network_of(opened.book, vicinity(opened.book, about, depth, most + 1))
    note = ""
    if view.number_of_nodes() > most:
        view = around(view, about, depth, most)
        note = f"Only {most} nodes of it are drawn: the nearest, and of those the ones with most ties."
    heading = ", ".join(view.nodes[iri]["label"] for iri in about if iri in view)
    return Wanted(view, heading, about, depth, note, bool(note) and most < MOST_DRAWN)


def _of_answer(opened: Opened, answer: Answer, asked: QueryParams) -> Wanted:
    most = MOST_DRAWN if asked.get("most") == "all" else _MOST_ANSWERED
    sheet = first_rows(answer.sheet, most)
    known = whole(opened) if is_small(opened) else network_of(opened.book, node_iris(sheet))
    made = answered(partial(quotes_of, opened.book), known, sheet, answer.triples)
    notes = []
    if not made.view.number_of_edges():
        notes.append("No row of the answer names two nodes of which a network can be made: people, states, bodies, "
                     "groups, places, events.")  # fmt: skip
    if sheet.more:
        notes.append(f"Only the first {len(sheet.rows)} rows of the answer are drawn.")
    if made.strange:
        notes.append(f"{made.strange} other nodes of the answer (posts, offices, documents, …) are not drawn.")
    is_cut = len(sheet.rows) < len(answer.sheet.rows) and most < MOST_DRAWN
    return Wanted(made.view, "Network of an answer", note=" ".join(notes), is_cut=is_cut)


def _page(opened: Opened, wanted: Wanted, asked: QueryParams, to: Served) -> str:
    from kg.browse.page import Shown, network_page  # with pyvis, which takes its time

    query = asked.get("query", "")
    fields = tuple((name, value) for name, value in asked.multi_items() if name in ("about", "query", "most") and value)
    shown = Shown(
        wanted.centres,
        wanted.depth,
        wanted.depth,
        narrowing_of(asked),
        fields,
        f"{FILE}?{urlencode(asked.multi_items())}",
        wanted.note,
        f"{PATH}?{urlencode([*asked.multi_items(), ('most', 'all')])}" if wanted.is_cut else "",
        f"/query?{urlencode({'query': query})}" if query else "",
    )
    return network_page(opened.book.graph, wanted.heading, wanted.view, shown, to)


def _file(wanted: Wanted, narrowing: Narrowing) -> Response:
    from kg.export.networks import graphml

    content = graphml(narrowed(wanted.view, narrowing, wanted.centres))
    return Response(content, media_type="application/graphml+xml", headers=_HEADERS)


def narrowing_of(asked: QueryParams) -> Narrowing:
    """What the fields of the page's form ask for; what they say wrongly asks for nothing."""
    sources = asked.get("sources", "")
    return Narrowing(
        first=day(asked.get("from", "")),
        last=day(asked.get("until", "")),
        dated=asked.get("dated") == "only",
        kinds=frozenset(asked.getlist("kind")),
        families=frozenset(asked.getlist("tie")),
        sources=int(sources) if sources.isascii() and sources.isdigit() and len(sources) < 3 else 0,
    )
