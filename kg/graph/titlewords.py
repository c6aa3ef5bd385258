"""One form for the wordings of one title: "Minister for Defence", "minister of defense" and "defence minister"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.annotate.authority import load_titles

_STATUS = frozenset({"former", "acting", "designate", "holder"})
_OF = frozenset({"of", "for"})
_LONGEST = 7


@dataclass(frozen=True)
class _Vocabulary:
    """Words of titles, fields and modifiers, each to its one form."""

    heads: Mapping[str, str]
    fields: Mapping[str, str]
    modifiers: frozenset[str]
    fielded: frozenset[str]
    seats: frozenset[str]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    table = load_titles()
    heads = {_plain(t.words): _plain(t.variant_of or t.abbreviates or t.words) for t in table.titles}
    return _Vocabulary(
        heads,
        {_plain(domain.words): domain.canonical for domain in table.domains},
        frozenset(_plain(m.words) for m in table.modifiers if m.position == "before" and m.effect not in _STATUS),
        frozenset(_plain(t.words) for t in table.titles if t.domain),
        frozenset(_plain(t.words) for t in table.titles if t.kind == "legislative"),
    )


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").replace(".", "").split())


def canonical_title(title: str) -> str:
    """The title as modifiers, field of policy and head, in small letters; as it stands where it has other words."""
    words = _plain(title).split()
    known = _vocabulary()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = " ".join(words[start : start + length])
            if run in known.heads:
                whole = _assembled(words[:start], run, words[start + length :], known)
                seat = run in known.seats
                return whole or " ".join(
                    (*words[:start], known.heads[run], *_after(words[start + length :], seat=seat))
                )
    return title


def _after(right: list[str], *, seat: bool) -> list[str]:
    """What follows the head; a seat is held "of", "for" and "from" a constituency alike."""
    return ["of", *right[1:]] if seat and right[:1] in (["for"], ["from"]) else right


def _assembled(left: list[str], head: str, right: list[str], known: _Vocabulary) -> str | None:
    """The parts in one order; None where some of them are not known."""
    named = known.heads[head]
    field, rest = _field_before(left, known) if head in known.fielded else ("", left)
    if right:
        after = _field_after(right, known) if head in known.fielded and not field else None
        if after is None:
            return None
        field = after
    first, _, last = named.partition(" ")
    if field and first in known.modifiers and last in known.heads:  # "deputy minister of foreign affairs"
        rest, named = [*rest, first], last
    modifiers = " ".join(rest)
    if rest and modifiers not in known.modifiers and not known.modifiers.issuperset(rest):
        return None
    if field and named == "secretary of state":  # "Secretary of State for Defence" is the Defence Secretary
        named = "secretary"
    return " ".join(part for part in (modifiers, field, named) if part)


def _field_before(left: list[str], known: _Vocabulary) -> tuple[str, list[str]]:
    for start in range(len(left)):
        if found := _fields(left[start:], known):
            return found, left[:start]
    return "", left


def _field_after(right: list[str], known: _Vocabulary) -> str | None:
    if right[0] not in _OF:
        return None
    return _fields(right[1 + (right[1:2] == ["the"]) :], known)


def _fields(words: list[str], known: _Vocabulary) -> str | None:
    """The field, or two that "and" joins."""
    whole = " ".join(words)
    if whole in known.fields:
        return known.fields[whole]
    first, _, second = whole.partition(" and ")
    both = known.fields.get(first), known.fields.get(second)
    return f"{both[0]} and {both[1]}" if both[0] and both[1] else None
