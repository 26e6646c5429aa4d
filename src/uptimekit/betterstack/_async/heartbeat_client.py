"""The client of one heartbeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self, Unpack

from uptimekit._runtime import ClientOptions
from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit._runtime.job_report import shell_status
from uptimekit._runtime.ping_body import DEFAULT_BODY_LIMIT, last_bytes
from uptimekit.betterstack.exceptions import (
    ERROR_CLASSES,
    ConfigurationError,
    NotFoundError,
    ValidationError,
    facade_errors,
)
from uptimekit.betterstack.heartbeat_url import given_heartbeat_url, read_heartbeat_url
from uptimekit_clients.betterstack.client import AsyncClient as GeneratedClient
from uptimekit_clients.betterstack.requests import heartbeat_pings

if TYPE_CHECKING:
    from uptimekit._runtime import Request
    from uptimekit._runtime.http_library import AsyncHTTPClient

__all__ = ["AsyncHeartbeatClient"]

PING_OPTIONS: Final[Mapping[str, Any]] = {"timeout": 10.0, "retries": 5, "deadline": 60.0}
"""Pings are retried more than other calls, since a lost one alerts."""


@facade_errors
class AsyncHeartbeatClient(AsyncFacade[GeneratedClient]):
    """Reports for one heartbeat by its URL alone; no API token is needed, read or sent.

    Use it as a context manager, or call :meth:`aclose`.

    Args:
        url: URL of the heartbeat, as the website and ``Heartbeat.url`` show it.  It is a secret.  Default: the
            environment variable ``BETTERSTACK_HEARTBEAT_URL``.
        http_client: a client of httpx or httpx2 to send with; it stays open.
        options: time-outs, retries, hooks; see ``ClientOptions``.  By default a report is sent up to 6 times, within
            60 seconds.

    Raises:
        ValidationError: *url* is not the URL of a heartbeat, or ends with an action such as ``/fail``.
        ConfigurationError: there is no URL, or an option makes no sense.
    """

    _error_classes = ERROR_CLASSES
    _configuration_error = ConfigurationError
    _token: str

    def __init__(
        self,
        url: str | None = None,
        *,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        server, self._token = given_heartbeat_url(url)
        given: Any = {**PING_OPTIONS, **options}
        super().__init__(GeneratedClient, bearer_token="", base_url=server, http_client=http_client, **given)

    @classmethod
    def _over(cls, client: GeneratedClient, url: str | None) -> Self:
        """Return a client of the heartbeat at *url* on the connections of *client*, whose token is not sent."""
        if url is None:
            raise ValidationError("the heartbeat has no url yet: call fetch_data() first", field="url")
        server, token = read_heartbeat_url(url)
        made = cls.__new__(cls)
        made._client, made._token = client.with_servers(base=server), token
        return made

    async def ping(self) -> None:
        """Report that the job has succeeded, or that the service is alive.

        Raises:
            NotFoundError: if no heartbeat has this URL.
            APIError: for any other error status.
        """
        await self._send(heartbeat_pings.ping(self._token))

    async def fail(self, output: str | bytes = "") -> None:
        """Report a failure; the heartbeat is down at once.

        Args:
            output: what the job has put out; the last 10,000 bytes are sent.

        Raises:
            ValidationError: before sending, if *output* is neither text nor bytes.
            NotFoundError, APIError: as :meth:`ping`.
        """
        await self._send(heartbeat_pings.fail(self._token, **_body(output)))

    async def report(self, exit_code: int, output: str | bytes = "") -> None:
        """Report how a job has ended: exit code 0 is a success, 1 to 255 a failure.

        Args:
            exit_code: the code; a return code -n of ``subprocess``, killed by signal n, is sent as 128 + n.
            output: what the job has put out; the last 10,000 bytes are sent.

        Raises:
            ValidationError: before sending, for any other exit code, or if *output* is neither text nor bytes.
            NotFoundError, APIError: as :meth:`ping`.
        """
        code = shell_status(exit_code)
        if code is None:
            raise ValidationError(
                "exit_code must be a whole number from 0 to 255, or -n for a command that signal n has killed, "
                f"not {exit_code!r}",
                field="exit_code",
            )
        await self._send(heartbeat_pings.exit_code(self._token, code, **_body(output)))

    async def _send(self, request: Request[None]) -> None:
        try:
            await self._client.call(request)
        except NotFoundError as error:
            error.message = f"{error.message} (is the URL right, and does its heartbeat still exist?)"
            error.args = (error.message,)
            raise


def _body(output: Any) -> dict[str, bytes]:
    if not isinstance(output, (str, bytes)):
        raise ValidationError(f"output must be text or bytes, not {type(output).__name__}", field="output")
    return {"body": last_bytes(output, DEFAULT_BODY_LIMIT)} if output else {}
