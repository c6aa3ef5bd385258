"""The pool of query processes: who is free, who waits, who is too slow, and which store they hold.

A query that takes long has its process set aside: it stands back behind the others, a fresh one takes its place, and
it ends with its answer or at its deadline. A newer build is taken up by starting fresh processes first.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeAlias

import msgspec

from kg.errors import StoreError
from kg.graph.folder import MARKER, read_marker
from kg.graph.guard import names_service
from kg.graph.tasks import Message, Question, Setup, Task
from kg.serve.processes import QueryProcess, start_process
from kg.serve.refusals import RefusedError, busy, too_slow
from kg.serve.settings import Settings

PATIENCE = 0.25
"""Seconds after which a query counts as slow."""
LARGEST_ANSWER = 256 << 20
_LOOKS_AGAIN = 0.5
_TRIES_AGAIN = 1.0
Gone: TypeAlias = Callable[[], Awaitable[None]]


class Pool:
    """Processes that answer queries over the published store of one graph folder."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._setup = Setup(
            folder=str(settings.graph.resolve()),
            memory=settings.memory << 20,
            largest=LARGEST_ANSWER,
            datasets=True,
        )
        self._idle: deque[QueryProcess] = deque()
        self._queue: deque[tuple[asyncio.Future[QueryProcess], float]] = deque()
        self._crew: set[QueryProcess] = set()
        self._aside: set[QueryProcess] = set()
        self._outside = asyncio.Semaphore(settings.workers)
        self._tasks: set[asyncio.Task[object]] = set()
        self._trouble = ""
        self._marker = settings.graph.resolve() / MARKER
        self._seen = (0, 0)
        self._store = ""
        self._closed = False

    async def start(self) -> None:
        """Start all processes. Raises StoreError where the store cannot be opened."""
        for process in await asyncio.gather(*(start_process(self._setup) for _ in range(self._settings.workers))):
            self._admit(process)
        self._go(self._watch())

    async def close(self) -> None:
        """End all processes."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(process.end() for process in (*self._crew, *self._aside)))

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes there are."""
        return tuple(process.pid for process in (*self._crew, *self._aside))

    @property
    def slow(self) -> int:
        """How many processes are set aside with queries that take long."""
        return len(self._aside)

    @property
    def confined(self) -> bool:
        """Whether the processes have no network."""
        return all(process.confined for process in self._crew)

    async def ask(self, task: Question, gone: Gone | None = None) -> Message:
        """The answer to a query: in a process with a network only where it names an endpoint that is allowed.

        Raises RefusedError as `answer` does.
        """
        if self._settings.services and names_service(task.text):
            return await self.answer_outside(task)
        return await self.answer(task, gone)

    async def answer(self, task: Task, gone: Gone | None = None) -> Message:
        """The answer to a task. `gone` returns when nobody waits for it any more; it is asked when a query is slow.

        Raises RefusedError: 503 where too many wait or the process died, 504 past the deadline.
        """
        process = self._idle.popleft() if self._idle else await self._turn()
        loop = asyncio.get_running_loop()
        process.clock = loop.call_later(min(PATIENCE, task.seconds), self._slow, process, task.seconds, gone)
        try:
            return await process.ask(task)
        except asyncio.CancelledError:
            process.refuse(busy("the server stops"))
            raise
        finally:
            process.clock.cancel()
            self._release(process)

    async def answer_outside(self, task: Task) -> Message:
        """The answer to a task that may name the allowed endpoints, from a process of its own with a network.

        Raises RefusedError as `answer` does.
        """
        setup = msgspec.structs.replace(self._setup, network=True, services=self._settings.services)
        async with self._outside:
            try:
                process = await start_process(setup)
            except StoreError as error:
                raise busy(str(error)) from error
            try:
                async with asyncio.timeout(task.seconds):
                    return await process.ask(task)
            except TimeoutError:
                raise too_slow(task.seconds) from None
            finally:
                self._end(process)

    async def _turn(self) -> QueryProcess:
        """The next process that is free, for one who waits in line."""
        if len(self._queue) >= self._settings.waiting:
            raise busy("too many queries at once; try again in a while")
        loop = asyncio.get_running_loop()
        place: asyncio.Future[QueryProcess] = loop.create_future()
        self._queue.append((place, loop.time()))
        return await place

    def _release(self, process: QueryProcess) -> None:
        """Take back a process that has answered or failed."""
        if process.watch is not None:
            process.watch.cancel()
        if process.aside or process.broken:
            self._dismiss(process)
            return
        while self._queue:
            place, _ = self._queue.popleft()
            if not place.done():
                place.set_result(process)
                return
        self._idle.append(process)
        self._shed()

    def _dismiss(self, process: QueryProcess) -> None:
        """End a process, and start another in its place where there is none yet."""
        self._aside.discard(process)
        if process in self._crew:
            self._crew.discard(process)
            self._recruit()
        if process in self._idle:
            self._idle.remove(process)
        self._end(process)

    def _slow(self, process: QueryProcess, seconds: float, gone: Gone | None) -> None:
        """Set aside a process whose query takes long, as long as not too many are, and have it end at its deadline."""
        left = max(seconds - PATIENCE, 0.0)
        process.clock = asyncio.get_running_loop().call_later(left, process.refuse, too_slow(seconds))
        if gone is not None:
            process.watch = asyncio.ensure_future(self._leave(process, gone))
        if len(self._aside) < self._settings.workers:
            self._crew.discard(process)
            self._aside.add(process)
            process.aside = True
            process.stand_back()
            self._recruit()

    async def _leave(self, process: QueryProcess, gone: Gone) -> None:
        await gone()
        process.refuse(RefusedError(499, "nobody waits for the answer"))

    def _recruit(self) -> None:
        self._go(self._enlist())

    async def _enlist(self) -> None:
        """Start a process, and try again until one can be had."""
        while not self._closed:
            try:
                self._admit(await start_process(self._setup))
            except StoreError as error:
                self._trouble = str(error)
                await asyncio.sleep(_TRIES_AGAIN)
            else:
                return

    def _admit(self, process: QueryProcess) -> None:
        process.lost = self._dismiss
        self._crew.add(process)
        self._trouble = ""
        if self._store and process.store != self._store:
            process.stale = True
            self._recruit()
        self._release(process)

    def _shed(self) -> None:
        """Dismiss those that are idle and too many, the ones with a former store first."""
        for process in sorted(self._idle, key=lambda process: not process.stale):
            if len(self._crew) > self._settings.workers:
                self._crew.discard(process)
                self._dismiss(process)

    async def _watch(self) -> None:
        """Look now and then at who waits, and at the marker: whoever holds another store gets a successor."""
        while True:
            try:
                seen = (self._marker.stat().st_mtime_ns, self._marker.stat().st_ino)
                if seen != self._seen:
                    self._store = str(read_marker(self._marker.parent).store)
                    self._seen = seen
                    self._renew()
            except (OSError, StoreError) as error:
                self._trouble = str(error)
            self._turn_away()
            await asyncio.sleep(_LOOKS_AGAIN)

    def _turn_away(self) -> None:
        """Refuse those who have waited in line as long as a query may take."""
        since = asyncio.get_running_loop().time() - self._settings.deadline
        while self._queue and self._queue[0][1] < since:
            place, _ = self._queue.popleft()
            if not place.done():
                place.set_exception(busy(self._trouble or "all query processes are busy; try again in a while"))

    def _renew(self) -> None:
        for process in self._crew:
            if process.store != self._store and not process.stale:
                process.stale = True
                self._recruit()

    def _end(self, process: QueryProcess) -> None:
        self._go(process.end())

    def _go(self, work: Coroutine[Any, Any, object]) -> None:
        """Have work done beside everything else."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
