"""Failures of an account, as errors of this package that show no secret."""

from __future__ import annotations

import os
import traceback
from collections import deque
from errno import errorcode
from typing import Final

from uptimekit._runtime.errors import RequestTimeoutError, UptimeKitError
from uptimekit._runtime.logger import logger
from uptimekit._runtime.masking import Secrets
from uptimekit._runtime.tracebacks import forget_locals

__all__ = ["FAILURES", "as_error", "overdue"]

FAILURES: Final = (Exception, SystemExit)
"""What a reader of somebody else may raise that is its fault alone: ``sys.exit()`` in it must not end the program."""


def as_error(error: Exception | SystemExit, provider: str, secrets: Secrets) -> UptimeKitError:
    """Return *error* itself if it is of this package; else an error that names its class, and has it as its cause.

    Whoever wrote the reader: *secrets* are masked in both, and the frames of the traceback lose their local variables.
    """
    secrets.take_out_of(error)
    forget_locals(error)
    if isinstance(error, UptimeKitError):
        return error
    logger.debug("the reader of %s raised %s at %s", provider, type(error).__name__, _place(error))
    each: BaseException | None = error
    while each is not None:
        traceback.clear_frames(each.__traceback__)
        each = each.__cause__ or each.__context__
    failed = UptimeKitError(f"the reader of {provider} failed: {type(error).__name__}{_said(error)}")
    failed.__cause__ = error
    return failed


def _said(error: BaseException) -> str:
    """Return what the system says, such as ``Too many open files``: not in the words of the error, which may be anything."""
    if isinstance(error, OSError) and error.errno is not None and error.errno in errorcode:
        return f" ({os.strerror(error.errno)})"
    return ""


def _place(error: BaseException) -> str:
    """Return the file and line where *error* was raised."""
    raised = deque(traceback.walk_tb(error.__traceback__), maxlen=1)
    return ", ".join(f"{frame.f_code.co_filename}:{line}" for frame, line in raised) or "no known place"


def overdue(seconds: float) -> RequestTimeoutError:
    """Return the error of what was not done at the deadline."""
    return RequestTimeoutError(f"not done within {seconds:g} s")
