"""The analyses of a large graph, worked out apart: `python -m kg.serve.studying FOLDER`.

It prints what needs no network, then all of it, each as a line of JSON.
"""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import msgspec

from kg.graph.fulltext import open_index
from kg.graph.store import open_store
from kg.query.network import network
from kg.query.pages.book import Book
from kg.query.pages.study import Study, study
from kg.query.pages.vicinity import quotes_of
from kg.serve import apart


def begin(folder: Path) -> Future[Study]:
    """The study of a published graph, which is under way from now on: what there is of it at the limit of time."""
    found: Future[Study] = Future()

    def work() -> None:
        try:
            lines = apart.lines_of("kg.serve.studying", str(folder.absolute()))
        except OSError:  # no process can be had: nobody shall wait for what never comes
            lines = []
        found.set_result(msgspec.json.decode(lines[-1], type=Study) if lines else Study(()))

    threading.Thread(target=work, daemon=True).start()
    return found


def main() -> None:
    """Work it out."""
    apart.limit()
    with (
        open_store(Path(sys.argv[1])) as snapshot,
        open_index(snapshot.folder, snapshot.marker.store or "") as index,
    ):
        first = study(snapshot.store, None)
        apart.tell(msgspec.json.encode(first))
        view = network(snapshot.store, quoted=partial(quotes_of, Book(snapshot.store, index)))
        apart.tell(msgspec.json.encode(study(snapshot.store, view, contested=first.contested)))


if __name__ == "__main__":
    main()
