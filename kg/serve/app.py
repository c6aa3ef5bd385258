"""The application: which routes there are and what stands before them."""

from __future__ import annotations

from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.graph.folder import read_marker
from kg.serve.guarding import Guarded
from kg.serve.pages import page_routes
from kg.serve.settings import Settings


def create_app(settings: Settings) -> Starlette:
    """The server of one graph; `app.state.settings` has what it was told. Raises StoreError where there is no graph."""
    read_marker(settings.graph)
    guard = partial(Guarded, knows=settings.knows)
    app = Starlette(routes=[*page_routes(settings)], middleware=[Middleware(guard)])
    app.state.settings = settings
    return app
