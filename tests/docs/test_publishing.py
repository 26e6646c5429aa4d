"""The page about publishing says what the scripts do: versions, refusals, variables, options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.version import Version

import release
from releasing.version_numbers import required
from specdiff import SEVERITIES, Severity

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts/releasing").glob("*.py"))


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading, row by row, without its head."""
    section = re.split(r"^## ", PAGE.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]
    lines = [line.strip("| ") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines[2:]]


@pytest.mark.parametrize(("severity", "row"), list(zip(SEVERITIES, rows("The version"), strict=True)))
def test_versions(severity: Severity, row: list[str]) -> None:
    """The table of versions is what the rule computes."""
    assert row[0].startswith(severity)
    assert row[2:] == [str(required(Version(last), severity)) for last in ("0.4.2", "1.4.2")]


@pytest.mark.parametrize("line", [row[0].strip("`") for row in rows("Messages of refusals")])
def test_refusals(line: str) -> None:
    """Each refusal of the table is one that the scripts can say: its fixed words stand together in their source."""
    source = SOURCE.replace("{CHANGELOG}", "CHANGELOG.md")
    words = [part.strip(" :;,") for part in line.split("...")]
    pattern = r"[^\n]*".join(re.escape(word) for word in words if word)
    assert re.search(pattern, source), line


def test_workflow_variables() -> None:
    """The names to set up are those that the workflow reads."""
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:vars|secrets)\.(\w+)", workflow))
    assert read == set(re.findall(r"`(\w+)`", " ".join(row[0] for row in rows("In continuous integration"))))


def test_commands() -> None:
    """Every command of the page is one that the script takes, and every option is told of."""
    commands = re.findall(r"^python scripts/release\.py (.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        assert callable(release.parser().parse_args(command.split()).run)
