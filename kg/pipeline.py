"""The whole flow: sources are read, each document is annotated, its facts extracted; all are resolved and published."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.graph.archive import Archive
from kg.graph.check import Report, check_graph
from kg.graph.folder import ARCHIVE, locked, prepare
from kg.graph.publishing import publish
from kg.graph.rdf.reading import Withheld
from kg.iris import DATA
from kg.model import Extraction
from kg.read import read_documents, read_text
from kg.resolve.resolve import resolve
from kg.workers import extract_all


@dataclass(frozen=True, slots=True)
class Build:
    """What a build did: documents read now, inputs that failed, and what the check of the whole graph found.

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
        failed = f", {len(self.errors)} inputs failed" if self.errors else ""
        verdict = "conforms" if self.check.conforms else "\n".join(("does not conform:", *self.check.violations))
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
    progress: Callable[[int, int | None], None] | None = None,
) -> Build:
    """Read the sources into the graph folder `out`, beside what it holds, and publish its graph anew.

    Raises StoreError where the folder cannot be written or is no graph folder, ModelError where there is no such model.
    """
    folder, errors, done = prepare(Path(out), base or DATA), [], 0
    with locked(folder), Archive(folder / ARCHIVE) as archive:
        for said in extract_files(sources, published=published, model=model, workers=workers):
            if isinstance(said, ReadError):
                errors.append(said)
                continue
            archive.put(said)
            done += 1
            if progress:
                progress(done, None)
        made = publish(folder, archive, resolve(archive, base or DATA), base or DATA)
    return Build(Path(out), done, tuple(errors), made.withheld, check_graph(folder))
