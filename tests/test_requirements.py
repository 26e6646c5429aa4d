"""``scripts/requirements.py``: a script that lacks something says so in one line, with the command that installs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import requirements

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "generate.py": "--group generate",
    "spec_diff.py": "--group generate",
    "drift.py": "--editable . --group generate",
    "tryout.py": "--editable . --group generate",
    "release.py": "--group release",
    "check_package.py": "--group generate --group package",
    "demo.py": "--editable '.[sandbox,cli]'",
    "screenshots.py": "--editable '.[sandbox,cli]'",
    "build_site.py": "--group docs --group release --group test --editable '.[sandbox]'",
}


@pytest.mark.parametrize("script", COMMANDS)
def test_a_bare_environment(script: str, tmp_path: Path) -> None:
    """Where nothing is installed, each script ends with status 2 and one line: what is missing, and pip's command."""
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-S", str(ROOT / "scripts" / script)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=bare)

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert re.match(rf"{re.escape(script)} needs \S+ \(missing\), .* and \d+ more: ", done.stderr)
    end = f": python -m pip install {COMMANDS[script]} (with pip 25.1 or later)\n"
    assert done.stderr.endswith(end)


def test_every_script_is_tried() -> None:
    """The scripts that call ``require`` are those that were tried in the bare environment."""
    calling = {
        path.name for path in (ROOT / "scripts").glob("*.py") if "\nrequire(" in path.read_text("utf-8")
    }

    assert calling == COMMANDS.keys()


@pytest.mark.parametrize(
    ("name", "installed", "said"),
    [
        ("twine", "6.2.0", "twine>=7,<8 (6.2.0 is installed)"),
        ("ruff", "0.17.4", "ruff==0.17.5 (0.17.4 is installed)"),
        ("pip", "23.2.1", "pip>=25.1 (23.2.1 is installed)"),
    ],
)
def test_another_version(
    name: str, installed: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A version outside of the range is named beside the range, and what is all right is not."""
    monkeypatch.setattr(requirements, "version", lambda each: installed if each == name else version(each))
    monkeypatch.setattr(sys, "argv", ["scripts/release.py"])

    with pytest.raises(SystemExit, match="2"):
        requirements.require("release")

    command = "python -m pip install --group release (with pip 25.1 or later)"
    assert capsys.readouterr().err == f"release.py needs {said}: {command}\n"


def test_groups_include_others() -> None:
    """The tools of a release are those of generating and packaging, and its own; each stands there once."""
    release = requirements.requirements_of("release")

    assert {*requirements.requirements_of("generate"), *requirements.requirements_of("package")} < {*release}
    assert len(release) == len({*release})


def test_pinned() -> None:
    """The generators have one version each, which the manifests name."""
    assert requirements.pinned("generate").keys() == {
        "datamodel-code-generator",
        "openapi-python-client",
        "ruff",
    }
    assert requirements.pinned("package") == {}


@pytest.mark.parametrize("page", ["publishing.md", "maintaining.md"])
def test_the_pages_begin_with_what_to_install(page: str) -> None:
    """The first commands of a page make an environment with a new pip and the group that the scripts ask for."""
    before, _, rest = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("```sh\n")
    commands = rest.partition("```")[0].splitlines()

    assert "pip 25.1" in before
    assert "pip>=25.1" in requirements.requirements_of("release")
    assert commands[2] == "python -m pip install --upgrade pip"
    assert commands[3].startswith("python -m pip install --constraint constraints/dev.txt ")
    assert commands[3].endswith(" --group release")
