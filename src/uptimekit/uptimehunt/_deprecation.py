"""Warnings about operations that the vendor is going to remove."""

from __future__ import annotations

import warnings
from collections.abc import Callable

from uptimekit._runtime.callbacks import is_function
from uptimekit._runtime.events import DeprecationNoticed, Event

from .errors import ConfigurationError

__all__ = ["APIDeprecationWarning", "DeprecationHook", "OnDeprecation"]

OnDeprecation = Callable[[DeprecationNoticed], None]


class APIDeprecationWarning(FutureWarning):
    """UptimeHunt announces the end of an operation that this program calls; shown once for each operation."""


class DeprecationHook:
    """A hook that warns about each operation once and passes every notice to *on_deprecation*."""

    def __init__(self, on_deprecation: OnDeprecation | None) -> None:
        if on_deprecation is not None and not is_function(on_deprecation):
            raise ConfigurationError("on_deprecation must be a plain function, not an async one")
        self._tell = on_deprecation
        self._warned: set[str] = set()

    def __call__(self, event: Event) -> None:
        """Look at one event of a client."""
        if not isinstance(event, DeprecationNoticed):
            return
        if event.operation not in self._warned:
            self._warned.add(event.operation)
            headers = ", ".join(f"{name}: {value}" for name, value in event.notices.items())
            # The caller's frame is many frames up, and more in a listing: the text names the request instead.
            text = f"UptimeHunt announces the end of {event.method} {event.path} ({headers})"
            warnings.warn(text, APIDeprecationWarning, stacklevel=2)
        if self._tell is not None:
            self._tell(event)
