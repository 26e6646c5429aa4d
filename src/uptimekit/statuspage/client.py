"""The clients: the entry to all services."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self, Unpack

from uptimekit._runtime import CallOptions
from uptimekit._runtime.tracebacks import hides_locals

from . import services
from .configuration import Configuration, Options
from .http_client import AsyncHttpClient, HttpClient

if TYPE_CHECKING:
    from uptimekit._runtime.http_library import AsyncHTTPClient, HTTPClient
    from uptimekit_clients.statuspage.client import AsyncClient as GeneratedAsyncClient
    from uptimekit_clients.statuspage.client import Client as GeneratedClient

__all__ = ["AsyncClient", "Client"]


class _OfPage:
    """What both clients are: options, checked when the client is built."""

    config: Configuration

    @property
    def _page_id(self) -> str:
        return self.config.page_id or ""  # it is there: a client without one is not built

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of page {self._page_id} at {self.config.server}>"


@hides_locals
class Client(_OfPage):
    """A client of one page.  Safe to share between threads; a context manager.

    Args:
        http_client: an httpx client of your own to send with; it stays open.
        options: ``api_key``, ``page_id``, ``organization_id``, ``base_url``, ``user_agent``, ``timeout`` and
            ``verbose``, see :class:`uptimekit.statuspage.configuration.Options`; and what all clients of this
            package take, see ``uptimekit.ClientOptions``.

    Attributes:
        config: the options.
        http_client: the HTTP client below the services, with verbs over any path of the API.

    Raises:
        ConfigurationError: an option is missing or makes no sense.

    The actions of the services raise RequestError, ResourceError, ServerError (all BaseError) and RateLimitError
    for an error status, see ``uptimekit.statuspage.errors``; InputError for arguments that cannot be, with
    nothing sent; and NetworkError, RequestTimeoutError or DecodingError where no usable answer arrived.

    >>> client = Client(api_key="your-key", page_id="your-page")
    >>> client.components.set({"API": "major_outage"})  # doctest: +SKIP
    """

    def __init__(self, *, http_client: HTTPClient | None = None, **options: Unpack[Options]) -> None:
        self.config = Configuration(**options)
        self.config.check()
        self.http_client = HttpClient(self.config, http_client=http_client)
        if self.config.verbose:
            self.http_client.enable_logging()

    @property
    def api(self) -> GeneratedClient:
        """The generated client: every operation of the API with models, on the same connections and limits."""
        return self.http_client.api

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections."""
        twin = object.__new__(type(self))
        twin.config, twin.http_client = self.config, self.http_client.with_options(**options)
        return twin

    def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        self.http_client.close()

    def __enter__(self) -> Self:
        self.api.__enter__()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    @cached_property
    def page(self) -> services.PageService:
        """The page itself; also as ``pages``."""
        return services.PageService(self.http_client, self._page_id)

    @property
    def pages(self) -> services.PageService:
        """The page itself: the same object as ``page``."""
        return self.page

    @cached_property
    def components(self) -> services.ComponentsService:
        """Its components."""
        return services.ComponentsService(self.http_client, self._page_id)

    @cached_property
    def component_groups(self) -> services.ComponentGroupsService:
        """Groups of its components."""
        return services.ComponentGroupsService(self.http_client, self._page_id)

    @cached_property
    def incidents(self) -> services.IncidentsService:
        """Its incidents and scheduled maintenances."""
        return services.IncidentsService(self.http_client, self._page_id)

    @cached_property
    def incident_updates(self) -> services.IncidentUpdatesService:
        """Updates of its incidents."""
        return services.IncidentUpdatesService(self.http_client, self._page_id)

    @cached_property
    def incident_subscribers(self) -> services.IncidentSubscribersService:
        """Those who follow a single incident."""
        return services.IncidentSubscribersService(self.http_client, self._page_id)

    @cached_property
    def postmortems(self) -> services.PostmortemsService:
        """Postmortems of its incidents."""
        return services.PostmortemsService(self.http_client, self._page_id)

    @cached_property
    def templates(self) -> services.TemplatesService:
        """Prepared texts for incidents."""
        return services.TemplatesService(self.http_client, self._page_id)

    @cached_property
    def subscribers(self) -> services.SubscribersService:
        """Those who are told of what happens on it."""
        return services.SubscribersService(self.http_client, self._page_id)

    @cached_property
    def metrics(self) -> services.MetricsService:
        """Its metrics and their points."""
        return services.MetricsService(self.http_client, self._page_id)

    @cached_property
    def metrics_providers(self) -> services.MetricsProvidersService:
        """Where its metrics come from."""
        return services.MetricsProvidersService(self.http_client, self._page_id)

    @cached_property
    def page_access_users(self) -> services.PageAccessUsersService:
        """Those who may see it, if it is audience-specific."""
        return services.PageAccessUsersService(self.http_client, self._page_id)

    @cached_property
    def page_access_groups(self) -> services.PageAccessGroupsService:
        """Groups of those who may see it, if it is audience-specific."""
        return services.PageAccessGroupsService(self.http_client, self._page_id)

    @cached_property
    def status_embed(self) -> services.StatusEmbedService:
        """The box that shows its status elsewhere."""
        return services.StatusEmbedService(self.http_client, self._page_id)

    @cached_property
    def users(self) -> services.UsersService:
        """Members of the organization."""
        return services.UsersService(self.http_client, self.config.organization_id)

    @cached_property
    def permissions(self) -> services.PermissionsService:
        """What the members of the organization may do."""
        return services.PermissionsService(self.http_client, self.config.organization_id)


