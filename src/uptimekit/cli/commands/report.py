"""``uptimekit report``: one HTML page about everything that is watched."""

from __future__ import annotations

import os
import sys
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from uptimekit._runtime.errors import ConfigurationError
from uptimekit.fleet.constants import HISTORY_DEADLINE

from ..exit_codes import CANNOT_TELL, NOT_WELL, OK
from ..fleet_options import LEAST_DEADLINE, FleetFactory, fleet_options
from ..item_filters import filter_options, require_items
from ..parameter_types import Duration, FilePath, Integer
from ..time_zone import TimeZone

if TYPE_CHECKING:
    from uptimekit.fleet import Filter
    from uptimekit.fleet.report import Report

__all__ = ["command"]


@click.command("report")
@click.option(
    "-o",
    "--out",
    type=FilePath(allow_dash=True),
    default="uptime-report.html",
    show_default=True,
    metavar="FILE",
    help="File to write; - for stdout.",
)
@click.option(
    "--days", type=Integer(1, 90), default=30, show_default=True, help="Days to show, including today."
)
@click.option(
    "--zone",
    type=TimeZone(),
    default="UTC",
    show_default=True,
    metavar="NAME",
    help="Time zone of days and times, such as Europe/Riga.",
)
@filter_options
@fleet_options
@click.option(
    "--history-deadline",
    type=Duration(LEAST_DEADLINE),
    default=HISTORY_DEADLINE,
    metavar="DURATION",
    help="Once all items have been read, wait no longer than this for their histories.  [default: 60s]",
)
def command(
    fleet: FleetFactory, where: Filter, out: Path, days: int, zone: tzinfo, history_deadline: float
) -> int:
    """Write one HTML page about all accounts, to open instead of four dashboards.

    What is not well comes first, then all items with their uptime by day and response times, then incidents on a time
    line.  The file is complete: it loads nothing, and has no script and no secret.  It is replaced in one step, so a web
    server may serve it meanwhile.

    Uptime is up / (up + down), as in uptimekit sla: degraded time counts as up, and maintenance, paused and unknown time
    is left out.  Where a provider does not tell the states of all the time, its own figure is shown.

    Accounts that could not be read are named in the page and on stderr.

    \b
    Exit codes:
      0  all well
      1  not well: something is down, degraded, late or in a state that is
         not known, or an incident is open
      2  could not tell: an account or a history could not be read, or no
         item has the name or tag

    \b
    Examples:
      uptimekit report
      uptimekit report -o /srv/www/uptime.html --zone Europe/Riga
      uptimekit report --tag shop --days 7 -o shop.html
    """
    from ..faults import show_faults
    from ..progress import progress_line
    from ..whole_file import write_whole

    try:
        from uptimekit.fleet.report import read_report, render_page
    except ModuleNotFoundError as error:
        raise ConfigurationError(f"a report needs {error.name}: pip install 'uptimekit[cli]'") from None

    if out != Path("-") and not (folder := Path(os.path.realpath(out)).parent).is_dir():
        raise click.BadParameter(f"there is no folder {folder}; make it first", param_hint="-o")
    with fleet() as opened, progress_line("Reading histories") as progress:
        report = read_report(
            opened, days=days, zone=zone, where=where, history_deadline=history_deadline, progress=progress
        )
        if not report.unread:
            require_items(
                where,
                [*report.sections, *report.incidents],
                lambda wide: opened.survey(where=wide, resolved_since=report.start).items,
            )
    show_faults(report.unread)
    page = render_page(report)
    if out == Path("-"):
        sys.stdout.flush()
        sys.stdout.buffer.write(page.encode())  # UTF-8, as the page says, whatever the terminal has
    else:
        write_whole(out, page)
        if sys.stdout.isatty():
            click.echo(out)
    return _exit_code(report)


def _exit_code(report: Report) -> int:
    if report.unread:
        return CANNOT_TELL
    return NOT_WELL if report.problems else OK
