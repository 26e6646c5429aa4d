"""The client: the generated one, with a session that renews itself and checks before sending."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, Unpack

from uptimekit._runtime import CallOptions, ClientOptions, Request
from uptimekit._runtime.clock import SYSTEM_CLOCK
from uptimekit._runtime.settings import merged_error_classes
from uptimekit._runtime.urls import api_address
from uptimekit.uptimehunt._deprecation import DeprecationHook, OnDeprecation
from uptimekit.uptimehunt._identity import Identity
from uptimekit.uptimehunt._service_type_cache import CACHE_TTL, ServiceTypeCache
from uptimekit.uptimehunt._validation import check_page
from uptimekit.uptimehunt.errors import ERROR_CLASSES, facade_errors
from uptimekit.uptimehunt.stores import TokenStore
from uptimekit_clients.uptimehunt import client as generated

from .token_renewal import AsyncTokenRenewal, patience

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient
    from uptimekit_clients.uptimehunt.models import TokenResult

    from .auth import AsyncAuth
    from .metrics import AsyncMetrics
    from .projects import AsyncProjects
    from .service_types import AsyncServiceTypes
    from .services import AsyncServices
    from .users import AsyncUsers

__all__ = ["AsyncClient"]


@facade_errors
class AsyncClient(generated.AsyncClient):
    """A client of UptimeHunt, for a user or for a prober.

    Use it as a context manager, or call :meth:`aclose`.  Threads and event loops may share it.

    Args:
        email: e-mail address of a user.  With *password*, the client logs in with its first call, and again when
            no token can be renewed.
        password: password of that user.
        access_token: access token (JWT, 15 minutes) of a session that began elsewhere.
        refresh_token: its refresh token (7 days), which gets the next access tokens.
        prober_token: token of a probe machine (``X-Auth``), instead of a user's.
        token_store: keeps the tokens; with a :class:`FileTokenStore` a session goes on after a restart, with a
            :class:`SharedTokenStore` many hosts share it.  Default: the store of ``UPTIMEHUNT_TOKEN_STORE``
            (``redis://...``), which a client shares with all others of its account; without it, in memory.
        base_url: another server with the same API, such as a sandbox: its root, or the address of its API with or
            without the version.
        cache_ttl: seconds that service types and their schemas are cached; None for no cache.  Default 3600.
        validate_config: whether the configuration of a service is checked against the server's schema before it
            is sent; needs the extra ``schema``.
        on_deprecation: called with every :class:`uptimekit.DeprecationNoticed`.  The first of an operation is a
            warning, too.
        http_client: an ``httpx.AsyncClient`` to send with; it stays open.
        options: time-outs, retries, limits and hooks, see ``uptimekit.ClientOptions``.

    Without any credential here or in the environment (``UPTIMEHUNT_EMAIL`` and ``UPTIMEHUNT_PASSWORD``,
    ``UPTIMEHUNT_ACCESS_TOKEN``, ``UPTIMEHUNT_REFRESH_TOKEN``, ``UPTIMEHUNT_PROBER_TOKEN``) call ``auth.login()`` or
    ``auth.register()`` first.  Raises ConfigurationError for half a login, or for a user and a prober at once.
    """

    def __init__(
        self,
        email: str | None = None,
        password: str | None = None,
        *,
        access_token: str | None = None,
        refresh_token: str | None = None,
        prober_token: str | None = None,
        token_store: TokenStore | None = None,
        base_url: str = "https://app.uptimehunt.io/api/v1",
        cache_ttl: float | None = CACHE_TTL,
        validate_config: bool = False,
        on_deprecation: OnDeprecation | None = None,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        clock = options.get("clock", SYSTEM_CLOCK)
        base_url = api_address("base_url", base_url, above="/api", versions=("v1",))
        identity = Identity.of(
            token_store,
            clock,
            server=base_url,
            email=email,
            password=password,
            access_token=access_token,
            refresh_token=refresh_token,
            prober_token=prober_token,
        )
        self._session, self._token_store = identity.session, identity.store
        self._cache = ServiceTypeCache(cache_ttl, clock)
        self._validate_config = validate_config
        self._deprecation = DeprecationHook(on_deprecation)
        options["error_classes"] = merged_error_classes(ERROR_CLASSES, options.get("error_classes", {}))
        options["hooks"] = [self._deprecation, *options.get("hooks", ())]
        if self._session is not None:
            options["secret_sources"] = {
                "access_token": AsyncTokenRenewal(self._session, self._send_for_tokens)
            }
        super().__init__(
            access_token="",
            prober_token=identity.prober_token,
            base_url=base_url,
            http_client=http_client,
            **options,
        )

    @property
    def api(self) -> Self:
        """This client, which is the generated one and has every operation."""
        return self

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other options that shares this one's connections, limits, session and cache.

        This client stays as it is.  Closing the copy closes nothing; closing this client ends both.

        Raises:
            ConfigurationError: for an unknown option or a value that makes no sense.
        """
        if "hooks" in options:
            options["hooks"] = [self._deprecation, *options["hooks"]]
        return super().with_options(**options)

    def clear_cache(self) -> None:
        """Drop the service types and schemas that are cached."""
        self._cache.clear()

    async def aclose(self) -> None:
        """Close the connections.  Calls after it raise ClientStateError; closing twice is fine.

        A *token_store* that was passed in stays open.
        """
        await super().aclose()
        if self._token_store is not None and self._owner:
            await self._token_store.aclose()

    async def close(self) -> None:  # async only
        """Close the connections: another name of :meth:`aclose`."""
        await self.aclose()

    def _check(self, request: Request[Any]) -> None:
        if request.operation.pagination is not None:
            check_page(page=request.query.get("page"), limit=request.query.get("limit"))

    async def _send_for_tokens(self, request: Request[TokenResult], left: float) -> TokenResult:
        return await self.with_options(deadline=patience(left, self._settings.deadline)).call(request)

    @cached_property
    def auth(self) -> AsyncAuth:
        """Sessions of a user."""
        from .auth import AsyncAuth

        return AsyncAuth(self, self._session)

    @cached_property
    def users(self) -> AsyncUsers:
        """The user's own profile and password."""
        from .users import AsyncUsers

        return AsyncUsers(self, self._session)

    @cached_property
    def projects(self) -> AsyncProjects:
        """Projects, which order the services."""
        from .projects import AsyncProjects

        return AsyncProjects(self)

    @cached_property
    def services(self) -> AsyncServices:
        """Services, which are watched."""
        from .services import AsyncServices

        return AsyncServices(self, self.service_types, validate_config=self._validate_config)

    @cached_property
    def service_types(self) -> AsyncServiceTypes:
        """Kinds of services, and what they can be configured with."""
        from .service_types import AsyncServiceTypes

        return AsyncServiceTypes(self, self._cache)

    @cached_property
    def metrics(self) -> AsyncMetrics:
        """What was measured of a service."""
        from .metrics import AsyncMetrics

        return AsyncMetrics(self)
