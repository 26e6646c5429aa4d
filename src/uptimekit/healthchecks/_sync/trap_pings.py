# Derived by scripts/generate.py from ../_async/trap_pings.py; do not edit.
"""The pings of a CheckTrap."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypedDict

from uptimekit._runtime._sync.trap_pings import TrapPings
from uptimekit._runtime.job_report import End
from uptimekit._runtime.job_runs import Run, Runs
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT
from uptimekit._runtime.ping_problems import PingProblems
from uptimekit.healthchecks._sync.client import Client
from uptimekit.healthchecks.pings import accepted

if TYPE_CHECKING:
    import uuid as uuids

    from uptimekit.healthchecks.check_trap import CheckTrap


__all__ = ["CheckTrapPings"]


class _Address(TypedDict):
    uuid: str
    slug: str
    url: str
    rid: uuids.UUID
    create: bool


class CheckTrapPings(TrapPings[Client]):
    """Sends the pings of a CheckTrap's runs."""

    def __init__(self, trap: CheckTrap, runs: Runs) -> None:
        super().__init__(trap, runs)
        self._check = trap

    def _connected(self) -> AbstractContextManager[Client]:
        client = self._check.client
        if isinstance(client, Client):
            return nullcontext(client)
        own = Client.from_ping_url(self._check.url)
        own._body_limit = self._check._body_limit  # pyright: ignore[reportPrivateUsage]  (same package)
        return own

    def log(self, text: str) -> None:
        """Send *text* as a log entry of the current run."""
        run, quiet = self._runs.current, self._trap.ignore_ping_errors
        problems = run.problems if quiet else PingProblems()

        def send(client: Client, /) -> None:
            accepted(client.log_ping(**self._address(run), data=text))

        self._send(send, problems)
        if not quiet:
            problems.throw()

    def _begun(self, run: Run) -> None:
        def send(client: Client, /) -> None:
            accepted(client.start_ping(**self._address(run)))

        self._send(send, run.problems)

    def _ended(self, client: Client, run: Run, end: End) -> None:
        address = self._address(run)
        if not end.raised:
            result = client.success_ping(**address, data=end.text)
        elif end.status is None:
            result = client.fail_ping(**address, data=end.text)
        else:
            result = client.exit_code_ping(end.status, **address, data=end.text)
        accepted(result)

    def _limit(self, client: Client) -> int:
        return client.ping_body_limit or DEFAULT_BODY_LIMIT

    def _address(self, run: Run) -> _Address:
        trap = self._check
        return {"uuid": trap.uuid, "slug": trap.slug, "url": trap.url, "rid": run.rid, "create": trap.create}
