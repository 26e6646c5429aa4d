"""examples/drift_watcher.py: what differs from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from uptimekit.betterstack import Monitor, UptimeAPI
from uptimekit.healthchecks import CheckCreate, Client

from .conftest import Run

DESIRED = """
checks:
  - {slug: backup, grace: 3600, tags: [shop, prod]}
monitors:
  - {url: "https://shop.example.org", check_frequency: 60, regions: [us, eu]}
components:
  - {name: API, status: operational}
"""


@pytest.fixture
def variables(healthchecks: Any, betterstack: Any, statuspage: Any) -> dict[str, str]:
    """The variables of three sandboxes in which everything is as desired."""
    given = {**healthchecks[1], **betterstack[1], **statuspage[1]}
    with Client(given["HEALTHCHECKS_API_KEY"], api_url=given["HEALTHCHECKS_API_URL"]) as client:
        client.create_check(CheckCreate(slug="backup", grace=3600, tags="prod shop"))
    with UptimeAPI(given["BETTERSTACK_API_TOKEN"], base_url=given["BETTERSTACK_BASE_URL"]) as api:
        shop = {"url": "https://shop.example.org", "check_frequency": 60, "regions": ["eu", "us"]}
        Monitor.new(api, monitor_type="status", **shop)
    return given


def test_nothing_differs(run: Run, variables: dict[str, str], tmp_path: Path) -> None:
    """The order of tags and regions is no difference; --strict also reports what is not in the file."""
    (tmp_path / "desired.yaml").write_text(DESIRED, encoding="utf-8")
    done = run("drift_watcher.py", "desired.yaml", **variables)
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing differs\n", "")
    done = run("drift_watcher.py", "desired.yaml", "--strict", **variables)
    assert done.returncode == 1
    assert "components: Website is not in the file" in done.stdout.splitlines()
    assert len(done.stdout.splitlines()) == 1 + 3


def test_differences(run: Run, variables: dict[str, str], tmp_path: Path) -> None:
    """Each difference is a line, and the exit code is 1; keys for sections that are left out are not needed."""
    text = DESIRED.replace("3600", "600").replace("backup", "backup").replace("us, eu", "us")
    (tmp_path / "desired.yaml").write_text(text.replace("name: API", "name: Search"), encoding="utf-8")
    done = run("drift_watcher.py", "desired.yaml", **variables)
    assert (done.returncode, done.stderr) == (1, "")
    checks, monitors, components = done.stdout.splitlines()
    assert checks == "checks: backup: grace is 3600, not 600"
    assert monitors == "monitors: https://shop.example.org: regions is ['eu', 'us'], not ['us']"
    assert components == "components: Search is missing"

    with Client(variables["HEALTHCHECKS_API_KEY"], api_url=variables["HEALTHCHECKS_API_URL"]) as client:
        client.create_check(CheckCreate(slug="backup"))
    text = "checks: [{slug: other}, {slug: backup}]"
    (tmp_path / "desired.yaml").write_text(text, encoding="utf-8")
    few = {name: value for name, value in variables.items() if name.startswith("HEALTHCHECKS")}
    assert run("drift_watcher.py", "desired.yaml", **few).stdout.splitlines() == [
        "checks: other is missing",
        "checks: there are 2 of backup",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("check: []", "must have the sections"),
        ("checks: [{name: a}]", "each with slug"),
        ("checks: [{slug: backup, graze: 1}]", "no attribute graze"),
        ("checks: [", "drift_watcher: "),
    ],
)
def test_a_wrong_file(run: Run, variables: dict[str, str], tmp_path: Path, text: str, said: str) -> None:
    """A wrong file is one line on stderr and exit code 2."""
    (tmp_path / "desired.yaml").write_text(text, encoding="utf-8")
    done = run("drift_watcher.py", "desired.yaml", **variables)
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert said in line


def test_a_server_that_refuses(run: Run, variables: dict[str, str], tmp_path: Path) -> None:
    """If a provider refuses, that is not a drift: exit code 2."""
    (tmp_path / "desired.yaml").write_text(DESIRED, encoding="utf-8")
    done = run("drift_watcher.py", "desired.yaml", **{**variables, "BETTERSTACK_API_TOKEN": "wrong"})
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_the_variable_of_the_sandbox_names_the_server(run: Run, healthchecks: Any, tmp_path: Path) -> None:
    """HEALTHCHECKS_BASE_URL, which ``uptimekit sandbox`` prints, goes before HEALTHCHECKS_API_URL."""
    base_url = healthchecks[1]["HEALTHCHECKS_API_URL"]
    both = {
        **healthchecks[1],
        "HEALTHCHECKS_BASE_URL": base_url,
        "HEALTHCHECKS_API_URL": "http://127.0.0.1:9/api/",
    }
    (tmp_path / "desired.yaml").write_text("checks: [{slug: other}]", encoding="utf-8")
    done = run("drift_watcher.py", "desired.yaml", **both)
    assert (done.stdout, done.stderr) == ("checks: other is missing\n", "")
