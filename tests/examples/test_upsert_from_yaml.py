"""examples/upsert_from_yaml.py: checks from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from uptimekit.healthchecks import Client

from .conftest import Run

CHECKS = """
- {slug: backup, name: Nightly backup, schedule: 0 3 * * *, tz: Europe/Riga, grace: 3600, channels: Ops mail}
- {slug: worker, name: Worker, timeout: 300, tags: [prod, shop], channels: "*"}
"""


def test_a_file_is_applied_once(run: Run, healthchecks: Any, tmp_path: Path) -> None:
    """A dry run sends nothing, a run creates the checks, the next one changes nothing, and one after an edit only that."""
    sandbox, variables = healthchecks
    file = tmp_path / "checks.yaml"
    file.write_text(CHECKS, encoding="utf-8")

    done = run("upsert_from_yaml.py", "checks.yaml", "--dry-run", **variables)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "2 to create, 0 to change, 0 unchanged")
    assert sandbox.requests["create_check"] == 0

    done = run("upsert_from_yaml.py", "checks.yaml", **variables)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("upsert_from_yaml.py", "checks.yaml", **variables)
    assert (done.returncode, done.stdout) == (0, "0 to create, 0 to change, 2 unchanged\n")
    assert sandbox.requests["create_check"] == 2

    file.write_text(CHECKS.replace("300", "600"), encoding="utf-8")
    done = run("upsert_from_yaml.py", "checks.yaml", **variables)
    assert done.stdout.splitlines()[0] == "change worker timeout: 300 -> 600"
    with Client(variables["HEALTHCHECKS_API_KEY"], api_url=variables["HEALTHCHECKS_API_URL"]) as client:
        found = {check.slug: check.timeout for check in client.get_checks()}
    assert found == {"backup": None, "worker": 600}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {slug: a, grace: 5}", "check a: grace"),
        ("- {slug: a, colour: red}", "colour"),
        ("- {slug: a}\n- {slug: b, timeout: 60, schedule: daily}", "check b: give timeout or schedule"),
        ("- {slug: a, unique: [name]}", "check a: give timeout or schedule, and no unique"),
        ("- {name: a}", "each with a slug"),
        ("- {slug: a}\n- {slug: a}", "two checks have the slug a"),
        ("- {slug: a", "checks.yaml"),
        (None, "No such file"),
    ],
)
def test_a_wrong_file_changes_nothing(
    run: Run, healthchecks: Any, tmp_path: Path, text: str | None, said: str
) -> None:
    """A wrong file is one line on stderr and exit code 2, and nothing is sent."""
    sandbox, variables = healthchecks
    if text is not None:
        (tmp_path / "checks.yaml").write_text(text, encoding="utf-8")
    done = run("upsert_from_yaml.py", "checks.yaml", **variables)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith("upsert_from_yaml: ")
    assert said in line
    assert not sandbox.requests


def test_a_wrong_key(run: Run, healthchecks: Any, tmp_path: Path) -> None:
    """An answer of the server is one line on stderr and exit code 1."""
    _, variables = healthchecks
    (tmp_path / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    done = run("upsert_from_yaml.py", "checks.yaml", **{**variables, "HEALTHCHECKS_API_KEY": "x" * 32})
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_the_variable_of_the_sandbox_names_the_server(run: Run, healthchecks: Any, tmp_path: Path) -> None:
    """HEALTHCHECKS_BASE_URL, which ``uptimekit sandbox`` prints, goes before HEALTHCHECKS_API_URL."""
    sandbox, variables = healthchecks
    (tmp_path / "checks.yaml").write_text(CHECKS, encoding="utf-8")
    base_url = variables["HEALTHCHECKS_API_URL"]
    both = {**variables, "HEALTHCHECKS_BASE_URL": base_url, "HEALTHCHECKS_API_URL": "http://127.0.0.1:9/api/"}
    done = run("upsert_from_yaml.py", "checks.yaml", **both)
    assert (done.returncode, done.stderr) == (0, "")
    assert sandbox.requests["create_check"] == 2
