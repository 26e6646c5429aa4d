"""``uptimekit ls``: monitors, heartbeats, incidents or components of all accounts."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from uptimekit.fleet.words import Kind

from ..fleet_options import FleetFactory, fleet_options
from ..item_filters import filter_options, require_items
from ..item_names import KindChoice
from ..output import OutputFormat, output_option
from ..parameter_types import Time

if TYPE_CHECKING:
    from uptimekit.fleet import Filter

__all__ = ["command"]


@click.command("ls")
@click.argument("kind", type=KindChoice([kind.plural for kind in Kind]))
@filter_options
@fleet_options
@output_option
@click.option(
    "--since",
    type=Time(ago=True),
    metavar="TIME",
    help="With incidents, also list those resolved since then, such as 24h or 2026-03-01T09:30Z.",
)
def command(
    kind: str, fleet: FleetFactory, where: Filter, output: OutputFormat, since: datetime | None
) -> int:
    """List the items of all accounts, by account and then by name.

    \b
    monitors    what a provider watches from outside (Better Stack, UptimeHunt)
    heartbeats  what must report by itself (Healthchecks, Better Stack)
    incidents   what is wrong, until it is resolved (Better Stack, Statuspage)
    components  what public status pages show (Statuspage, Better Stack)

    A table shows how long ago something was; the other forms have every field, and times in ISO 8601.  Accounts that
    could not be read are named on stderr, and the exit code is then 2; so it is if nothing has the name or tag.

    \b
    Examples:
      uptimekit ls monitors --state down
      uptimekit ls heartbeats --name 'backup*' -o csv
      uptimekit ls incidents --since 7d
    """
    from ..exit_codes import CANNOT_TELL, OK
    from ..faults import show_faults
    from ..item_listing import show_items

    wanted = Kind(kind)
    if since is not None and wanted is not Kind.INCIDENTS:
        raise click.UsageError(f"--since is for incidents only, not for {wanted.plural}")
    with fleet() as opened:
        reading = opened.survey(wanted, where=where, resolved_since=since)
        if reading.complete:
            require_items(
                where,
                reading.items,
                lambda wide: opened.survey(wanted, where=wide, resolved_since=since).items,
            )
    show_items(reading, wanted, output, datetime.now(UTC), sys.stdout)
    show_faults(reading.faults)
    return OK if reading.complete else CANNOT_TELL
