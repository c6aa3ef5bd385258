"""Writes docs/cli.md from the help of the commands; with --check, only says whether it is stale."""

from __future__ import annotations

import sys
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from kg.cli import app

PAGE = Path(__file__).parent / "cli.md"
HEADER = """# Commands

Generated from the help of each command by `docs/generate_cli.py`; `make lint` fails when it is stale.

Results go to standard output, messages and progress to standard error. Exit status: 0 all well, 1 an input could not be
read or a check failed, 2 wrong usage.
"""


def command_names() -> tuple[str, ...]:
    """The names of all commands, in the order of the help."""
    return tuple(getattr(get_command(app), "commands"))  # noqa: B009 - typer types a group as a command


def help_text(*command: str) -> str:
    """What `kg COMMAND --help` prints, at a fixed width."""
    result = CliRunner().invoke(app, [*command, "--help"], prog_name="kg", env={"COLUMNS": "100", "NO_COLOR": "1"})
    if result.exit_code:
        raise SystemExit(f"kg {' '.join(command)} --help: exit status {result.exit_code}")
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def page() -> str:
    """The whole page as Markdown."""
    sections = [("kg", help_text()), *((f"kg {name}", help_text(name)) for name in command_names())]
    return HEADER + "".join(f"\n## {title}\n\n```text\n{text}\n```\n" for title, text in sections)


def main() -> int:
    """0 where the page is written or fresh, 1 where --check finds it stale."""
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write(f"{PAGE.name} is stale: run python docs/generate_cli.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
