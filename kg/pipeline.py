"""The whole flow: sources are read, each document is annotated, its facts extracted; all are resolved and published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import NothingReadError, ReadError
from kg.graph.archive import Archive
from kg.graph.check import Report, check_graph
from kg.graph.folder import ARCHIVE, discard, locked, missing, prepare
from kg.graph.names import require_base
from kg.graph.publishing import publish
from kg.graph.rdf.reading import Withheld
from kg.iris import DATA
from kg.model import Extraction
from kg.read import read_documents, read_text
from kg.resolve.resolve import resolve
from kg.workers import extract_all


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: documents read now, what was wrong with inputs, and what the check of the whole graph found.

    `folder` is the path as given; `withheld` are the facts that the graph does not assert, each after the id of its
    document.
    """

    folder: Path
    read: int
    errors: tuple[ReadError, ...]
    withheld: tuple[tuple[str, Withheld], ...]
    check: Report

    @property
    def ok(self) -> bool:
        """Whether everything was read and the graph keeps its promises."""
        return not self.errors and self.check.conforms

    def summary(self) -> str:
        """A few lines for a person."""
        failed = f", {len(self.errors)} error{'s' * (len(self.errors) > 1)}" if self.errors else ""
        verdict = "conforms" if self.check.conforms else f"does not conform: {len(self.check.violations)} violations"
        held = f"{self.check.documents} documents, {self.check.triples} triples, {self.check.facts} facts held"
        return (
            f"{self.folder}: {self.read} documents read{failed}; {held}, {len(self.withheld)} withheld\n"
            f"evidence found again in the texts: {self.check.evidence} spans; {verdict}"
        )


def extract_files(
    sources: Iterable[str], *, published: str | None = None, model: str | None = None, workers: int = 1
) -> Iterator[Extraction | ReadError]:
    """What each document says, in input order, with a ReadError in place of each input that cannot be read."""
    return extract_all(read_documents(sources, published=published), model=model, workers=workers)


def extract_text(text: str, *, published: str | None = None, model: str | None = None) -> Extraction:
    """What one text says. Raises ReadError where it is empty or too long."""
    (extraction,) = extract_all([read_text(text, published=published)], model=model)
    if isinstance(extraction, ReadError):
        raise extraction
    return extraction


def build(
    sources: Iterable[str],
    out: Path,
    *,
    published: str | None = None,
    workers: int = 1,
    model: str | None = None,
    base: str | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Build:
    """Read the sources into the graph folder `out`, beside what it holds, and publish its graph anew.

    Raises, before anything is written, KGError for a base that is none, ReadError for a date that is none and
    ModelError where there is no such model; StoreError where the folder cannot be written or is no graph folder;
    NothingReadError, and leaves nothing behind, where the graph would be new and no input can be read. `progress` is
    told what is being done, with the number of documents so far.
    """
    base = DATA if base is None else base
    require_base(base)
    extractions = extract_files(sources, published=published, model=model, workers=workers)
    out, made = Path(out), missing(Path(out))
    folder = prepare(out, base)
    with locked(folder), Archive(folder / ARCHIVE) as archive:
        done, errors = _keep(extractions, archive, progress)
        if not len(archive):
            discard(folder, made)
            raise NothingReadError(errors)
        if progress:
            progress("Joining", done)
        published_now = publish(folder, archive, resolve(archive, base), base)
    if progress:
        progress("Checking", done)
    return Build(out, done, errors, published_now.withheld, check_graph(folder))


def _keep(
    extractions: Iterable[Extraction | ReadError],
    archive: Archive,
    progress: Callable[[str, int], None] | None,
) -> tuple[int, tuple[ReadError, ...]]:
    """Archive what could be read; how many documents that is, and the errors."""
    errors, done = [], 0
    for said in extractions:
        if isinstance(said, ReadError):
            errors.append(said)
            continue
        archive.put(said)
        done += 1
        if progress:
            progress("Reading", done)
    return done, tuple(errors)
