"""``.github/workflows/ci.yml``: it calls what is there, and keeps the password to the one step that needs it."""

from __future__ import annotations

import re
import shlex
from typing import Any

from ruamel.yaml import YAML

import release

from ._repositories import ROOT

PATH = ROOT / ".github" / "workflows" / "ci.yml"
WORKFLOW: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
JOBS: dict[str, Any] = WORKFLOW["jobs"]


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = JOBS[job]["steps"]
    return found


def commands(job: str) -> list[str]:
    return [step["run"] for step in steps(job) if "run" in step]


def test_every_command_is_there() -> None:
    """Targets are in the Makefile, and the release script takes its arguments."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for command in (command for job in JOBS for command in commands(job)):
        program, *arguments = shlex.split(command)
        if program == "make":
            assert set(arguments) <= targets, command
        else:
            assert (program, arguments[0]) == (".venv/bin/python", "scripts/release.py")
            assert callable(release.parser().parse_args(arguments[1:]).run)


def test_what_each_job_does() -> None:
    """Changes are checked, tested and planned; a tag is checked, planned, built and published, after the tests."""
    assert commands("test") == ["make check", "make static package pytest"]
    assert commands("plan") == ["make plan"]
    assert [command.split()[-1] for command in commands("publish")][:3] == ["check", "plan", "dist"]
    assert commands("publish")[-1] == '.venv/bin/python scripts/release.py publish --index-url "$INDEX_URL"'
    assert JOBS["publish"]["needs"] == "test"


def test_only_a_version_s_tag_is_published() -> None:
    """Neither a branch nor a pull request reaches the job that has the password."""
    assert JOBS["publish"]["if"] == "${{ startsWith(github.ref, 'refs/tags/v') }}"
    assert JOBS["publish"]["environment"] == "private-index"
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_secrets_go_to_one_step() -> None:
    """The last step alone has the secrets, under the names that the script reads."""
    holders = [step for job in JOBS for step in steps(job) if "secrets." in str(step)]
    assert holders == [steps("publish")[-1]]
    assert holders[0]["env"].keys() == {"INDEX_URL", "TWINE_USERNAME", "TWINE_PASSWORD"}
    assert "secrets." not in str({**JOBS["publish"], "steps": []})


def test_jobs_that_plan_see_all_history() -> None:
    """The last release is a tag in the past: a shallow clone would not show it."""
    for job in ("plan", "publish"):
        assert steps(job)[0]["with"]["fetch-depth"] == 0


def test_no_host_is_named() -> None:
    """Where packages go to and come from is set up outside the repository."""
    assert "://" not in PATH.read_text(encoding="utf-8")
