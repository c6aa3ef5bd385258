"""How often facts of a given confidence are right: a table, a plot, and what each rule earns.

    python bench/reliability.py SCORE GOLD.jsonl SAID.jsonl [--plot docs/reliability.svg]

SCORE is the folder of the scorers, GOLD a file of DWIE articles, SAID what `kg extract` printed for them. A fact about
an office, a membership, an organ, a place or a nationality is right where the gold has its pair, undecided where the
gold leaves the pair out of the count or the text names no end of it (a body that only a title implies), and wrong
otherwise. After the table comes what each rule earns: its share of right facts, drawn towards the share of its family
as by `PRIOR` facts more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

PRIOR = 6
"""Facts of its family that each rule is taken to have brought besides its own."""
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.001)

Judged = tuple[str, str, float, bool]
"""Family, rule, confidence, whether right."""


def judged(score: Any, gold_rows: list[dict[str, Any]], said: dict[str, Any]) -> Iterator[Judged]:
    """Every fact that the gold decides."""
    dwie = score.dwie
    families = {
        "tenure": ("person", ("state", "organization"), dwie.OFFICE | {"head_of", "member_of"}, {"royalty_of"}),
        "membership": ("member", ("organization",), {"member_of", "head_of"}, set()),
        "organ_of": ("institution", ("state",), dwie.ORGAN, {"part_of"}),
        "part_of": ("part", ("whole",), {"part_of"} | dwie.ORGAN, set()),
        "located_in": ("thing", ("place",), dwie.LOCATED | dwie.ELSEWHERE | {"agency_of", "gpe0"}, set()),
        "national_of": ("person", ("state",), {"citizen_of"} | dwie.OFFICE, set()),
    }
    for row in gold_rows:
        gold, doc = dwie.load(row), score.prediction(said, row["id"])
        stands = score.stand_for(gold, doc)
        for fact in doc["facts"]:
            if fact["type"] not in families or fact.get("factuality") in ("negated", "hypothetical"):
                continue
            first, others, right, undecided = families[fact["type"]]
            one = stands.get(fact.get(first))
            ends = [stands.get(fact.get(other)) for other in others]
            pairs = {(one, end) for end in ends if isinstance(end, int) and end != one}
            if (
                not isinstance(one, int)
                or not pairs
                or fact.get("role") in ("legislator", "candidate")
                or pairs & gold.pairs(undecided)
            ):
                continue
            rules = "; ".join(sorted({evidence["rule"] for evidence in fact["evidence"]}))
            yield fact["type"], rules, fact["confidence"], bool(pairs & gold.pairs(right))


def table(facts: list[Judged]) -> list[tuple[float, float, int]]:
    """Mean confidence, share of right facts and their number, by bins of confidence."""
    rows = []
    for low, high in pairwise(EDGES):
        here = [(confidence, right) for _, _, confidence, right in facts if low <= confidence < high]
        if here:
            rows.append((sum(c for c, _ in here) / len(here), sum(r for _, r in here) / len(here), len(here)))
    return rows


def plot(rows: list[tuple[float, float, int]]) -> str:
    """The table as an SVG picture: on the diagonal, confidence says how often a fact is right."""
    side, margin = 320, 46

    def point(x: float, y: float) -> tuple[float, float]:
        return round(margin + x * side, 1), round(margin + (1 - y) * side, 1)

    ticks = "".join(
        f'<text x="{point(t, 0)[0]}" y="{margin + side + 18}" text-anchor="middle">{t:g}</text>'
        f'<text x="{margin - 8}" y="{point(0, t)[1] + 4}" text-anchor="end">{t:g}</text>'
        for t in (0, 0.25, 0.5, 0.75, 1)
    )
    dots = "".join(
        f'<circle cx="{point(x, y)[0]}" cy="{point(x, y)[1]}" r="{3 + count**0.5 / 2:.1f}" fill="#1f6fb4" '
        f'fill-opacity="0.75"><title>{count} facts: confidence {x:.2f}, right {y:.2f}</title></circle>'
        for x, y, count in rows
    )
    size = side + 2 * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif" '
        f'font-size="12"><rect width="{size}" height="{size}" fill="#fff"/>'
        f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#888"/>'
        f'<line x1="{margin}" y1="{margin + side}" x2="{margin + side}" y2="{margin}" stroke="#888" '
        f'stroke-dasharray="4 4"/>{ticks}{dots}'
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence</text>'
        f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">share right</text>'
        "</svg>\n"
    )


def earned(facts: list[Judged]) -> dict[str, dict[str, list[float]]]:
    """By family and rule: the share of right facts drawn towards the family's, and the number of facts."""
    families: dict[str, list[bool]] = defaultdict(list)
    rules: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for family, rule, _, right in facts:
        families[family].append(right)
        rules[family, rule].append(right)
    out: dict[str, dict[str, list[float]]] = defaultdict(dict)
    for (family, rule), rights in sorted(rules.items()):
        share = sum(families[family]) / len(families[family])
        value = (sum(rights) + PRIOR * share) / (len(rights) + PRIOR)
        out[family][rule] = [round(value, 2), len(rights), sum(rights)]
    return dict(out)


def main() -> None:
    """Judge, print, and write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("score", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("said", type=Path)
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    sys.path.insert(0, str(args.score))
    score_dwie = import_module("score_dwie")
    gold_rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines()]
    facts = list(judged(score_dwie, gold_rows, score_dwie.read_predictions(args.said)))
    for confidence, right, count in table(facts):
        print(f"confidence {confidence:.2f}   right {right:.2f}   {count} facts")
    for family, rules in earned(facts).items():
        for rule, (value, judged_of, right_of) in rules.items():
            print(f"{family:12} {value:.2f}  {right_of:.0f} of {judged_of:.0f}  {rule}")
    if args.plot:
        args.plot.write_text(plot(table(facts)), encoding="utf-8")


if __name__ == "__main__":
    main()
