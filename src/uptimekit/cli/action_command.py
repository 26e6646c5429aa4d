"""Commands that do something to items by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from .fleet_options import FleetFactory, fleet_options
from .item_names import item_argument, kind_option
from .output import OutputFormat, output_option

if TYPE_CHECKING:
    from uptimekit.fleet.words import Kind

__all__ = ["action_command"]


def action_command(name: str, verb: str, *what: Kind) -> Callable[[Callable[[], None]], click.Command]:
    """Return a decorator that makes a command of the action *verb*, with the docstring of the function as its help.

    Args:
        name: name of the command.
        verb: name of the action in :data:`uptimekit.cli.item_actions.ACTIONS`.
        what: kinds of items that it can be done to.
    """

    def decorate(described: Callable[[], None]) -> click.Command:
        @click.command(name, help=described.__doc__)
        @item_argument("items", several=True, action=verb)
        @kind_option(*what)
        @fleet_options
        @output_option
        @click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
        @click.option("--yes", is_flag=True, help="Do not ask if a pattern matches several items.")
        def command(
            items: tuple[str, ...], fleet: FleetFactory, output: OutputFormat, dry_run: bool, yes: bool,
            kinds: tuple[Kind, ...],
        ) -> int:  # fmt: skip
            from .item_actions import perform

            with fleet() as opened:
                return perform(opened, verb, items, kinds, output, dry_run=dry_run, sure=yes or dry_run)

        return command

    return decorate
