"""``uptimekit login``: add an account, with its secrets in the keyring."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from uptimekit._runtime.errors import ConfigurationError, InputError

from ..parameter_types import FilePath

__all__ = ["command"]


def _pairs(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or not value:
            raise click.BadParameter("write NAME=VALUE, such as base_url=https://hc.example/api/")
        pairs[name] = value
    return pairs


def _name(ctx: click.Context, param: click.Parameter, given: str | None) -> str | None:
    if given is not None and not (given and given.isprintable()):
        raise click.BadParameter("a name must be text that can be printed")
    return given


def _providers(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    from uptimekit.fleet.readers import offered_providers

    return [name for name in offered_providers() if name.startswith(begun)]


@click.command("login")
@click.argument("provider", shell_complete=_providers)
@click.option(
    "--account",
    "name",
    metavar="NAME",
    callback=_name,
    help="Name of the account.  [default: the name of the provider]",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="A setting that is no secret, such as base_url=https://hc.example/api/ or page_id=...; may be repeated.",
)
@click.option(
    "--env",
    "from_environment",
    is_flag=True,
    help="Let the account refer to the provider's environment variables; no secret is stored.",
)
@click.option("--config", type=FilePath(), help="Configuration file to write.")
def command(
    provider: str, name: str | None, settings: dict[str, str], from_environment: bool, config: Path | None
) -> None:
    """Add an account of PROVIDER: ask for its credentials, try them, and store them.

    PROVIDER is betterstack, healthchecks, statuspage or uptimehunt.  The secrets go into the keyring of the system
    (pip install 'uptimekit[keyring]'); without one, login says which environment variables to set.  The configuration
    file gets the account and where its secrets are, never a secret; the rest of it stays as it is.

    Secrets are asked for without showing them.  If standard input is no terminal, its lines are NAME=VALUE, with
    names such as api_key or HEALTHCHECKS_API_KEY, or a single secret alone.

    \b
    Examples:
      uptimekit login healthchecks
      uptimekit login healthchecks --account shop --set base_url=https://hc.example/api/
      pass show statuspage | uptimekit login statuspage --set page_id=kctbh9vrtdwd
    """
    from uptimekit.fleet.configuration import configuration_path
    from uptimekit.fleet.readers import reader_class

    from ..credentials import ask_for_credentials, credentials_of_environment, read_credentials
    from ..login import known_settings, log_in

    if config is None and os.environ.get("UPTIMEKIT_CONFIG") == "":
        raise ConfigurationError(
            "UPTIMEKIT_CONFIG is set to nothing, so that no file would be read: unset it, or name the file with --config"
        )
    reader = reader_class(provider)
    path, account = configuration_path(config), name or provider
    if secret := sorted(settings.keys() & reader.all_secrets().keys()):
        raise InputError(
            f"{secret[0]} is a secret, which others would see in --set; leave it out to be asked for it"
        )
    given = {**known_settings(path, account, provider), **settings}
    if from_environment:
        credentials = credentials_of_environment(reader, given)
    elif sys.stdin.isatty():
        credentials = ask_for_credentials(reader, given)
    else:
        credentials = read_credentials(reader, given, sys.stdin)
    for line in log_in(path, account, provider, credentials, by_environment=from_environment):
        click.echo(line)
