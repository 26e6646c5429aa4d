"""The monitor of a job, as its reporter sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

__all__ = ["Monitor", "Text"]

Text = Callable[[int], bytes]
"""Returns the report in at most so many bytes."""


class Monitor(Protocol):
    """Takes the reports of one run.  The methods raise the errors of the provider's client."""

    def start(self, seconds: float) -> None:
        """Report the start within *seconds*, if the provider knows one."""
        ...

    def end(self, status: int, text: Text, seconds: float) -> None:
        """Report the exit status, 0 for a success, within *seconds*."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...
