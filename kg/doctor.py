"""Is everything in place? Python, the language model, the package's tables, and a graph folder against its ledger."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ModelError, StoreError
from kg.model import Record

OLDEST_PYTHON = (3, 11)


class Finding(Record, frozen=True):
    """One thing looked at: what, whether it is well, and a detail that says what to do where it is not."""

    what: str
    well: bool
    detail: str


def examine(graph: Path | None = None, model: str | None = None) -> Iterator[Finding]:
    """Look at the installation, and at a graph folder where one is given."""
    yield Finding(
        what="Python",
        well=sys.version_info >= OLDEST_PYTHON,
        detail=f"{platform.python_version()}; {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed",
    )
    yield _model(model)
    yield _tables()
    if graph is not None:
        yield _graph(graph)


def _model(model: str | None) -> Finding:
    from kg.annotate.nlp import build_nlp

    try:
        meta = build_nlp(model).meta
    except ModelError as error:
        return Finding(what="language model", well=False, detail=str(error))
    names = f"{model}'s own" if model else "those that come with kg (docs/model-card.md)"
    detail = f"{meta['lang']}_{meta['name']} {meta['version']}; weights for names: {names}"
    return Finding(what="language model", well=True, detail=detail)


def _tables() -> Finding:
    from kg.annotate.authority import load_authority

    tables = load_authority()
    detail = f"{len(tables.states)} states, {len(tables.institutions)} institutions, {len(tables.seats)} seats of power"
    return Finding(what="authority tables", well=bool(tables.states), detail=detail)


def _graph(folder: Path) -> Finding:
    from kg.graph.archive import Archive
    from kg.graph.folder import ARCHIVE
    from kg.graph.ledger import differences, tally
    from kg.graph.store import open_store

    try:
        with open_store(folder) as snapshot, Archive(snapshot.folder / ARCHIVE, read_only=True) as archive:
            held = tally(snapshot.store)
            wrong = differences(held, archive.ledger(snapshot.marker.store or ""))
            documents = len(archive)
    except StoreError as error:
        return Finding(what="graph", well=False, detail=str(error))
    if wrong:
        return Finding(what="graph", well=False, detail=f"{folder}: {'; '.join(wrong)}; run `kg build` again")
    quads = sum(entry.quads for entry in held.values())
    return Finding(what="graph", well=True, detail=f"{folder}: {documents} documents, {quads} quads as the ledger says")
