"""The per-document step in this process or in a pool of processes, results in the order of the documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
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

    def __call__(self, document: Document) -> Extraction:
        """The extraction of one document; depends on nothing else."""
        from kg.extract.facts import extract_facts

        return extract_facts(self._annotator(document))


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


_reader: Reader | None = None


def _load(model: str | None) -> None:
    global _reader
    _reader = Reader(model)


def _read(document: Document) -> Extraction:
    assert _reader is not None
    return _reader(document)


def _in_pool(
    documents: Iterable[Document | ReadError], model: str | None, workers: int
) -> Iterator[Extraction | ReadError]:
    waiting: deque[ReadError | tuple[Document, Future[Extraction]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_load, initargs=(model,)) as pool:
        for document in documents:
            waiting.append(document if isinstance(document, ReadError) else (document, _submitted(document, pool)))
            if len(waiting) >= workers * _IN_FLIGHT:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())


def _submitted(document: Document, pool: ProcessPoolExecutor) -> Future[Extraction]:
    try:
        return pool.submit(_read, document)
    except BrokenProcessPool as error:
        raise _died(document) from error


def _died(document: Document) -> KGError:
    return KGError(
        f"{document.header.source}: a worker process died while reading (out of memory?); use fewer --workers"
    )


def _result(item: ReadError | tuple[Document, Future[Extraction]]) -> Extraction | ReadError:
    if isinstance(item, ReadError):
        return item
    document, future = item
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise _died(document) from error
