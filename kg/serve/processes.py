"""A query process as the event loop sees it: one task at a time, answers as they come, and its end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress

from kg.errors import StoreError
from kg.graph.launching import Launched, launch
from kg.graph.tasks import Message, Setup, Task, send
from kg.serve.refusals import RefusedError, busy

_LATER = 10
"""How much a slow query's process stands back behind the others (its niceness)."""
_STARTS_WITHIN = 30.0


class QueryProcess:
    """A process that is ready.

    `store` is the name of the store it holds open, `stale` where there is a newer one; `aside` says that its query was
    slow, `broken` that it will not answer again; `clock` rings when it has worked too long; `lost` is told when it ends
    by itself while nobody waits for it.
    """

    def __init__(self, launched: Launched) -> None:
        self._launched = launched
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[Message] | None = None
        self.pid = launched.process.pid
        self.store = ""
        self.confined = False
        self.stale = False
        self.aside = False
        self.broken = False
        self.clock: asyncio.TimerHandle | None = None
        self.watch: asyncio.Future[None] | None = None
        self.lost: Callable[[QueryProcess], None] | None = None
        self._ended = False
        launched.inbox.link.setblocking(False)
        self._loop.add_reader(launched.inbox.link.fileno(), self._readable)

    def ask(self, task: Task) -> asyncio.Future[Message]:
        """Give it a task; the future has the answer, or a RefusedError where there is none."""
        answer = self.expect()
        with suppress(OSError):  # where it is gone, the reading end is about to tell
            send(self._launched.inbox.link, task)
        if self.broken:
            answer.set_exception(busy("the query process ended; try again"))
        return answer

    def expect(self) -> asyncio.Future[Message]:
        """The next message."""
        self._answer = self._loop.create_future()
        return self._answer

    def refuse(self, refusal: RefusedError) -> None:
        """Give up on it and what it does: whoever waits for the answer gets the refusal."""
        self.broken = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(refusal)

    def stand_back(self) -> None:
        """Let the other processes go first."""
        with suppress(OSError):  # it may have just ended
            os.setpriority(os.PRIO_PROCESS, self.pid, _LATER)

    def _readable(self) -> None:
        try:
            alive = self._launched.inbox.fetch()
        except BlockingIOError:
            return
        except OSError:
            alive = False
        if (message := self._launched.inbox.next()) is not None:
            self._deliver(message)
        elif not alive:
            self._loop.remove_reader(self._launched.inbox.link.fileno())
            self.broken = True
            self._dying = self._loop.create_task(self._died())

    def _deliver(self, message: Message) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(message)
        elif message.file is not None:
            os.close(message.file)

    async def _died(self) -> None:
        waited_for = self._answer is not None and not self._answer.done()
        self.refuse(busy(await self.end() or "the query process ended"))
        if self.lost is not None and not waited_for:
            self.lost(self)

    async def end(self) -> str:
        """End it; the reason, should it have ended by itself, and nothing where somebody else asked before."""
        if self._ended:
            return ""
        self._ended = True
        self._loop.remove_reader(self._launched.inbox.link.fileno())
        return await asyncio.to_thread(self._launched.end)


async def start_process(setup: Setup) -> QueryProcess:
    """A process that has the store open. Raises StoreError with the reason why there is none."""
    process = QueryProcess(await asyncio.to_thread(launch, setup))
    try:
        async with asyncio.timeout(_STARTS_WITHIN):
            outcome = (await process.expect()).outcome()
    except (RefusedError, TimeoutError) as error:
        await process.end()
        raise StoreError(str(error) or "a query process did not start in time") from error
    except asyncio.CancelledError:
        await process.end()
        raise
    if outcome.kind != "ready":
        await process.end()
        raise StoreError(outcome.reason)
    process.store, process.confined = outcome.reason, outcome.confined
    return process
