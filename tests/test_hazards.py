"""Hostile texts: quadratic runs, noise, no punctuation, too long; none may cost more than its length deserves."""

from __future__ import annotations

import random
import string
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from told import cases

from kg.annotate import nlp as pipeline
from kg.annotate.annotated import Annotated
from kg.annotate.furniture import mask
from kg.annotate.nlp import CHUNK, LONGEST_SENTENCE, build_nlp, parse, require_model
from kg.errors import ModelError, ReadError
from kg.extract.facts import extract_facts
from kg.pipeline import extract_text
from kg.read.limits import TEXT_CHARACTERS

SECONDS = 10.0
"""Generous: each takes about one on an idle machine, and took from 15 to 90 before it was dealt with."""


@pytest.mark.parametrize("case", cases("hazards")["case"], ids=lambda case: case["name"])
def test_expensive_texts(annotate: Callable[[str], Annotated], case: dict) -> None:
    start = time.process_time()
    extraction = extract_facts(annotate(case["piece"] * case["times"]))
    assert time.process_time() - start < SECONDS
    assert len(extraction.text) == len(case["piece"]) * case["times"]


def test_a_megabyte_of_noise(annotate: Callable[[str], Annotated]) -> None:
    dice = random.Random(7)
    blocks = ["".join(dice.choices(string.punctuation, k=600)) for _ in range(20)]
    blocks += ["".join(dice.choices(string.ascii_letters + string.digits, k=47_000)) for _ in range(21)]
    text = "\n".join(blocks)[:TEXT_CHARACTERS]
    start = time.process_time()
    annotated = annotate(text)
    assert time.process_time() - start < SECONDS
    assert annotated.doc.text == mask(text, annotated.furniture)
    assert annotated.mentions == ()


def test_sentences_end_even_without_punctuation(nlp: Language) -> None:
    doc = parse(nlp, "norway left the pact with portugal and mali " * 300)
    assert max(len(sentence) for sentence in doc.sents) <= LONGEST_SENTENCE + 1


@pytest.mark.parametrize("text", ["a" * (TEXT_CHARACTERS + 1), "", " \n "])
def test_refused_by_reading(text: str) -> None:
    with pytest.raises(ReadError):
        extract_text(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["word ", "a" * 60, "\n\n", "\n", " ", "Stop. ", "é😀 "]), max_size=60).map("".join))
def test_chunks_put_together_are_the_text(nlp: Language, text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "CHUNK", 50)
        doc = parse(nlp, text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)


def test_no_batch_is_longer_than_a_chunk(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    pipe = nlp.pipe

    def measured(texts: list[str], **options: int) -> Iterator[Doc]:
        sizes.append(sum(map(len, texts)))
        return pipe(texts, **options)

    monkeypatch.setattr(pipeline, "CHUNK", 100)
    monkeypatch.setattr(nlp, "pipe", measured)
    parse(nlp, "Norway left the pact.\n\n" * 30)
    assert max(sizes) <= 100
    assert len(sizes) == 8


def test_no_chunk_is_longer_than_the_model_bears(nlp: Language) -> None:
    assert nlp.max_length > CHUNK


def test_paragraphs_and_bullets_begin_sentences(nlp: Language) -> None:
    doc = parse(nlp, "A headline without a stop\n\nNorway left\n• Portugal stayed\n• Mali slept")
    starts = {token.text for token in doc if token.is_sent_start}
    assert {"A", "Norway", "•"} <= starts


def test_a_missing_model_is_named() -> None:
    for load in (require_model, build_nlp):
        with pytest.raises(ModelError, match="no_such_model"):
            load("no_such_model")


def test_a_model_without_a_parser_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    import spacy

    folder = tmp_path_factory.mktemp("model") / "blank"
    spacy.blank("en").to_disk(folder)
    with pytest.raises(ModelError, match="parser"):
        build_nlp(folder)
