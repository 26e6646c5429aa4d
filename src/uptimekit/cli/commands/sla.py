"""``uptimekit sla``: how available everything was in a month, from a warehouse."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import click

from uptimekit._runtime.errors import InputError
from uptimekit._runtime.sanitize import sanitized
from uptimekit.fleet.words import Kind

from ..item_filters import naming_options, require_items
from ..item_names import KindChoice
from ..parameter_types import Number, Parsed
from ..time_zone import TimeZone

if TYPE_CHECKING:
    from uptimekit.fleet import Filter
    from uptimekit.warehouse.months import Month

    from ..availability_output import AvailabilityFormat

__all__ = ["command"]

_KINDS: Final = [kind.plural for kind in Kind if kind is not Kind.INCIDENTS]


class _MonthType(Parsed[Any]):
    name = "month"

    def parse(self, text: str) -> Month:
        from uptimekit.warehouse.months import Month

        return Month.parse(text)


@click.command("sla")
@click.option("--month", type=_MonthType(), metavar="YYYY-MM", help="The month.  [default: the last one]")
@click.option(
    "--from",
    "place",
    default="duckdb:uptime.duckdb",
    show_default=True,
    metavar="WAREHOUSE",
    help="Where uptimekit export has loaded to: duckdb:FILE, parquet:DIR or postgres://USER@HOST/DATABASE.",
)
@click.option(
    "--zone",
    type=TimeZone(),
    default="UTC",
    show_default=True,
    metavar="NAME",
    help="Time zone in which the month begins and ends, such as Europe/Riga.",
)
@click.option(
    "--kind",
    "kinds",
    type=KindChoice(_KINDS),
    multiple=True,
    help="Only this kind; may be repeated.  [default: monitors and heartbeats]",
)
@naming_options
@click.option(
    "--account", "accounts", multiple=True, metavar="NAME", help="Only this account; may be repeated."
)
@click.option(
    "--target", type=Number(0, 100), metavar="PERCENT", help="Fail if anything was less available than that."
)
@click.option(
    "-o",
    "--output",
    type=click.Choice(["table", "markdown", "csv", "json"]),
    default="table",
    show_default=True,
    help="Form of the output.",
)
def command(
    month: Month | None,
    place: str,
    zone: tzinfo,
    kinds: tuple[str, ...],
    where: Filter,
    accounts: tuple[str, ...],
    target: float | None,
    output: AvailabilityFormat,
) -> int:
    """Show how available each monitor and heartbeat was in a month, from what uptimekit export has loaded.

    Availability is up / (up + down), as in uptimekit report.  Degraded and late time counts as up.  Maintenance, paused and unknown time, and
    time in which an item did not exist, is left out.  The total is that of all times together.

    Per cents are rounded down.  Items of which the warehouse has only a part of the month have a note that says so, and a
    month that is not over counts as far as it has been loaded.  It needs the extra warehouse: pip install
    'uptimekit[warehouse]'.

    \b
    Exit codes:
      0  shown
      1  something was less available than the target
      2  could not tell: the warehouse lacks a part of the month, or all of
         it, or nothing is known of any item; with a target, or of one of
         them

    \b
    Examples:
      uptimekit sla
      uptimekit sla --month 2026-10 --zone Europe/Riga -o markdown
      uptimekit sla --tag shop --target 99.9
    """
    from attrs import evolve

    from uptimekit.warehouse.availability_query import read_availability
    from uptimekit.warehouse.months import Month
    from uptimekit.warehouse.warehouse_reader import open_warehouse

    from ..availability_output import show_availability
    from ..exit_codes import CANNOT_TELL, NOT_WELL, OK

    where = evolve(where, accounts=accounts)
    chosen = tuple(map(Kind, kinds)) or (Kind.MONITORS, Kind.HEARTBEATS)
    now = datetime.now(UTC)
    month = month or Month.before(now, zone)
    with open_warehouse(place) as warehouse:
        read = partial(read_availability, warehouse, month, zone, kinds=chosen, now=now)
        found = read(where=where)
        require_items(where, found.items, lambda wide: [each.item for each in read(where=wide).items])
    if not found.items:
        raise InputError(
            f"there were no {' and no '.join(kind.plural for kind in chosen)} in {month}; other kinds: --kind components"
        )
    show_availability(found, output, sys.stdout)
    if not found.known:
        click.echo(
            f"uptimekit: nothing is known of {month}: nothing was watched, or no provider tells it", err=True
        )
        return CANNOT_TELL
    if target is not None and found.below(target):
        return NOT_WELL
    if target is not None and found.unknown:
        names = sanitized(", ".join(each.item.name for each in found.unknown))
        click.echo(
            f"uptimekit: nothing is known of {names} in {month}: nobody can tell whether the target was reached",
            err=True,
        )
        return CANNOT_TELL
    return OK if found.complete else CANNOT_TELL
