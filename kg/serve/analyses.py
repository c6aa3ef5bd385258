"""`/analysis`: centrality, communities, what is told differently, and how two are connected, passage by passage."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.errors import QueryError
from kg.query.pages.study import Step, path_between, study
from kg.serve.networks import whole
from kg.serve.shelf import Opened

PATH = "/analysis"
_LONGEST_NAME = 300


def analysis_answer(opened: Opened, request: Request, to: Served) -> Response:
    """The page; a large graph has only what needs no network."""
    one, other = (request.query_params.get(name, "")[:_LONGEST_NAME].strip() for name in ("from", "to"))
    found = opened.once("study", lambda: study(opened.book.graph, whole(opened) if to.drawn else None))
    steps: tuple[Step, ...] = ()
    reason = ""
    if one and other and to.drawn:
        try:
            steps = path_between(whole(opened), one, other)
        except QueryError as error:
            reason = str(error)
    return HTMLResponse(rendering.analysis_page(found, to, one, other, steps, reason))
