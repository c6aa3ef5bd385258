"""The server's guard: headers on everything, hosts, methods and sizes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.serve.app import create_app
from kg.serve.settings import Settings


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000", "192.168.1.4", "kg.lan:1"]
)
def test_hosts_that_are_this_server(host: str) -> None:
    assert Settings(Path(), names=("kg.lan",)).knows(host)


@pytest.mark.parametrize("host", ["", "evil.example", "127.0.0.1.evil.example:8000", "localhost.evil.example", "a:b:c"])
def test_hosts_that_are_not(host: str) -> None:
    assert not Settings(Path()).knows(host)


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not a graph folder"):
        create_app(Settings(tmp_path))
