"""Short news reports about real affairs, shipped so that everything can be tried without an article at hand."""

from __future__ import annotations

from pathlib import Path

_SUFFIXES = (".html", ".txt")


def sample_paths() -> tuple[str, ...]:
    """The reports as paths, sorted by name; their sidecars lie beside them."""
    folder = Path(__file__).parent
    return tuple(str(path) for path in sorted(folder.iterdir()) if path.suffix in _SUFFIXES)
