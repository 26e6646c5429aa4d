"""``releasing.smoke``: run with an installed distribution, it finds what is broken in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ._repositories import FIRST, ROOT, Distributions, environment

PROJECT = "uptimekit-healthchecks-client"
PACKAGE = "uptimekit_healthchecks_client"


@pytest.fixture
def site(distributions: Distributions, tmp_path: Path) -> Path:
    """A folder with the small distribution as it lies in an environment."""
    with zipfile.ZipFile(distributions("healthchecks")[0]) as wheel:
        wheel.extractall(tmp_path)
    return tmp_path


def smoke(site: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(ROOT / "scripts/releasing/smoke.py"), PROJECT]
    variables = {**environment(), "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=variables, capture_output=True, text=True, check=False)


def edit(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


def test_a_distribution_that_works(site: Path) -> None:
    """All operations are looked up, one request is sent, and that is said."""
    done = smoke(site)
    assert done.stderr == ""
    assert done.stdout == f"{PROJECT} {FIRST}: 58 operations, and a request of each client\n"


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        ("__init__.py", edit(f'"{FIRST}"', '"9.9.9"'), f"{PROJECT} is {FIRST}, and calls itself 9.9.9"),
        ("__init__.py", edit('"APIStatusError",', '"APIStatusError", "Missing",'), "no attribute 'Missing'"),
        ("manifest.json", edit('"checks.get"', '"checks.fetch"'), "no attribute 'fetch'"),
        ("resources/checks.py", lambda text: f"{text}\n)\n", "SyntaxError"),
        ("_runtime/errors.py", edit("404: NotFoundError", "405: NotFoundError"), "404"),
    ],
)
def test_a_distribution_that_is_broken(
    site: Path, file: str, change: Callable[[str], str], complaint: str
) -> None:
    """A wrong version, a name or an operation that is not there, broken code, a wrong error: each ends the trial."""
    path = site / PACKAGE / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    done = smoke(site)
    assert done.returncode == 1
    assert complaint in done.stderr
