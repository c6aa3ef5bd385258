"""From gathered records to HTML: one function a kind of page. Everything from texts is escaped, on every path.

Control and direction codes are made visible before escaping; names are isolated, so that no script of writing reaches
into the words around it. Pages hold no script and no style of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kg.browse.pages.addresses import Addresses, outside, passage
from kg.browse.pages.circle import HEIGHT, WIDTH, circle
from kg.browse.pages.marking import pieces
from kg.browse.pages.timeline import in_words, span_of, timeline
from kg.query.dates import worded
from kg.query.pages.contents import Part
from kg.query.pages.node_pages import NodePage, StatePage
from kg.query.pages.nodes import Ref
from kg.query.pages.occasion import Occasion
from kg.query.pages.overview import Overview
from kg.query.pages.plain import Plain
from kg.query.pages.profile import Profile
from kg.query.pages.report import Report
from kg.query.pages.service import Serving
from kg.query.pages.study import Step, Study
from kg.query.pages.support import Document
from kg.query.results import printable
from kg.query.search import MOST_FOUND, Found, Hit, marked

_LONGEST_NAME = 140
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PLURALS = {"person": "people", "institution": "bodies", "topic": "topics"}
_SINGULARS = {"institution": "body"}
_FACTUALITY = {
    "Actual": "took place",
    "Habitual": "keeps happening",
    "Negated": "did not take place",
    "Claimed": "only claimed",
    "Intended": "wanted or planned",
    "Hypothetical": "threatened or possible",
    "PointOfReference": "referred to",
}


def visible(value: object) -> object:
    """A value as it is shown: control and direction codes in text become U+FFFD one by one."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def short(words: str) -> str:
    """A name in a line of others: on one line, cut where it is very long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rstrip() + "…"


def plural(kind: str) -> str:
    """The word for several nodes of a kind."""
    return _PLURALS.get(kind, f"{kind}s")


def singular(kind: str) -> str:
    """The word for one node of a kind."""
    return _SINGULARS.get(kind, kind)


def predicate(iri: str) -> str:
    """What a predicate's name says: "has time" of .../hasTime."""
    return _HUMP.sub(" ", iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]).lower()


def cited(document: Document) -> str:
    """A document as a line of evidence ends with it."""
    given = (document.title, document.publisher, worded(document.published), document.identifier)
    return short(", ".join(dict.fromkeys(part for part in given if part)))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates with what they may use."""
    made = Environment(
        loader=PackageLoader("kg.browse", "templates/pages"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        finalize=visible,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "short": short,
        "worded": worded,
        "plural": plural,
        "singular": singular,
        "predicate": predicate,
        "cited": cited,
        "outside": outside,
    }
    made.globals |= {"passage": passage, "factuality": _FACTUALITY, "marked": marked}
    return made


def compile_all() -> None:
    """Compile every template, for which the first page of each kind would otherwise wait."""
    made = environment()
    for name in made.list_templates():
        made.get_template(name)


def filled(template: str, title: str, to: Addresses, **parts: Any) -> str:
    """A template with what it shows."""
    return environment().get_template(template).render(title=short(title), to=to, **parts)


def home_page(overview: Overview, name: str, to: Addresses) -> str:
    """The first page; `name` is that of the graph."""
    return filled("home.html", name, to, overview=overview)


def search_page(words: str, found: Found, documents: Mapping[str, Document], to: Addresses) -> str:
    """What a search brought, at most MOST_FOUND of a kind, with the documents of the passages by IRI."""
    return filled(
        "search.html", "Search", to, words=words, found=found, documents=documents, node=_node, most=MOST_FOUND
    )


def _node(hit: Hit) -> Ref:
    return Ref(hit.iri, hit.label, hit.kind)


def profile_page(profile: Profile, to: Addresses, service: Serving | None = None) -> str:
    """The page of a person, state, body, group, place, topic or post; `service` is who acts for a state on a day."""
    return filled(
        "entity.html", profile.node.label, to, profile=profile, line=timeline(profile.offices), service=service,
        spots=circle(profile.ties), width=WIDTH, height=HEIGHT,
    )  # fmt: skip


def occasion_page(occasion: Occasion, to: Addresses) -> str:
    """The page of an event."""
    return filled("event.html", occasion.node.label, to, occasion=occasion)


def report_page(report: Report, to: Addresses) -> str:
    """The page of a document."""
    return filled("document.html", report.document.title, to, report=report, pieces=pieces(report))


def plain_page(plain: Plain, to: Addresses) -> str:
    """The page of any other node: its triples."""
    held = plain.node.kind == "tenure"
    times = {time.iri: in_words(span_of((time,))) if held else time.words for time in plain.times}
    return filled("plain.html", plain.node.label, to, plain=plain, times=times)


def page_of(page: NodePage, to: Addresses) -> str:
    """The page of a node, whatever it is."""
    match page:
        case StatePage(profile=state, service=service):
            return profile_page(state, to, service)
        case Profile():
            return profile_page(page, to)
        case Occasion():
            return occasion_page(page, to)
        case Report():
            return report_page(page, to)
        case _:
            return plain_page(page, to)


def analysis_page(
    study: Study | None, to: Addresses, one: str = "", other: str = "", steps: Sequence[Step] = (), reason: str = ""
) -> str:
    """The analyses, with the path between two where it was asked for, or the reason why there is none; without a study
    a page that says that it is being worked out.
    """
    return filled(
        "analysis.html", "Analysis", to, study=study, one=one, other=other, steps=steps, reason=reason,
        event=lambda row: Ref(row.iri, row.event, "event"), actor=lambda row: Ref(row.iri, row.name, row.kind),
    )  # fmt: skip


def missing_page(iri: str, to: Addresses) -> str:
    """The page of what the graph does not have."""
    return filled("missing.html", "Not in this graph", to, iri=iri)


def file_search_page(to: Addresses) -> str:
    """The search of a folder of files, which its own script answers."""
    return filled("filesearch.html", "Search", to)


def kinds_listed(refs: Sequence[Ref], part: Part, kind: str, to: Addresses) -> str:
    """Nodes of a kind, by name: the way to every page where no script runs. `part` says which of them."""
    return filled("listing.html", plural(kind).capitalize(), to, refs=refs, part=part)
