"""The command line: one thin function a command.

Heavy libraries are imported inside the commands, so that `kg --help` answers at once. Results go to standard output,
everything else to standard error. Exit status: 0 all well, 1 an input or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

from kg import __version__
from kg.console import allow_any_letter, complain, complain_of, output, progress, say
from kg.errors import KGError, NothingReadError, QueryError, ReadError

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

Form: TypeAlias = Literal["table", "csv", "tsv", "json", "xml", "turtle"]
Exported: TypeAlias = Literal["turtle", "trig", "nquads", "jsonld", "graphml", "gexf"]

Graph = Annotated[Path, typer.Argument(help="A graph folder made by kg build.", show_default=False)]
Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders or globs; - is standard input.")]
Published = Annotated[
    str | None, typer.Option(help="When the texts were published: an ISO date or an EDTF interval a/b.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read at the same time.")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a folder that holds one.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output where left out.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def _sources(given: list[str] | None, sample: bool = False) -> list[str]:
    from kg.sample import sample_paths

    if bool(given) == sample:
        raise typer.BadParameter("name the articles to read, or give --sample to kg build")
    return list(given or sample_paths())


def _line(words: str) -> str:
    return " ".join(words.split())


def _values(given: list[str] | None) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"--param takes NAME=VALUE, not {pair!r}")
        if name in values:
            raise typer.BadParameter(f"--param {name} is given twice")
        values[name] = value
    return values


def _sparql(file: Path | None) -> str:
    try:
        given = sys.stdin.buffer.read() if file is None or str(file) == "-" else file.read_bytes()
        return given.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file or 'standard input'}: not a query in UTF-8 ({error})") from error


@app.callback()
def _kg(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)
    ] = False,
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

    The folder holds their texts, what each says, and a store to query. An article that
    was read before from the same file is replaced. Inputs that cannot be read are named, and the rest is built; the
    exit status is then 1.
    """
    paths = _sources(sources, sample)
    from kg import pipeline

    try:
        with progress("Reading") as move:
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


@app.command(epilog="Example: kg extract articles/*.txt --published 2024-03-07 > graphs/said.jsonl")
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


@app.command(epilog="Example: kg query graphs/sample officeholders --param state=Hungary --format csv")
def query(
    graph: Graph,
    name: Annotated[
        str | None, typer.Argument(help="A named query (see kg queries), or - for SPARQL on standard input.")
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter of the named query; may be repeated."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="A file that holds a SPARQL query; - is standard input.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write the answer.")] = "table",
) -> None:
    """Ask the graph a question by name or in SPARQL.

    SPARQL of your own runs in a process apart, with limits of time and memory; whatever reaches outside the graph is
    refused.
    """
    from kg.query.asking import answer_named, answer_sparql
    from kg.query.results import WRITERS

    if (name is None) == (file is None):
        raise typer.BadParameter("name a query, or give SPARQL with --file or - (standard input)")
    values = _values(param)
    if name is not None and name != "-":
        answer = answer_named(graph, name, values)
    else:
        if values:
            raise typer.BadParameter("--param goes with a named query")
        answer = answer_sparql(graph, _sparql(file))
    WRITERS[form](answer, sys.stdout)


@app.command(epilog="Example: kg queries")
def queries() -> None:
    """List the named queries.

    Each with its question and the parameters that it takes.
    """
    from kg.query.named import named_queries

    for named in named_queries():
        say(f"{named.name}\n    {named.help}")
        for parameter in named.parameters:
            say(f"    --param {parameter.name}=...  {parameter.help} ({parameter.default or 'any'})")


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


@app.command(epilog="Example: kg export graphs/sample --format turtle --out graphs/sample.ttl")
def export(
    graph: Graph,
    form: Annotated[Exported, typer.Option("--format", help="The form to write.")] = "turtle",
    out: Out = None,
) -> None:
    """Write the whole graph in a form that others read.

    turtle holds the graph with its evidence, trig, nquads and jsonld also what each document says; graphml and gexf are
    the network of people, bodies, states and events.
    """
    from kg.export import EXPORTERS
    from kg.graph.store import open_store

    with open_store(graph) as snapshot, output(out) as stream:
        EXPORTERS[form](snapshot.store, stream)


@app.command(epilog="Example: kg browse graphs/sample --out graphs/sample.html")
def browse(
    graph: Graph,
    out: Out = None,
    about: Annotated[
        str | None, typer.Option(help="Only this person, state or body and what it has to do with.")
    ] = None,
) -> None:
    """Write the network as one HTML page.

    The page loads nothing from outside and opens without a network; a click shows the sentences behind an edge.
    """
    from kg.browse.page import network_page
    from kg.graph.store import open_store
    from kg.query.network import ego, network

    with open_store(graph) as snapshot:
        view = network(snapshot.store)
        page = network_page(snapshot.store, about or graph.resolve().name, ego(view, about) if about else view)
    with output(out) as stream:
        stream.write(page.encode())


@app.command(epilog="Example: kg check graphs/sample")
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
    for conflict in report.conflicts:
        say(_line(f"conflict: {conflict.post}, {conflict.begin} to {conflict.end}: {' and '.join(conflict.holders)}"))
    for told in report.disputes:
        others = " and ".join(told.others)
        say(_line(f"told differently: {told.node}: {told.property} {told.held or 'not held'}, elsewhere {others}"))
    complain_of(report.violations)
    say("conforms" if report.conforms else f"{len(report.violations)} violations")
    raise typer.Exit(0 if report.conforms else 1)


@app.command(epilog="Example: kg doctor graphs/sample")
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


def main() -> None:
    """The command `kg`."""
    allow_any_letter()
    try:
        app(prog_name="kg")
    except KGError as error:
        complain(error)
        sys.exit(1)
