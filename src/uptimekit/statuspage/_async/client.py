"""The clients: the entry to all services."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from uptimekit._runtime import CallOptions, ClientOptions
from uptimekit._runtime._async.facade import AsyncFacade
from uptimekit.statuspage.configuration import API_URL, Configuration
from uptimekit.statuspage.errors import facade_errors
from uptimekit_clients.statuspage.client import AsyncClient as GeneratedClient

from .http_client import AsyncHttpClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient

    from .component_groups import AsyncComponentGroupsService
    from .components import AsyncComponentsService
    from .incident_subscribers import AsyncIncidentSubscribersService
    from .incident_updates import AsyncIncidentUpdatesService
    from .incidents import AsyncIncidentsService
    from .metrics import AsyncMetricsService
    from .metrics_providers import AsyncMetricsProvidersService
    from .page import AsyncPageService
    from .page_access_groups import AsyncPageAccessGroupsService
    from .page_access_users import AsyncPageAccessUsersService
    from .postmortems import AsyncPostmortemsService
    from .status_embed import AsyncStatusEmbedService
    from .subscribers import AsyncSubscribersService
    from .templates import AsyncTemplatesService
    from .users import AsyncPermissionsService, AsyncUsersService

__all__ = ["AsyncClient"]


@facade_errors
class AsyncClient(AsyncFacade[GeneratedClient]):
    """A client of one page.  A context manager.

    Threads and event loops may share it.

    Args:
        api_key: API key of a user.  Default: the environment variable ``STATUSPAGE_API_KEY``.
        page_id: id of the page.  Default: ``STATUSPAGE_PAGE_ID``.
        organization_id: id of the organization; only its users and their permissions need it.  Default:
            ``STATUSPAGE_ORGANIZATION_ID``.
        base_url: address of another server with the same API, with or without the ``/v1`` at its end.
        verbose: whether to log the calls, see ``HttpClient.enable_logging``.
        http_client: an ``httpx.AsyncClient`` to send with.  It stays open unless ``close_http_client=True``.
        options: ``timeout``, ``user_agent`` and the other options of all clients, see ``uptimekit.ClientOptions``.

    Attributes:
        config: the options.
        http_client: the HTTP client below the services, with verbs over any path of the API.

    Raises:
        ConfigurationError: an option is missing or invalid.

    The actions of the services raise RequestError, ResourceError, ServerError (all BaseError) and RateLimitError
    for an error status, see ``uptimekit.statuspage.errors``; InputError for invalid arguments, with nothing sent;
    and NetworkError, RequestTimeoutError or DecodingError if no usable answer arrives.

    Examples:
        >>> client = AsyncClient(api_key="your-key", page_id="your-page")
        >>> await client.components.set({"API": "major_outage"})  # doctest: +SKIP
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        page_id: str | None = None,
        organization_id: str | None = None,
        base_url: str = API_URL,
        verbose: bool = False,
        http_client: AsyncHTTPClient | None = None,
        **options: Unpack[ClientOptions],
    ) -> None:
        self.config = Configuration(
            api_key=api_key,
            page_id=page_id,
            organization_id=organization_id,
            base_url=base_url,
            verbose=verbose,
            **options,
        )
        self.config.check()
        self.http_client = AsyncHttpClient(self.config, http_client=http_client)
        self._client = self.http_client.api  # instead of the client that the base would build
        if self.config.verbose:
            self.http_client.enable_logging()

    @property
    def _page_id(self) -> str:
        return self.config.page_id or ""  # never empty: the configuration is checked

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections and limits."""
        twin = super().with_options(**options)
        twin.http_client = self.http_client.with_options(**options)
        twin._client = twin.http_client.api
        return twin

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of page {self._page_id} at {self.config.server}>"

    @cached_property
    def page(self) -> AsyncPageService:
        """The page itself; also ``pages``."""
        from .page import AsyncPageService

        return AsyncPageService(self.http_client, self._page_id)

    @property
    def pages(self) -> AsyncPageService:
        """The page itself: the same object as ``page``."""
        return self.page

    @cached_property
    def components(self) -> AsyncComponentsService:
        """Its components."""
        from .components import AsyncComponentsService

        return AsyncComponentsService(self.http_client, self._page_id)

    @cached_property
    def component_groups(self) -> AsyncComponentGroupsService:
        """Groups of its components."""
        from .component_groups import AsyncComponentGroupsService

        return AsyncComponentGroupsService(self.http_client, self._page_id)

    @cached_property
    def incidents(self) -> AsyncIncidentsService:
        """Its incidents and scheduled maintenances."""
        from .incidents import AsyncIncidentsService

        return AsyncIncidentsService(self.http_client, self._page_id)

    @cached_property
    def incident_updates(self) -> AsyncIncidentUpdatesService:
        """Updates of its incidents."""
        from .incident_updates import AsyncIncidentUpdatesService

        return AsyncIncidentUpdatesService(self.http_client, self._page_id)

    @cached_property
    def incident_subscribers(self) -> AsyncIncidentSubscribersService:
        """Subscribers of single incidents."""
        from .incident_subscribers import AsyncIncidentSubscribersService

        return AsyncIncidentSubscribersService(self.http_client, self._page_id)

    @cached_property
    def postmortems(self) -> AsyncPostmortemsService:
        """Postmortems of its incidents."""
        from .postmortems import AsyncPostmortemsService

        return AsyncPostmortemsService(self.http_client, self._page_id)

    @cached_property
    def templates(self) -> AsyncTemplatesService:
        """Incident templates."""
        from .templates import AsyncTemplatesService

        return AsyncTemplatesService(self.http_client, self._page_id)

    @cached_property
    def subscribers(self) -> AsyncSubscribersService:
        """Its subscribers."""
        from .subscribers import AsyncSubscribersService

        return AsyncSubscribersService(self.http_client, self._page_id)

    @cached_property
    def metrics(self) -> AsyncMetricsService:
        """Its metrics and their points."""
        from .metrics import AsyncMetricsService

        return AsyncMetricsService(self.http_client, self._page_id)

    @cached_property
    def metrics_providers(self) -> AsyncMetricsProvidersService:
        """Providers of its metrics."""
        from .metrics_providers import AsyncMetricsProvidersService

        return AsyncMetricsProvidersService(self.http_client, self._page_id)

    @cached_property
    def page_access_users(self) -> AsyncPageAccessUsersService:
        """Its users, if it is audience-specific."""
        from .page_access_users import AsyncPageAccessUsersService

        return AsyncPageAccessUsersService(self.http_client, self._page_id)

    @cached_property
    def page_access_groups(self) -> AsyncPageAccessGroupsService:
        """Groups of its users, if it is audience-specific."""
        from .page_access_groups import AsyncPageAccessGroupsService

        return AsyncPageAccessGroupsService(self.http_client, self._page_id)

    @cached_property
    def status_embed(self) -> AsyncStatusEmbedService:
        """Its status embed: the box on other sites that shows its status."""
        from .status_embed import AsyncStatusEmbedService

        return AsyncStatusEmbedService(self.http_client, self._page_id)

    @cached_property
    def users(self) -> AsyncUsersService:
        """Members of the organization."""
        from .users import AsyncUsersService

        return AsyncUsersService(self.http_client, self.config.organization_id)

    @cached_property
    def permissions(self) -> AsyncPermissionsService:
        """Permissions of the members of the organization."""
        from .users import AsyncPermissionsService

        return AsyncPermissionsService(self.http_client, self.config.organization_id)
