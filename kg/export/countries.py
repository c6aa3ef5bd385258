"""Codes of states in the schemes of others, by what the graph knows of a state: its Wikidata item and its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

import msgspec

from kg.annotate.authority import load_authority
from kg.query.answers import local
from kg.query.sheets import Row


class _Territories(msgspec.Struct, frozen=True):
    about: str
    codes: Mapping[str, str]


@lru_cache(maxsize=1)
def _territories() -> Mapping[str, str]:
    data = files("kg.export").joinpath("data", "territories.json").read_bytes()
    return msgspec.json.decode(data, type=_Territories).codes


@lru_cache(maxsize=1)
def _items() -> Mapping[str, str]:
    """The Wikidata items of states by name."""
    return {state.name: state.wikidata for state in load_authority().states if state.wikidata}


@lru_cache(maxsize=1)
def _isos() -> Mapping[str, str]:
    return {state.wikidata: state.iso for state in load_authority().states if state.wikidata and state.iso}


def item(row: Row) -> str:
    """The Wikidata item ("Q142") of a row of persons or bodies; nothing where none is known."""
    linked = [local(iri) for iri in row.get("wikidata", ())]
    if linked or row.get("class") != ("State",):
        return linked[0] if linked else ""
    return next((_items()[name] for name in row.get("name", ()) if name in _items()), "")


def iso(state: Row) -> str:
    """The ISO 3166-1 alpha-3 code of a state; nothing where it has none."""
    return _isos().get(item(state), "")


def territory(state: Row) -> str:
    """FollowTheMoney's country code of a state: ISO 3166-1 alpha-2 in small letters, or one of its own."""
    return _territories().get(item(state), "")
