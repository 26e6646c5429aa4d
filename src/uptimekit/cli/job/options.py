"""The options of a job and its report."""

from __future__ import annotations

from typing import Final, NamedTuple

from uptimekit._runtime.time_limit import DEADLINE

from .target import Target

__all__ = ["BODY_LIMIT", "JobOptions"]

BODY_LIMIT: Final = 100_000
"""Bytes of output that are kept for the report: as many as the hosted Healthchecks keeps."""


class JobOptions(NamedTuple):
    """The options of the command, which describes them."""

    target: Target = Target()
    deadline: float = DEADLINE
    body_limit: int = BODY_LIMIT
    output: bool = True
    quiet: bool = False
    successes: frozenset[int] = frozenset({0})
