"""Official titles: their modifiers, field and status; words that only look like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import cases, label

from kg.annotate.annotated import Annotated

DATA = cases("titles")


@pytest.mark.parametrize("case", DATA["case"], ids=label)
def test_titles(annotate: Callable[[str], Annotated], case: dict) -> None:
    found = [{"post": t.post, "role": t.role, "status": t.status} for t in annotate(case["text"]).titles]
    assert len(found) == len(case["titles"]), found
    for title, wanted in zip(found, case["titles"], strict=True):
        assert wanted.items() <= title.items()


@pytest.mark.parametrize("text", DATA["none"]["texts"], ids=label)
def test_no_title(annotate: Callable[[str], Annotated], text: str) -> None:
    assert annotate(text).titles == ()
