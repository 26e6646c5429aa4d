"""``uptimekit sync``: monitors drive the components of status pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..exit_codes import OK
from ..fleet_options import FleetFactory, fleet_options
from ..output import OutputFormat, output_option
from ..parameter_types import LONGEST_WATCH, Duration, FilePath
from ..stop_signal import stopped_by_sigterm

if TYPE_CHECKING:
    from threading import Event

    from ..sync_memory import SyncMemory
    from ..sync_rounds import SyncRounds

__all__ = ["command"]


@click.command("sync")
@click.argument("mapping", type=FilePath())
@fleet_options
@output_option
@click.option("--dry-run", is_flag=True, help="Show what would be done; write nothing, and remember nothing.")
@click.option(
    "--watch",
    type=Duration(1, LONGEST_WATCH),
    metavar="DURATION",
    help="Repeat at this interval, until Ctrl-C or SIGTERM.",
)
@click.option(
    "--memory",
    type=FilePath(),
    metavar="FILE",
    help="Where the last readings are kept.  [default: a file for the mapping in ~/.local/state/uptimekit]",
)
def command(
    mapping: Path,
    fleet: FleetFactory,
    output: OutputFormat,
    dry_run: bool,
    watch: float | None,
    memory: Path | None,
) -> int:
    """Set the components of status pages by the state of monitors, as the file MAPPING says.

    A component changes after several readings that agree, and what cannot be read changes nothing.  Only differences
    are written.  Run it from cron, once a minute or so: it prints what it changed; errors go to stderr.

    With --dry-run BECOMES is empty while too few readings agree; the remark says how many do, and what the component
    becomes if the next ones are the same.

    \b
    A mapping file; docs/howto/drive-a-status-page.md has all keys:
      [[components]]
      account = "statuspage"     # the account of the page
      component = "Checkout"     # name or id
      monitors = [{ account = "betterstack", name = "Checkout*" }]

    \b
    Exit codes:
      0  done
      2  something could not be read or written; the rest was done

    \b
    Examples:
      uptimekit sync status-page.toml --dry-run
      uptimekit sync status-page.toml --watch 1m
    """
    from ..sync_memory import SyncMemory, memory_path
    from ..sync_rounds import SyncRounds

    place = memory or memory_path(mapping)
    with fleet() as opened:
        endless = watch is not None and output == "json"  # an array has an end
        rounds = SyncRounds(opened, mapping, "jsonl" if endless else output)
        if dry_run:
            return rounds.rehearse(SyncMemory.read(place))
        with SyncMemory.locked(place) as remembered:
            if watch is None:
                return rounds.play(remembered)
            with stopped_by_sigterm() as stop:
                return _play_until(stop, watch, rounds, remembered)


def _play_until(stop: Event, seconds: float, rounds: SyncRounds, remembered: SyncMemory) -> int:
    while True:
        rounds.play(remembered)
        if stop.wait(seconds):
            return OK
