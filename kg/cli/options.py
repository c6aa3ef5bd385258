"""Arguments and options that several commands share, and how their values are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Graph = Annotated[Path, typer.Argument(help="A graph folder made by kg build.", show_default=False)]
Sources = Annotated[list[str] | None, typer.Argument(help="Files, folders or globs; - is standard input.")]
Published = Annotated[
    str | None, typer.Option(help="When the texts were published: an ISO date or an EDTF interval a/b.")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read at the same time.")]
Model = Annotated[str | None, typer.Option(help="An installed spaCy pipeline or a folder that holds one.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; standard output where left out.")]
