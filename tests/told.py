"""What an extraction says, in words instead of ids: for comparing with cases."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from kg.model import Extraction, Fact

Read: TypeAlias = Callable[[str], Extraction]


def cases(name: str) -> dict[str, Any]:
    """The tables of tests/data/<name>.toml."""
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text("utf-8"))


def label(case: Any) -> str:
    """A short id for a case or a text."""
    return (case if isinstance(case, str) else case["text"])[:50]


def facts(extraction: Extraction, kind: type[Fact], *roles: str) -> Iterator[dict[str, object]]:
    """Facts of a kind with names in place of ids; unfilled roles as the empty string."""
    names = {entity.id: entity.name for entity in extraction.entities}
    for fact in extraction.facts:
        if isinstance(fact, kind):
            values = ((role, getattr(fact, role)) for role in roles)
            yield {role: names.get(value, value) or "" for role, value in values}


def mentions(extraction: Extraction) -> list[tuple[str, str, str, str]]:
    """(words, kind, form, name of the entity) of each mention but those of times, events and posts."""
    names = {entity.id: entity.name for entity in extraction.entities}
    return [
        (extraction.text[m.start : m.end], m.kind, m.form, names[m.entity])
        for m in extraction.mentions
        if m.kind not in ("Time", "Event", "Post")
    ]
