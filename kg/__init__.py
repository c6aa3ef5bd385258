"""News in, a checked knowledge graph out: `build`, `explore`, `open_graph` and `extract`; the command line is `kg`.

Importing the package is cheap: the language model and the RDF libraries load with the first call that needs them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import kg.extract  # noqa: F401 - the room of that name first: imported later, it would take the place of the function

if TYPE_CHECKING:
    import rdflib

    from kg.browse.explorer import Explorer
    from kg.model import Extraction
    from kg.pipeline import Build

__all__ = ["__version__", "build", "explore", "extract", "open_graph"]
__version__ = "0.1.0"


def build(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    published: str | None = None,
    workers: int = 1,
    model: str | None = None,
    base: str | None = None,
) -> Build:
    """Read articles (files, folders, globs) and build the graph folder `out`; the same as `kg build`.

    `published` is the ISO date or EDTF interval of texts that do not carry their own; `model` any installed spaCy
    pipeline or path; `base` the namespace of the graph's own IRIs. Inputs that cannot be read are in the returned
    report; NothingReadError is raised where none can be and the graph would be new. Raises ModelError where there is no
    such model, StoreError where `out` cannot be written, KGError for a `base` or `published` that cannot be used.
    """
    from kg import pipeline

    return pipeline.build(
        [str(path) for path in paths], Path(out), published=published, workers=workers, model=model, base=base
    )


def explore(path: str | Path) -> Explorer:
    """A graph folder at a notebook's prompt: entities, queries, tables, paths and analyses that show themselves.

    Each becomes a data frame with `to_pandas()`. Raises StoreError where `path` is no graph folder.
    """
    from kg.browse.explorer import Explorer

    return Explorer(Path(path))


def open_graph(path: str | Path) -> rdflib.Dataset:
    """An rdflib Dataset over the store of a graph folder, read-only; its default graph is what the graph holds,
    and each document has a named graph. Raises StoreError where `path` is no graph folder.
    """
    from kg.graph import store

    return store.open_graph(Path(path))


def extract(text: str, *, published: str | None = None, model: str | None = None) -> Extraction:
    """What one text says: its mentions, entities and facts, each with the code points that say so.

    `published` is the ISO date or EDTF interval against which "yesterday" is read. Raises ReadError for an empty
    or oversized text, ModelError where there is no such model.
    """
    from kg import pipeline

    return pipeline.extract_text(text, published=published, model=model)
