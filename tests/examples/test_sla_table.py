"""examples/sla_table.py: the availability of all monitors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from uptimekit.betterstack import Monitor, UptimeAPI

from .conftest import Run


def test_the_table_has_all_monitors(run: Run, betterstack: Any) -> None:
    """Each monitor is a row with the server's figures, and --target decides the exit code."""
    _, variables = betterstack
    month = f"{datetime.now(UTC):%Y-%m}"
    done = run("sla_table.py", month, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert head.split() == ["monitor", "available", "down", "incidents", "longest"]
    with UptimeAPI(variables["BETTERSTACK_API_TOKEN"], base_url=variables["BETTERSTACK_BASE_URL"]) as api:
        monitors = {str(each.pronounceable_name): each for each in Monitor.get_all_instances(api)}
        found = {name: row for name in monitors for row in rows if row.startswith(f"{name} ")}
        assert found.keys() == monitors.keys()
        assert len(rows) == len(monitors)
        for name, monitor in monitors.items():
            monitor.sla.fetch_sla(f"{month}-01", f"{month}-28")
            assert f"{monitor.sla.availability:.1f}" in found[name]
    assert run("sla_table.py", month, "--target", "100.1", **variables).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "token"),
    [((), ""), ((), "wrong"), (("October",), None)],
    ids=["no token", "wrong", "month"],
)
def test_no_table(run: Run, betterstack: Any, arguments: tuple[str, ...], token: str | None) -> None:
    """A wrong token or month is a line on stderr and exit code 2."""
    _, variables = betterstack
    given = variables if token is None else {**variables, "BETTERSTACK_API_TOKEN": token}
    done = run("sla_table.py", *arguments, **given)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith("sla_table")
