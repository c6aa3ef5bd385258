"""Wordings of one title, which make one post."""

from __future__ import annotations

import msgspec
import pytest
from graph_fixtures import first_report
from told import cases

from kg.graph.rdf.offices import post_of
from kg.graph.rdf.survey import Corpus
from kg.graph.titlewords import canonical_title
from kg.model import Tenure
from kg.resolve.resolve import resolve

DATA = cases("title_words")


@pytest.mark.parametrize("form", DATA["same"])
def test_wordings_of_one_title(form: str) -> None:
    assert {canonical_title(words) for words in DATA["same"][form]} == {form}
    assert canonical_title(form) == form


@pytest.mark.parametrize("title", DATA["kept"]["titles"])
def test_titles_with_other_words_stay(title: str) -> None:
    assert canonical_title(title).lower() == title.lower()


def test_two_wordings_are_one_post() -> None:
    report = first_report()
    reading = Corpus(resolve((report,)), "https://w3id.org/incumbent/id/").reading(report)
    tenure = next(fact for fact in report.facts if isinstance(fact, Tenure))
    worded = (
        msgspec.structs.replace(tenure, post=words) for words in ("Minister for Foreign Affairs", "foreign minister")
    )
    first, second = (post_of(fact, reading) for fact in worded)
    assert first.iri == second.iri
    assert first.lines != second.lines
