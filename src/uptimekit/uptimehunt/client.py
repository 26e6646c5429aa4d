"""The clients: the generated ones, with a session that keeps itself alive and checks before sending."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

from uptimekit._runtime import CallOptions, ClientOptions, RawResponse, Request, read_json
from uptimekit._runtime.clock import SYSTEM_CLOCK, Clock
from uptimekit._runtime.tracebacks import hides_locals
from uptimekit_clients.uptimehunt import client as generated

from ._deprecation import DeprecationHook, OnDeprecation
from ._identity import Identity
from ._keeper import AsyncKeeper, Endpoint, Keeper, patience, token_request
from ._service_type_cache import CACHE_TTL, ServiceTypeCache
from ._watch import CONFIGURED, Watch, cache_name
from .errors import ERROR_CLASSES
from .stores import TokenStore

if TYPE_CHECKING:
    import httpx

    from ._metrics import AsyncMetrics, Metrics
    from ._projects import AsyncProjects, Projects
    from ._services import AsyncServices, Services

__all__ = ["AsyncClient", "Client"]

T = TypeVar("T")
_DECODED = read_json(lambda answer: answer)


@hides_locals
class Client(generated.Client):
    """UptimeHunt, synchronous; safe to share between threads, a context manager.

    Args:
        email: e-mail address of a user; with *password* the client logs in with its first call, and again when
            no token can be renewed any more.
        password: password of that user.
        access_token: access token (JWT, 15 minutes) of a session that began elsewhere.
        refresh_token: its refresh token (7 days), which gets the next access tokens.
        prober_token: token of a probe machine (``X-Auth``), instead of a user's.
        token_store: where tokens are kept; a :class:`FileTokenStore` lets a session go on after a restart.
            Default: in memory.
        base_url: another server with the same API, such as a sandbox.
        cache_ttl: seconds that service types and their schemas are cached; None for no cache.  Default 3600.
        validate_config: whether the configuration of a service is checked against the server's schema before it
            is sent; needs the extra ``schema``.
        on_deprecation: called with every :class:`uptimekit.DeprecationNoticed`; the first one of an operation is a
            warning, too.
        http_client: an httpx client of your own to send with; it stays open.
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
        http_client: httpx.Client | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        clock = options.get("clock", SYSTEM_CLOCK)
        identity = Identity.of(
            token_store,
            clock,
            email=email,
            password=password,
            access_token=access_token,
            refresh_token=refresh_token,
            prober_token=prober_token,
        )
        self._watch = Watch(identity.session)
        self._cache = ServiceTypeCache(cache_ttl, clock)
        self._notices = DeprecationHook(on_deprecation)
        self._validate_config = validate_config
        options["error_classes"] = {**ERROR_CLASSES, **options.get("error_classes", {})}
        options["hooks"] = [self._notices, *options.get("hooks", ())]
        if identity.session is not None:
            options["secret_sources"] = {"access_token": Keeper(identity.session, self._ask_for_tokens)}
        super().__init__(
            access_token="",
            prober_token=identity.prober_token,
            base_url=base_url,
            http_client=http_client,
            **options,
        )

    @property
    def api(self) -> Self:
        """This client: it is the generated one, with every operation."""
        return self

    @property
    def clock(self) -> Clock:
        """The clock that this client goes by."""
        return self._settings.clock

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """See :meth:`uptimekit._runtime.BaseClient.with_options`; session and cache are shared, too."""
        if "hooks" in options:
            options["hooks"] = [self._notices, *options["hooks"]]
        return super().with_options(**options)

    def call(self, request: Request[T]) -> T:
        """Send *request* and return what its reader makes of the answer, or what the cache has."""
        name = cache_name(request)
        if name is None:
            return super().call(request)
        found: T | None = self._cache.get(name)
        if found is None:
            found = super().call(request)
            self._cache.put(name, found)
        return found

    def send(self, request: Request[Any]) -> RawResponse:
        """Check *request*, send it with all its attempts, and take note of what the answer means for the session."""
        self._watch.before(request)
        if self._validate_config and request.operation.id in CONFIGURED:
            self.services.validate(request.json)
        response = super().send(request)
        self._watch.after(request, response)
        return response

    def clear_cache(self) -> None:
        """Drop the service types and schemas that are cached."""
        self._cache.clear()

    def _ask_for_tokens(self, endpoint: Endpoint, body: dict[str, str], left: float) -> Any:
        patient = super().with_options(deadline=patience(left, self._settings.deadline))
        return _DECODED(super(Client, patient).send(token_request(endpoint, body)))

    @cached_property
    def projects(self) -> Projects:
        """Projects, which order the services."""
        from ._projects import Projects

        return Projects(self)

    @cached_property
    def services(self) -> Services:
        """Services, which are watched."""
        from ._services import Services

        return Services(self)

    @cached_property
    def metrics(self) -> Metrics:
        """What was measured of a service."""
        from ._metrics import Metrics

        return Metrics(self)


