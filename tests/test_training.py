"""The samples that the entity recogniser is trained on: names stay where they are marked."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from spacy.language import Language

sys.path.append(str(Path(__file__).parents[1] / "training"))

from fillers import LABELS, TEMPLATES, Fillers
from sample import Sample
from varying import Variations, begun, headline, joined, shouted

TOLD = Sample(
    words=("Yesterday", "the", "envoy", "Ola", "Nord", "left", "Oslo", "for", "good", "."),
    spaces=(True,) * 8 + (False, False),
    entities=((3, 5, "PERSON"), (6, 7, "GPE")),
)


@pytest.fixture(scope="module")
def variations(nlp: Language) -> Variations:
    return Variations(nlp.tokenizer)


def names(sample: Sample) -> list[tuple[str, str]]:
    return [(" ".join(sample.words[s:e]), label) for s, e, label in sample.entities]


def test_filled_templates_mark_their_fillers(variations: Variations) -> None:
    sample = variations.filled("The {title} of {country} met {person} in {city}.", Random(1))
    assert [label for _, label in names(sample)] == ["GPE", "PERSON", "GPE"]
    assert sample.words[0] == "The"
    assert sample.words[-1] == "."


def test_every_template_can_be_filled_and_trained_on(variations: Variations, nlp: Language) -> None:
    random = Random(2)
    for template in (t for group in TEMPLATES.values() for t in group):
        sample = variations.filled(template, random)
        assert len(sample.example(nlp.vocab).reference) == len(sample.words)


def test_same_chance_same_samples(variations: Variations) -> None:
    one, other = ([variations.renamed(TOLD, Random(n)) for n in range(5)] for _ in range(2))
    assert one == other


def test_other_names_keep_the_words_between(variations: Variations) -> None:
    sample = variations.renamed(TOLD, Random(4))
    assert [label for _, label in names(sample)] == ["PERSON", "GPE"]
    marked = {i for s, e, _ in sample.entities for i in range(s, e)}
    between = [w for i, w in enumerate(sample.words) if i not in marked]
    assert between == ["Yesterday", "the", "envoy", "left", "for", "good", "."]
    assert names(sample) != names(TOLD)


def test_capitals_move_nothing() -> None:
    assert names(shouted(TOLD)) == [("OLA NORD", "PERSON"), ("OSLO", "GPE")]
    assert names(headline(TOLD)) == names(TOLD)
    assert headline(TOLD).words[:3] == ("Yesterday", "the", "Envoy")


def test_a_later_beginning_is_no_name() -> None:
    for seed in range(10):
        sample = begun(TOLD, Random(seed))
        assert sample.words[0][0].isupper()
        assert sample.words[0].lower() in TOLD.words
        assert set(names(sample)) <= set(names(TOLD))


def test_joined_sentences_keep_their_names() -> None:
    assert names(joined([TOLD, TOLD])) == names(TOLD) * 2


def test_no_pronoun_is_a_family_name() -> None:
    fillers = Fillers()
    assert not {"he", "you", "so", "do"} & {word.lower() for name in fillers.people for word in name.split()}
    assert set(LABELS.values()) <= {
        None, "PERSON", "ORG", "EVENT", "GPE", "NORP", "DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "ORDINAL"
    }  # fmt: skip
