"""The fast forms of the model's components against the model's own."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate.nlp import DEFAULT_MODEL
from kg.annotate.remembered import remember_attributes, remember_lemmas

WORDS = ("let", "'s", "gon", "na", "is", "There", "ai", "n't", "y'", "all", "Ministers", "met", "that", "her", "\n\n")


@pytest.fixture(scope="module")
def pipelines() -> tuple[Language, Language]:
    own, fast = spacy.load(DEFAULT_MODEL), spacy.load(DEFAULT_MODEL)
    remember_attributes(fast)
    remember_lemmas(fast)
    return own, fast


def seen(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_) for t in doc]


def test_patterns_over_two_tokens(pipelines: tuple[Language, Language]) -> None:
    own, fast = pipelines
    text = (
        "There's a plan, so let's go. They ain't gonna talk, y'all.  The ministers have left the meeting that failed."
    )
    assert seen(fast(text)) == seen(own(text))
    assert [t.lemma_ for t in fast("Let's go.")][:2] == ["let", "us"]


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=4), max_size=12))
def test_any_words_get_the_same_values(pipelines: tuple[Language, Language], words: list[str]) -> None:
    own, fast = pipelines
    assert seen(fast(" ".join(words))) == seen(own(" ".join(words)))
