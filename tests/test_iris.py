"""Slugs and digests: what a data IRI is made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import DATA, digest, mint, slug

SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(max_size=200))
def test_a_slug_is_always_one_safe_segment(words: str) -> None:
    assert SEGMENT.fullmatch(slug(words))
    assert len(slug(words)) <= 93
    assert mint("person", words) == f"{DATA}person/{slug(words)}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kim Jong-un", "kim-jong-un"),
        ("Women's Union", "womens-union"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Łódź", "lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 81, None),
        ("Ким", None),
        ("", None),
        ("?!", None),
    ],
)
def test_slugs(words: str, expected: str | None) -> None:
    if expected is None:
        assert slug(words).endswith(digest(words))
    else:
        assert slug(words) == expected


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_digests_tell_apart_what_differs(one: list[str], other: list[str]) -> None:
    if "\x1f" not in "".join((*one, *other)) and one and other:
        assert (digest(*one) == digest(*other)) == (one == other)


def test_letters_that_are_lost_leave_a_digest() -> None:
    assert slug("Ким Чен") != slug("Ким Чон")
    assert slug("Lee 李") != slug("Lee 王")