@hides_locals
class AsyncClient(_OfPage):
    """The asynchronous :class:`Client`: the same options and services, with actions to be awaited.

    It belongs to the event loop that first uses it; an asynchronous context manager.

    >>> async def main():
    ...     async with AsyncClient(api_key="your-key", page_id="your-page") as client:
    ...         await client.components.set({"API": "major_outage"})
    """

    def __init__(self, *, http_client: AsyncHTTPClient | None = None, **options: Unpack[Options]) -> None:
        self.config = Configuration(**options)
        self.config.check()
        self.http_client = AsyncHttpClient(self.config, http_client=http_client)
        if self.config.verbose:
            self.http_client.enable_logging()

    @property
    def api(self) -> GeneratedAsyncClient:
        """The generated client: every operation of the API with models, on the same connections and limits."""
        return self.http_client.api

    def with_options(self, **options: Unpack[CallOptions]) -> Self:
        """Return a client with other time-outs, retries or headers that shares this one's connections."""
        twin = object.__new__(type(self))
        twin.config, twin.http_client = self.config, self.http_client.with_options(**options)
        return twin

    async def close(self) -> None:
        """Close the connections, but not an ``http_client`` that was passed in."""
        await self.http_client.close()

    async def __aenter__(self) -> Self:
        await self.api.__aenter__()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.close()

    @cached_property
    def page(self) -> services.AsyncPageService:
        """The page itself; also as ``pages``."""
        return services.AsyncPageService(self.http_client, self._page_id)

    @property
    def pages(self) -> services.AsyncPageService:
        """The page itself: the same object as ``page``."""
        return self.page

    @cached_property
    def components(self) -> services.AsyncComponentsService:
        """Its components."""
        return services.AsyncComponentsService(self.http_client, self._page_id)

    @cached_property
    def component_groups(self) -> services.AsyncComponentGroupsService:
        """Groups of its components."""
        return services.AsyncComponentGroupsService(self.http_client, self._page_id)

    @cached_property
    def incidents(self) -> services.AsyncIncidentsService:
        """Its incidents and scheduled maintenances."""
        return services.AsyncIncidentsService(self.http_client, self._page_id)

    @cached_property
    def incident_updates(self) -> services.AsyncIncidentUpdatesService:
        """Updates of its incidents."""
        return services.AsyncIncidentUpdatesService(self.http_client, self._page_id)

    @cached_property
    def incident_subscribers(self) -> services.AsyncIncidentSubscribersService:
        """Those who follow a single incident."""
        return services.AsyncIncidentSubscribersService(self.http_client, self._page_id)

    @cached_property
    def postmortems(self) -> services.AsyncPostmortemsService:
        """Postmortems of its incidents."""
        return services.AsyncPostmortemsService(self.http_client, self._page_id)

    @cached_property
    def templates(self) -> services.AsyncTemplatesService:
        """Prepared texts for incidents."""
        return services.AsyncTemplatesService(self.http_client, self._page_id)

    @cached_property
    def subscribers(self) -> services.AsyncSubscribersService:
        """Those who are told of what happens on it."""
        return services.AsyncSubscribersService(self.http_client, self._page_id)

    @cached_property
    def metrics(self) -> services.AsyncMetricsService:
        """Its metrics and their points."""
        return services.AsyncMetricsService(self.http_client, self._page_id)

    @cached_property
    def metrics_providers(self) -> services.AsyncMetricsProvidersService:
        """Where its metrics come from."""
        return services.AsyncMetricsProvidersService(self.http_client, self._page_id)

    @cached_property
    def page_access_users(self) -> services.AsyncPageAccessUsersService:
        """Those who may see it, if it is audience-specific."""
        return services.AsyncPageAccessUsersService(self.http_client, self._page_id)

    @cached_property
    def page_access_groups(self) -> services.AsyncPageAccessGroupsService:
        """Groups of those who may see it, if it is audience-specific."""
        return services.AsyncPageAccessGroupsService(self.http_client, self._page_id)

    @cached_property
    def status_embed(self) -> services.AsyncStatusEmbedService:
        """The box that shows its status elsewhere."""
        return services.AsyncStatusEmbedService(self.http_client, self._page_id)

    @cached_property
    def users(self) -> services.AsyncUsersService:
        """Members of the organization."""
        return services.AsyncUsersService(self.http_client, self.config.organization_id)

    @cached_property
    def permissions(self) -> services.AsyncPermissionsService:
        """What the members of the organization may do."""
        return services.AsyncPermissionsService(self.http_client, self.config.organization_id)
