"""Heads of state and government as news calls them: by their full name or by the last part of it ("Putin").

What the table of office-holders says is background knowledge; whoever takes it must mark it as inferred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.annotate.coreference import name_parts
from kg.annotate.knownnames import given_names
from kg.annotate.officeholders import Office, OfficeHolder, known_holders, load_officeholders
from kg.annotate.words import word_list


def leader_state(name: str, published: tuple[str, str] | None) -> str | None:
    """The state ("state/france") that a person of this name led when the document can have appeared.

    None where nothing is known, where it could be several states, and for a name of one part that is a given name
    too or that of an office-holder of another state. Without `published`, whenever it was.
    """
    parts = name_parts(name)
    holders = known_holders(name) if len(parts) > 1 else _called("".join(parts))
    states = {o.state for holder in holders for o in holder.offices if _leads(o) and _may_be_held(o, published)}
    return states.pop() if len(states) == 1 else None


@lru_cache(maxsize=1024)
def _called(part: str) -> Sequence[OfficeHolder]:
    """Those whose name ends in this part, if all of them served one state."""
    known = load_officeholders()
    found = [] if part.capitalize() in given_names() else [known.holder(n) for n in _last_parts().get(part, ())]
    return found if len({office.state for holder in found for office in holder.offices}) == 1 else ()


@lru_cache(maxsize=1)
def _last_parts() -> Mapping[str, list[int]]:
    """Numbers of office-holders by the last part of their name."""
    found: dict[str, list[int]] = {}
    for number, name in enumerate(load_officeholders().names()):
        last = name.rpartition(" ")[2]
        part = last.lower() if last.isascii() and last.isalpha() else "".join(name_parts(last)[-1:])
        found.setdefault(part, []).append(number)
    return found


def _leads(office: Office) -> bool:
    return office.position.lower() in word_list("head_positions")


def _may_be_held(office: Office, published: tuple[str, str] | None) -> bool:
    """Whether the office may have been held on a day on which the document can have appeared."""
    if published is None:
        return True
    begun = office.start is None or office.start <= published[1]
    return begun and (office.end is None or office.end >= published[0][: len(office.end)])
