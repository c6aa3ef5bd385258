"""What was said "at the time" has the time of what the text told before."""

from __future__ import annotations

import pytest
from told import Read

from kg.model import Statement


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        (
            "Norway and Portugal opened a liaison office in Lisbon in May 2015. "
            "At the time, Maria Silva said it would help trade.",
            "2015-05-01",
        ),
        (
            "Norway and Portugal met in Lisbon in May 2015. Boats were small. "
            "Maria Silva had said at the time that the sea was calm.",
            "2015-05-01",
        ),
        (
            "Norway and Portugal met in Lisbon in May 2015. "
            "At the time of the flood, Maria Silva said it would help trade.",
            None,
        ),
        ("Norway and Portugal met in Lisbon in May 2015. Maria Silva said that boats were small at the time.", None),
        ("It rained in May 2015. At the time, Maria Silva said it would help trade.", None),
        (
            "Norway and Portugal met in Lisbon in May 2015. It rained. It snowed. It thawed. "
            "At the time, Maria Silva said it would help trade.",
            None,
        ),
    ],
)
def test_at_the_time(text: str, earliest: str | None, read: Read) -> None:
    (statement,) = (fact for fact in read(text).facts if isinstance(fact, Statement))
    assert (statement.time.earliest if statement.time else None) == earliest
