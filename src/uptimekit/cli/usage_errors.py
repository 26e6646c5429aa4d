"""The message of a wrong call, on one line."""

from __future__ import annotations

from collections.abc import Iterable

import click

from uptimekit._runtime.sanitize import sanitized
from uptimekit._runtime.spelling import did_you_mean

__all__ = ["usage_message"]


def usage_message(error: click.ClickException) -> str:
    """Return what *error* says, and the help that tells how it is done right."""
    message = sanitized(_message(error))
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message} (see {context.command_path} --help)" if context else message


def _message(error: click.ClickException) -> str:
    """Return the message; for a name that is none, with the nearest one alone."""
    if isinstance(error, click.NoSuchOption):
        return _missing("option", error.option_name, error.possibilities)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return _missing("command", error.command_name, error.possibilities)
    return error.format_message().removesuffix(".")


def _missing(what: str, name: str, known: Iterable[str] | None) -> str:
    return f"there is no {what} {name}{did_you_mean(name, known or ())}"
