"""The message of a wrong call, on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import click

from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["usage_message"]

_COMMANDS: Final[Mapping[str, str]] = {
    "acknowledge": "ack",
    "alerts": "status",
    "get": "show",
    "help": "--help",
    "list": "ls",
    "unpause": "resume",
    "version": "--version",
}
"""Commands that people know from other programs, and what ours is called."""
_FORMATS: Final = ("--json", "--jsonl", "--csv", "--format")
"""Options that choose the form of the output in other programs."""
_BEHIND: Final = ("--account", "--config", "--deadline", "--output", "--profile", "-o")
"""Options that nearly every command has, and the root has not."""


def usage_message(error: click.ClickException) -> str:
    """Return what *error* says, and the help that tells how it is done right."""
    message = sanitized(_message(error))
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message} (see {context.command_path} --help)" if context else message


def _message(error: click.ClickException) -> str:
    """Return the message; for an unknown name, with the nearest known one alone."""
    if isinstance(error, click.NoSuchOption):
        return _no_option(error)
    if isinstance(error, click.exceptions.NoSuchCommand):
        if (ours := _COMMANDS.get(error.command_name)) and _is_root(error.ctx):
            return f"there is no command {error.command_name}; did you mean {ours}?"
        if ways := _other_ways(error):
            return f"there is no command {error.command_name}; did you mean {', or '.join(ways)}?"
        return _missing("command", error.command_name, error.possibilities)
    return error.format_message().removesuffix(".")


def _other_ways(error: click.exceptions.NoSuchCommand) -> list[str]:
    """Return the commands that do what the name of no operation of a provider's resource says."""
    from .provider.groups import ResourceGroup

    group = error.ctx.command if error.ctx else None
    return group.other_ways(error.command_name) if isinstance(group, ResourceGroup) else []


def _no_option(error: click.NoSuchOption) -> str:
    """Return the message; for an option of other programs, or in the wrong place, with what to write."""
    name = error.option_name
    if _is_root(error.ctx) and name in _BEHIND:
        return (
            f"there is no option {name} here; it goes behind the command, such as uptimekit status {name} ..."
        )
    if name in _FORMATS and error.ctx is not None and _has_output(error.ctx.command):
        form = name.removeprefix("--").replace("format", "json")
        return f"there is no option {name}; did you mean -o {form}?"
    return _missing("option", name, error.possibilities)


def _is_root(context: click.Context | None) -> bool:
    return context is not None and context.parent is None


def _has_output(command: click.Command) -> bool:
    return any("--output" in parameter.opts for parameter in command.params)


def _missing(what: str, name: str, known: Iterable[str] | None) -> str:
    return f"there is no {what} {name}{did_you_mean(name, known or ())}"
