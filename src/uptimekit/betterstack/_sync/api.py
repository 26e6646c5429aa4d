# Derived by scripts/generate.py from ../_async/api.py; do not edit.
"""The API classes: verbs that take a path, with every safety of the runtime below them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, Unpack

from uptimekit._runtime import ListRequest, RawResponse
from uptimekit._runtime._sync.facade import Facade
from uptimekit._runtime.errors import UptimeKitError
from uptimekit._runtime.json_types import is_list, is_object
from uptimekit._runtime.tracebacks import forget_locals
from uptimekit._runtime.urls import api_address
from uptimekit.betterstack.address import API_URL, Address
from uptimekit.betterstack.exceptions import ERROR_CLASSES, ConfigurationError, facade_errors
from uptimekit.betterstack.listing import Listing
from uptimekit.betterstack.response import Response
from uptimekit_clients.betterstack.client import Client as GeneratedClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import Client as HTTPXClient
    from uptimekit._runtime.http_library import HTTPClient
    from uptimekit.betterstack.auth import BearerAuth
    from uptimekit.betterstack.options import APIOptions

__all__ = ["RESTAPI", "PaginatedAPI", "UptimeAPI"]

Values = dict[str, Any] | None


@facade_errors
class RESTAPI(Facade[GeneratedClient]):
    """Verbs over the paths of one API.  A context manager.

    Threads may share a synchronous one, event loops a synchronous one.

    Args:
        base_url: address that paths are relative to; must end with a slash.
        auth: the token.
        retries: attempts after the first one.  POST and PATCH are only repeated where nothing can have been
            done: no connection was made, or the server said 429.
        backoff_factor: ceiling in seconds of the wait before the first retry; it doubles with each, up to 8.
            A ``Retry-After`` of the server goes before it.
        timeout: seconds to wait for each of connecting (at most 5), sending and the next byte.
        http_client: a client of httpx or httpx2 to send with; it stays open.
        options: deadline, rate limit, hooks and more, see :class:`APIOptions` and ``docs/policy.md``.

    Attributes:
        base_url: as given.

    Raises:
        ConfigurationError: an argument makes no sense (a ValueError).

    Every verb raises APIError or one of its subclasses for an error status, NetworkError, RequestTimeoutError
    or DecodingError where no usable answer arrived, and ValidationError for a URL that leads to another origin.
    """

    _error_classes = ERROR_CLASSES
    _configuration_error = ConfigurationError

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
        super().__init__(
            GeneratedClient,
            bearer_token=auth.token,
            http_client=http_client,
            timeout=timeout,
            retries=retries,
            backoff=backoff_factor,
            **self._address.servers,
            **options,
        )

    @property
    def base_url(self) -> str:
        """The address that paths are relative to."""
        return self._address.base_url

    @property
    def session(self) -> HTTPXClient:
        """The httpx client that sends.  What it sends by itself carries no token."""
        return self._client.http_client

    def get(
        self, url: str, body: Values = None, headers: Values = None, parameters: Values = None
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
        self, url: str, body: Values = None, headers: Values = None, parameters: Values = None
    ) -> Response:
        """Post *body* as JSON.  The other arguments are those of :meth:`get`."""
        return Response(self._send("POST", url, body, headers, parameters))

    def patch(
        self, url: str, body: Values = None, headers: Values = None, parameters: Values = None
    ) -> Response:
        """Patch with *body* as JSON.  The other arguments are those of :meth:`get`."""
        return Response(self._send("PATCH", url, body, headers, parameters))

    def delete(
        self, url: str, body: Values = None, headers: Values = None, parameters: Values = None
    ) -> Response:
        """Delete; *body* is not sent.  The other arguments are those of :meth:`get`."""
        del body
        return Response(self._send("DELETE", url, None, headers, parameters))

    def _send(self, method: str, url: str, body: Values, headers: Values, parameters: Values) -> RawResponse:
        return self._client.send(self._address.request(method, url, body, headers, parameters))


class PaginatedAPI(RESTAPI):
    """A :class:`RESTAPI` whose ``get`` goes through all pages.

    Args:
        max_workers: pages that may be fetched at the same time, ahead of the one being read.  The others are
            the arguments of :class:`RESTAPI`.
    """

    @facade_errors
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
        self, url: str, body: Values = None, headers: Values = None, parameters: Values = None
    ) -> Listing[dict[str, Any]]:
        """Yield the object, or all items of all pages in their order.

        Nothing is sent before the first item is asked for.  While a page is read, up to ``max_workers`` pages
        after it are fetched at the same time if the server tells which page is the last, else one.  The rest is
        not fetched if the caller stops early.  With a parameter ``page`` the listing begins there.  An error in the
        middle of a listing carries ``page_token``, the page to go on with.

        The arguments are those of :meth:`RESTAPI.get`.
        """
        del body
        answer: Any = None
        found: Any = None
        item: Any = None
        try:
            request = self._address.request("GET", url, None, headers, parameters)
            start_at = request.query.pop("page", None) if _is_paged(request) else None
            if not _is_paged(request):
                answer = self._client.send(request).json()
                found = answer.get("data", answer) if is_object(answer) else answer
                for item in found if is_list(found) else [found]:
                    yield item
                start_at = _next_page(request, answer) if is_list(found) else None
                if start_at is None:
                    return
            pager = self._client.paginate(request, start_at=start_at, prefetch=self.max_workers)
            with closing(iter(pager)) as items:
                for item in items:
                    yield item
        except BaseException as error:  # by hand: a decorator would cost a call for each item
            forget_locals(error)
            if isinstance(error, UptimeKitError):
                error.method = "get"
            del url, headers, parameters, answer, found, item
            raise


@facade_errors
class UptimeAPI(PaginatedAPI):
    """The Better Stack Uptime API.

    Args:
        bearer_token: token of a team, or a global one.  Default: the environment variable ``BETTERSTACK_API_TOKEN``.
        base_url: another server with the same API, such as a sandbox: its root, or the address of its API with or
            without the version.

    The other arguments are those of :class:`PaginatedAPI`.

    Examples:
        >>> api = UptimeAPI("your-bearer-token")
        >>> monitors = [each for each in Monitor.get_all_instances(api)]  # doctest: +SKIP
    """

    BETTERSTACK_API_URL: Final = API_URL

    def __init__(
        self,
        bearer_token: str | None = None,
        retries: int = 3,
        backoff_factor: float = 0.5,
        timeout: float = 30.0,
        max_workers: int = 5,
        *,
        base_url: str = API_URL,
        http_client: HTTPClient | None = None,
        **options: Unpack[APIOptions],
    ) -> None:
        from uptimekit.betterstack.auth import BearerAuth  # with httpx, which loads with the first client

        auth = BearerAuth(bearer_token)
        with self._refusing():
            address = api_address("base_url", base_url, above="/api", versions=("v2", "v3"))
        super().__init__(
            f"{address}/",
            auth,
            retries,
            backoff_factor,
            timeout,
            max_workers,
            http_client=http_client,
            **options,
        )


def _is_paged(request: ListRequest[Any, Any]) -> bool:
    """Whether the spec knows the listing, with the size of its pages."""
    return request.operation.pagination is not None and request.operation.pagination.size > 0


def _next_page(request: ListRequest[Any, Any], answer: Any) -> str | None:
    """Return the page after the first answer of a list that the spec does not know."""
    links = answer.get("pagination") if is_object(answer) else None
    page = str(request.query.get("page", 1))
    goes_on = request.operation.pagination and is_object(links) and links.get("next") and page.isdecimal()
    return str(int(page) + 1) if goes_on else None
