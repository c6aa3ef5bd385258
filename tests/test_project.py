"""The project's own promises: pinned requirements, documented commands, nothing of any one machine in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.model import Header
from kg.sample import sample_paths

ROOT = Path(__file__).parents[1]
HEAVY = (
    "igraph",
    "lxml",
    "mcp",
    "networkx",
    "oxrdflib",
    "pandas",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
    "spacy",
    "starlette",
    "trafilatura",
    "uvicorn",
)
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "docs",
    "graphs",
    "kg",
    "ontology",
    "pyproject.toml",
    "requirements-readers.txt",
    "requirements.txt",
    "tests",
    "training",
    "web",
}
TEXT_SUFFIXES = {".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".rq", ".toml", ".ttl", ".txt", ""}


def requirements(name: str = "requirements.txt") -> dict[str, list[str]]:
    """Each pinned requirement with its hashes."""
    pinned: dict[str, list[str]] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            pinned[list(pinned)[-1]].append(line.strip().rstrip(" \\"))
        elif line:
            pinned[line.rstrip(" \\")] = []
    return pinned


def project_files() -> list[Path]:
    """Every text file that belongs to the project, as git sees it."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.suffix in TEXT_SUFFIXES and path.is_file()]


def help_of(*command: str) -> str:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    return result.stdout


def commands() -> list[str]:
    return re.findall(r"^## kg (\w+)$", (ROOT / "docs" / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-readers.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    pinned = requirements(name)
    assert len(pinned) > 30
    for requirement, hashes in pinned.items():
        assert re.match(r"^[a-z0-9-]+==[\w.]+( ; .+)?$", requirement), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-readers.txt"])
def test_requirements_hold_no_addresses(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_everything_declared_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    declared += [
        *project["project"]["optional-dependencies"]["mcp"],
        *project["project"]["optional-dependencies"]["notebook"],
    ]
    declared += project["build-system"]["requires"]
    names = {re.split(r"[<>=]", requirement)[0] for requirement in declared}
    assert names <= {requirement.split("==")[0] for requirement in requirements()}


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert kg.__version__ == project["version"]
    assert f"## {kg.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_make_targets_in_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        blocks = re.findall(
            r"^```\w*\n(.*?)^```|`([^`\n]+)`", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        for code in ("\n".join(pair) for pair in blocks):
            used = re.findall(r"^(?:\$ )?make ([a-z ]+)", code, re.MULTILINE)
            assert {target for line in used for target in line.split()} <= targets, path.name


def test_every_command_is_documented_and_has_an_example() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    overview = help_of()
    listed = re.findall(r"^  ([a-z]+)  ", overview.split("Commands:")[1], re.MULTILINE)
    assert commands() == listed
    for name in listed:
        section = page.split(f"## kg {name}\n")[1].split("\n## ")[0]
        assert f"Example: kg {name}" in section
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in listed if f"kg {name}" not in readme] == []


def test_command_reference_is_fresh() -> None:
    result = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate_cli.py", "--check"], capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


def test_import_of_the_command_line_is_light() -> None:
    code = f"import sys, kg.cli; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_extract_stays_a_function_when_its_room_is_imported() -> None:
    import kg.extract.events
    import kg.pipeline

    assert callable(kg.extract)


def test_nothing_of_any_one_machine() -> None:
    machine = re.compile(r"(?<![\w./-])/(?:work|root|home|opt|Users)/[\w.]+")
    registry = re.compile(r"\b(?:pypi|files\.pythonhosted|registry\.npmjs|deb\.debian|crates)\.(?:org|io)\b")
    for path in project_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not machine.search(text), f"{path.relative_to(ROOT)}: {machine.search(text)}"
        if path != Path(__file__):
            assert not registry.search(text), f"{path.relative_to(ROOT)}: {registry.search(text)}"


def test_packages_of_the_pages_are_exact_and_their_lock_holds_no_addresses() -> None:
    web = json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    for name, version in {**web["dependencies"], **web["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    for name, package in lock["packages"].items():
        assert not name or ("integrity" in package and "resolved" not in package), name


def test_the_top_level_holds_nothing_else() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = {name.split("/")[0] for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()}
    assert names <= TOP_LEVEL


def test_documented_commands_write_under_graphs() -> None:
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        written = re.findall(r"^(?:\$ )?kg [^\n]*? > (\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert [file for file in written if not file.startswith("graphs/")] == [], path.name


def test_sample_is_short_reports_with_dates() -> None:
    paths = [Path(path) for path in sample_paths()]
    assert len(paths) >= 10
    described = (ROOT / "kg" / "sample" / "README.md").read_text(encoding="utf-8")
    for path in paths:
        assert f"`{path.name}`" in described
        assert len(path.read_text(encoding="utf-8").split()) < 450


@pytest.mark.parametrize("sidecar", sorted((ROOT / "kg" / "sample").glob("*.json")), ids=lambda path: path.name)
def test_sidecars_belong_to_a_report(sidecar: Path) -> None:
    assert sidecar.with_suffix("").is_file()
    assert set(json.loads(sidecar.read_text(encoding="utf-8"))) <= set(Header.__struct_fields__) - {"id", "source"}


@pytest.mark.parametrize(
    "page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
