"""Pausing and resuming, for what can be paused."""

from __future__ import annotations

from uptimekit.betterstack.exceptions import facade_errors

from .base import AsyncBaseAPIObject

__all__ = ["AsyncPausable"]


@facade_errors
class AsyncPausable(AsyncBaseAPIObject):
    """An object that can be paused.  Both calls send nothing else; other changes wait for ``save()``."""

    async def pause(self) -> None:
        """Pause it: no checks, no alerts.  A group pauses all its members."""
        await self._change({"paused": True})

    async def resume(self) -> None:
        """Resume it.  A group resumes all its members."""
        await self._change({"paused": False})
