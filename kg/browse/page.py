"""The network as one HTML file that opens anywhere, also without a network: drawn by vis-network, as pyvis ships it.

Everything that comes from texts travels as JSON and is shown as text; the page allows no script but its own two.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader
from markupsafe import Markup
from pyvis.network import Network as Pyvis

from kg.browse.drawing import Drawing, draw
from kg.browse.looks import LOOKS
from kg.query.answers import Queryable
from kg.query.evidence import sources
from kg.query.network import Network, network
from kg.query.results import printable

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_MOST_CURVED = 500


def network_page(graph: Queryable, heading: str = "Knowledge graph", view: Network | None = None) -> str:
    """The page of a graph, or of a part of its network (`view`), as HTML."""
    drawing = draw(network(graph) if view is None else view, tuple(sources(graph).values()))
    page = Pyvis(directed=True, cdn_resources="in_line", heading=printable(heading))
    page.nodes = list(drawing.nodes)  # set whole: adding one by one is quadratic
    page.edges = list(drawing.edges)
    page.set_options(json.dumps(_options(len(drawing.nodes))))
    page.templateEnv = _templates(drawing)
    page.path = "network.html"
    html: str = page.generate_html()
    return html


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a network page states, for a server that has to say the same."""
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert found
    return f"{found[1]}; frame-ancestors 'none'"


def _options(count: int) -> dict[str, Any]:
    curved = count <= _MOST_CURVED
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {"hover": True, "hideEdgesOnDrag": not curved, "multiselect": False, "keyboard": False},
        "nodes": {"font": {"face": "system-ui, sans-serif"}, "scaling": {"label": {"drawThreshold": 3}}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.08} if curved else False,
            "selectionWidth": 1.5,
            "font": {"face": "system-ui, sans-serif"},
        },
    }


def _templates(drawing: Drawing) -> Environment:
    own = PackageLoader("kg.browse")
    vis = FileSystemLoader(str(files("pyvis").joinpath("templates")))
    environment = Environment(loader=ChoiceLoader([own, vis]), autoescape=True, keep_trailing_newline=True)
    scripts = [_script(environment, _VIS), _script(environment, "network.js")]
    environment.globals |= {
        "scripts": scripts,
        "hashes": Markup(" ".join(f"'sha256-{_digest(script)}'" for script in scripts)),  # noqa: S704  (base64)
        "style": Markup(_source(environment, "network.css")),  # noqa: S704  (our own file)
        "data": embedded,
        "details": drawing.details,
        "legend": [look for kind, look in LOOKS.items() if kind in drawing.kinds],
        "left_out": drawing.left_out,
    }
    return environment


def _source(environment: Environment, name: str) -> str:
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0].replace("\r\n", "\n").replace("\r", "\n")


def _script(environment: Environment, name: str) -> Markup:
    return Markup(_source(environment, name))  # noqa: S704  (files of the package and of pyvis)


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def embedded(value: object) -> Markup:
    """A value as JSON that can stand in a script element: no character in it can end the element."""
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704
