"""Warnings of the package on stderr: what a long command leaves out, or could not find."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager

import click

from uptimekit._runtime.logger import logger
from uptimekit._runtime.sanitize import sanitized

__all__ = ["shown_warnings"]


@contextmanager
def shown_warnings() -> Generator[None]:
    """Show each warning of the package's logger as a line while the block runs, unless they are shown anyway."""
    if any(isinstance(each, logging.StreamHandler | _Lines) for each in logger.handlers):
        yield
        return
    handler = _Lines(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Lines(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Write a warning to what stderr is now: it changes while there is a progress line."""
        click.echo(f"uptimekit: {sanitized(record.getMessage(), 300)}", err=True)
