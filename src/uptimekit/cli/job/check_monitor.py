"""A check of Healthchecks that watches a job."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Generator
from contextlib import contextmanager

from uptimekit._runtime.errors import NotFoundError
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT
from uptimekit.healthchecks import Client
from uptimekit.healthchecks.pings import accepted

from .monitor import Text

__all__ = ["CheckMonitor"]


class CheckMonitor:
    """A check: a start ping, then the exit status with the report, both with the run's id."""

    def __init__(self, client: Client, slug: str = "", *, create: bool, announce: bool) -> None:
        """Report to the check with *slug*, else to that of the client's ping URL; *announce* the start or not."""
        self._client = client
        self._slug = slug
        self._create = create
        self._announce = announce
        self._rid = uuids.uuid4()

    def start(self, seconds: float) -> None:
        """Send the start ping."""
        if self._announce:
            with self._pinging(seconds) as client:
                accepted(client.start_ping(slug=self._slug, rid=self._rid, create=self._create))

    def end(self, status: int, text: Text, seconds: float) -> None:
        """Send the exit status with the report, in the bytes that the server keeps."""
        data = text(self._client.ping_body_limit or DEFAULT_BODY_LIMIT)
        with self._pinging(seconds) as client:
            accepted(
                client.exit_code_ping(status, slug=self._slug, data=data, rid=self._rid, create=self._create)
            )

    def close(self) -> None:
        """Close the client."""
        self._client.close()

    @contextmanager
    def _pinging(self, seconds: float) -> Generator[Client]:
        try:
            yield self._client.with_options(deadline=seconds, timeout=seconds / 2)
        except NotFoundError:
            if not self._slug or self._create:
                raise
            raise NotFoundError(
                f"no check has the slug {self._slug}, or the ping key is another project's; --create makes the check"
            ) from None
