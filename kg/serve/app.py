"""The application: which routes there are and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from kg.graph.store import open_store
from kg.serve import graphs
from kg.serve.graphs import GraphStore
from kg.serve.guarding import Guarded
from kg.serve.pages import page_routes
from kg.serve.pool import Pool
from kg.serve.settings import Settings
from kg.serve.sparql import Endpoint


def create_app(settings: Settings, announce: Callable[[str], object] = len) -> Starlette:
    """The server of one graph; `app.state` has its `settings` and its `pool`.

    `announce` is told when it is ready, and what is to be known of it. Raises StoreError where there is no graph.
    """
    with open_store(settings.graph):
        pass  # it can be opened: better said now than by every query process
    pool = Pool(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        for line in _welcome(settings, pool):
            announce(line)
        try:
            yield
        finally:
            await pool.close()

    routes = [*machine_routes(settings, pool), *page_routes(settings)]
    app = Starlette(routes=routes, middleware=[Middleware(partial(Guarded, knows=settings.knows))], lifespan=lifespan)
    app.state.settings = settings
    app.state.pool = pool
    return app


def _welcome(settings: Settings, pool: Pool) -> Iterator[str]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    yield f"http://{host}:{settings.port}/ serves {settings.graph}; stop it with Ctrl+C"
    if not pool.confined:
        yield "this system does not let query processes leave the network; only the refusal of SERVICE keeps them in"


def machine_routes(settings: Settings, pool: Pool) -> tuple[BaseRoute, ...]:
    """What programs ask: the endpoint and the graph store."""
    endpoint, store = Endpoint(settings, pool), GraphStore(settings, pool)
    return (
        Route("/sparql", endpoint),
        Route("/sparql/", endpoint),
        Route(graphs.PATH, store),
        Route(f"{graphs.PATH}/{{name:path}}", store),
    )
