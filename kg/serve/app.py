"""The application: which routes there are and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.graph.store import open_store
from kg.serve import graphs, protocol
from kg.serve.editor import editor_routes
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

    guard = partial(Guarded, settings=settings)
    app = Server(
        routes=[*editor_routes(settings, pool), *page_routes(settings, pool)],
        middleware=[Middleware(guard)],
        lifespan=lifespan,
    )
    app.machines = {path: guard(machine) for path, machine in machines(settings, pool).items()}
    app.state.settings = settings
    app.state.pool = pool
    return app


class Server(Starlette):
    """Pages by way of routes; what programs ask, by the first part of its path, takes the short way."""

    machines: Mapping[str, ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        machine = self.machines.get(f"{scope['path']}/".split("/", 2)[1]) if scope["type"] == "http" else None
        if machine is not None:
            await machine(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def machines(settings: Settings, pool: Pool) -> Mapping[str, ASGIApp]:
    """What programs ask: the endpoint and the graph store."""
    return {protocol.PATH.strip("/"): Endpoint(settings, pool), graphs.PATH.strip("/"): GraphStore(settings, pool)}


def _welcome(settings: Settings, pool: Pool) -> Iterator[str]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    yield f"http://{host}:{settings.port}/ serves {settings.graph}; stop it with Ctrl+C"
    if not pool.confined:
        yield "this system does not let query processes leave the network; only the refusal of SERVICE keeps them in"
