"""CheckTrap: a context manager and decorator that reports a job's runs to a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from uptimekit._runtime.job_trap import JobTrap
from uptimekit._runtime.time_limit import DEADLINE
from uptimekit._runtime.tracebacks import hides_locals

from ._async.client import AsyncClient
from ._async.trap_pings import AsyncCheckTrapPings
from ._sync.client import Client
from ._sync.trap_pings import CheckTrapPings
from .errors import WrongClientError
from .ping_address import ping_address
from .pings import BodyLimit

if TYPE_CHECKING:
    import uuid as uuids

__all__ = ["CheckTrap"]


class CheckTrap(JobTrap[CheckTrapPings, AsyncCheckTrapPings]):
    """Reports a run of the code it wraps: a start ping, then a success or a failure ping.

    Use it in ``with`` (with a Client), in ``async with`` (with an AsyncClient), or as a decorator of a function
    of the same kind.  The pings of a run carry one run id.  One object serves any number of runs, also at the same
    time: each thread, task, ``with`` block and decorated call has its own.

    **The job always runs**, and its exception is never hidden.  A ping that fails is logged as a warning of the
    logger ``uptimekit``, once for each run and reason.  A ping delays the job by at most *ping_deadline* seconds,
    whatever the client's options are.  If the job is being stopped (cancelled, KeyboardInterrupt, SIGTERM), its last
    ping has 2 seconds.

    The last ping carries the lines of :meth:`add_log`.  After an exception it carries the traceback too, and the end
    of the output of a failed command (CalledProcessError).  If the server keeps less, the oldest lines are cut.
    ``SystemExit`` and CalledProcessError count by their exit code; -n, killed by signal n, counts as 128 + n.  Any
    other exception is a failure, also KeyboardInterrupt and a cancellation.

    Give the check no filter on **keywords in the body** (``filter_http_body``).  The server would judge the pings by
    the keywords alone: one in a log line or traceback turns a failure into a success, and a ping without any is
    ignored.  The server answers ``OK`` all the same, so a trap cannot warn of it.

    Args:
        client: the client to ping with.  With *url* it may be left out: each ping then makes a client and closes it.
        uuid: UUID of the check, or
        slug: its slug, with the ping key of the client, or
        url: its ping URL; see ``Client.from_ping_url``, whose clients need none of the three.
        suppress_exceptions: True swallows an exception of the job after reporting it (but not KeyboardInterrupt,
            SystemExit or a cancellation); a decorated function then returns None.
        ignore_ping_errors: False raises the error of a ping at the end of the run, or adds it as a note to the
            exception of the job.
        create: with a slug, make the check if there is none; see ``Client.success_ping``.
        ping_deadline: seconds for a ping with all its attempts.  Default 5.
        report_sigterm: whether a SIGTERM is reported, as exit status 143, before it ends the process.  It interrupts
            the job with SystemExit in a thread, with a cancellation in a task; a second one ends the process at once.
            This works in the main thread, unless the program handles the signal itself.

    Raises:
        InvalidRequestError: not exactly one of uuid, slug and url, or a slug without a ping key.
        InvalidRequestError: *uuid* is not a UUID, *slug* cannot be one, or *url* is not a ping URL.
        ConfigurationError: *ping_deadline* is not a number of seconds above 0 and below ten years.
        WrongClientError: on entering, if the client is of the other kind.

    With ``ignore_ping_errors=False`` also, at the end of a run:
        PingFailedError: the server answered a ping, but did not accept it.
        HCAPIError, NetworkError: as the ping methods of the client.
    """

    _halves = (CheckTrapPings, AsyncCheckTrapPings)
    _clients = ("a Client", "an AsyncClient")
    _wrong_client = WrongClientError

    @hides_locals
    def __init__(
        self,
        client: Client | AsyncClient | None = None,
        uuid: str = "",
        slug: str = "",
        suppress_exceptions: bool = False,
        *,
        url: str = "",
        ignore_ping_errors: bool = True,
        create: bool = False,
        ping_deadline: float = DEADLINE,
        report_sigterm: bool = True,
    ) -> None:
        if isinstance(client, (Client, AsyncClient)):
            client._address(uuid, slug, url, create)  # pyright: ignore[reportPrivateUsage]  (same package)
        elif client is None and url:
            ping_address(uuid, slug, url, create, "")
        else:
            given = (
                "; none was given (is url= empty?)" if client is None else f", not {type(client).__name__}"
            )
            raise WrongClientError(
                f"a CheckTrap needs a Client, an AsyncClient, or a ping URL as url={given}"
            )
        super().__init__(client, suppress_exceptions, ignore_ping_errors, ping_deadline, report_sigterm)
        self.uuid = uuid
        self.slug = slug
        self.url = url
        self.create = create
        self._body_limit = BodyLimit()  # of the server at url, for the clients of this trap

    @property
    def rid(self) -> uuids.UUID:
        """The id of the run in this thread or task; between runs, of the next one."""
        return self._runs.current.rid

    def ping_log(self, text: str) -> None:
        """Send *text* now as a log entry of this run; the status of the check does not change.

        With ``ignore_ping_errors=False`` the error of the ping is raised here, in the middle of the job.
        """
        self._pings("ping_log").log(text)

    async def aping_log(self, text: str) -> None:
        """Send *text* now, as :meth:`ping_log` does, with an AsyncClient."""
        await self._async_pings("aping_log").log(text)
