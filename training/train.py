"""Train the entity recogniser that ships with the package, from the model's own weights.

    python training/train.py GOLD [OUT]

GOLD is the folder of development data (its README says which parts may be trained on); OUT gets the weights, by default
those of the package. About eight minutes of one core. One seed decides the order of the samples, the fillers of the
templates and the drop-out: on one machine the same commit gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
import spacy
from spacy.language import Language
from spacy.util import fix_random_seed
from thinc.api import Adam

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "training")]

from fillers import DATA  # noqa: E402
from sample import Sample  # noqa: E402
from sources import SOURCES  # noqa: E402
from varying import Variations, begun, headline, joined, shouted  # noqa: E402

from kg.annotate.nlp import DEFAULT_MODEL, build_nlp  # noqa: E402
from kg.annotate.recogniser import WEIGHTS, parameters  # noqa: E402

SEED = 1
BATCH = 800
"""Words after which the weights are adjusted."""
RATES = (1e-3, 1e-3, 8e-4, 5e-4, 2e-4)
"""Step width in each epoch."""
DROPOUT = 0.1
SHARES: Mapping[str, float] = {"crossner": 3, "knowledgenet": 0.4, "re3d": 1, "gum": 1.5, "wikinews": 0.4}
"""How often an epoch shows each source."""
PER_TEMPLATE = 9
"""How often an epoch fills each template."""
RENAMED, BEGUN, SHOUTED, HEADLINE = 0.4, 0.15, 0.08, 0.04
"""Shares of the samples shown with other names, from a later word on, in capitals, and as a headline has capitals."""


def epoch_of(sources: Mapping[str, Sequence[Sample]], variations: Variations, random: Random) -> list[Sample]:
    """The samples of one epoch in their order."""
    samples: list[Sample] = []
    for name, share in SHARES.items():
        whole, part = divmod(share, 1)
        for sample in sources[name]:
            for _ in range(int(whole) + (random.random() < part)):
                shown = variations.renamed(sample, random) if random.random() < RENAMED else sample
                samples.append(shown)
    told = [t for group in variations.templates.values() for t in group for _ in range(PER_TEMPLATE)]
    random.shuffle(told)
    while told:
        count = random.choice((1, 1, 2, 3))
        samples.append(joined([variations.filled(t, random) for t in told[:count]]))
        told = told[count:]
    random.shuffle(samples)
    return [_recast(sample, random) for sample in samples]


def _recast(sample: Sample, random: Random) -> Sample:
    if random.random() < BEGUN:
        sample = begun(sample, random)
    chance = random.random()
    if chance < SHOUTED:
        return shouted(sample)
    return headline(sample) if chance < SHOUTED + HEADLINE else sample


def batches(samples: Sequence[Sample]) -> Iterator[list[Sample]]:
    """The samples in batches of about BATCH words."""
    batch: list[Sample] = []
    for sample in samples:
        batch.append(sample)
        if sum(len(s.words) for s in batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def train(nlp: Language, sources: Mapping[str, Sequence[Sample]]) -> list[np.ndarray]:
    """Train the pipeline's recogniser; its parameters averaged over the steps, in half precision."""
    fix_random_seed(SEED)
    random, variations = Random(SEED), Variations(nlp.tokenizer)
    optimizer = Adam(RATES[0], L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    nlp.select_pipes(enable=["ner"])
    started = time.monotonic()
    for number, rate in enumerate(RATES, 1):
        optimizer.learn_rate = rate
        losses: dict[str, float] = {}
        samples = epoch_of(sources, variations, random)
        for batch in batches(samples):
            nlp.update([s.example(nlp.vocab) for s in batch], drop=DROPOUT, sgd=optimizer, losses=losses)
        words = sum(len(s.words) for s in samples)
        print(
            f"epoch {number}: {words} words, loss {losses['ner']:.0f}, {time.monotonic() - started:.0f} s", flush=True
        )
    network = nlp.get_pipe("ner").model
    with network.use_params(optimizer.averages):
        return [layer.get_param(name).astype(np.float16) for layer, name in parameters(network)]


def main() -> None:
    """Read the sources, train, write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("gold", type=Path, help="folder of the development data")
    parser.add_argument("out", type=Path, nargs="?", default=DATA / WEIGHTS)
    args = parser.parse_args()
    reading = build_nlp(spacy.load(DEFAULT_MODEL).path)
    sources = {name: list(SOURCES[name](args.gold, reading)) for name in SHARES}
    for name, samples in sources.items():
        print(f"{name}: {len(samples)} samples, {sum(len(s.words) for s in samples)} words", flush=True)
    arrays = train(spacy.load(DEFAULT_MODEL), sources)
    np.savez_compressed(args.out, **{f"{number:03}": array for number, array in enumerate(arrays)})
    print(f"{args.out}: {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
