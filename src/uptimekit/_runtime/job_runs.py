"""The runs of a trap, several of which may be under way at once."""

from __future__ import annotations

import contextlib
import uuid as uuids
from collections.abc import Mapping
from contextvars import ContextVar
from types import FrameType, MappingProxyType
from typing import Final

from attrs import define, field

from .ping_problems import PingProblems

__all__ = ["Run", "Runs"]


@define(slots=True, eq=False)
class Run:
    """One run of a job.

    Attributes:
        rid: the id that all its pings carry.
        lines: the log.
        problems: the errors of its pings.
        over: whether the job is over; its last ping may still be to send.
        terminated: whether SIGTERM has interrupted it.
        frame: the code that has entered it, while it is under way.
    """

    rid: uuids.UUID = field(factory=uuids.uuid4)
    lines: list[str] = field(factory=list[str])
    problems: PingProblems = field(factory=PingProblems)
    over: bool = False
    terminated: bool = False
    frame: FrameType | None = None


_Stacks = Mapping["Runs", tuple[Run, ...]]
_entered: Final[ContextVar[_Stacks]] = ContextVar("uptimekit_runs", default=MappingProxyType({}))
"""The runs that this thread or task, or the one that started it, has entered and not left.

One variable for all traps: a context keeps each variable that was ever set in it, so variables of traps would never
be freed.
"""


class Runs:
    """The runs under way, and the next one, which collects the log before it begins.

    Threads share it without a lock, since each step is one operation of a list or dict.  A signal handler, the end of a
    generator in a garbage collection, or a forked worker could find a lock taken for ever.
    """

    def __init__(self) -> None:
        self._open: list[Run] = []
        self._next: dict[None, Run] = {}  # at most one

    @property
    def current(self) -> Run:
        """The run of this thread or task; else the newest under way, as in a worker thread; else the next one."""
        runs = _entered.get().get(self) or tuple(self._open)
        return runs[-1] if runs else self._next.setdefault(None, Run())

    def begin(self, frame: FrameType | None = None) -> Run:
        """Begin a run, which the code in *frame* enters."""
        run = self._next.pop(None, None) or Run()
        run.frame = frame
        self._open.append(run)
        entered = _entered.get()
        _entered.set({**entered, self: (*entered.get(self, ()), run)})
        return run

    def end(self, frame: FrameType | None = None) -> Run:
        """End the run that the code in *frame* has entered, else the current one, and return it.

        The frame tells runs apart where the context does not: a fixture enters and leaves in different contexts, and
        of two generators the older one may end first.
        """
        run = self._entered_by(frame) or self.current
        run.over, run.frame = True, None
        with contextlib.suppress(ValueError):  # it was ended before
            self._open.remove(run)
        entered = dict(_entered.get())
        rest = tuple(each for each in entered.pop(self, ()) if each is not run)
        _entered.set({**entered, self: rest} if rest else entered)
        return run

    def _entered_by(self, frame: FrameType | None) -> Run | None:
        mine = [run for run in tuple(self._open) if run.frame is frame is not None]
        here = [run for run in _entered.get().get(self, ()) if run in mine]
        return next(reversed(here or mine), None)
