"""The HTTP clients below the services: verbs over sub-URLs that understand the API's envelopes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit.statuspage._answers import unwrapped
from uptimekit.statuspage._arguments import RequestOptions, refuse_unknown
from uptimekit.statuspage.configuration import Configuration
from uptimekit.statuspage.errors import ERROR_CLASSES, ConfigurationError, facade_errors
from uptimekit_clients.statuspage.client import AsyncClient as GeneratedClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient
    from uptimekit.statuspage._sub_urls import Answer

__all__ = ["AsyncHttpClient"]

Values = Mapping[str, Any] | None


@facade_errors
class AsyncHttpClient(AsyncFacade[GeneratedClient]):
    """The HTTP client below the services, with verbs over any path of the API.

    A sub-URL is a path below ``/v1`` such as ``/pages/{page_id}/components``, with or without a ``.json`` at its
    end.  Each verb returns status, headers and body: JSON as results, which can be read as dictionaries and as
    objects, anything else as text.

    Args:
        config: the options.
        http_client: an ``httpx.AsyncClient`` to send with.  It stays open unless ``close_http_client=True``.

    Every verb raises RequestError, ResourceError, RateLimitError or ServerError for an error status, see
    ``uptimekit.statuspage.errors``; InputError for a URL of another form; and NetworkError, RequestTimeoutError or
    DecodingError if no usable answer arrives.
    """

    API_VERSION: ClassVar[str] = "/v1"

    _error_classes = ERROR_CLASSES

    def __init__(self, config: Configuration, *, http_client: AsyncHTTPClient | None = None) -> None:
        if not isinstance(config, Configuration):  # pyright: ignore[reportUnnecessaryIsInstance]
            kind = type(config).__name__
            raise ConfigurationError(f"config must be a Configuration, not of type {kind}")
        super().__init__(
            GeneratedClient,
            api_key=config.api_key,
            base_url=config.server,
            http_client=http_client,
            **config.client_options,
        )
        self.config = config

    async def get(self, url: str, params: Values = None, **kwargs: Unpack[RequestOptions]) -> Answer:
        """Send a GET request.

        Args:
            url: sub-URL.
            params: query parameters.
            kwargs: see :class:`RequestOptions`.
        """
        return await self.request("GET", url, params, None, **kwargs)

    async def post(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Answer:
        """Send a POST request.

        Args:
            url: sub-URL.
            body: fields of the object, which is sent in the envelope that the API expects there.
            kwargs: see :class:`RequestOptions`.
        """
        return await self.request("POST", url, None, body, **kwargs)

    async def put(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Answer:
        """Send a PUT request; the arguments are those of :meth:`post`."""
        return await self.request("PUT", url, None, body, **kwargs)

    async def patch(self, url: str, body: Values = None, **kwargs: Unpack[RequestOptions]) -> Answer:
        """Send a PATCH request; the arguments are those of :meth:`post`."""
        return await self.request("PATCH", url, None, body, **kwargs)

    async def delete(self, url: str, params: Values = None, **kwargs: Unpack[RequestOptions]) -> Answer:
        """Send a DELETE request; the arguments are those of :meth:`get`."""
        return await self.request("DELETE", url, params, None, **kwargs)

    async def request(
        self,
        method: str,
        url: str,
        params: Values = None,
        body: Values = None,
        **kwargs: Unpack[RequestOptions],
    ) -> Answer:
        """Send a request with any HTTP *method*; the other arguments are those of :meth:`get` and :meth:`post`."""
        from uptimekit.statuspage._sub_urls import request_to  # the services do without it

        refuse_unknown("request", kwargs, RequestOptions.__optional_keys__)
        options: Any = kwargs
        raw, headers = bool(options.pop("raw", False)), options.pop("headers", None)
        request = request_to(method.upper(), url, params, body, headers, raw=raw)
        client = self._client.with_options(**options) if options else self._client
        return await client.call(request)

    def enable_logging(self) -> None:
        """Log requests and their outcomes: operations and statuses, never keys, ids or bodies.

        The records go to the logger ``uptimekit.statuspage`` at level INFO.  To show them, configure logging, such as
        with ``logging.basicConfig(level="INFO")``.
        """
        from uptimekit.statuspage._call_log import log_call  # few clients are verbose

        self._client.add_hook(log_call)

    def handle_error_response(self, resp: Any) -> None:
        """Raise the error of an error answer; do nothing for any other answer.

        Args:
            resp: a response with ``status_code``, ``headers`` and ``content``, such as one of httpx.
        """
        if resp.status_code >= 300:
            from uptimekit.statuspage._sub_urls import error_of

            raise error_of(resp.status_code, resp.headers, resp.content)

    @staticmethod
    def wrap_envelope(container: str, body: Any) -> dict[str, Any]:
        """Return *body* in the envelope that the API expects: ``{container: body}``."""
        from uptimekit.statuspage._sub_urls import enveloped

        return enveloped(container, body)

    @staticmethod
    def unwrap_envelope(body: Any) -> Any:
        """Return the content of an answer's envelope (``data``), and an answer without envelope unchanged."""
        return unwrapped(body)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.config.server}>"
