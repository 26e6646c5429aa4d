"""Programs of the libraries that this one replaces run after only their imports are changed.

`programs/` has them as their users wrote them.  The output beside each is what it prints with the replaced library
(betterstack-uptime 2.0.1, healthchecks-io 0.4.4, statuspageio 0.0.1) against the same sandbox.  statuspageio ignores
`base_url`, so it was set by hand, and what it prints of each request is left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from uptimekit.sandbox import (
    BetterStackSandbox,
    HealthchecksSandbox,
    StatuspageSandbox,
    UptimeHuntSandbox,
    serve,
)

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"
IMPORTS = {
    r"from betterstack\.uptime\b": "from uptimekit.betterstack",
    r"from healthchecks_io\b": "from uptimekit.healthchecks",
    r"from statuspageio\b": "from uptimekit.statuspage",
    r"import statuspageio$": "import uptimekit.statuspage as statuspageio",
}
"""Beginning of an import -> what its user writes instead."""

Environment = Mapping[str, str]


@contextmanager
def _betterstack() -> Iterator[Environment]:
    sandbox = BetterStackSandbox(teams=["main"])
    with serve(sandbox.app) as server:
        yield {"BETTERSTACK_TOKEN": sandbox.teams["main"].token, "BETTERSTACK_URL": f"{server.url}/api/v2/"}


@contextmanager
def _healthchecks() -> Iterator[Environment]:
    sandbox = HealthchecksSandbox()
    project = sandbox.projects["main"]
    keys = {"HEALTHCHECKS_KEY": project.api_key, "HEALTHCHECKS_PING_KEY": project.ping_key}
    with serve(sandbox.app) as server:
        yield {**keys, "HEALTHCHECKS_SERVER": server.url}


@contextmanager
def _statuspage() -> Iterator[Environment]:
    sandbox = StatuspageSandbox()
    ids = {"STATUSPAGE_PAGE": sandbox.page_id, "STATUSPAGE_ORGANIZATION": sandbox.organization_id}
    with serve(sandbox.app) as server:
        yield {**ids, "STATUSPAGE_KEY": sandbox.api_key, "STATUSPAGE_SERVER": server.url}


@contextmanager
def _uptimehunt() -> Iterator[Environment]:
    sandbox = UptimeHuntSandbox(services=2)
    login = {"UPTIMEHUNT_EMAIL": sandbox.email, "UPTIMEHUNT_PASSWORD": sandbox.password}
    with serve(sandbox.app) as server:
        yield {**login, "UPTIMEHUNT_BASE_URL": f"{server.url}{sandbox.base_path}"}


SANDBOXES: dict[str, Callable[[], AbstractContextManager[Environment]]] = {
    "betterstack": _betterstack,
    "healthchecks": _healthchecks,
    "statuspage": _statuspage,
    "uptimehunt": _uptimehunt,
}
MOVED = ["betterstack_objects", "betterstack_verbs", "healthchecks_jobs", "statuspage_incident"]


def _written(program: str) -> str:
    return (PROGRAMS / f"{program}.py").read_text(encoding="utf-8")


def _moved(program: str) -> str:
    """Return a program with its imports changed, and no other line."""
    text = _written(program)
    for old, new in IMPORTS.items():
        text = re.sub(f"^{old}", new, text, flags=re.MULTILINE)
    return text


def _run(program: str, text: str) -> str:
    """Run *text* against a fresh sandbox, and return what it prints."""
    provider = program.partition("_")[0]
    with SANDBOXES[provider]() as variables:
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "generated")])
        done = subprocess.run(
            # Their users never close a client: Python may say so.
            [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-c", text],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": paths, **variables},
            capture_output=True,
            text=True,
            timeout=90,
        )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("program", MOVED)
def test_a_program_moves_by_its_imports(program: str) -> None:
    """The program prints what it prints with the replaced library."""
    before, after = _written(program).splitlines(), _moved(program).splitlines()
    changed = [old for old, new in zip(before, after, strict=True) if old != new]
    assert changed
    assert all(line.startswith(("import ", "from ")) for line in changed)
    expected = (PROGRAMS / f"{program}.txt").read_text(encoding="utf-8")
    assert _run(program, _moved(program)) == expected


def test_the_client_does_what_was_done_by_hand() -> None:
    """Both programs of UptimeHunt print the same, and the one with the client has less than half the code."""
    by_hand, moved = _written("uptimehunt_by_hand"), _written("uptimehunt_services")
    printed = _run("uptimehunt", moved)
    assert printed == _run("uptimehunt", by_hand)
    assert printed.count("\n") == 4
    assert len(moved) < len(by_hand) / 2


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("betterstack-uptime", [_moved("betterstack_objects")]),
        ("healthchecks-io", [_moved("healthchecks_jobs")]),
        ("statuspageio", [_moved("statuspage_incident")]),
        ("uptimehunt-api", [_written("uptimehunt_by_hand"), _written("uptimehunt_services")]),
    ],
)
def test_pages_show_the_programs_that_run(page: str, texts: list[str]) -> None:
    """The Python of a page is the program that the tests run."""
    shown = (ROOT / "docs" / "moving" / f"{page}.md").read_text(encoding="utf-8")
    assert re.findall(r"^```py\n(.*?)^```$", shown, re.MULTILINE | re.DOTALL) == texts
