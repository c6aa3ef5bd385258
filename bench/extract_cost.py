"""What reading costs beyond the language model: CPU seconds of the whole extraction against the bare spaCy pipeline.

    python bench/extract_cost.py ARTICLES.jsonl [--documents 200] [--rounds 3]

ARTICLES.jsonl has a `text` a line. The most memory that `kg extract` of all of it takes in a process of its own is
printed, then the ratio of each round and their median. Both sides run in this process on the same texts, a few
documents each in turn so that neither has the machine's better minutes, the model loaded before.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kg.annotate.nlp import DEFAULT_MODEL
from kg.read import read_text
from kg.workers import Reader

BATCH = 20
"""Documents after which the other side has its turn."""


def main() -> None:
    """Measure and print."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    # First, since the system counts what this process holds when it starts another as that one's.
    subprocess.run([sys.executable, "-m", "kg", "extract", args.articles], stdout=subprocess.DEVNULL, check=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")
    with args.articles.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(args.documents), strict=False)]
    documents = [read_text(row["text"], published=row.get("date")) for row in rows]
    bare, reader = spacy.load(DEFAULT_MODEL), Reader()
    ratios = []
    for number in range(args.rounds + 1):
        alone = whole = 0.0
        for batch in (documents[i : i + BATCH] for i in range(0, len(documents), BATCH)):
            start = time.process_time()
            for _ in bare.pipe(document.text for document in batch):
                pass
            middle = time.process_time()
            for document in batch:
                reader(document)
            alone, whole = alone + middle - start, whole + time.process_time() - middle
        label = f"round {number}" if number else "warm-up"
        print(f"{label}: bare {alone:.2f} s, whole {whole:.2f} s, ratio {whole / alone:.2f}")
        if number:
            ratios.append(whole / alone)
    print(f"median ratio {statistics.median(ratios):.2f} over {len(documents)} documents")


if __name__ == "__main__":
    main()
