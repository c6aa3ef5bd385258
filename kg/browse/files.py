"""The style sheets and scripts of the pages, by the names under which a server or a folder of files has them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KGError

NETWORK_SCRIPTS = ("vis-network.js", "network.js", "network-panel.js", "network-narrow.js", "network-save.js")
"""The scripts of a network's page, in the order in which they run."""
ASSETS: Mapping[str, str] = {
    "pages.css": "text/css",
    "pages.js": "text/javascript",
    "map.css": "text/css",
    "network.css": "text/css",
    **dict.fromkeys(NETWORK_SCRIPTS, "text/javascript"),
}
"""What a server gives away, with its media type."""
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def asset(name: str) -> bytes:
    """The content of a file. Raises KGError where the package that it comes with is not installed."""
    if name != "vis-network.js":
        return files("kg.browse").joinpath("assets", name).read_bytes()
    found = find_spec("pyvis")  # its files without its import, which takes half a second
    if found is None or not found.submodule_search_locations:
        raise KGError("pyvis is not installed, which draws networks; install the project's requirements")
    return Path(found.submodule_search_locations[0], _VIS).read_bytes()
