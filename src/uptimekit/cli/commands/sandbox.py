"""``uptimekit sandbox``: simulated providers on this machine, to try things without an account."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final

import click

from uptimekit._runtime.errors import ConfigurationError
from uptimekit._runtime.spelling import did_you_mean

from ..listen_address import is_host
from ..parameter_types import Duration, FilePath, Integer, Number
from ..whole_file import write_private

if TYPE_CHECKING:
    from uptimekit.sandbox._instructions import Sandbox

__all__ = ["command"]

_NO_FILE: Final = "export UPTIMEKIT_CONFIG="
"""With this, the other variables make the accounts, also where a configuration file has some."""
PROVIDERS: Final = ("healthchecks", "betterstack", "statuspage", "uptimehunt")


def _known(ctx: click.Context, param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in PROVIDERS:
            known = f"there are {', '.join(PROVIDERS)}"
            raise click.BadParameter(f"there is no sandbox of {name!r}{did_you_mean(name, PROVIDERS, known)}")
    return tuple(dict.fromkeys(names)) or PROVIDERS


def _host(ctx: click.Context, param: click.Parameter, text: str) -> str:
    if not is_host(text):
        raise click.BadParameter(f"{text!r} is no name of a host")
    return text


def _complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    return [name for name in PROVIDERS if name.startswith(begun)]


@click.command("sandbox")
@click.argument(
    "providers",
    metavar="[PROVIDER]...",
    nargs=-1,
    callback=_known,
    shell_complete=_complete,
)
@click.option("--host", default="127.0.0.1", show_default=True, callback=_host, help="Address to listen on.")
@click.option(
    "--port",
    type=Integer(0, 65535),
    default=0,
    help="Port of the first sandbox; the others take the ports after it.  [default: any free ports]",
)
@click.option(
    "--write-env",
    "env_file",
    metavar="FILE",
    type=FilePath(),
    help="Also write the export lines to this file, once all sandboxes answer.",
)
@click.option(
    "--example",
    is_flag=True,
    help="Fill them with a small fleet, in which something is down, and with its past of two months.",
)
@click.option("--seed", type=Integer(), default=0, show_default=True, help="Determines ids, keys and faults.")
@click.option(
    "--fail-share", type=Number(0, 1), default=0.0, metavar="SHARE", help="Share of requests to fail, 0 to 1."
)
@click.option(
    "--fail-status",
    type=Integer(200, 599),
    default=503,
    show_default=True,
    metavar="STATUS",
    help="HTTP status of these failures.",
)
@click.option("--latency", type=Duration(0), default=0.0, help="Delay before every answer, such as 200ms.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Also answer to this host name; may be repeated.",
)
@click.option(
    "--cors", is_flag=True, help="Send the providers' CORS headers, so that web pages may read the answers."
)
def command(
    providers: tuple[str, ...],
    host: str,
    port: int,
    env_file: Path | None,
    example: bool,
    seed: int,
    fail_share: float,
    fail_status: int,
    latency: float,
    hosts: tuple[str, ...],
    cors: bool,
) -> None:
    """Simulate providers on this machine: healthchecks, betterstack, statuspage, uptimehunt, or all of them.

    Prints export lines for a shell and serves until Ctrl-C.  Commands with these variables use the sandboxes
    instead of the providers: they read no configuration file, unless --config names one.

    \b
    Examples:
      uptimekit sandbox --example --write-env sandbox.env

    \b
    And in another terminal:
      . ./sandbox.env
      uptimekit status
    """
    try:
        from uptimekit.sandbox._clock import ReplayClock
        from uptimekit.sandbox._instructions import environment
        from uptimekit.sandbox._serving import Serving, serving, stop_signals

        from ..example_fleet import fill
    except ModuleNotFoundError as error:
        raise ConfigurationError(str(error)) from None

    if port + len(providers) > 65536:
        raise click.UsageError(f"{len(providers)} ports from {port} on: the last port is 65535")
    clock = ReplayClock()

    def prepare(sandbox: Sandbox, url: str) -> None:
        fill(sandbox, environment(sandbox, url), clock)

    wait = stop_signals()
    options = Serving(
        host=host, port=port, hosts=hosts, cors=cors, seed=seed,
        fail_share=fail_share, fail_status=fail_status, latency=latency,
        clock=clock, prepare=prepare if example else None,
    )  # fmt: skip
    try:
        with serving(providers, options) as served:
            variables = {url: environment(sandbox, url) for sandbox, url in served}
            _show(variables, env_file)
            wait()
    except OSError as error:
        raise ConfigurationError(f"the sandboxes cannot be served: {error}") from None


def _show(variables: dict[str, dict[str, str]], env_file: Path | None) -> None:
    """Print the export lines of each sandbox, by its address, and write them to *env_file* if there is one."""
    lines = [_NO_FILE, *(line for url, values in variables.items() for line in _lines(url, values))]
    click.echo("\n".join(lines))
    if env_file is not None:
        write_private(env_file, "\n".join([*lines, ""]))
    click.echo("# Ready, until Ctrl-C.")


def _lines(url: str, variables: dict[str, str]) -> list[str]:
    provider = (
        next(name for name in variables if name.endswith("_BASE_URL")).removesuffix("_BASE_URL").lower()
    )
    return [
        f"# {provider} sandbox at {url}",
        *(f"export {name}={quote(value)}" for name, value in variables.items()),
    ]
