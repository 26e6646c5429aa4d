"""The log of a verbose client."""

from __future__ import annotations

import logging
from typing import Final

from uptimekit._runtime.events import Answered, CallFailed, Event, RequestSent, text_of

__all__ = ["log_call"]

_LOGGER: Final = logging.getLogger("uptimekit.statuspage")


def log_call(event: Event) -> None:
    """Log requests and what came of them at INFO; the package's own logger has retries and deprecations."""
    if isinstance(event, RequestSent | Answered | CallFailed):
        _LOGGER.info("%s %s (%s): %s", event.method, event.path, event.operation, text_of(event))
