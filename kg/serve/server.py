"""From settings to a running server."""

from __future__ import annotations

import gc
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette

from kg.errors import KGError
from kg.serve.app import create_app
from kg.serve.settings import Settings
from kg.serve.wire import Connection

_KEPT_ALIVE = 30
_MOST_CONNECTIONS = 512
_BACKLOG = 256
_LEAVES_WITHIN = 3
_SWITCH = 0.001
"""Who answers queries gets the processor back from a page after so many seconds."""
_WARMS_AFTER = 0.5


def run(settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve until interrupted; `announce` is told the address. Raises KGError where there is no graph or no port."""
    app = create_app(settings, announce)
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        where = f"{settings.host} port {settings.port}"
        raise KGError(f"{where}: cannot listen there ({error.strerror}); give another --port or --host") from error
    sys.setswitchinterval(_SWITCH)
    warming = threading.Timer(_WARMS_AFTER, warm)
    warming.daemon = True
    warming.start()
    with listening, suppress(KeyboardInterrupt):
        server(app).run(sockets=[listening])


def warm() -> None:
    """Load and compile what the first pages would otherwise wait for, and let the garbage collector pass over it from
    then on: looking through all of it takes a tenth of a second.
    """
    from kg.annotate.furniture_patterns import load_patterns
    from kg.browse import page
    from kg.browse.pages import rendering

    load_patterns()
    rendering.compile_all()
    page.compile_all()
    gc.collect()
    gc.freeze()


def server(app: Starlette) -> uvicorn.Server:
    """The server that runs an application."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=_KEPT_ALIVE,
            timeout_graceful_shutdown=_LEAVES_WITHIN,
            limit_concurrency=_MOST_CONNECTIONS,
            http=Connection,
            proxy_headers=False,
            ws="none",
        )
    )
