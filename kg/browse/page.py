"""The network as an HTML page, drawn by vis-network as pyvis ships it: one file that opens anywhere, or a page among
others, whose style sheet and scripts are files beside it.

Everything that comes from texts travels as JSON and is shown as text; the page allows no script but its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape
from pyvis.network import Network as Pyvis

from kg.browse.drawing import Drawing, draw
from kg.browse.files import NETWORK_SCRIPTS, asset
from kg.browse.looks import LOOKS
from kg.browse.pages.addresses import Addresses
from kg.query.answers import Queryable
from kg.query.evidence import sources
from kg.query.narrowing import FAMILIES, WIDE, Narrowing, around
from kg.query.network import Network, called, network
from kg.query.results import printable

MOST_DRAWN = 5000
"""How many nodes one picture may have."""
_MOST_CURVED = 500
_ALONE = (
    "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of a network begins with: the nodes in the middle, how many steps around them are shown (and how many
    the page has, `reach`), what is left of the ties. `fields` ask for the same network again; `graphml` is where the
    server has it as a file, `more` where it has what is left out, `query` where the query is
    whose answer it is.
    """

    centres: tuple[str, ...] = ()
    depth: int = 0
    reach: int = 0
    narrowing: Narrowing = WIDE
    fields: tuple[tuple[str, str], ...] = ()
    graphml: str = ""
    note: str = ""
    more: str = ""
    query: str = ""


ALL = Shown()


def network_page(
    graph: Queryable,
    heading: str = "Knowledge graph",
    view: Network | None = None,
    shown: Shown = ALL,
    to: Addresses | None = None,
) -> str:
    """The page of a graph, or of a part of its network (`view`), as HTML; `to` where it is one page among others."""
    cited = () if shown.centres or shown.fields else tuple(sources(graph).values())
    drawing = draw(network(graph) if view is None else view, cited, shown.centres, to)
    page = Pyvis(directed=True, cdn_resources="in_line", heading=printable(heading))
    page.nodes = list(drawing.nodes)  # set whole: adding one by one is quadratic
    page.edges = list(drawing.edges)
    page.set_options(json.dumps(_options(len(drawing.nodes))))
    page.templateEnv = _Template(_parts(drawing, shown, to))
    page.path = "network.html"
    html: str = page.generate_html()
    return html


def network_around(graph: Queryable, view: Network, name: str) -> str:
    """The page of what lies around the nodes of this name, one step or two. Raises QueryError where nothing has it."""
    centres = called(view, name)
    return network_page(graph, name, around(view, centres, 2, MOST_DRAWN), Shown(centres, 1, 2))


def _options(count: int) -> dict[str, Any]:
    curved = count <= _MOST_CURVED
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "hideEdgesOnDrag": not curved, "multiselect": False, "keyboard": False},
        "nodes": {"scaling": {"label": {"drawThreshold": 3}}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.08} if curved else False,
            "selectionWidth": 1.5,
        },
    }


@dataclass(frozen=True, slots=True)
class _Template:
    """Our template in the place of pyvis's own, filled with what pyvis knows nothing of."""

    parts: Mapping[str, Any]

    def get_template(self, name: str) -> _Template:
        assert name == "network.html"
        return self

    def render(self, **given: Any) -> str:
        return _templates().get_template("network.html").render({**given, **self.parts})


@lru_cache(maxsize=1)
def _templates() -> Environment:
    loader = PackageLoader("kg.browse")
    return Environment(loader=loader, autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True)


def compile_all() -> None:
    """Compile the template, for which the first page would otherwise wait."""
    _templates().get_template("network.html")


def _parts(drawing: Drawing, shown: Shown, to: Addresses | None) -> Mapping[str, Any]:
    keeps = _chooser(drawing, shown)
    centre = [drawing.details["nodes"][number] for number in drawing.details["centres"]]
    return _frame(to) | {
        "to": to,
        "shown": shown,
        "asked": shown.narrowing,
        "action": to.page("network") if to else "",
        "page": centre[0]["page"] if len(centre) == 1 else "",
        "data": embedded,
        "details": drawing.details,
        "looks": {kind: asdict(look) for kind, look in LOOKS.items()},
        "legend": [look for kind, look in LOOKS.items() if kind in drawing.kinds],
        "families": {name: words for name, words in FAMILIES.items() if name in drawing.families},
        "left_out": drawing.left_out,
        "ties": drawing.ties,
        "days": drawing.days,
        "keeps": keeps,
        "any_kept": any(keeps(tie) for group in drawing.details["edges"] for tie in group),
        "names": [_named(node) for node in drawing.details["nodes"]],
    }


def _frame(to: Addresses | None) -> dict[str, Any]:
    """What the page loads, or holds where it is alone, and what it allows."""
    if to is not None:
        return {"scripts": NETWORK_SCRIPTS, "policy": to.policy}
    scripts = [_whole(name) for name in NETWORK_SCRIPTS]
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return {"scripts": scripts, "style": _whole("network.css"), "policy": Markup(_ALONE.format(hashes))}  # noqa: S704  (base64)


def _chooser(drawing: Drawing, shown: Shown) -> Callable[[Mapping[str, Any]], bool]:
    """Whether a tie is shown at first: the list is right also where no script runs."""
    nodes = drawing.details["nodes"]

    def keeps(tie: Mapping[str, Any]) -> bool:
        ends = nodes[tie["from"]], nodes[tie["to"]]
        if shown.centres and any(end["steps"] > shown.depth for end in ends):
            return False
        kinds = (ends[0]["kind"], ends[1]["kind"])
        return shown.narrowing.keeps(kinds, tie["family"], (tie["first"], tie["last"]), tie["sources"])

    return keeps


def _named(node: Mapping[str, Any]) -> Markup:
    words = f"<bdi>{escape(node['label'])}</bdi>"
    return Markup(f'<a href="{escape(node["page"])}">{words}</a>' if node["page"] else words)  # noqa: S704  (escaped)


@lru_cache(maxsize=8)
def _whole(name: str) -> Markup:
    return Markup(asset(name).decode().replace("\r\n", "\n").replace("\r", "\n"))  # noqa: S704  (files of the package and of pyvis)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def embedded(value: object) -> Markup:
    """A value as JSON that can stand in a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
