"""Whose turn it is: pages are made by few threads at a time, so that queries and other pages are answered meanwhile.

Every thread that works takes its share from all the others, and from what answers queries. Each kind of page has its
own few: who asks for what takes long waits for others who do, and nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias, TypeVar

from anyio import CapacityLimiter, to_thread

from kg.serve.refusals import busy

Lane: TypeAlias = Literal["page", "network", "whole"]
Made = TypeVar("Made")

LANES: Mapping[Lane, int] = {"page": 2, "network": 2, "whole": 1}
"""How many threads there are for pages that take milliseconds, for networks around nodes, for what takes seconds."""
MOST_WAITING = 64


class Turns:
    """The lanes of one server."""

    def __init__(self) -> None:
        self._lanes = {lane: CapacityLimiter(most) for lane, most in LANES.items()}

    async def take(self, lane: Lane, work: Callable[[], Made]) -> Made:
        """Do the work in a thread when it is its turn. Raises RefusedError where too many wait already."""
        limiter = self._lanes[lane]
        if limiter.statistics().tasks_waiting >= MOST_WAITING:
            raise busy("too many pages at once; try again in a while")
        return await to_thread.run_sync(work, limiter=limiter)
