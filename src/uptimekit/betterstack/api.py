"""The API classes: verbs that take a path, with every safety of the runtime below them."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, Final, Self, Unpack

from uptimekit._runtime import ListRequest, RawResponse
from uptimekit._runtime import errors as common
from uptimekit._runtime.clock import SYSTEM_CLOCK, Clock
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.tracebacks import forget_locals, hides_locals
from uptimekit_clients.betterstack.client import AsyncClient, Client

from ._response import Response
from ._setup import API_URL, Address, APIOptions, with_error_classes
from .auth import BearerAuth
from .exceptions import ConfigurationError

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient, HTTPClient
    from uptimekit._runtime.http_library import Client as HTTPXClient

__all__ = ["RESTAPI", "AsyncUptimeAPI", "BearerAuth", "PaginatedAPI", "Response", "UptimeAPI"]

Parameters = Mapping[str, Any]


@hides_locals
class RESTAPI:
    """Verbs over the paths of one API.  Safe to share between threads; a context manager.

    Args:
        base_url: address that paths are relative to; must end with a slash.
        auth: the token.
        retries: attempts after the first one.  POST and PATCH are only repeated where nothing can have been
            done: no connection was made, or the server said 429.
        backoff_factor: ceiling in seconds of the wait before the first retry; it doubles with each, up to 8.
            A ``Retry-After`` of the server goes before it.
        timeout: seconds to wait for each of connecting (at most 5), sending and the next byte.
        http_client: an httpx client of your own to send with; it stays open.
        options: deadline, rate limit, hooks and more, see :class:`APIOptions` and ``docs/policy.md``.

    Attributes:
        base_url: as given.

    Raises:
        ConfigurationError: an argument makes no sense (a ValueError).

    Every verb raises APIError or one of its subclasses for an error status, NetworkError, RequestTimeoutError
    or DecodingError where no usable answer arrived, and ValidationError for a URL that leads to another origin.
    """

    def __init__(
        self,
        base_url: str,
        auth: BearerAuth,
        retries: int = 3,
        backoff_factor: float = 0.5,
        timeout: float = 30.0,
        *,
        http_client: HTTPClient | None = None,
        **options: Unpack[APIOptions],
    ) -> None:
        self._address = Address(base_url)
        self._clock = options.get("clock", SYSTEM_CLOCK)
        try:
            self._api = Client(
                token=auth.token,
                http_client=http_client,
                timeout=timeout,
                retries=retries,
                backoff=backoff_factor,
                **self._address.servers,
                **with_error_classes(options),
            )
        except common.ConfigurationError as error:
            raise ConfigurationError(error.message) from None

    @property
    def base_url(self) -> str:
        """The address that paths are relative to."""
        return self._address.base_url

    @property
    def session(self) -> HTTPXClient:
        """The httpx client that sends.  What it sends by itself carries no token."""
        return self._api.http_client

    @property
    def api(self) -> Client:
        """The generated client: every operation of the API, on the same connections, limits and error classes."""
        return self._api

    @property
    def clock(self) -> Clock:
        """Where this API takes the time from, and how it waits."""
        return self._clock

    def get(
        self,
        url: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Get *url* and return its JSON as it is.

        Args:
            url: path relative to ``base_url``, absolute path, or URL on the same origin.
            body: not sent.
            headers: further request headers.
            parameters: query parameters; one may end with an underscore that is not sent (``from_``).
        """
        del body
        found: dict[str, Any] = self._send("GET", url, None, headers, parameters).json()
        return found

    def post(
        self,
        url: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> Response:
        """Post *body* as JSON.  The other arguments are those of :meth:`get`."""
        return Response(self._send("POST", url, body, headers, parameters))

    def patch(
        self,
        url: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> Response:
        """Patch with *body* as JSON.  The other arguments are those of :meth:`get`."""
        return Response(self._send("PATCH", url, body, headers, parameters))

    def delete(
        self,
        url: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> Response:
        """Delete; *body* is not sent.  The other arguments are those of :meth:`get`."""
        del body
        return Response(self._send("DELETE", url, None, headers, parameters))

    def _send(
        self,
        method: str,
        url: str,
        body: Parameters | None,
        headers: Parameters | None,
        parameters: Parameters | None,
    ) -> RawResponse:
        return self._api.send(self._address.request(method, url, body, headers, parameters))

    def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        self._api.close()

    def __enter__(self) -> Self:
        self._api.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.base_url}>"


class PaginatedAPI(RESTAPI):
    """A :class:`RESTAPI` whose ``get`` goes through all pages.

    Args:
        max_workers: pages that may be fetched at the same time, ahead of the one being read.  The others are
            the arguments of :class:`RESTAPI`.
    """

    @hides_locals
    def __init__(
        self,
        base_url: str,
        auth: BearerAuth,
        retries: int = 3,
        backoff_factor: float = 0.5,
        timeout: float = 30.0,
        max_workers: int = 5,
        *,
        http_client: HTTPClient | None = None,
        **options: Unpack[APIOptions],
    ) -> None:
        if type(max_workers) is not int or max_workers < 1:
            raise ConfigurationError("max_workers must be a whole number of at least 1")
        super().__init__(base_url, auth, retries, backoff_factor, timeout, http_client=http_client, **options)
        self.max_workers = max_workers

    def get(  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]  (documented so: a generator here, a dict there)
        self,
        url: str,
        body: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        parameters: dict[str, Any] | None = None,
    ) -> Generator[dict[str, Any], None, None]:
        """Yield the object, or all items of all pages in their order.

        Nothing is sent before the first item is asked for.  While a page is read, up to ``max_workers`` pages
        after it are fetched at the same time if the server tells which page is the last, else one.  Nothing
        else is fetched, so who stops early leaves the rest alone.  With a parameter ``page`` the listing begins
        there.  An error that breaks a listing carries ``page_token``, the page to go on with.

        The arguments are those of :meth:`RESTAPI.get`.
        """
        del body
        answer: Any = None
        found: Any = None
        try:
            request = self._address.request("GET", url, None, headers, parameters)
            if request.operation.pagination is not None and request.operation.pagination.size:
                yield from self._pages(request, request.query.pop("page", None))
                return
            answer = self._api.send(request).json()
            found = answer.get("data", answer) if is_object(answer) else answer
            if not is_list(found):
                yield found
                return
            yield from found
            if (following := _next_page(request, answer)) is not None:
                yield from self._pages(request, following)
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            del url, headers, parameters, answer, found
            raise

    def _pages(
        self, request: ListRequest[Any, dict[str, Any]], start_at: str | None
    ) -> Generator[dict[str, Any], None, None]:
        yield from self._api.paginate(request, start_at=start_at, prefetch=self.max_workers)


@hides_locals
class UptimeAPI(PaginatedAPI):
    """The Better Stack Uptime API.

    Args:
        bearer_token: token of a team, or a global one.
        base_url: another server with the same API, such as a sandbox.
        The others are the arguments of :class:`PaginatedAPI`.

    >>> api = UptimeAPI("your-bearer-token")
    >>> monitors = list(Monitor.get_all_instances(api))  # doctest: +SKIP
    """

    BETTERSTACK_API_URL: Final = API_URL

    def __init__(
        self,
        bearer_token: str,
        retries: int = 3,
        backoff_factor: float = 0.5,
        timeout: float = 30.0,
        max_workers: int = 5,
        *,
        base_url: str = API_URL,
        http_client: HTTPClient | None = None,
        **options: Unpack[APIOptions],
    ) -> None:
        auth = BearerAuth(bearer_token)
        super().__init__(
            base_url,
            auth,
            retries,
            backoff_factor,
            timeout,
            max_workers,
            http_client=http_client,
            **options,
        )


@hides_locals
class AsyncUptimeAPI:
    """The asynchronous generated client (:attr:`api`), set up as :class:`UptimeAPI` is; an async context manager.

    The arguments are those of :class:`UptimeAPI`; there are no objects here, so no ``max_workers`` either.
    """

    def __init__(
        self,
        bearer_token: str,
        retries: int = 3,
        backoff_factor: float = 0.5,
        timeout: float = 30.0,
        *,
        base_url: str = API_URL,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[APIOptions],
    ) -> None:
        address = Address(base_url)
        try:
            self._api = AsyncClient(
                token=BearerAuth(bearer_token).token,
                http_client=http_client,
                timeout=timeout,
                retries=retries,
                backoff=backoff_factor,
                **address.servers,
                **with_error_classes(options),
            )
        except common.ConfigurationError as error:
            raise ConfigurationError(error.message) from None
        self._address = address

    @property
    def base_url(self) -> str:
        """The address of the API."""
        return self._address.base_url

    @property
    def api(self) -> AsyncClient:
        """The generated asynchronous client of every operation."""
        return self._api

    async def aclose(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        await self._api.aclose()

    async def __aenter__(self) -> Self:
        await self._api.__aenter__()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.base_url}>"


def _next_page(request: ListRequest[Any, Any], answer: Any) -> str | None:
    """Return the page after the first answer of a list that the spec does not know."""
    links = answer.get("pagination") if is_object(answer) else None
    page = str(request.query.get("page", 1))
    goes_on = request.operation.pagination and is_object(links) and links.get("next") and page.isdecimal()
    return str(int(page) + 1) if goes_on else None
