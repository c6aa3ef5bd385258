"""The command line: one thin function a command, COMMANDS their order in the help.

Heavy libraries are imported inside the commands, so that `kg --help` answers at once. Results go to standard output,
everything else to standard error. Exit status: 0 all well, 1 an input or a check failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from kg import __version__
from kg.cli.analysing import analyse, path
from kg.cli.asking import Form, queries, query, show
from kg.cli.assisting import mcp
from kg.cli.building import build, check, doctor, extract
from kg.cli.serving import serve
from kg.cli.taking import Exported, browse, export
from kg.console import allow_any_letter, complain
from kg.errors import KGError

__all__ = ["COMMANDS", "Exported", "Form", "app", "main"]

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

COMMANDS: tuple[tuple[Callable[..., None], str], ...] = (
    (build, "kg build articles/ --out graphs/mine --published 2024-03-07"),
    (extract, "kg extract articles/*.txt --published 2024-03-07 > graphs/said.jsonl"),
    (query, "kg query graphs/sample officeholders --param state=Hungary --format csv"),
    (queries, "kg queries"),
    (show, 'kg show graphs/sample "Ulf Kristersson"'),
    (path, 'kg path graphs/sample "Nicola Sturgeon" "Donald Tusk"'),
    (analyse, "kg analyse graphs/sample communities --most 5"),
    (export, "kg export graphs/sample --format turtle --out graphs/sample.ttl"),
    (browse, "kg browse graphs/sample --out graphs/sample.html"),
    (serve, "kg serve graphs/sample --port 8000"),
    (mcp, "kg mcp graphs/sample"),
    (check, "kg check graphs/sample"),
    (doctor, "kg doctor graphs/sample"),
)
"""Each command with an example of its use, which its help ends with."""


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def _kg(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Read news and build a knowledge graph whose every edge can be checked."""


for _command, _example in COMMANDS:
    app.command(epilog=f"Example: {_example}")(_command)


def main() -> None:
    """The command `kg`."""
    allow_any_letter()
    try:
        app(prog_name="kg")
    except KGError as error:
        complain(error)
        sys.exit(1)
