"""Writes what is generated from the ontology: `kg/terms.py` and the authority tables that ship with the package.

python ontology/generate.py            writes the files
python ontology/generate.py --check    names the stale ones and exits with status 1
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "ontology")]

from authority_tables import compile_authority, compile_titles, read_graph  # noqa: E402
from city_table import compile_cities  # noqa: E402
from officeholder_table import compile_officeholders  # noqa: E402
from term_constants import write_terms  # noqa: E402

from kg.annotate.officeholders import load_officeholders  # noqa: E402

ONTOLOGY = ROOT / "ontology"
DATA = ROOT / "kg" / "annotate" / "data"


def generated() -> Mapping[Path, str]:
    """Every generated file with the text it should have."""
    authority = read_graph(ONTOLOGY / "authority")
    return {
        ROOT / "kg" / "terms.py": write_terms([ONTOLOGY / "kg.ttl", ONTOLOGY / "events.ttl"]),
        DATA / "authority.json": _json(compile_authority(authority)),
        DATA / "titles.json": _json(compile_titles(authority)),
        DATA / "officeholders.json": compile_officeholders(ONTOLOGY / "authority" / "officeholders.ttl"),
        DATA / "cities.json": compile_cities(ONTOLOGY / "authority" / "cities.ttl", _holders()),
    }


def _holders() -> list[str]:
    """The names of the known office-holders: whatever they share with a city is no sure sign of one."""
    known = load_officeholders()
    return sorted({holder.name for key in known for holder in known[key]})


def _json(table: msgspec.Struct) -> str:
    """One row a line, so that a change of one row is a change of one line."""
    parts = (
        f'"{name}":[\n' + ",\n".join(msgspec.json.encode(row).decode() for row in getattr(table, name)) + "\n]"
        for name in table.__struct_fields__
    )
    return "{" + ",\n".join(parts) + "}\n"


def main() -> int:
    """Writes or checks; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 when a file is stale")
    check = parser.parse_args().check
    texts = generated()
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}")  # noqa: T201
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts[path], "utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
