"""The command line: one thin function a command.

Heavy libraries are imported inside the commands, so that `kg --help` answers at once. Results go to standard output,
everything else to standard error. Exit status: 0 all well, 1 an input or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from kg.errors import KGError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    name="kg",
    help="Read news and build a knowledge graph whose every edge can be checked.",
    epilog="Try: kg build --sample --out graphs/sample && kg show graphs/sample Zelensky",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Graph = Annotated[Path, typer.Argument(help="A graph folder made by kg build.", show_default=False)]
Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders or globs; - is standard input.")]
Published = Annotated[
    str | None, typer.Option(help="When the texts were published: an ISO date or an EDTF interval a/b.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read at the same time.")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a folder that holds one.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output where left out.")]


def _fail(reason: object) -> None:
    typer.echo(f"kg: {reason}", err=True)


def _sources(given: list[str] | None, sample: bool) -> list[str]:
    from kg.sample import sample_paths

    if bool(given) == sample:
        raise typer.BadParameter("name the articles to read, or give --sample")
    return list(given or sample_paths())


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """The file, its folder made, or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        yield out


@app.callback()
def _kg(
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)] = False,
) -> None:
    """Read news and build a knowledge graph whose every edge can be checked."""


@app.command(epilog="Example: kg build articles/ --out graphs/mine --published 2024-03-07")
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

    The folder holds their texts, what each says, and a store to query. Inputs that cannot be read are named, and the
    rest is built; the exit status is then 1.
    """
    from kg import pipeline
    from kg.progress import shown

    paths = _sources(sources, sample)
    with shown("Reading") as progress:
        report = pipeline.build(
            paths, out, published=published, workers=workers, model=model, base=base, progress=progress
        )
    for error in report.errors:
        _complain(error)
    typer.echo(report.summary())
    raise typer.Exit(0 if report.ok else 1)


@app.command(epilog="Example: kg extract articles/*.txt --published 2024-03-07 > said.jsonl")
def extract(sources: Sources = None, published: Published = None, workers: Workers = 1, model: Model = None) -> None:
    """Write what each article says as JSON Lines.

    One object a document, before documents are compared with one another; its form is that of kg.model.
    """
    from kg import pipeline
    from kg.model import to_json

    failed = False
    for said in pipeline.extract_files(_sources(sources), published=published, model=model, workers=workers):
        if isinstance(said, ReadError):
            _complain(said)
            failed = True
        else:
            sys.stdout.buffer.write(to_json(said) + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(1 if failed else 0)


@app.command(epilog="Example: kg query graphs/sample officeholders --param state=Hungary --format csv")
def query(
    graph: Graph,
    name: Annotated[str | None, typer.Argument(help="A named query (see kg queries), or - for SPARQL on standard input.")] = None,
    param: Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the named query; may be repeated.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="A file that holds a SPARQL query; - is standard input.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the answer.")] = "table",
) -> None:
    """Ask the graph a question by name or in SPARQL.

    SPARQL of your own runs in a process apart, with limits of time and memory, and without a network.
    """
    from kg.query.results import WRITERS

    if (name is None) == (file is None):
        raise typer.BadParameter("name a query, or give SPARQL with --file or - (standard input)")
    values = dict(_pair(pair) for pair in param or ())
    if name is not None and name != "-":
        answer = _named_answer(graph, name, values)
    else:
        if values:
            raise typer.BadParameter("--param goes with a named query")
        answer = _own_answer(graph, _sparql(file))
    WRITERS[form](answer, sys.stdout)


@app.command(epilog="Example: kg queries")
def queries() -> None:
    """List the named queries.

    Each with its question and the parameters that it takes.
    """
    from kg.query.named import named_queries

    for named in named_queries():
        typer.echo(f"{named.name}\n    {named.help}")
        for parameter in named.parameters:
            typer.echo(f"    --param {parameter.name}=...  {parameter.help} ({parameter.default or 'any'})")


@app.command(epilog='Example: kg show graphs/sample "Ulf Kristersson"')
def show(graph: Graph, entity: Annotated[str, typer.Argument(help="A name, in any of its spellings.")]) -> None:
    """Show one person, state or body.

    Who it is, offices with dates and states, relations, events and statements, each with the sentences that say so.
    """
    from kg.browse.terminal import print_card
    from kg.graph.store import open_store
    from kg.query.card import entity_card

    with open_store(graph) as snapshot:
        print_card(entity_card(snapshot.store, entity), sys.stdout)
