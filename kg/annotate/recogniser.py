"""The entity recogniser's own weights: they replace those of the default model and cost the same time.

docs/model-card.md says what they were trained on; training/ trains them again.
"""

from __future__ import annotations

import zipfile
import zlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any, TypeAlias, cast

import numpy as np
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from thinc.api import Model

from kg.errors import ModelError

Network: TypeAlias = Model[Any, Any]

WEIGHTS = "recogniser.npz"
"""Half-precision arrays, one a parameter, in the order in which the network is walked."""


def weights_file() -> Traversable:
    """Where the weights lie in the package."""
    return files("kg.annotate").joinpath("data", WEIGHTS)


def parameters(network: Network) -> list[tuple[Network, str]]:
    """Every parameter of a network: its layer and its name there."""
    return [(layer, name) for layer in network.walk() for name in layer.param_names if layer.has_param(name)]


def retrain(nlp: Language, source: Traversable | None = None) -> None:
    """Give the pipeline's recogniser the weights of the package, or of another file.

    Raises ModelError where the file is missing or damaged, or was made for another network.
    """
    source = source or weights_file()
    try:
        with np.load(BytesIO(source.read_bytes()), allow_pickle=False) as held:
            arrays = [held[f"{number:03}"] for number in range(len(held.files))]
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"weights of the entity recogniser cannot be read from {source}; install again") from error
    slots = parameters(cast("EntityRecognizer", nlp.get_pipe("ner")).model)
    if [layer.get_param(name).shape for layer, name in slots] != [array.shape for array in arrays]:
        raise ModelError(f"{source} does not fit the entity recogniser of {nlp.meta['name']} {nlp.meta['version']}")
    for (layer, name), array in zip(slots, arrays, strict=True):
        layer.set_param(name, array.astype(np.float32))
