"""``uptimekit config``: where the accounts come from, and whether their credentials are good."""

from __future__ import annotations

from pathlib import Path

import click

from uptimekit._runtime.errors import ConfigurationError

from ..fleet_options import FleetFactory, fleet_options
from ..output import OutputFormat, output_option
from ..parameter_types import FilePath

__all__ = ["command"]


@click.group("config")
def command() -> None:
    """Show where the accounts come from, and try their credentials.

    Accounts stand in a TOML file, which uptimekit login writes, and which holds no secret.  Without a file, each
    provider whose environment variables are set is an account; uptimekit config check lists the variables.
    """


@command.command("check", short_help="Try the credentials of every account.")
@fleet_options
@output_option
def check(fleet: FleetFactory, output: OutputFormat) -> int:
    """Try the credentials of every account, and say what they open or what is missing.

    Without a configuration file, providers without an account are listed with the variables to set.

    \b
    Exit codes:
      0  all credentials are good
      2  any are missing or refused, or there is no account
    """
    from ..account_rows import check_row, missing_rows, show_check
    from ..exit_codes import CANNOT_TELL, OK

    others = missing_rows(click.get_current_context().params.get("config"))
    try:
        with fleet() as opened:
            rows = [check_row(account, answer) for account, answer in opened.check()]
    except ConfigurationError:
        if not others:
            raise
        rows = []  # nothing is set up
    show_check([*rows, *others], output)
    return OK if rows and all(row["credentials"] == "good" for row in rows) else CANNOT_TELL


@command.command("path", short_help="Print the path of the configuration file.")
@click.option("--config", type=FilePath(), help="Configuration file; see uptimekit config --help.")
def path(config: Path | None) -> None:
    """Print the path of the configuration file, whether it is there or not.

    It is the file of the environment variable UPTIMEKIT_CONFIG, else uptimekit/fleet.toml below $XDG_CONFIG_HOME, else
    below ~/.config.  If UPTIMEKIT_CONFIG is set to nothing, no file is read, but for one that --config names.
    """
    from uptimekit.fleet.configuration import configuration_path, existing_configuration

    place = configuration_path(config)
    click.echo(str(place))
    if place.is_file() and existing_configuration(config) is None:
        click.echo("uptimekit: it is not read: UPTIMEKIT_CONFIG is set to nothing", err=True)
    if not place.is_file():
        click.echo("uptimekit: there is no such file yet; uptimekit login writes it", err=True)


@command.command("show", short_help="Show the accounts, without their secrets.")
@fleet_options
@output_option
def show(fleet: FleetFactory, output: OutputFormat) -> None:
    """Show the accounts with their settings, and where each secret comes from; never a secret."""
    from ..account_rows import show_accounts

    with fleet() as opened:
        show_accounts(opened.accounts, output)
