"""What the tutorial and the README show is what happens, and the sample's files in the repository are fresh.

Each ```console block is run, `$ ` by `$ `, in an empty folder; the lines after a command are its output, in which a
line of three dots stands for any lines, and three dots at the end of a line for the rest of it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "docs" / "tutorial.md", ROOT / "README.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """A command and the output that its page promises."""

    page: str
    command: str
    expected: str


def steps(page: Path) -> list[Step]:
    """The commands of a page, in order."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Step(page.name, command, output.strip("\n")))
    return found


STEPS = [step for page in PAGES for step in steps(page)]


def pattern(expected: str) -> re.Pattern[str]:
    """What an output has to look like: three dots alone are any lines, at the end of a line its rest."""
    lines = []
    for line in expected.splitlines():
        if line.strip() == "...":
            lines.append(r"(?:.*\n)*?")
        elif line.endswith("..."):
            lines.append(re.escape(line.removesuffix("...")) + r".*\n")
        else:
            lines.append(re.escape(line.rstrip()) + r"\n")
    return re.compile("".join(lines))


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tutorial")


@pytest.fixture(scope="module")
def outputs(workplace: Path) -> dict[Step, subprocess.CompletedProcess[str]]:
    """Every step, run once, in order."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONHASHSEED": "random"}
    return {
        step: subprocess.run(
            ["bash", "-c", step.command],
            cwd=workplace,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )
        for step in STEPS
    }


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.page}: {step.command[:60]}")
def test_step(step: Step, outputs: dict[Step, subprocess.CompletedProcess[str]]) -> None:
    result = outputs[step]
    assert result.returncode == 0, result.stderr
    printed = "\n".join(line.rstrip() for line in result.stdout.splitlines()).strip("\n") + "\n"
    if step.expected and not pattern(step.expected).fullmatch(printed):
        assert printed == step.expected


@pytest.mark.parametrize("name", ["sample.ttl", "sample.html"])
def test_sample_in_the_repository_is_fresh(name: str, workplace: Path, outputs: object) -> None:
    built, kept = workplace / "graphs" / name, ROOT / "graphs" / name
    same = built.read_bytes() == kept.read_bytes()  # compared here, since pytest takes an hour to explain a difference
    assert same, f"graphs/{name} is stale: run `make generate`"
