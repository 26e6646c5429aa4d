"""The history of a Healthchecks project in DuckDB: loaded, loaded again, and loaded after a kill."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import duckdb
import pytest
from starlette.types import Receive, Scope, Send

from uptimekit.cli.main import main
from uptimekit.fleet import Account, Fleet, FromEnvironment
from uptimekit.healthchecks import Client
from uptimekit.sandbox import HealthchecksSandbox, serve
from uptimekit.warehouse import export, groups

CHECKS, PINGS = 6, 40
TABLES = ("healthchecks_checks", "healthchecks_channels", "healthchecks_flips", "healthchecks_pings")


class Project:
    """A served sandbox, and a file that its history is loaded into.

    Attributes:
        reached: set when the list of pings is asked for that a load is to be killed at; it is not answered.
        hold: number of that list among all; 0 for none.
    """

    def __init__(self, sandbox: HealthchecksSandbox, path: Path) -> None:
        self.sandbox, self.path = sandbox, path
        self.reached, self.done, self.hold, self.url = Event(), Event(), 0, ""

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith("/pings/"):
            self.hold -= 1
            if self.hold == 0:
                self.reached.set()
                while not self.done.is_set():
                    await asyncio.sleep(0.01)
        await self.sandbox.app(scope, receive, send)

    def client(self) -> Client:
        keys = self.sandbox.projects["main"]
        return Client(keys.api_key, keys.ping_key, f"{self.url}/api/", rate_limit=None)

    def load(self, *tables: str) -> dict[str, int]:
        """Load these tables, or all, and return the requests that it took."""
        before = self.sandbox.requests
        settings, secrets = {"base_url": self.url}, {"api_key": FromEnvironment("HC_KEY")}
        account = Account(name="healthchecks", provider="healthchecks", settings=settings, secrets=secrets)
        with Fleet([account]) as fleet:
            assert export(f"duckdb:{self.path}", fleet, tables=tables or TABLES) == []
        return dict(self.sandbox.requests - before)

    def environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the command find this project, and no configuration file."""
        monkeypatch.setenv("HEALTHCHECKS_BASE_URL", self.url)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(self.path.parent))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.path, read_only=True) as file:
            return file.execute(query).fetchall()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A project of checks with a past; its key is in the environment."""
    sandbox = HealthchecksSandbox(checks=CHECKS, pings=PINGS)
    monkeypatch.setenv("HC_KEY", sandbox.projects["main"].api_key)
    made = Project(sandbox, tmp_path / "uptime.duckdb")
    with serve(made.app) as server:
        made.url = server.url
        try:
            yield made
        finally:
            made.done.set()


def test_a_second_load_asks_only_for_what_is_new(project: Project) -> None:
    """The first one has every row once; the next ones ask for the checks, and for those of them that were pinged."""
    listings = {"list_checks": 3, "list_channels": 1}
    assert project.load() == {**listings, "list_flips": CHECKS, "list_pings": CHECKS}
    assert project.rows("SELECT count(*), count(DISTINCT (check_id, n)) FROM healthchecks_pings") == [
        (CHECKS * PINGS, CHECKS * PINGS)
    ]
    assert project.rows("SELECT count(*) FROM healthchecks_flips") == [(3 * CHECKS,)]
    assert project.rows(
        "SELECT count(*), count(c.id) FROM healthchecks_flips f LEFT JOIN healthchecks_checks c ON c.id = f.check_id"
    ) == [(3 * CHECKS, 3 * CHECKS)]

    assert project.load() == listings
    with project.client() as client:
        client.success_ping(slug="job-2")
        client.fail_ping(slug="job-2")
    assert project.load() == {**listings, "list_flips": 1, "list_pings": 1}
    assert project.rows("SELECT count(*), count(DISTINCT (check_id, n)) FROM healthchecks_pings") == [
        (CHECKS * PINGS + 2, CHECKS * PINGS + 2)
    ]
    assert project.rows("SELECT count(*) FROM healthchecks_flips") == [(3 * CHECKS + 1,)]


def test_what_a_key_does_not_show_is_not_deleted(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After an export with a read-only key the integrations are as before, and a check that is gone is marked; a line says why."""
    project.load("healthchecks_checks", "healthchecks_channels")
    with project.client() as client:
        client.delete_check(client.find_check("Job 1").uuid or "")
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", project.sandbox.projects["main"].readonly_key)
    project.environment(monkeypatch)
    names = [part for name in TABLES[:2] for part in ("--table", name)]
    assert main(["export", "--to", f"duckdb:{project.path}", *names]) == 0
    assert "uptimekit: healthchecks: a read-only key does not show integrations" in capsys.readouterr().err
    assert project.rows("SELECT count(*), count(deleted_at) FROM healthchecks_channels") == [(2, 0)]
    assert project.rows("SELECT name FROM healthchecks_checks WHERE deleted_at IS NOT NULL") == [("Job 1",)]
    assert project.rows("SELECT count(*) FROM healthchecks_checks") == [(CHECKS,)]


def test_a_load_that_was_killed_goes_on_where_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slices before the kill are there, and not asked for again; in the end no row is missing or double."""
    monkeypatch.setattr(groups, "GROUP", 2)
    project.hold = 5  # the first list of the third slice
    load = (
        "from uptimekit.cli.main import main; from uptimekit.warehouse import groups, slice_loader; "
        "groups.GROUP, slice_loader.MOST_SECONDS = 2, 0; "
        f"main(['export', '--to', 'duckdb:{project.path}', '--table', 'healthchecks_pings'])"
    )
    monkeypatch.setenv("HEALTHCHECKS_API_KEY", project.sandbox.projects["main"].api_key)
    project.environment(monkeypatch)
    with subprocess.Popen([sys.executable, "-c", load], stderr=subprocess.DEVNULL) as process:
        assert project.reached.wait(60)
        process.kill()
    pings = "SELECT count(*), count(DISTINCT (check_id, n)) FROM healthchecks_pings"
    assert project.rows(pings) == [(4 * PINGS, 4 * PINGS)]
    assert project.load("healthchecks_pings") == {"list_checks": 1, "list_pings": 2}
    assert project.rows(pings) == [(CHECKS * PINGS, CHECKS * PINGS)]
    assert project.rows(f"{pings} GROUP BY check_id") == [(PINGS, PINGS)] * CHECKS
