"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

MEMORY = 2048
DEADLINE = 10.0


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve and its limits.

    `deadline` is in seconds and `memory`, the address space of one query process, in MB. `services` are the endpoints
    that SERVICE may name. `names` are host names that requests may give besides addresses and localhost. `origins`
    are the sites whose pages may ask, "*" for all. `waiting` is how many queries may wait for a free process before
    further ones are refused.
    """

    graph: Path
    host: str = "127.0.0.1"
    port: int = 8000
    deadline: float = DEADLINE
    memory: int = MEMORY
    workers: int = 2
    services: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    waiting: int = 128

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server: an address, localhost, or a name it was given.

        A page of a stranger can lead a name of its own to this machine's address, and never an address.
        """
        return _is_ours(host, (self.host, *self.names))


@lru_cache(maxsize=64)
def _is_ours(host: str, names: tuple[str, ...]) -> bool:
    name = host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdigit() else host
    name = name.strip("[]").lower().rstrip(".")
    if name == "localhost" or name in {known.lower() for known in names}:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
