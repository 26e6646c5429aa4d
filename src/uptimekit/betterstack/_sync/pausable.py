# Derived by scripts/generate.py from ../_async/pausable.py; do not edit.
"""Pausing and resuming, for what can be paused."""

from __future__ import annotations

from uptimekit.betterstack.exceptions import facade_errors

from .base import BaseAPIObject

__all__ = ["Pausable"]


@facade_errors
class Pausable(BaseAPIObject):
    """An object that can be paused.  Both calls send nothing else; other changes wait for ``save()``."""

    def pause(self) -> None:
        """Pause it: no checks, no alerts.  A group pauses all its members."""
        self._change({"paused": True})

    def resume(self) -> None:
        """Resume it.  A group resumes all its members."""
        self._change({"paused": False})