@hides_locals
class AsyncClient(generated.AsyncClient):
    """UptimeHunt, asynchronous; belongs to one event loop, an asynchronous context manager.

    The arguments are those of :class:`Client`.
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
        http_client: httpx.AsyncClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        clock = options.get("clock", SYSTEM_CLOCK)
        identity = Identity.of(
            token_store,
            clock,
            email=email,
            password=password,
            access_token=access_token,
            refresh_token=refresh_token,
            prober_token=prober_token,
        )
        self._watch = Watch(identity.session)
        self._cache = ServiceTypeCache(cache_ttl, clock)
        self._notices = DeprecationHook(on_deprecation)
        self._validate_config = validate_config
        options["error_classes"] = {**ERROR_CLASSES, **options.get("error_classes", {})}
        options["hooks"] = [self._notices, *options.get("hooks", ())]
        if identity.session is not None:
            options["secret_sources"] = {"access_token": AsyncKeeper(identity.session, self._ask_for_tokens)}
        super().__init__(
            access_token="",
            prober_token=identity.prober_token,
            base_url=base_url,
            http_client=http_client,
            **options,
        )

    @property
    def api(self) -> Self:
        """This client: it is the generated one, with every operation."""
        return self

    @property
    def clock(self) -> Clock:
        """The clock that this client goes by."""
        return self._settings.clock

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """See :meth:`Client.with_options`."""
        if "hooks" in options:
            options["hooks"] = [self._notices, *options["hooks"]]
        return super().with_options(**options)

    async def call(self, request: Request[T]) -> T:
        """See :meth:`Client.call`."""
        name = cache_name(request)
        if name is None:
            return await super().call(request)
        found: T | None = self._cache.get(name)
        if found is None:
            found = await super().call(request)
            self._cache.put(name, found)
        return found

    async def send(self, request: Request[Any]) -> RawResponse:
        """See :meth:`Client.send`."""
        self._watch.before(request)
        if self._validate_config and request.operation.id in CONFIGURED:
            await self.services.validate(request.json)
        response = await super().send(request)
        self._watch.after(request, response)
        return response

    def clear_cache(self) -> None:
        """See :meth:`Client.clear_cache`."""
        self._cache.clear()

    async def _ask_for_tokens(self, endpoint: Endpoint, body: dict[str, str], left: float) -> Any:
        patient = super().with_options(deadline=patience(left, self._settings.deadline))
        return _DECODED(await super(AsyncClient, patient).send(token_request(endpoint, body)))

    @cached_property
    def projects(self) -> AsyncProjects:
        """Projects, which order the services."""
        from ._projects import AsyncProjects

        return AsyncProjects(self)

    @cached_property
    def services(self) -> AsyncServices:
        """Services, which are watched."""
        from ._services import AsyncServices

        return AsyncServices(self)

    @cached_property
    def metrics(self) -> AsyncMetrics:
        """What was measured of a service."""
        from ._metrics import AsyncMetrics

        return AsyncMetrics(self)
