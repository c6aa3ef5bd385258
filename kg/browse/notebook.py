"""Entities, answers and paths at a notebook's prompt: they show themselves, and become data frames.

Whatever comes from texts is escaped; only http and https addresses become links; nothing runs and nothing is loaded.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader
from pyoxigraph import Literal

from kg.browse.terminal import cited, print_card, print_path
from kg.errors import KGError
from kg.query.answers import Answer, Table, Term, Verdict, text
from kg.query.card import Card
from kg.query.paths import Hop, path_table
from kg.query.results import as_table, printable, write_table

if TYPE_CHECKING:
    import pandas as pd

_MOST_ROWS = 100
_MOST_LINES = 30
_SECTIONS = ("offices", "relations", "events", "statements")
_LINE_COLUMNS = ("section", "words", "detail", "sentence", "document", "start", "end")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_READ_AS: Mapping[str, Any] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": float,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda words: words == "true",
}


@lru_cache(maxsize=1)
def _templates() -> Environment:
    pages = Environment(loader=PackageLoader("kg.browse"), autoescape=True, trim_blocks=True)
    pages.filters["shown"] = lambda words: printable(str(words))
    pages.filters["cited"] = cited
    pages.filters["web"] = _is_web
    return pages


def _is_web(words: str) -> bool:
    """Whether it is an address that may become a link: of the web, and nothing in it that could mislead the eye."""
    return words.startswith(("http://", "https://")) and words.isascii() and words.isprintable() and " " not in words


def _page(name: str, **values: object) -> str:
    return _templates().get_template(f"notebook/{name}.html").render(values)


def frame(table: Table) -> pd.DataFrame:
    """A table as a data frame: numbers and truth values as such, all else as words, None for what is not given.

    Raises KGError where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise KGError(f"data frames need pandas ({error}); install incumbent with the extra `notebook`") from error
    rows = [[_value(term) for term in row] for row in table.rows]
    return pd.DataFrame(rows, columns=list(table.variables))


def _value(term: Term | None) -> object:
    if isinstance(term, Literal) and term.datatype.value in _READ_AS:
        return _READ_AS[term.datatype.value](term.value)
    return None if term is None else text(term)


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """An answer: a table, triples, or yes and no."""

    answer: Answer

    @property
    def table(self) -> Table:
        """The answer as a table; yes or no is one cell."""
        return as_table(self.answer)

    def __len__(self) -> int:
        return len(self.table.rows)

    def __bool__(self) -> bool:
        """Of a question that is answered by yes or no: the answer. Of others: whether there is any row."""
        return self.answer.value if isinstance(self.answer, Verdict) else bool(len(self))

    def __repr__(self) -> str:
        out = io.StringIO()
        write_table(self.answer, out)
        return out.getvalue()

    def _repr_html_(self) -> str:
        rows = [[text(term) for term in row] for row in self.table.rows]
        return _page("table", columns=self.table.variables, rows=rows, most=_MOST_ROWS)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame. Raises KGError where pandas is not installed."""
        return frame(self.table)


@dataclass(frozen=True, slots=True, repr=False)
class Entity:
    """One node of the graph with all that is known of it."""

    card: Card

    def __repr__(self) -> str:
        out = io.StringIO()
        print_card(self.card, out, width=100)
        return out.getvalue()

    def _repr_html_(self) -> str:
        sections = [(name.capitalize(), getattr(self.card, name)) for name in _SECTIONS]
        return _page("entity", card=self.card, sections=sections, most=_MOST_LINES)

    def to_pandas(self) -> pd.DataFrame:
        """A row for each line and sentence. Raises KGError where pandas is not installed."""
        rows = [
            (
                Literal(name),
                Literal(line.words),
                Literal(line.detail),
                *((Literal(quote.sentence), Literal(cited(quote))) if quote else (None, None)),
                *((Literal(quote.start), Literal(quote.start + len(quote.sentence))) if quote else (None, None)),
            )
            for name in _SECTIONS
            for line in getattr(self.card, name)
            for quote in line.quotes or (None,)
        ]
        return frame(Table(_LINE_COLUMNS, tuple(rows)))


@dataclass(frozen=True, slots=True, repr=False)
class Route:
    """How two nodes are connected, hop by hop."""

    hops: tuple[Hop, ...]

    def __len__(self) -> int:
        return len(self.hops)

    def __repr__(self) -> str:
        out = io.StringIO()
        print_path(self.hops, out, width=100)
        return out.getvalue()

    def _repr_html_(self) -> str:
        return _page("path", hops=self.hops)

    def to_pandas(self) -> pd.DataFrame:
        """A row for each sentence. Raises KGError where pandas is not installed."""
        return frame(path_table(self.hops))
