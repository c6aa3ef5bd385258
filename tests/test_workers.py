"""The same step here and in a pool of processes: same results, same order, and no waiting for the dead."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

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


def test_a_document_for_a_dead_pool_is_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(ProcessPoolExecutor, "submit", refuse)
    with pytest.raises(KGError, match=r"first\.txt: a worker process died"):
        list(extract_all([document(TEXTS[0], "first.txt")], workers=2))


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
