"""Commands that read articles and look after a graph: build, extract, check, doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Graph, Model, Published, Sources, Workers
from kg.console import complain, complain_of, progress, say
from kg.errors import NothingReadError, ReadError


def _sources(given: list[str] | None, sample: bool = False) -> list[str]:
    from kg.sample import sample_paths

    if bool(given) == sample:
        raise typer.BadParameter("name the articles to read, or give --sample to kg build")
    return list(given or sample_paths())


def _line(words: str) -> str:
    return " ".join(words.split())


def build(
    sources: Sources = None,
    out: Annotated[Path, typer.Option("--out", "-o", help="Graph folder to make or add to.")] = Path("graphs/graph"),
    published: Published = None,
    workers: Workers = 1,
    model: Model = None,
    base: Annotated[str | None, typer.Option(help="Namespace of the graph's own IRIs.")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="Read the sample that ships with the package.")] = False,
) -> None:
    """Read articles and build a graph.

    The folder holds their texts, what each says, and a store to query. An article that
    was read before from the same file is replaced. Inputs that cannot be read are named, and the rest is built; the
    exit status is then 1.
    """
    paths = _sources(sources, sample)
    from kg import pipeline

    try:
        with progress() as move:
            report = pipeline.build(
                paths, out, published=published, workers=workers, model=model, base=base, progress=move
            )
    except NothingReadError as error:
        for reason in error.errors:
            complain(reason)
        raise
    for reason in report.errors:
        complain(reason)
    complain_of(report.check.violations)
    say(report.summary())
    raise typer.Exit(0 if report.ok else 1)


def extract(sources: Sources = None, published: Published = None, workers: Workers = 1, model: Model = None) -> None:
    """Write what each article says as JSON Lines.

    One object a document, before documents are compared with one another; its form is that of kg.model.
    """
    paths = _sources(sources)
    from kg import pipeline
    from kg.model import to_json

    failed = False
    for said in pipeline.extract_files(paths, published=published, model=model, workers=workers):
        if isinstance(said, ReadError):
            complain(said)
            failed = True
        else:
            sys.stdout.buffer.write(to_json(said) + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(1 if failed else 0)


def check(graph: Graph) -> None:
    """Check a graph against its shapes and its texts.

    Reads every evidence span again in the archived text, compares the store with its ledger and runs the shapes. Lists
    conflicts, such as two holders of one seat at one time, and what documents tell differently; these are for a person
    to judge. Exit status 1 where anything is wrong.
    """
    from kg.graph.check import check_graph

    report = check_graph(graph)
    say(f"{report.documents} documents, {report.triples} triples, {report.facts} facts, {report.mentions} mentions")
    say(f"evidence found again in the texts: {report.evidence} spans")
    say(f"names to search for: {report.searchable} nodes")
    for conflict in report.conflicts:
        say(_line(f"conflict: {conflict.post}, {conflict.begin} to {conflict.end}: {' and '.join(conflict.holders)}"))
    for told in report.disputes:
        others = " and ".join(told.others)
        say(_line(f"told differently: {told.node}: {told.property} {told.held or 'not held'}, elsewhere {others}"))
    complain_of(report.violations)
    say("conforms" if report.conforms else f"{len(report.violations)} violations")
    raise typer.Exit(0 if report.conforms else 1)


def doctor(
    graph: Annotated[Path | None, typer.Argument(help="A graph folder to look at too.")] = None, model: Model = None
) -> None:
    """Say whether everything is in place.

    Looks at Python, the language model, the tables of the package, and a graph's store against its ledger.
    """
    from kg.doctor import examine

    findings = tuple(examine(graph, model))
    for finding in findings:
        say(f"{'ok  ' if finding.well else 'FAIL'}  {finding.what}: {finding.detail}")
    raise typer.Exit(0 if all(finding.well for finding in findings) else 1)
