"""False alarms in sport: political events found in sentences of sport reports, one a line, and their number.

    python bench/sport.py GOLD.jsonl [--ids docs/quality/sport.txt]

GOLD is the development part of CoNLL-2003 as JSON Lines with "id" and "text"; the list of ids says which of its
sentences are of sport reports.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from kg.annotate.annotate import Annotator
from kg.annotate.nlp import build_nlp
from kg.extract.facts import extract_facts
from kg.model import Document, Event, Extraction, Header

IDS = Path(__file__).parents[1] / "docs" / "quality" / "sport.txt"


def chosen(gold: Path, ids: Path) -> dict[str, str]:
    """The sentences of the list by id. Raises SystemExit where the gold lacks one."""
    rows = {row["id"]: row["text"] for row in map(json.loads, gold.read_text("utf-8").splitlines())}
    wanted = [line for line in ids.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    missing = [key for key in wanted if key not in rows]
    if missing:
        raise SystemExit(f"{gold} lacks {len(missing)} of the {len(wanted)} sentences, the first {missing[0]}")
    return {key: rows[key] for key in wanted}


def events(extraction: Extraction) -> Iterator[str]:
    """Each event in a line: its type, its trigger and the rule that found it."""
    for fact in extraction.facts:
        if isinstance(fact, Event):
            yield f"{fact.event_type}\t{fact.predicate}\t{fact.evidence[0].rule}"


def main() -> None:
    """Prints the events and how many there are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ids", type=Path, default=IDS)
    arguments = parser.parse_args()
    annotator, found = Annotator(build_nlp()), 0
    sentences = chosen(arguments.gold, arguments.ids)
    for key, text in sentences.items():
        header = Header(id=key, source=key, published_basis="unknown")
        for line in events(extract_facts(annotator(Document(header=header, text=text)))):
            found += 1
            print(f"{key}\t{line}")
    print(f"{found} political events in {len(sentences)} sentences of sport reports")


if __name__ == "__main__":
    main()
