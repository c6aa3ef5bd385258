"""The pages that are served beside the endpoint: one tuple of routes."""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.settings import Settings


def page_routes(settings: Settings) -> tuple[BaseRoute, ...]:  # noqa: ARG001
    """The routes of all pages, in the order in which they are tried."""
    return ()
