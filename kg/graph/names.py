"""The IRIs that the graph mints itself: readable where that is short, with a digest where two could collide."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.errors import KGError
from kg.iris import digest, slug

_SAFE = ":/?#@!$&'()*+,;=-._~%"
_LONGEST = 150
_BASE = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    r"(?:[/?](?:[A-Za-z0-9/?:@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*)?(?:(?<=/)|#)"
)


def require_base(base: str) -> None:
    """Raises KGError where this cannot be the base of a graph's IRIs."""
    if not _BASE.fullmatch(base):
        raise KGError(
            f"--base {base[:80]!r}: write an address such as https://example.org/id/ that begins with http:// or "
            "https://, ends in / or #, and holds nothing that would have to be quoted"
        )


@lru_cache(maxsize=65536)
def node(iri: str) -> NamedNode:
    """An IRI as a term; what is not allowed in one is percent-encoded."""
    return NamedNode(quote(iri, safe=_SAFE, errors="replace"))


def local(iri: str, base: str) -> str:
    """The part after the base with slashes as hyphens ("inst-foreign-ministry"); a digest for IRIs of others."""
    return slug(iri[len(base) :].replace("/", " ")) if iri.startswith(base) else digest(iri)


def _bounded(collection: str, parts: list[str], base: str) -> str:
    name = "--".join(parts)
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 13].strip('-')}-{digest(name)}"
    return f"{base}{collection}/{name}"


def post_iri(title: str, organization: str, side: str | None, base: str) -> str:
    """A position: its title in words, its organisation or state, and the state it is filled by where that differs."""
    parts = [slug(title), local(organization, base)]
    return _bounded("post", [*parts, local(side, base)] if side else parts, base)


def tenure_iri(person: str, post: str, base: str) -> str:
    """One person in one post."""
    return _bounded(
        "tenure", [local(person, base).removeprefix("person-"), local(post, base).removeprefix("post-")], base
    )


def unnamed_iri(collection: str, document: str, *key: str, base: str) -> str:
    """Somebody or something that a document means and does not name."""
    return f"{base}{collection}/unnamed-{digest(document, *key)}"


def site_iri(body: str, base: str) -> str:
    """The premises of a body."""
    return f"{base}site/{local(body, base).removeprefix('inst-')}"


def government_iri(place: str, base: str) -> str:
    """The authorities of a place, where the place itself is said to act."""
    return f"{base}inst/authorities-of-{local(place, base).removeprefix('place-')}"


def time_iri(*key: str | None, base: str) -> str:
    """A time by what is known of it."""
    return f"{base}time/{digest(*(part or '' for part in key))}"


def published_iri(document: str, base: str) -> str:
    """When a document was published."""
    return f"{base}time/published-{slug(document)}"


def document_iri(document: str, base: str) -> str:
    """A document by its id."""
    return f"{base}doc/{slug(document)}"


def graph_iri(document: str, base: str) -> str:
    """The named graph of a document."""
    return f"{base}graph/{slug(document)}"


def background_iri(base: str) -> str:
    """The named graph of what no document said."""
    return f"{base}graph/background"


def jointly_iri(base: str) -> str:
    """The named graph of what no document said alone."""
    return f"{base}graph/inferred-jointly"


def span_iri(document: str, start: int, end: int, base: str) -> str:
    """A stretch of a document's text."""
    return f"{base}span/{slug(document)}-{start}-{end}"


def record_iri(document: str, triple: str, base: str) -> str:
    """What a document's evidence for one triple is filed under."""
    return f"{base}fact/{digest(document, triple)}"


def mention_iri(document: str, start: int, end: int, body: str, base: str) -> str:
    """A span that refers to a node."""
    return f"{base}mention/{slug(document)}-{start}-{end}-{digest(body)}"
