"""The page of `/query` as HTML: the form, the answer as a table or the reason why there is none, examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader

from kg.browse.pages.addresses import Served, outside
from kg.browse.pages.rendering import environment
from kg.graph.sheet import Sheet
from kg.query.answered import may_be_network
from kg.query.completion import known_words
from kg.query.named import named_queries
from kg.serve.negotiation import ROWS, TRIPLES, Form

STATIC = Path(__file__).parent / "static"
FORMS = {form.name: form for form in (*ROWS, *TRIPLES)}


@dataclass(frozen=True, slots=True)
class Page:
    """What the page shows. `base` is that of the graph's own IRIs, `graphs` the dataset as fields of the request.

    `forms` are those that the answer can be saved in. `drawn` says whether the server draws networks of this graph.
    """

    base: str
    query: str
    graphs: tuple[tuple[str, str], ...] = ()
    asked: bool = False
    sheet: Sheet | None = None
    forms: tuple[Form, ...] = ()
    reason: str = ""
    drawn: bool = True

    @property
    def link(self) -> str:
        """The address that shows the same again."""
        return "/query?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in self._fields())

    def _fields(self) -> tuple[tuple[str, str], ...]:
        return (("query", self.query), *self.graphs)


def editor_page(page: Page) -> str:
    """The page as HTML; the editor's script is named where it was built."""
    to = Served(page.base, page.drawn)
    prefixes = known_words(page.base).prefixes

    def href(iri: str) -> str:
        return to.local(iri) if iri.startswith(page.base) else outside(iri)

    def brief(iri: str) -> str:
        near = [(len(space), name) for name, space in prefixes.items() if iri.startswith(space)]
        return f"{max(near)[1]}:{iri[max(near)[0] :]}" if near else iri

    return (
        templates()
        .get_template("editor.html")
        .render(
            title="SPARQL",
            to=to,
            page=page,
            downloads=tuple(FORMS.values()),
            examples=named_queries(),
            prefixes=tuple(prefixes),
            built=(STATIC / "vendor" / "editor.js").is_file(),
            drawn=page.link.replace("/query", "/network", 1) if page.sheet and may_be_network(page.sheet) else "",
            href=href,
            brief=brief,
        )
    )


@cache
def templates() -> Environment:
    """The pages' templates with the editor's own."""
    pages = environment()
    own = PackageLoader("kg.serve", "templates")
    return pages.overlay(loader=ChoiceLoader([own, *([pages.loader] if pages.loader else [])]))
