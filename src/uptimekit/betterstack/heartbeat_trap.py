"""HeartbeatTrap: a context manager and decorator that reports a job's runs to a heartbeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uptimekit._runtime.job_trap import JobTrap
from uptimekit._runtime.time_limit import DEADLINE
from uptimekit._runtime.tracebacks import hides_locals

from ._async.heartbeat_client import AsyncHeartbeatClient
from ._async.heartbeat_trap_pings import AsyncHeartbeatTrapPings
from ._sync.heartbeat_client import HeartbeatClient
from ._sync.heartbeat_trap_pings import HeartbeatTrapPings
from .exceptions import ConfigurationError, ValidationError
from .heartbeat_url import read_heartbeat_url

if TYPE_CHECKING:
    from ._async.heartbeats import AsyncHeartbeat
    from ._sync.heartbeats import Heartbeat

__all__ = ["HeartbeatTrap"]


class HeartbeatTrap(JobTrap[HeartbeatTrapPings, AsyncHeartbeatTrapPings]):
    """Reports the end of a run of the code it wraps: a success, a failure, or an exit code.

    Use it in ``with``, in ``async with``, or as a decorator of a function or ``async`` function.  One object serves any
    number of runs, also at the same time: each thread, task, ``with`` block and decorated call has its own.  Better
    Stack has no signal for a start, so nothing is sent then.

    **The job always runs**, and its exception is never hidden.  A ping that fails is logged as a warning of the
    logger ``uptimekit``, and so is a missing ``BETTERSTACK_HEARTBEAT_URL``.  A ping delays the end of the job by at
    most *ping_deadline* seconds, whatever the client's options are.  If the job is being stopped (cancelled,
    KeyboardInterrupt, SIGTERM), its ping has 2 seconds.

    The report of a failure carries the lines of :meth:`add_log`, the traceback, and the end of the output of a failed
    command (CalledProcessError); of more than 10,000 bytes the oldest lines are cut.  A success carries nothing.
    ``SystemExit`` and CalledProcessError count by their exit code; -n, killed by signal n, counts as 128 + n.  Any
    other exception is a failure, also KeyboardInterrupt and a cancellation.

    Args:
        heartbeat: a Heartbeat or HeartbeatClient; for ``async with`` an AsyncHeartbeat or AsyncHeartbeatClient.
        suppress_exceptions: True swallows an exception of the job after reporting it (but not KeyboardInterrupt,
            SystemExit or a cancellation); a decorated function then returns None.
        url: URL of the heartbeat, instead of *heartbeat*; no API token is needed.  Default without either: the
            environment variable ``BETTERSTACK_HEARTBEAT_URL``, which is read when a ping is sent.
        ignore_ping_errors: False raises the error of a ping at the end of the run, or adds it as a note to the
            exception of the job.
        ping_deadline: seconds for a ping with all its attempts.  Default 5.
        report_sigterm: whether a SIGTERM is reported, as exit code 143, before it ends the process.  It interrupts
            the job with SystemExit in a thread, with a cancellation in a task; a second one ends the process at once.
            This works in the main thread, unless the program handles the signal itself.

    Raises:
        ValidationError: both *heartbeat* and *url* are given, *url* is not the URL of a heartbeat, or *heartbeat* has
            none yet.
        ConfigurationError: *ping_deadline* is not a number of seconds above 0 and below ten years; *heartbeat* is of
            the wrong kind, also on entering.

    With ``ignore_ping_errors=False`` also, at the end of a run:
        APIError, NetworkError: as the methods of HeartbeatClient.
    """

    _halves = (HeartbeatTrapPings, AsyncHeartbeatTrapPings)
    _clients = ("a Heartbeat or HeartbeatClient", "an AsyncHeartbeat or AsyncHeartbeatClient")
    _configuration_error = _wrong_client = ConfigurationError

    @hides_locals
    def __init__(
        self,
        heartbeat: Heartbeat | AsyncHeartbeat | HeartbeatClient | AsyncHeartbeatClient | None = None,
        suppress_exceptions: bool = False,
        *,
        url: str | None = None,
        ignore_ping_errors: bool = True,
        ping_deadline: float = DEADLINE,
        report_sigterm: bool = True,
    ) -> None:
        if heartbeat is not None and url:
            raise ValidationError("give heartbeat or url, not both", field="url")
        if url:
            read_heartbeat_url(url)
        client = None if heartbeat is None else _client_of(heartbeat)
        super().__init__(client, suppress_exceptions, ignore_ping_errors, ping_deadline, report_sigterm)
        self.url = url


def _client_of(heartbeat: Any) -> HeartbeatClient | AsyncHeartbeatClient:
    from ._async.heartbeats import AsyncHeartbeat  # loads the objects of the API, which few jobs need
    from ._sync.heartbeats import Heartbeat

    if isinstance(heartbeat, (HeartbeatClient, AsyncHeartbeatClient)):
        return heartbeat
    if isinstance(heartbeat, (Heartbeat, AsyncHeartbeat)):
        return heartbeat._pings()  # pyright: ignore[reportPrivateUsage]  (same package)
    hint = ": pass a URL as url=" if isinstance(heartbeat, str) else ""
    raise ConfigurationError(
        f"heartbeat must be a Heartbeat, a HeartbeatClient, or the asynchronous half of one, not {type(heartbeat).__name__}{hint}"
    )
