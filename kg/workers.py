"""The per-document step in this process or in a pool of processes, results in the order of the documents."""

from __future__ import annotations

import gc
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kg.annotate.nlp import build_nlp, require_model
from kg.errors import KGError, ReadError
from kg.model import Document, Extraction

if TYPE_CHECKING:
    from kg.annotate.annotate import Annotator

_IN_FLIGHT = 4
"""Documents given out at a time, a worker: enough to keep it busy, few enough to hold in memory."""


class Reader:
    """Reads one document after another with one loaded model; the pure step that every engine runs."""

    def __init__(self, model: str | None = None) -> None:
        """Load the model. Raises ModelError where it is not installed."""
        from kg.annotate.annotate import Annotator

        self._annotator: Annotator = Annotator(build_nlp(model))
        self._settled = False

    def __call__(self, document: Document) -> Extraction:
        """The extraction of one document; depends on nothing else."""
        from kg.extract.facts import extract_facts

        extraction = extract_facts(self._annotator(document))
        if not self._settled:
            # The model and the tables are loaded and stay: the collector need not walk them for each document.
            gc.collect()
            gc.freeze()
            self._settled = True
        return extraction


def extract_all(
    documents: Iterable[Document | ReadError], *, model: str | None = None, workers: int = 1
) -> Iterator[Extraction | ReadError]:
    """The extraction of each document in order; errors pass through in their place.

    Raises ModelError at once where the model is not installed, KGError where a worker process dies.
    """
    require_model(model)
    return _in_this_process(documents, model) if workers <= 1 else _in_pool(documents, model, workers)


def _in_this_process(documents: Iterable[Document | ReadError], model: str | None) -> Iterator[Extraction | ReadError]:
    reader: Reader | None = None
    for document in documents:
        if isinstance(document, ReadError):
            yield document
        else:
            reader = reader or Reader(model)
            yield reader(document)


def _in_pool(
    documents: Iterable[Document | ReadError], model: str | None, workers: int
) -> Iterator[Extraction | ReadError]:
    waiting: deque[ReadError | Future[Extraction]] = deque()
    # The processes end before the threads that wait for them, so that no thread waits for ever.
    with ThreadPoolExecutor(workers) as threads, _processes(model, workers) as idle:
        for document in documents:
            waiting.append(document if isinstance(document, ReadError) else threads.submit(_ask, idle, document))
            if len(waiting) >= workers * _IN_FLIGHT:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


@contextmanager
def _processes(model: str | None, count: int) -> Iterator[SimpleQueue[Connection]]:
    """The near ends of pipes to so many processes that read.

    A pipe each, and no pool from the library: a process that is killed closes its pipe, at whatever moment, and the
    thread that waits for its answer is told so at once.
    """
    context = get_context("spawn")
    idle: SimpleQueue[Connection] = SimpleQueue()
    processes = []
    try:
        for _ in range(count):
            near, far = context.Pipe()
            process = context.Process(target=_serve, args=(far, model), daemon=True)
            process.start()
            far.close()
            processes.append(process)
            idle.put(near)
        yield idle
    finally:
        for process in processes:
            process.kill()
            process.join()


def _serve(far: Connection, model: str | None) -> None:
    """Answer each document with its extraction, or with the error, until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reader = Reader(model)
    while True:
        try:
            document: Document = far.recv()
        except EOFError:
            return
        try:
            far.send(reader(document))
        except Exception as error:  # noqa: BLE001  (raised again on the other side)
            far.send(error)


def _ask(idle: SimpleQueue[Connection], document: Document) -> Extraction:
    near = idle.get()
    try:
        near.send_bytes(pickle.dumps(document))  # `send` would leave a view of its buffer in the traceback
        answer: Extraction | Exception = near.recv()
    except (EOFError, OSError) as error:
        raise KGError(
            f"{document.header.source}: a worker process died while reading (out of memory?); use fewer --workers"
        ) from error
    finally:
        idle.put(near)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _result(item: ReadError | Future[Extraction]) -> Extraction | ReadError:
    return item if isinstance(item, ReadError) else item.result()
