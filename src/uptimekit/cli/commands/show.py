"""``uptimekit show``: all about one item."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from ..fleet_options import FleetFactory, fleet_options
from ..item_names import item_argument, kind_option
from ..output import OutputFormat, output_option
from ..parameter_types import Integer

if TYPE_CHECKING:
    from uptimekit.fleet import Fleet, History, Item, Kind

__all__ = ["command"]


@click.command("show")
@item_argument("item")
@kind_option()
@fleet_options
@output_option
@click.option(
    "--days", type=Integer(0, 365), default=7, show_default=True, help="Days of history; 0 leaves it out."
)
@click.option(
    "--job-output",
    is_flag=True,
    help="Print, instead of all that, the output that the last run of the job reported (Healthchecks), or its last "
    "failure (Better Stack).",
)
@click.option(
    "--notified",
    is_flag=True,
    help="Also say who is told of an outage: integrations, ways of alerting, a policy, or numbers of subscribers.",
)
def command(
    item: str,
    kinds: tuple[Kind, ...],
    fleet: FleetFactory,
    output: OutputFormat,
    days: int,
    job_output: bool,
    notified: bool,
) -> int:
    """Show all fields of a monitor, heartbeat, incident or component, and a summary of its last days.

    ITEM is a whole name, in any letter case, or an id, which ls -o json shows.  If an incident has the name of its
    monitor, the name means the monitor.  What cannot be read is left out, and the exit code is then 2.

    \b
    Examples:
      uptimekit show checkout
      uptimekit show 'nightly backup' --kind heartbeats --days 30
      uptimekit show 'nightly backup' --job-output
      uptimekit show checkout --notified --days 0
    """
    from uptimekit._runtime.error_text import error_text
    from uptimekit._runtime.errors import UptimeKitError
    from uptimekit._runtime.sanitize import visible

    from ..exit_codes import CANNOT_TELL, OK
    from ..item_details import Notified, show_details, with_begin

    history: History | None = None
    told: Notified | None = None
    problems: list[str] = []
    with fleet() as opened:
        found = opened.find(item, *kinds)
        if job_output:
            return _show_output(opened, found)
        now = datetime.now(UTC)
        try:
            history = opened.history(found, now - timedelta(days=days), now) if days else None
            found = with_begin(opened, found, history, now)
        except UptimeKitError as error:
            problems.append(f"its history could not be read: {error_text(error)}")
        try:
            told = Notified(opened.notified(found)) if notified else None
        except UptimeKitError as error:
            problems.append(f"who is told of it could not be read: {error_text(error)}")
    show_details(found, history, output, now, sys.stdout, told)
    for problem in problems:
        click.echo(f"uptimekit: {visible(problem)}", err=True)
    return CANNOT_TELL if problems else OK


def _show_output(fleet: Fleet, item: Item) -> int:
    """Print the output of the last run as it was reported; on a terminal without what that would act upon."""
    from uptimekit._runtime.errors import NotFoundError

    from ..exit_codes import OK
    from ..provider.answer import show_text

    if (reported := fleet.job_output(item)) is None:
        raise NotFoundError(f"the last run of {item.name} reported no output, or {item.provider} keeps none")
    show_text(reported.decode(errors="replace"))
    return OK
