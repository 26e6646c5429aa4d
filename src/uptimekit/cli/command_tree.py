"""The root of the commands: each loads when it is called, so that ``--help`` loads none."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from typing import Final

import click

from uptimekit import __version__

from .debugging import Debugging
from .lazy_group import LazyGroup
from .provider.command_table import provider_paths, read_title

__all__ = ["COMMANDS", "CommandTree", "root"]

COMMANDS: Final[dict[str, str]] = {
    "status": "Show what is down and since when, of all providers.",
    "ls": "List monitors, heartbeats, incidents or components.",
    "show": "Show all about one item, and its last days.",
    "pause": "Stop watching monitors or heartbeats.",
    "resume": "Watch paused monitors or heartbeats again.",
    "ack": "Acknowledge open incidents.",
    "resolve": "Resolve open incidents.",
    "report": "Write one HTML page about everything that is watched.",
    "sla": "Show how available everything was in a month.",
    "run": "Run a command and report it to a check or heartbeat.",
    "sync": "Let monitors drive the components of status pages.",
    "export": "Load history into a warehouse: DuckDB, Parquet or PostgreSQL.",
    "metrics": "Serve the state of everything as metrics for Prometheus.",
    "login": "Add an account, with its secrets in the keyring.",
    "config": "Show the accounts, and try their credentials.",
    "sandbox": "Simulate providers on this machine, to try things.",
    "completion": "Print the script that completes uptimekit in a shell.",
}
"""First line of the help of each command.  The module ``commands.<name>`` (``-`` as ``_``) has it as ``command``."""


class CommandTree(LazyGroup):
    """The group ``uptimekit``."""

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return our commands, and the APIs of the providers whose clients are installed."""
        apis = {name: f"The API of {read_title(path)}." for name, path in provider_paths().items()}
        return {
            "Commands": COMMANDS,
            "APIs, operation by operation": {name: apis[name] for name in apis if name not in COMMANDS},
        }

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command; None for an unknown name."""
        if cmd_name in COMMANDS:
            module = importlib.import_module(f"uptimekit.cli.commands.{cmd_name.replace('-', '_')}")
            command: click.Command = module.command
            return command
        if (path := provider_paths().get(cmd_name)) is None:
            return None
        from .provider.groups import ProviderGroup

        return ProviderGroup(cmd_name, path)


@click.command(cls=CommandTree, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Show on stderr what is sent and answered, without secrets.")
@click.version_option(__version__, prog_name="uptimekit", message="%(prog)s %(version)s")
@click.pass_context
def root(ctx: click.Context, debug: bool) -> None:
    """See and change what your uptime providers watch: one command for all of them.

    Begin with uptimekit login PROVIDER, which adds an account, or with uptimekit sandbox --example, which simulates all
    providers on this machine.  Then uptimekit status shows what is wrong.
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if debug:
        ctx.with_resource(ctx.ensure_object(Debugging).log())
    elif os.environ.get("UPTIMEKIT_SHARED_LIMIT"):  # its store may be away, which is logged
        from .shown_warnings import shown_warnings

        ctx.with_resource(shown_warnings())
