"""`/analysis`: centrality, communities, what is told differently, and how two are connected, passage by passage."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.browse.pages import rendering
from kg.browse.pages.addresses import Served
from kg.errors import QueryError
from kg.query.pages.study import Step, Study, path_between, study
from kg.serve import studying
from kg.serve.networks import is_small, whole
from kg.serve.shelf import Opened

PATH = "/analysis"
PATIENCE = 4.0
"""After so many seconds a reader is told to wait."""
_LONGEST_NAME = 300
_AGAIN = {"refresh": "5"}


def analysis_answer(opened: Opened, request: Request, to: Served) -> Response:
    """The page, or one that asks again while the analyses of a large graph are worked out."""
    one, other = (request.query_params.get(name, "")[:_LONGEST_NAME].strip() for name in ("from", "to"))
    found = _study(opened)
    if found is None:
        return HTMLResponse(rendering.analysis_page(None, to, one, other), headers=_AGAIN)
    steps: tuple[Step, ...] = ()
    reason = ""
    if one and other and to.drawn:
        try:
            steps = path_between(whole(opened), one, other)
        except QueryError as error:
            reason = str(error)
    return HTMLResponse(rendering.analysis_page(found, to, one, other, steps, reason))


def _study(opened: Opened) -> Study | None:
    if is_small(opened):
        return opened.once("study", lambda: study(opened.book.graph, whole(opened)))
    under_way = opened.once("study", lambda: studying.begin(opened.snapshot.folder))
    try:
        return under_way.result(PATIENCE)
    except TimeoutError:
        return None
