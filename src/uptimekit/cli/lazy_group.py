"""Groups whose commands are made when they are called, so that a list of commands makes none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click
from click.shell_completion import CompletionItem

__all__ = ["LazyGroup"]


class LazyGroup(click.Group):
    """A group that knows the first line of each command's help without the command."""

    def sections(self) -> Mapping[str, Mapping[str, str]]:
        """Return the lines of the commands, by the headings that help shows them under."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return [name for lines in self.sections().values() for name in lines]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; the error for an unknown name lists the nearest ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            known = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=known, ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Return the commands and options that begin like *incomplete*, without making a command."""
        lines = [line for lines in self.sections().values() for line in lines.items()]
        commands = [CompletionItem(name, help=text) for name, text in lines if name.startswith(incomplete)]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the lists of commands without making one."""
        for heading, lines in self.sections().items():
            if lines:
                with formatter.section(heading):
                    formatter.write_dl([*lines.items()])
