# Derived by scripts/generate.py from ../_async/client.py; do not edit.
"""The clients: the entry to all services."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from uptimekit._runtime import CallOptions, ClientOptions
from uptimekit._runtime._sync.facade import Facade
from uptimekit.statuspage.configuration import API_URL, Configuration
from uptimekit.statuspage.errors import facade_errors
from uptimekit_clients.statuspage.client import Client as GeneratedClient

from .http_client import HttpClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import HTTPClient

    from .component_groups import ComponentGroupsService
    from .components import ComponentsService
    from .incident_subscribers import IncidentSubscribersService
    from .incident_updates import IncidentUpdatesService
    from .incidents import IncidentsService
    from .metrics import MetricsService
    from .metrics_providers import MetricsProvidersService
    from .page import PageService
    from .page_access_groups import PageAccessGroupsService
    from .page_access_users import PageAccessUsersService
    from .postmortems import PostmortemsService
    from .status_embed import StatusEmbedService
    from .subscribers import SubscribersService
    from .templates import TemplatesService
    from .users import PermissionsService, UsersService

__all__ = ["Client"]


@facade_errors
class Client(Facade[GeneratedClient]):
    """A client of one page.  A context manager.

    Threads and event loops may share it.

    Args:
        api_key: API key of a user.  Default: the environment variable ``STATUSPAGE_API_KEY``.
        page_id: id of the page.  Default: ``STATUSPAGE_PAGE_ID``.
        organization_id: id of the organization; only its users and their permissions need it.  Default:
            ``STATUSPAGE_ORGANIZATION_ID``.
        base_url: address of another server with the same API, with or without the ``/v1`` at its end.
        verbose: whether to log the calls, see ``HttpClient.enable_logging``.
        http_client: an ``httpx.Client`` to send with.  It stays open unless ``close_http_client=True``.
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
        >>> client = Client(api_key="your-key", page_id="your-page")
        >>> client.components.set({"API": "major_outage"})  # doctest: +SKIP
    """

    def __init__(
        self,
        *,
        api_key: str | None = None,
        page_id: str | None = None,
        organization_id: str | None = None,
        base_url: str = API_URL,
        verbose: bool = False,
        http_client: HTTPClient | None = None,
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
        self.http_client = HttpClient(self.config, http_client=http_client)
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
    def page(self) -> PageService:
        """The page itself; also ``pages``."""
        from .page import PageService

        return PageService(self.http_client, self._page_id)

    @property
    def pages(self) -> PageService:
        """The page itself: the same object as ``page``."""
        return self.page

    @cached_property
    def components(self) -> ComponentsService:
        """Its components."""
        from .components import ComponentsService

        return ComponentsService(self.http_client, self._page_id)

    @cached_property
    def component_groups(self) -> ComponentGroupsService:
        """Groups of its components."""
        from .component_groups import ComponentGroupsService

        return ComponentGroupsService(self.http_client, self._page_id)

    @cached_property
    def incidents(self) -> IncidentsService:
        """Its incidents and scheduled maintenances."""
        from .incidents import IncidentsService

        return IncidentsService(self.http_client, self._page_id)

    @cached_property
    def incident_updates(self) -> IncidentUpdatesService:
        """Updates of its incidents."""
        from .incident_updates import IncidentUpdatesService

        return IncidentUpdatesService(self.http_client, self._page_id)

    @cached_property
    def incident_subscribers(self) -> IncidentSubscribersService:
        """Subscribers of single incidents."""
        from .incident_subscribers import IncidentSubscribersService

        return IncidentSubscribersService(self.http_client, self._page_id)

    @cached_property
    def postmortems(self) -> PostmortemsService:
        """Postmortems of its incidents."""
        from .postmortems import PostmortemsService

        return PostmortemsService(self.http_client, self._page_id)

    @cached_property
    def templates(self) -> TemplatesService:
        """Incident templates."""
        from .templates import TemplatesService

        return TemplatesService(self.http_client, self._page_id)

    @cached_property
    def subscribers(self) -> SubscribersService:
        """Its subscribers."""
        from .subscribers import SubscribersService

        return SubscribersService(self.http_client, self._page_id)

    @cached_property
    def metrics(self) -> MetricsService:
        """Its metrics and their points."""
        from .metrics import MetricsService

        return MetricsService(self.http_client, self._page_id)

    @cached_property
    def metrics_providers(self) -> MetricsProvidersService:
        """Providers of its metrics."""
        from .metrics_providers import MetricsProvidersService

        return MetricsProvidersService(self.http_client, self._page_id)

    @cached_property
    def page_access_users(self) -> PageAccessUsersService:
        """Its users, if it is audience-specific."""
        from .page_access_users import PageAccessUsersService

        return PageAccessUsersService(self.http_client, self._page_id)

    @cached_property
    def page_access_groups(self) -> PageAccessGroupsService:
        """Groups of its users, if it is audience-specific."""
        from .page_access_groups import PageAccessGroupsService

        return PageAccessGroupsService(self.http_client, self._page_id)

    @cached_property
    def status_embed(self) -> StatusEmbedService:
        """Its status embed: the box on other sites that shows its status."""
        from .status_embed import StatusEmbedService

        return StatusEmbedService(self.http_client, self._page_id)

    @cached_property
    def users(self) -> UsersService:
        """Members of the organization."""
        from .users import UsersService

        return UsersService(self.http_client, self.config.organization_id)

    @cached_property
    def permissions(self) -> PermissionsService:
        """Permissions of the members of the organization."""
        from .users import PermissionsService

        return PermissionsService(self.http_client, self.config.organization_id)
