"""``uptimekit metrics``: the fleet as metrics for Prometheus."""

from __future__ import annotations

import click

from ..exit_codes import CANNOT_TELL, OK
from ..fleet_options import FleetFactory, fleet_options
from ..listen_address import ListenAddress
from ..parameter_types import Duration
from ..stop_signal import stopped_by_sigterm

__all__ = ["command"]


@click.command("metrics")
@fleet_options
@click.option(
    "--listen",
    type=ListenAddress(),
    default="127.0.0.1:9748",
    show_default=True,
    metavar="HOST:PORT",
    help="Address to listen on.  There is no password: use another address only in a network that you trust.",
)
@click.option(
    "--max-age",
    type=Duration(0),
    default="30s",
    show_default=True,
    metavar="DURATION",
    help="Answer from the last reading of an account until it is this old.",
)
@click.option(
    "--response-times", is_flag=True, help="Also read response times, with one more request for each monitor."
)
@click.option("--once", is_flag=True, help="Print the metrics once, and end.")
def command(
    fleet: FleetFactory, listen: tuple[str, int], max_age: float, response_times: bool, once: bool
) -> int:
    """Serve the state of all monitors, heartbeats and components as metrics for Prometheus, until Ctrl-C or SIGTERM.

    They are at /metrics, in the text format of Prometheus, or in that of OpenMetrics for a client that asks for it.  It
    needs the extra metrics: pip install 'uptimekit[metrics]'.

    Each scrape waits for the accounts, at most as long as --deadline says: the scrape_timeout of Prometheus must be
    longer.  What cannot be read is left out, and shows in uptimekit_account_read_success.

    \b
    Exit codes:
      0  with --once: every account could be read
      2  an account could not be read, as stderr says; or the address is in use

    \b
    Examples:
      uptimekit metrics --listen 127.0.0.1:9748 --deadline 8s
      uptimekit metrics --once | grep 'state="down".* 1'
    """
    from ..faults import show_faults

    try:
        from uptimekit.fleet.metrics import Exporter
    except ModuleNotFoundError as error:
        raise click.ClickException(str(error)) from None
    with Exporter(fleet, max_age=max_age, response_times=response_times) as exporter:
        if once:
            click.echo(exporter.text().encode(), nl=False)  # in UTF-8, whichever encoding a terminal has
            show_faults(exporter.faults)
            return CANNOT_TELL if exporter.faults else OK
        with stopped_by_sigterm() as stop, exporter.listening(*listen) as address:
            click.echo(f"uptimekit: metrics at {address}", err=True)
            stop.wait()
    return OK
