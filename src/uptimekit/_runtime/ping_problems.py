"""The pings of a run that failed: logged, raised or noted, once for each reason."""

from __future__ import annotations

import contextlib
import logging

from .errors import NetworkError, UptimeKitError
from .tracebacks import forget_locals

__all__ = ["PingProblems"]

logger = logging.getLogger("uptimekit")


class PingProblems(dict[object, Exception]):
    """The first error for each reason why pings of a run failed."""

    def add(self, problem: Exception, *, log: bool) -> None:
        """Keep *problem*, and log it, unless another one has the same reason."""
        if (reason := _reason(problem)) not in self:
            self[reason] = problem
            if log:
                _warn(problem)

    def throw(self) -> None:
        """Raise the last problem with the earlier ones as notes, if there is any."""
        if self:
            *earlier, last = self.values()
            for problem in earlier:
                last.add_note(f"an earlier ping of the run failed too: {_text(problem)}")
            forget_locals(last)  # by hand: a decorated `__exit__` would not find the frame that it leaves
            raise last

    def note(self, error: BaseException, *, log: bool) -> None:
        """Add each problem to *error*, the job's own, as a note, and log it."""
        for problem in self.values():
            # A frozen error takes no notes, and must not be hidden by that.
            with contextlib.suppress(Exception):
                error.add_note(f"its ping failed too: {_text(problem)}")
            if log:
                _warn(problem)


def _warn(problem: Exception) -> None:
    logger.warning("a ping failed: %s", _text(problem))


def _reason(problem: Exception) -> object:
    """Return what two problems of one reason have in common: the monitor cannot be reached, or it says the same."""
    if isinstance(problem, NetworkError):
        return NetworkError
    return type(problem), getattr(problem, "status_code", None)


def _text(problem: Exception) -> str:
    return str(problem) if isinstance(problem, UptimeKitError) else type(problem).__name__
