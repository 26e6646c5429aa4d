"""The fleet: one command for all four providers, and one page; a month of a small shop lies behind them."""

from __future__ import annotations

import tempfile
from pathlib import Path

from demofleet.month import served_fleet
from uptimekit.cli.exit_codes import NOT_WELL
from uptimekit.cli.main import main

from .station import step


def run() -> int:
    """Show the status of the fleet, and write the report; return the number of the two that went wrong."""
    folder = Path(tempfile.mkdtemp(prefix="uptimekit-demo-"))
    print("Sandboxes of all four providers run, with a month of a small shop behind them.")
    with served_fleet(folder) as config:
        step("uptimekit status, over all of them:")
        codes = [main(["status", "--config", str(config)])]
        step("uptimekit report, to open instead of four dashboards:")
        page = folder / "report.html"
        codes.append(main(["report", "--config", str(config), "--out", str(page)]))
        print(f"  {page.as_uri()}")
    return sum(code != NOT_WELL for code in codes)  # something is down, on purpose
