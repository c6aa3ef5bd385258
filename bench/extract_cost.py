"""What reading costs beyond the language model: CPU seconds of the whole extraction against the bare spaCy pipeline.

    python bench/extract_cost.py ARTICLES.jsonl [--documents 200] [--rounds 3]

ARTICLES.jsonl has a `text` a line. Both sides run in this process on the same texts, in turn, the model loaded before;
the ratio of each round is printed, and their median last. Times on shared machines drift; the ratio holds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from pathlib import Path

from kg.annotate.nlp import DEFAULT_MODEL
from kg.read import read_text
from kg.workers import Reader


def main() -> None:
    """Measure and print."""
    import spacy

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    with args.articles.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line, _ in zip(lines, range(args.documents), strict=False)]
    documents = [read_text(row["text"], published=row.get("date")) for row in rows]
    bare, reader = spacy.load(DEFAULT_MODEL), Reader()
    ratios = []
    for number in range(args.rounds + 1):
        start = time.process_time()
        for _ in bare.pipe(document.text for document in documents):
            pass
        middle = time.process_time()
        for document in documents:
            reader(document)
        end = time.process_time()
        ratio = (end - middle) / (middle - start)
        label = f"round {number}" if number else "warm-up"
        print(f"{label}: bare {middle - start:.2f} s, whole {end - middle:.2f} s, ratio {ratio:.2f}")
        if number:
            ratios.append(ratio)
    print(f"median ratio {statistics.median(ratios):.2f} over {len(documents)} documents")


if __name__ == "__main__":
    main()
