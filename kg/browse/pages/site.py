"""The pages as a folder of files that opens from the file system, with a search of its own."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.browse.files import NETWORK_SCRIPTS, asset
from kg.browse.page import MOST_DRAWN, Shown, network_page
from kg.browse.pages import chart as maps
from kg.browse.pages import rendering
from kg.browse.pages.addresses import PAGED, Filed
from kg.errors import KGError
from kg.graph.archive import Archive
from kg.graph.folder import ARCHIVE
from kg.graph.fulltext import KINDS, open_index
from kg.graph.store import Snapshot
from kg.query.chart import chart, contents, has_chart
from kg.query.narrowing import around
from kg.query.network import Network, network
from kg.query.pages.book import Book
from kg.query.pages.contents import Places
from kg.query.pages.listing import listing
from kg.query.pages.node_pages import gathered
from kg.query.pages.nodes import Ref
from kg.query.pages.overview import overview
from kg.query.pages.study import study
from kg.query.pages.support import documents

MARK = "incumbent-site.txt"
_MARK_WORDS = "Pages written by `kg browse --site`. They may be written again, and this folder is then replaced.\n"
_ASSETS = ("pages.css", "pages.js", "search.js", "map.css", "network.css", *NETWORK_SCRIPTS)
_WHOLE = Places(size=10**9)
_MOST_AROUND = 60
_ENTRIES = "SELECT iri, kind, label, names, weight FROM entry ORDER BY id"
_PASSAGES = "SELECT document, first, last, words FROM passage ORDER BY id"


def write_site(snapshot: Snapshot, target: Path) -> int:
    """Write the pages of a graph into a folder; how many there are.

    Raises KGError where the folder holds anything but a former site or cannot be written.
    """
    fresh = target.with_name(f".{target.name}.new")
    try:
        _require_own(target)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        (fresh / MARK).write_text(_MARK_WORDS, encoding="utf-8")
        with (
            open_index(snapshot.folder, snapshot.marker.store or "") as index,
            Archive(snapshot.folder / ARCHIVE, read_only=True) as archive,
        ):
            pages = _write(snapshot, Book(snapshot.store, index), archive, fresh)
        shutil.rmtree(target, ignore_errors=True)
        fresh.replace(target)
    except OSError as error:
        raise KGError(f"{target}: cannot be written ({error.strerror}); choose another folder") from error
    return pages


def _require_own(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise KGError(f"{target}: is a file; --site takes a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / MARK).is_file():
        raise KGError(f"{target}: holds other files; choose an empty folder or a new one")


def _write(snapshot: Snapshot, book: Book, archive: Archive, folder: Path) -> int:
    view = network(snapshot.store)
    tied = frozenset(iri for iri in view if view.degree(iri))
    mapped = has_chart(book.index)
    to = Filed(snapshot.marker.base, drawn=view.number_of_nodes() <= MOST_DRAWN, tied=tied, mapped=mapped)
    for name in _ASSETS:
        _put(folder, f"assets/{name}", asset(name).decode())
    _put(folder, "assets/index.js", index_script(book, to.at("search.html")))
    _put(folder, "index.html", rendering.home_page(overview(book), snapshot.folder.name, to))
    _put(folder, "search.html", rendering.file_search_page(to.at("search.html")))
    here = to.at("analysis.html")
    _put(folder, here.here, rendering.analysis_page(study(snapshot.store, view if to.drawn else None), here))
    if mapped:
        _map(book, to.at("map.html"), folder)
    if to.drawn:
        here = to.at("network.html")
        _put(folder, here.here, network_page(snapshot.store, snapshot.folder.name, view, to=here))
    for iri in sorted(tied):
        here = to.at(to.around(iri))
        _put(folder, here.here, _around(snapshot, view, iri, here))
    pages = 0
    for kind in sorted(set(KINDS.values())):
        nodes, part = listing(book, kind, size=_WHOLE.size)
        here = to.at(f"list-{kind}.html")
        _put(folder, here.here, rendering.kinds_listed(nodes, part, kind, here))
        pages += sum(_node(book, archive, to, folder, ref) for ref in nodes if kind in PAGED)
    return pages


def _map(book: Book, to: Filed, folder: Path) -> None:
    scripts: tuple[str, ...] = ()
    if maps.SCRIPT.is_file():
        drawn = json.dumps(maps.columns(chart(book.index), to), separators=(",", ":"))
        _put(folder, "assets/map-data.js", f"window.kgMap = {drawn};\n")
        _put(folder, "assets/map.js", maps.SCRIPT.read_text(encoding="utf-8"))
        scripts = (to.asset("map-data.js"), to.asset("map.js"))
    _put(folder, to.here, maps.map_page(contents(book.index, maps.MOST_LISTED), to, scripts))


def _around(snapshot: Snapshot, view: Network, iri: str, here: Filed) -> str:
    """The network around a node; two steps of it where that is not too much for one picture."""
    part, reach = around(view, (iri,), 2, _MOST_AROUND + 1), 2
    if part.number_of_nodes() > _MOST_AROUND:
        part, reach = around(view, (iri,), 1, MOST_DRAWN), 1
    shown = Shown((iri,), 1, reach, fields=(("about", iri),))
    return network_page(snapshot.store, view.nodes[iri]["label"], part, shown, here)


def _node(book: Book, archive: Archive, to: Filed, folder: Path, ref: Ref) -> int:
    path = to.file(ref.iri)
    page = gathered(book, archive, to.base, ref.iri, _WHOLE)
    if page is None:
        return 0
    _put(folder, path, rendering.page_of(page, to.at(path)))
    return 1


def _put(folder: Path, path: str, content: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8", errors="replace", newline="")


def index_script(book: Book, to: Filed) -> str:
    """What the search of a folder of files looks through, as a script: a file may not read another, but may run it."""
    content = json.dumps(
        {"names": list(_names(book, to)), "passages": list(_passages(book, to))}, separators=(",", ":")
    )
    return f"window.kgIndex = {content};\n"


def _names(book: Book, to: Filed) -> Iterator[tuple[str, str, str, str, int]]:
    for iri, kind, label, names, weight in book.index.execute(_ENTRIES):
        words = " ".join(dict.fromkeys(names.split()))
        yield to.node(Ref(iri, label, kind)), kind, str(rendering.visible(rendering.short(label))), words, weight


def _passages(book: Book, to: Filed) -> Iterator[tuple[str, str, str]]:
    rows = book.index.execute(_PASSAGES).fetchall()
    cited = documents(book, {row[0] for row in rows})
    for document, start, end, words in rows:
        source = rendering.cited(cited[document]) if document in cited else ""
        shown = (str(rendering.visible(part)) for part in (words, source))
        yield (to.document(document, start, end), *shown)  # type: ignore[misc]
