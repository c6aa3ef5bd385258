"""From settings to a running server."""

from __future__ import annotations

import uvicorn

from kg.serve.app import create_app
from kg.serve.settings import Settings

_KEPT_ALIVE = 30
_MOST_CONNECTIONS = 512


def run(settings: Settings) -> None:
    """Serve until interrupted. Raises StoreError where there is no graph."""
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=_KEPT_ALIVE,
        limit_concurrency=_MOST_CONNECTIONS,
        ws="none",
    )
