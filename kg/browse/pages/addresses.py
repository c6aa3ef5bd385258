"""Where pages lie: on a server under `/id/`, in a folder of files beside one another; and which links lead outside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol
from urllib.parse import quote, urlsplit

from kg.iris import digest
from kg.query.pages.nodes import Ref
from kg.query.pages.support import Excerpt
from kg.query.portraits import KINDS

_SAFE = "/~!$&'()*+,;=:@-._%"
_FILE = re.compile(r"[a-z0-9]+(?:/[A-Za-z0-9][A-Za-z0-9_-]{0,160})+")
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; base-uri 'none'"
)
"""What a page from a file may load: the style sheet and scripts that lie in its folder."""
PAGED = frozenset({"person", "state", "institution", "group", "place", "topic", "post", "event", "document"})
"""Kinds of nodes that have a page of their own in a folder of files."""


TIED = frozenset(KINDS.values())
"""Kinds of nodes that a network draws."""


class Addresses(Protocol):
    """How a page links to the others. What has no page has the empty address."""

    @property
    def policy(self) -> str:
        """The Content-Security-Policy that the page itself states; empty where the server does."""
        ...

    @property
    def asks(self) -> bool:
        """Whether somebody answers what a form asks."""
        ...

    @property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """Addresses and words of the links at the head of every page."""
        ...

    def node(self, ref: Ref) -> str:
        """The page of a node."""
        ...

    def document(self, iri: str, start: int = -1, end: int = -1) -> str:
        """The page of a document, at a passage where one is given."""
        ...

    def page(self, name: str) -> str:
        """One of the pages that are no node's: home, search."""
        ...

    def asset(self, name: str) -> str:
        """A style sheet or script."""
        ...

    def part(self, kind: str, first: int) -> str:
        """This page, with a long list from another place on."""
        ...

    def network(self, ref: Ref) -> str:
        """The network around a node."""
        ...

    def data(self, iri: str, form: str) -> str:
        """A node's triples: turtle, jsonld."""
        ...


def anchor(start: int, end: int) -> str:
    """The name of a passage within its document."""
    return f"p{start}-{end}"


def outside(url: str) -> str:
    """The address, where it is one of the web; a link to anything else is not made."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = url.isprintable() and not any(c.isspace() for c in url)
    return url if parts.scheme in ("http", "https") and parts.netloc and plain else ""


@lru_cache(maxsize=1 << 14)
def _path(local: str) -> str:
    return quote(local, safe=_SAFE)


@dataclass(frozen=True, slots=True)
class Served:
    """Addresses on a server; `base` is that of the graph's own IRIs, which lie under `/id/`.

    `drawn` says whether the server draws all of this graph as a network.
    """

    base: str
    drawn: bool = True
    policy: str = ""
    asks: bool = True

    @property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """The other ways to look at the graph, beside the search."""
        always = ("/query", "SPARQL"), ("/analysis", "Analysis"), ("/map", "Map")
        return *always, *((("/network", "Network"),) if self.drawn else ())

    def local(self, iri: str) -> str:
        """The path of an IRI."""
        if iri.startswith(self.base) and len(iri) > len(self.base):
            return f"/id/{_path(iri[len(self.base) :])}"
        return f"/node?iri={quote(iri, safe='')}"

    def node(self, ref: Ref) -> str:
        if not ref.kind and not ref.iri.startswith(self.base):
            return outside(ref.iri)  # a word of a vocabulary, of which the graph itself tells nothing
        return self.local(ref.iri)

    def document(self, iri: str, start: int = -1, end: int = -1) -> str:
        return self.local(iri) + (f"#{anchor(start, end)}" if start >= 0 else "")

    def page(self, name: str) -> str:
        return "/" if name == "home" else f"/{name}"

    def asset(self, name: str) -> str:
        return f"/assets/{name}"

    def part(self, kind: str, first: int) -> str:
        return f"?{kind}={first}#{kind}"

    def network(self, ref: Ref) -> str:
        return f"/network?about={quote(ref.iri, safe='')}" if ref.kind in TIED else ""

    def data(self, iri: str, form: str) -> str:
        path = self.local(iri)
        return f"{path}{'&' if '?' in path else '?'}format={form}"


@dataclass(frozen=True, slots=True)
class Filed:
    """Addresses in a folder of files, relative to the page `here` (a path from the top of the folder).

    `drawn` says whether the folder has the network of all as a page; around each node of `tied` it has one in any case.
    `mapped` says whether it has the map.
    """

    base: str
    here: str = "index.html"
    drawn: bool = True
    tied: frozenset[str] = frozenset()
    mapped: bool = False
    policy: str = POLICY
    asks: bool = False

    @property
    def menu(self) -> tuple[tuple[str, str], ...]:
        """The analyses, the map and the network of all, beside the search and the lists of the first page."""
        further = (("map", "Map", self.mapped), ("network", "Network", self.drawn))
        ways = (("analysis", "Analysis"), *((name, words) for name, words, there in further if there))
        return tuple((self._relative(f"{name}.html"), words) for name, words in ways)

    def at(self, here: str) -> Filed:
        """The same for another page."""
        return replace(self, here=here)

    def file(self, iri: str) -> str:
        """The file of a node's page."""
        local = iri[len(self.base) :] if iri.startswith(self.base) else ""
        return f"id/{local}.html" if _FILE.fullmatch(local) else f"node/{digest(iri)}.html"

    def _relative(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.here) or ".")

    def node(self, ref: Ref) -> str:
        return self._relative(self.file(ref.iri)) if ref.kind in PAGED else ""

    def document(self, iri: str, start: int = -1, end: int = -1) -> str:
        return self._relative(self.file(iri)) + (f"#{anchor(start, end)}" if start >= 0 else "")

    def page(self, name: str) -> str:
        if name == "network" and not self.drawn:
            return ""
        return self._relative("index.html" if name == "home" else f"{name}.html")

    def asset(self, name: str) -> str:
        return self._relative(f"assets/{name}")

    def part(self, kind: str, first: int) -> str:  # noqa: ARG002 - files hold the whole list
        return ""

    def around(self, iri: str) -> str:
        """The file of the network around a node."""
        return f"network/{self.file(iri).removeprefix('id/')}"

    def network(self, ref: Ref) -> str:
        return self._relative(self.around(ref.iri)) if ref.iri in self.tied else ""

    def data(self, iri: str, form: str) -> str:  # noqa: ARG002 - a folder of files answers nobody
        return ""


def passage(addresses: Addresses, excerpt: Excerpt) -> str:
    """Where an excerpt stands in the page of its document."""
    return addresses.document(excerpt.document.iri, excerpt.start, excerpt.end)
