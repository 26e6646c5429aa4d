"""The HTTP clients below the services: verbs over sub-URLs that understand the API's envelopes."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, Unpack

from uptimekit._runtime import CallOptions
from uptimekit._runtime.events import logger
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.statuspage.client import AsyncClient, Client

from ._action import Asynchronous, Synchronous, action
from ._plans import Call, Plan, call
from ._requests import Answer, enveloped, error_of, read_answer, request_to, unwrapped
from ._runner import AsyncRunner, Runner

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient, HTTPClient

    from .configuration import Configuration

__all__ = ["AsyncHttpClient", "HttpClient", "RequestOptions"]

Values = Mapping[str, Any] | None


class RequestOptions(CallOptions, total=False):
    """Further arguments of the verbs, by keyword; the others are told in ``uptimekit.CallOptions``.

    Attributes:
        headers: further request headers.
        raw: whether to send the body as it is and to leave the envelope around the answer.  Default False.
        timeout: seconds to wait for each of connecting, sending and the next byte.
    """

    raw: bool


class _Verbs:
    """The verbs of both clients, and what goes with them.

    A sub-URL is a path below ``/v1`` such as ``/pages/{page_id}/components``, with or without a ``.json`` at its
    end.  Each verb returns status, headers and body: JSON as results, which can be read as dictionaries and as
    objects, anything else as text.

    Every verb raises RequestError, ResourceError, RateLimitError or ServerError for an error status, see
    ``uptimekit.statuspage.errors``; InputError for a URL that is no such path; and NetworkError,
    RequestTimeoutError or DecodingError where no usable answer arrived.
    """

    API_VERSION: ClassVar[str] = "/v1"

    config: Configuration

    @action
    def get(self, url: str, params: Values = None, **kwargs: Unpack[RequestOptions]) -> Plan[Answer]:
        """Send a GET request.

        Args:
            url: sub-URL.
            params: query parameters.
            kwargs: see :class:`RequestOptions`.
        """
        return _verb("GET", url, params, None, kwargs)

    @action
    def post(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Plan[Answer]:
        """Send a POST request.

        Args:
            url: sub-URL.
            body: fields of the object, which is sent in the envelope that the API expects there.
            kwargs: see :class:`RequestOptions`.
        """
        return _verb("POST", url, None, body, kwargs)

    @action
    def put(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Plan[Answer]:
        """Send a PUT request; the arguments are those of :meth:`post`."""
        return _verb("PUT", url, None, body, kwargs)

    @action
    def patch(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Plan[Answer]:
        """Send a PATCH request; the arguments are those of :meth:`post`."""
        return _verb("PATCH", url, None, body, kwargs)

    @action
    def delete(self, url: str, params: Values = None, **kwargs: Unpack[RequestOptions]) -> Plan[Answer]:
        """Send a DELETE request; the arguments are those of :meth:`get`."""
        return _verb("DELETE", url, params, None, kwargs)

    @action
    def request(
        self,
        method: str,
        url: str,
        params: Values = None,
        body: Values = None,
        **kwargs: Unpack[RequestOptions],
    ) -> Plan[Answer]:
        """Send any request; *method* is its verb, the other arguments are those of :meth:`get` and :meth:`post`."""
        return _verb(method.upper(), url, params, body, kwargs)

    def enable_logging(self) -> None:
        """Log what is called and how it went: operations and statuses, never keys, ids or bodies.

        It goes to the handlers of the logger ``uptimekit``, or to stderr if there is no handler at all.
        """
        logger.setLevel(logging.DEBUG)
        if not logger.hasHandlers():
            logger.addHandler(logging.StreamHandler())

    def handle_error_response(self, resp: Any) -> None:
        """Raise the error that an answer stands for; do nothing for one that is none.

        Args:
            resp: an answer with ``status_code``, ``headers`` and ``content``, such as one of httpx.
        """
        if resp.status_code >= 300:
            raise error_of(resp.status_code, resp.headers, resp.content)

    @staticmethod
    def wrap_envelope(container: str, body: Any) -> dict[str, Any]:
        """Return *body* in the envelope that the API expects: ``{container: body}``."""
        return enveloped(container, body)

    @staticmethod
    def unwrap_envelope(body: Any) -> Any:
        """Return what is in the envelope of an answer (``data``), and any other answer as it is."""
        return unwrapped(body)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.config.server}>"


def _verb(method: str, url: str, params: Values, body: Values, options: Any) -> Plan[Answer]:
    raw = bool(options.pop("raw", False))
    request = request_to(method, url, params, body, options.pop("headers", None), raw=raw)
    return call(Call(request, read_answer(raw=raw), options))


@hides_locals
class HttpClient(Synchronous, Runner, _Verbs):
    """The synchronous HTTP client; safe to share between threads.

    Args:
        config: the options.
        http_client: an httpx client of your own to send with; it stays open.

    Attributes:
        config: the options.
        api: the generated client of every operation, with the same connections and limits.
    """

    def __init__(self, config: Configuration, *, http_client: HTTPClient | None = None) -> None:
        self.config = config
        self.http_client = self
        self._clock = config.clock
        self.api = Client(
            api_key=config.api_key, base_url=config.server, http_client=http_client, **config.client_options
        )

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections."""
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), http_client=twin, api=self.api.with_options(**options))
        return twin

    def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        self.api.close()


@hides_locals
class AsyncHttpClient(Asynchronous, AsyncRunner, _Verbs):
    """The asynchronous :class:`HttpClient`: the same verbs, awaitable."""

    def __init__(self, config: Configuration, *, http_client: AsyncHTTPClient | None = None) -> None:
        self.config = config
        self.http_client = self
        self._clock = config.clock
        self.api = AsyncClient(
            api_key=config.api_key, base_url=config.server, http_client=http_client, **config.client_options
        )

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections."""
        twin = object.__new__(type(self))
        vars(twin).update(vars(self), http_client=twin, api=self.api.with_options(**options))
        return twin

    async def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        await self.api.aclose()
