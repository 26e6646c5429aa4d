"""``uptimekit --debug``: what is sent and answered, and where an error came from, without secrets."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["Debugging"]


class Debugging:
    """Whether one run of the command shows details on stderr; off at first."""

    def __init__(self) -> None:
        self.on = False

    @contextmanager
    def log(self) -> Generator[None]:
        """Show the log of the package, whose messages have no secret in them, while the block runs."""
        import logging  # slow to load, and not needed by most runs

        self.on = True
        logger, handler = logging.getLogger("uptimekit"), logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("uptimekit: %(relativeCreated)d ms: %(message)s"))
        level = logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
        try:
            yield
        finally:
            logger.removeHandler(handler)
            logger.setLevel(level)

    def show(self, error: Exception) -> None:
        """Print where *error* came from: places in the code, and no text of other packages' errors."""
        if not self.on:
            return
        import traceback

        print(f"uptimekit: {type(error).__name__}, raised at", file=sys.stderr)
        for frame in traceback.extract_tb(error.__traceback__):
            print(f"  {frame.filename}:{frame.lineno} in {frame.name}", file=sys.stderr)
        if cause := error.__cause__ or error.__context__:
            print(f"  because of {type(cause).__module__}.{type(cause).__name__}", file=sys.stderr)
