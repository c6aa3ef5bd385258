"""The same step here and in a pool of processes: same results, same order, and no waiting for the dead."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest
from spacy.language import Language
from told import Read

from kg import workers
from kg.errors import KGError, ModelError, ReadError
from kg.model import Document, Extraction, Header
from kg.workers import Reader, extract_all

PATIENCE = 120
"""Seconds after which a test that waits for processes has failed."""
TEXTS = ("Norwegian President Ola Hansen left.", "Portugal closed its embassy in Oslo.", "It rained.")


def document(text: str, source: str = "a.txt") -> Document:
    return Document(header=Header(id=f"id-{source}", source=source, published_basis="unknown"), text=text)


@pytest.fixture
def inputs() -> list[Document | ReadError]:
    """Two documents, an input that failed, and a third document."""
    first, second, third = (document(text, f"{n}.txt") for n, text in enumerate(TEXTS))
    return [first, second, ReadError("bad.txt", "no text"), third]


@pytest.fixture
def in_this_process(
    inputs: list[Document | ReadError], nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> list[Extraction | ReadError]:
    """The results of this process, with the model that is loaded already."""
    monkeypatch.setattr("kg.workers.build_nlp", lambda model: nlp)
    return list(extract_all(inputs))


def test_errors_pass_through_in_their_place(in_this_process: list[Extraction | ReadError]) -> None:
    first, second, failed, third = in_this_process
    assert isinstance(failed, ReadError)
    assert [e.text for e in (first, second, third) if isinstance(e, Extraction)] == [*TEXTS]


def test_a_pool_gives_the_same_in_the_same_order(
    inputs: list[Document | ReadError], in_this_process: list[Extraction | ReadError]
) -> None:
    with ThreadPoolExecutor(1) as watch:
        pooled = watch.submit(lambda: list(extract_all(inputs, workers=2))).result(PATIENCE)
    assert pooled == in_this_process


def test_a_reader_depends_on_nothing_but_the_document(
    nlp: Language, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.workers.build_nlp", lambda model: nlp)
    reader = Reader()
    once = reader(document(TEXTS[0]))
    reader(document(TEXTS[1]))
    assert reader(document(TEXTS[0])) == once
    assert once.facts == read(TEXTS[0]).facts


@pytest.mark.parametrize("after", [1, 40])
@pytest.mark.parametrize("wait", [0.0, 1.0])
def test_a_dead_worker_is_an_error_that_names_the_document(after: int, wait: float) -> None:
    def inputs() -> Iterator[Document]:
        """The first document, then a kill while the worker starts or loads its model, then some more."""
        yield document(TEXTS[0], "first.txt")
        time.sleep(wait)
        for child in multiprocessing.active_children():
            child.kill()
        yield from (document("It rained.", f"later-{n}.txt") for n in range(after))

    with ThreadPoolExecutor(1) as watch:
        waiting = watch.submit(lambda: list(extract_all(inputs(), workers=2)))
        with pytest.raises(KGError, match=r"(first|later-\d+)\.txt: a worker process died"):
            waiting.result(PATIENCE)


def test_an_error_in_a_worker_is_raised_here() -> None:
    broken = msgspec.structs.replace(document(TEXTS[0]), text=None)
    with ThreadPoolExecutor(1) as watch:
        waiting = watch.submit(lambda: list(extract_all([broken], workers=2)))
        with pytest.raises(TypeError):
            waiting.result(PATIENCE)


def test_a_pool_that_is_left_early_ends_its_processes() -> None:
    results = extract_all([document(text) for text in TEXTS * 8], workers=2)
    next(results)
    assert len(multiprocessing.active_children()) == 2
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("count", [1, 2])
def test_a_missing_model_is_said_before_anything_is_read(count: int) -> None:
    with pytest.raises(ModelError):
        extract_all(iter(()), model="no_such_model", workers=count)


def test_documents_are_taken_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def inputs() -> Iterator[ReadError]:
        for n in range(3):
            taken.append(str(n))
            yield ReadError(str(n), "no text")

    monkeypatch.setattr(workers, "Reader", None)
    results = extract_all(inputs())
    assert taken == []
    next(results)
    assert taken == ["0"]
