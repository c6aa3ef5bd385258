"""The entity recogniser's own weights: who gets them, what they know, what happens without them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from told import cases, label

from kg.annotate.nlp import DEFAULT_MODEL, build_nlp
from kg.annotate.recogniser import parameters, retrain, weights_file
from kg.errors import ModelError


@pytest.fixture(scope="module")
def stock() -> Language:
    """The default model as it was installed."""
    return spacy.load(DEFAULT_MODEL, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])


def weights(nlp: Language) -> list[np.ndarray]:
    return [layer.get_param(name) for layer, name in parameters(nlp.get_pipe("ner").model)]


def same(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_default_model_gets_the_weights(nlp: Language, stock: Language) -> None:
    assert not same(weights(nlp), weights(stock))
    with np.load(str(weights_file())) as held:
        assert same(weights(nlp), [held[name].astype(np.float32) for name in held.files])
    assert nlp.get_pipe("ner").labels == stock.get_pipe("ner").labels


def test_any_other_model_keeps_its_own(stock: Language) -> None:
    assert same(weights(build_nlp(stock.path)), weights(stock))


def test_weights_are_few() -> None:
    assert Path(str(weights_file())).stat().st_size < 3_000_000


@pytest.mark.parametrize("case", cases("recogniser")["case"], ids=label)
def test_names(nlp: Language, case: dict) -> None:
    found = {f"{e.label_}: {e.text.removeprefix('the ')}" for e in nlp(case["text"]).ents}
    assert set(case["names"]) <= found
    found |= {name.partition(": ")[part] for name in found for part in (0, 2)}
    assert found.isdisjoint(case.get("not", []))


def test_missing_weights_are_said(stock: Language, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing\.npz"):
        retrain(stock, tmp_path / "nothing.npz")


@pytest.mark.parametrize("length", [0, 10, 1000, 2_000_000])
def test_damaged_weights_are_said(stock: Language, tmp_path: Path, length: int) -> None:
    damaged = tmp_path / "damaged.npz"
    damaged.write_bytes(weights_file().read_bytes()[:length])
    with pytest.raises(ModelError, match=r"damaged\.npz"):
        retrain(stock, damaged)


def test_weights_of_another_network_are_refused(stock: Language, tmp_path: Path) -> None:
    before = [array.copy() for array in weights(stock)]
    np.savez_compressed(tmp_path / "other.npz", **{"000": np.zeros(3, dtype=np.float16)})
    with pytest.raises(ModelError, match="does not fit"):
        retrain(stock, tmp_path / "other.npz")
    assert same(before, weights(stock))
