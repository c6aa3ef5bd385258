"""Pages take turns: few threads for each kind, and nobody waits for those who want another."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio
import pytest

from kg.serve import turns
from kg.serve.refusals import RefusedError
from kg.serve.turns import LANES, Turns


def finish(work: Callable[[], Awaitable[None]]) -> None:
    """Run it in a thread of its own: in that of the tests a browser may have a loop running."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, work).result()


def test_lanes_do_not_wait_for_one_another() -> None:
    gate = threading.Event()
    done: list[str] = []

    async def work() -> None:
        lanes = Turns()
        async with anyio.create_task_group() as group:
            for _ in range(LANES["whole"] + 3):
                group.start_soon(lanes.take, "whole", partial(gate.wait, 30))
            await anyio.sleep(0.05)
            done.append(await lanes.take("page", lambda: "page"))
            done.append(await lanes.take("network", lambda: "network"))
            gate.set()

    finish(work)
    assert done == ["page", "network"]


def test_no_more_work_at_a_time_than_the_lane_has_threads() -> None:
    busy, most = 0, 0
    lock = threading.Lock()

    def page() -> None:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        threading.Event().wait(0.01)
        with lock:
            busy -= 1

    async def work() -> None:
        lanes = Turns()
        async with anyio.create_task_group() as group:
            for _ in range(12):
                group.start_soon(lanes.take, "network", page)

    finish(work)
    assert most == LANES["network"]


def test_who_comes_when_too_many_wait_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAITING", 1)
    gate = threading.Event()

    async def work() -> None:
        lanes = Turns()
        async with anyio.create_task_group() as group:
            for _ in range(LANES["whole"] + 1):
                group.start_soon(lanes.take, "whole", partial(gate.wait, 30))
            await anyio.sleep(0.05)
            with pytest.raises(RefusedError, match="too many pages") as refused:
                await lanes.take("whole", lambda: None)
            assert refused.value.status == 503
            gate.set()

    finish(work)


def test_what_the_first_pages_need_is_loaded_and_passed_over() -> None:
    code = (
        "import gc, sys, kg.serve.server as s; s.warm()\n"
        "from kg.browse.pages.rendering import environment\n"
        "made = environment()\n"
        "print(gc.get_freeze_count() > 1000, 'igraph' in sys.modules, len(made.cache) == len(made.list_templates()))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split() == ["True"] * 3
