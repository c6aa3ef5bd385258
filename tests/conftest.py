"""Fixtures that several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from spacy.language import Language

from kg.annotate.nlp import build_nlp


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data beside the checkout: skipped where absent, a failure in continuous integration."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"development data missing: {folder}")
        pytest.skip("development data not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language pipeline, loaded once a session."""
    return build_nlp()
