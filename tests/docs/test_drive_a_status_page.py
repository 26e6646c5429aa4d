"""The page about syncs: its mapping is one, and the command prints for it what the page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from uptimekit.betterstack import Monitor, MonitorGroup, UptimeAPI
from uptimekit.cli.main import main
from uptimekit.healthchecks import CheckCreate, Client
from uptimekit.sandbox import BetterStackSandbox, HealthchecksSandbox, StatuspageSandbox, serve
from uptimekit.sandbox._instructions import environment

PAGE = Path(__file__).resolve().parents[2] / "docs" / "howto" / "drive-a-status-page.md"
ACCOUNTS = """
[accounts.page]
provider = "statuspage"
api_key = { env = "STATUSPAGE_API_KEY" }
page_id = "%(STATUSPAGE_PAGE_ID)s"
base_url = "%(STATUSPAGE_BASE_URL)s"
[accounts.shop]
provider = "betterstack"
bearer_token = { env = "BETTERSTACK_API_TOKEN" }
base_url = "%(BETTERSTACK_BASE_URL)s"
[accounts.jobs]
provider = "healthchecks"
api_key = { env = "HEALTHCHECKS_API_KEY" }
base_url = "%(HEALTHCHECKS_BASE_URL)s"
"""


def test_the_example(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """With a shop whose checkout is down in one region, a dry run of the page's mapping prints the page's table."""
    text = PAGE.read_text(encoding="utf-8")
    (mapping,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    ((command, shown),) = re.findall(
        r"```sh\nuptimekit (.* --dry-run)\n```\n\n```text\n(.*?)```", text, re.DOTALL
    )
    watching, jobs = BetterStackSandbox(), HealthchecksSandbox()
    page = StatuspageSandbox(components=["Checkout", "Search"])
    with serve(watching.app) as first, serve(jobs.app) as second, serve(page.app) as third:
        variables = {
            **environment(watching, first.url),
            **environment(jobs, second.url),
            **environment(page, third.url),
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with UptimeAPI(variables["BETTERSTACK_API_TOKEN"], base_url=variables["BETTERSTACK_BASE_URL"]) as api:
            group = MonitorGroup.new(api, name="search")
            for name in ("Checkout EU", "Checkout US", "Search 1", "Search 2"):
                of_group = {"monitor_group_id": int(group.id)} if name.startswith("Search") else {}
                made = Monitor.new(
                    api,
                    pronounceable_name=name,
                    url="https://shop.example",
                    monitor_type="status",
                    **of_group,
                )
                watching.set_monitor_status(made.id, "down" if name in ("Checkout EU", "Search 2") else "up")
        project = jobs.projects["main"]
        with Client(project.api_key, project.ping_key, variables["HEALTHCHECKS_BASE_URL"]) as client:
            check = client.create_check(CheckCreate(name="Payment export"))
            client.success_ping(str(check.uuid))
        (tmp_path / "status-page.toml").write_text(mapping)
        (tmp_path / "fleet.toml").write_text(ACCOUNTS % variables)
        monkeypatch.setenv("UPTIMEKIT_CONFIG", str(tmp_path / "fleet.toml"))
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        assert main(command.split()) == 0
    assert capsys.readouterr().out == shown
