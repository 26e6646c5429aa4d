"""``uptimekit export``: history into a warehouse."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from ..exit_codes import CANNOT_TELL, OK
from ..export_progress import export_progress
from ..fleet_options import FleetFactory, account_options
from ..parameter_types import Duration, Time
from ..shown_warnings import shown_warnings

__all__ = ["command"]


@click.command("export")
@click.option(
    "--to",
    required=True,
    metavar="PLACE",
    help="duckdb:FILE, parquet:DIR or postgres://USER@HOST/DATABASE.",
)
@click.option(
    "--since",
    type=Time(ago=True),
    metavar="TIME",
    help="How far back the first export goes: a time since 2000, or how long ago.  [default: 90d]",
)
@click.option(
    "--window",
    type=Duration(0),
    metavar="DURATION",
    help="How far back later exports look for late changes.  [default: 7d]",
)
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="NAME",
    help="Only this table, and those that are read together with it; may be repeated.",
)
@click.option("--with-secrets", is_flag=True, help="Make columns of ping URLs and other secrets too.")
@click.option("-q", "--quiet", is_flag=True, help="Show only what went wrong, not how far it has come.")
@account_options
def command(
    fleet: FleetFactory,
    to: str,
    since: datetime | None,
    window: float | None,
    tables: tuple[str, ...],
    with_secrets: bool,
    quiet: bool,
) -> int:
    """Load the history of all accounts into a warehouse: a DuckDB file, Parquet files or a PostgreSQL database.

    The first export goes back 90 days, as far as the providers still know them; each later one takes what is new.  An
    export that was stopped goes on where it was.  What was deleted is marked, not removed.  No secret is loaded unless it
    is asked for.  It keeps to the rate limits, and so takes as long as they ask for.

    Run it from cron with --quiet, once an hour or a day.  It needs the extra warehouse: pip install
    'uptimekit[warehouse]'; PostgreSQL needs psycopg2-binary as well.

    \b
    Exit codes:
      0  done
      2  something could not be read, or the warehouse not written; the rest
         was done

    \b
    Examples:
      uptimekit export --to duckdb:uptime.duckdb
      uptimekit export --to parquet:history --since 2026-01-01
      uptimekit export --to postgres://loader@db.example/metrics --account prod
    """
    from uptimekit.warehouse import export
    from uptimekit.warehouse.constants import SINCE, WINDOW

    with fleet() as opened, shown_warnings(), export_progress(quiet) as progress:
        faults = export(
            to,
            opened,
            since=since or SINCE,
            window=WINDOW if window is None else timedelta(seconds=window),
            tables=tables,
            with_secrets=with_secrets,
            on_progress=progress,
        )
    for fault in faults:
        click.echo(f"uptimekit: {fault}", err=True)
    return CANNOT_TELL if faults else OK
