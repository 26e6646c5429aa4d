"""``uptimekit status``: what is down, of all providers, on one screen."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from ..fleet_options import FleetFactory, fleet_options
from ..item_filters import filter_options
from ..output import OutputFormat, output_option
from ..parameter_types import LONGEST_WATCH, Duration

if TYPE_CHECKING:
    from uptimekit.fleet import Filter

__all__ = ["command"]


@click.command("status")
@filter_options
@fleet_options
@output_option
@click.option(
    "--watch",
    type=Duration(1, LONGEST_WATCH),
    is_flag=False,
    flag_value=30.0,
    metavar="[DURATION]",
    help="Repeat every 30 s, or at this interval, until Ctrl-C.  A terminal shows the newest state; elsewhere each "
    "change is a line.",
)
def command(fleet: FleetFactory, where: Filter, output: OutputFormat, watch: float | None) -> int:
    """Show what is down and since when, open incidents and late heartbeats: the most urgent first.

    Items that are up, paused, under maintenance or not yet measured are only counted.  Accounts that could not be read
    are listed at the end.

    \b
    Exit codes:
      0  all well
      1  not well: something is down, degraded, late or in a state that is
         not known, or an incident is open
      2  could not tell: an account could not be read, or no item has the
         name or tag

    \b
    Examples:
      uptimekit status
      uptimekit status --tag shop --watch 1m
      uptimekit status -o json | jq '.items[].name'
    """
    from ..status_screen import exit_code, read_status, show_status

    now = datetime.now(UTC)
    with fleet() as opened:
        if watch is not None:
            from ..status_watch import watch_status

            watch_status(opened, where, output, watch)
        reading = read_status(opened, where, now, require=True)
    show_status(reading, output, now, sys.stdout)
    return exit_code(reading)
