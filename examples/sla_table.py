"""Print how available all monitors of Better Stack were in a month.

    export BETTERSTACK_API_TOKEN=...
    python sla_table.py                       # last month
    python sla_table.py 2026-10 --target 99.9

With --target the exit code is 1 if a monitor was less available than that, in percent.  Other exit codes: 0, and 2 if
the table could not be made.
"""

from __future__ import annotations

import argparse
import calendar
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from uptimekit import UptimeKitError
from uptimekit.betterstack import Monitor, MonitorSLA, UptimeAPI

WORKERS = 8  # monitors whose availability is asked for at the same time: it takes a request each


def main() -> int:
    parser = argparse.ArgumentParser(description="Print how available all monitors were in a month.")
    parser.add_argument(
        "month", nargs="?", type=first_day, default=last_month(), help="as YYYY-MM; default: last month"
    )
    parser.add_argument("--target", type=float, default=0.0, help="percent that every monitor should reach")
    options = parser.parse_args()
    try:
        with UptimeAPI(
            os.environ.get("BETTERSTACK_API_TOKEN", ""),
            base_url=os.environ.get("BETTERSTACK_BASE_URL", UptimeAPI.BETTERSTACK_API_URL),
        ) as api:
            rows = availability(api, options.month)
    except UptimeKitError as error:
        print(f"sla_table: {error}", file=sys.stderr)
        return 2
    print_table(rows)
    return int(any(sla.availability is not None and sla.availability < options.target for _, sla in rows))


def first_day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()


def last_month() -> date:
    return (datetime.now(UTC).date().replace(day=1) - timedelta(days=1)).replace(day=1)


def availability(api: UptimeAPI, first: date) -> list[tuple[Monitor, MonitorSLA]]:
    """Return all monitors with their availability in the month that begins with *first*, the worst first."""
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])

    def ask(monitor: Monitor) -> tuple[Monitor, MonitorSLA]:
        sla = MonitorSLA(monitor.id, api)
        sla.fetch_sla(first.isoformat(), last.isoformat())
        return monitor, sla

    with ThreadPoolExecutor(WORKERS) as pool:
        rows = list(pool.map(ask, Monitor.get_all_instances(api)))
    return sorted(rows, key=lambda row: (row[1].availability or 0.0, str(row[0].pronounceable_name)))


def print_table(rows: Sequence[tuple[Monitor, MonitorSLA]]) -> None:
    print(f"{'monitor':<40} {'available':>10} {'down':>10} {'incidents':>10} {'longest':>10}")
    for monitor, sla in rows:
        name = monitor.pronounceable_name or monitor.url or monitor.id
        share = "-" if sla.availability is None else f"{sla.availability:.3f} %"
        down, longest = (
            timedelta(seconds=each or 0) for each in (sla.downtime_duration, sla.longest_incident)
        )
        print(f"{name:<40.40} {share:>10} {down!s:>10} {sla.number_of_incidents or 0:>10} {longest!s:>10}")


if __name__ == "__main__":
    sys.exit(main())
