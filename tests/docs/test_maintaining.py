"""The worked example for maintainers: each edit, command and output of the page, run as it stands."""

from __future__ import annotations

import re
import subprocess
import textwrap
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

import drift
import generate
import spec_diff

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "maintaining.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|diff|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCRIPTS = {"scripts/drift.py": drift, "scripts/spec_diff.py": spec_diff, "scripts/generate.py": generate}


def blocks(heading: str) -> list[tuple[str, str]]:
    """Return the blocks below a heading of the page, as (language, text)."""
    section = re.split(r"^## ", PAGE.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]
    return [(language, text) for language, text in BLOCK.findall(section)]


def run(command: str) -> tuple[int, str]:
    """Run a command line of the page; return its status and what it printed."""
    python, script, *arguments = command.split()
    assert python == "python"
    with redirect_stdout(StringIO()) as out:
        status = SCRIPTS[script].main(arguments)
    return status, out.getvalue()


def git(*arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.test")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def applied(diff: str, text: str) -> str:
    """Return *text* with an edit of the page made; what it shows has to stand there once."""
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if line[0] in " -")
    after = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(before) == 1, before
    return text.replace(before, after)


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spec of the page about adding a provider, committed with its package in a repository of its own."""
    page = (ROOT / "docs" / "adding-a-provider.md").read_text(encoding="utf-8")
    written = next(
        iter(re.findall(r"^    ```yaml\n(    openapi:.*?)^    ```$", page, re.MULTILINE | re.DOTALL))
    )
    path = tmp_path / "specs" / "lantern.yaml"
    path.parent.mkdir()
    path.write_text(textwrap.dedent(written), encoding="utf-8")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(tmp_path)
    for script in (spec_diff, generate):
        monkeypatch.setattr(script, "ROOT", tmp_path)
    generate.main([])
    git("init", "--quiet")
    git("add", "specs", "generated")
    git("commit", "--quiet", "--message", "first")
    return path


def test_the_drift_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command on the recordings prints what the page shows."""
    monkeypatch.chdir(ROOT)
    (_, command), (_, printed) = blocks("1. Find out")

    assert run(command) == (0, printed)


@pytest.mark.parametrize("number", range(4))
def test_an_edit_has_the_class_of_the_page(number: int, spec: Path) -> None:
    """Each of the four edits by itself gives the text below it, and its class as the exit status."""
    (_, command), *rest = blocks("2. and 3. Edit, and see what it means")
    (_, diff), (_, printed) = rest[2 * number : 2 * number + 2]
    spec.write_text(applied(diff, spec.read_text(encoding="utf-8")), encoding="utf-8")

    assert run(command) == ({"additive:": 11, "breaking:": 12}[printed.splitlines()[0]], printed)


def test_all_edits_together(spec: Path, tmp_path: Path) -> None:
    """The four edits in a row give the page's last text, and a client with all of it."""
    (_, command), *rest = blocks("2. and 3. Edit, and see what it means")
    written = spec.read_text(encoding="utf-8")
    for language, text in rest:
        written = applied(text, written) if language == "diff" else written
    spec.write_text(written, encoding="utf-8")

    assert run(command) == (12, rest[-1][1])

    (_, generating), (_, printed) = blocks("4. Generate and adapt")
    assert run(generating) == (0, printed)
    package = tmp_path / "generated" / "uptimekit_clients" / "lantern"
    assert "def search(" in (package / "resources" / "probes.py").read_text(encoding="utf-8")
    model = (package / "models" / "probe.py").read_text(encoding="utf-8")
    assert "region: str | None" in model
    assert 'frozenset({"name"' in model
    assert 'DEGRADED = "degraded"' in (package / "models" / "probe_state.py").read_text(encoding="utf-8")


def test_the_page_has_four_edits() -> None:
    """The pattern finds the blocks that are known to be there."""
    languages = [language for language, _ in blocks("2. and 3. Edit, and see what it means")]

    assert languages == ["sh", *["diff", "text"] * 4, "text"]
