"""The message of a wrong call, on one line."""

from __future__ import annotations

import click

from uptimekit._runtime.sanitize import sanitized

__all__ = ["usage_message"]


def usage_message(error: click.ClickException) -> str:
    """Return what *error* says, and the help that tells how it is done right."""
    message = sanitized(error.format_message())
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message} (see {context.command_path} --help)" if context else message
