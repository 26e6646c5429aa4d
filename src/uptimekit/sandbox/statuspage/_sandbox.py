"""The Statuspage sandbox."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.types import ASGIApp

from uptimekit.sandbox._clock import Clock, SystemClock
from uptimekit.sandbox._faults import Faults
from uptimekit.sandbox._middleware import FaultMiddleware, Sleep
from uptimekit.sandbox._spelling import check_value, named
from uptimekit.sandbox.statuspage._application import Application
from uptimekit.sandbox.statuspage._call import Backend
from uptimekit.sandbox.statuspage._maintenance import tick
from uptimekit.sandbox.statuspage._model import Site
from uptimekit.sandbox.statuspage._seeds import Sizes, build
from uptimekit.sandbox.statuspage._settings import ErrorShape, LimitStatus, Settings
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber
from uptimekit.sandbox.statuspage._subscribers import quarantine
from uptimekit.sandbox.statuspage._table import MANAGE, PUBLIC, build_routes

__all__ = ["StatuspageSandbox"]


@named
class StatuspageSandbox:
    """Atlassian Statuspage in memory.

    On one origin: the Manage API below `/v1` (base URL of a client: origin + "/v1"), and the public API of each
    page below `/public/{page_id}/api/v2`, which the service has on a host of its own for each page.

    Its behaviour follows the vendor's document, samples of answers and working clients. If these leave something open,
    the docstring of the operation describes the decision. Nobody is notified, nothing is announced, and no metric is
    fetched. A maintenance begins and ends by the clock if its settings say so.

    clock: the source of the time. Default: the machine's clock.
    seed: determines all ids and keys, and the random draws of faults.
    pages: names of the pages that the key has access to. There is another page without access: 403.
    components: names of components of the first page, operational for 30 days, with their uptime shown.
    incidents, subscribers: initial numbers for the first page; incidents are resolved, all at most 30 days old,
        subscribers active, by e-mail.
    rate_limit: whether the limit of 60 requests in a rolling minute applies to the Manage API. Refused requests do
        not count.
    rate_limit_status: the status of a refused request, 420 or 429; the documentation names both. The answer has a
        Retry-After.
    error_shape: the form of `error` in a 422: one "string", a "list" of them, or a "map" of lists by field. It is not
        known which operation uses which; "mixed" has lists for components and incidents, maps for subscribers,
        templates, users and page access, strings for the rest, so that a client gets all of them.
    sleep: an async function of seconds, for the waits of latency faults.

    Safe to use from several threads and event loops at once.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        seed: int = 0,
        pages: Sequence[str] = ("Example",),
        components: Sequence[str] = ("Website", "API"),
        incidents: int = 0,
        subscribers: int = 0,
        rate_limit: bool = False,
        rate_limit_status: LimitStatus = 420,
        error_shape: ErrorShape = "mixed",
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        if not pages:
            raise ValueError("a sandbox needs a page")
        check_value("error_shape", error_shape, ErrorShape)
        check_value("rate_limit_status", rate_limit_status, LimitStatus)
        self.clock: Clock = clock if clock is not None else SystemClock()
        self.faults = Faults(self.clock, seed)
        self._seed = seed
        self._sizes = Sizes(tuple(pages), tuple(components), incidents, subscribers)
        self._settings = Settings(
            rate_limit=rate_limit, rate_limit_status=rate_limit_status, error_shape=error_shape
        )
        self._application = Application(self._build(), self.clock, build_routes())
        self._app = FaultMiddleware(self._application, self.faults, sleep)

    @property
    def app(self) -> ASGIApp:
        """The ASGI application, for `serve()` or for `httpx.ASGITransport`."""
        return self._app

    @property
    def api_key(self) -> str:
        """The key of the organisation and its pages."""
        return self._application.backend.api_key

    @property
    def organization_id(self) -> str:
        """The id of the organisation."""
        return self._application.backend.organization_id

    @property
    def page_ids(self) -> Mapping[str, str]:
        """The ids of the pages that the key has access to, by their initial names."""
        sites = self._application.backend.sites
        return MappingProxyType(dict(zip(self._sizes.pages, sites, strict=False)))

    @property
    def page_id(self) -> str:
        """The id of the first page."""
        return next(iter(self._application.backend.sites))

    @property
    def foreign_page_id(self) -> str:
        """The id of the page that the key has no access to."""
        return next(reversed(self._application.backend.sites))

    @property
    def manage_path(self) -> str:
        """The path of the Manage API, after the origin: "/v1"."""
        return f"/{MANAGE}"

    @property
    def base_path(self) -> str:
        """The path of a client's base URL, after the origin: `manage_path`."""
        return self.manage_path

    def public_path(self, page_id: str | None = None) -> str:
        """The path of the public API of a page, by default the first one, after the origin."""
        return f"/{PUBLIC.format(page_id or self.page_id)}"

    @property
    def operations(self) -> frozenset[str]:
        """The names of all operations, as `requests` counts them."""
        return self._application.routes.names

    @property
    def requests(self) -> Counter[str]:
        """Numbers of requests by operation ("create_incident", "list_components", ...): a copy.

        Refused requests count; those that a fault answers, and those without a route, do not.
        """
        with self._lock:
            return Counter(self._application.requests)

    def add_subscriber(self, mode: str, page_id: str | None = None) -> str:
        """Add a subscriber of a type that the API cannot create: slack, teams or integration_partner.

        Returns the id of the new, active subscriber. Raises ValueError for another type.
        """
        if mode not in ("slack", "teams", "integration_partner"):
            raise ValueError(f"subscribers by {mode} are created with the API")
        with self._lock:
            backend, now = self._application.backend, self.clock.now()
            made = Subscriber(id=backend.ids.next(), created_at=now, updated_at=now, mode=mode)
            if mode == "slack":
                made.workspace_name, made.obfuscated_channel_name = "Example", "#st****"
            self._site(page_id).subscribers[made.id] = made
            return made.id

    def confirm_subscriber(self, subscriber_id: str) -> None:
        """Confirm the subscription of a page's or an incident's subscriber; LookupError for an unknown id."""
        with self._lock:
            self._subscriber(subscriber_id).confirmed = True

    def quarantine_subscriber(self, subscriber_id: str) -> None:
        """Quarantine a subscriber, as after failed messages; LookupError for an unknown id."""
        with self._lock:
            quarantine(self._subscriber(subscriber_id), self.clock.now())

    def metric_points(self, metric_id: str) -> dict[int, float]:
        """The points of a metric by their times in epoch seconds: a copy; LookupError for an unknown id."""
        with self._lock:
            for site in self._application.backend.sites.values():
                if metric_id in site.metrics:
                    return dict(sorted(site.metrics[metric_id].points.items()))
        raise LookupError(f"there is no metric with id {metric_id}")

    def tick(self) -> int:
        """Begin and complete the maintenances that are due; return the number of these changes.

        Every request calls this first.
        """
        with self._lock:
            return tick(self._application.backend, self.clock.now())

    def reset(self) -> None:
        """Restore the initial state: the first resources, no faults, no counts, the same key and ids."""
        with self._lock:
            self._application.backend = self._build()
            self._application.requests.clear()
        self.faults.clear()

    def _build(self) -> Backend:
        return build(self._seed, self._settings, self._sizes, self.clock.now())

    def _site(self, page_id: str | None) -> Site:
        wanted = page_id or self.page_id
        if wanted not in self._application.backend.sites:
            raise LookupError(f"there is no page with id {wanted}")
        return self._application.backend.sites[wanted]

    def _subscriber(self, subscriber_id: str) -> Subscriber:
        for site in self._application.backend.sites.values():
            for subscribers in (site.subscribers, *(one.subscribers for one in site.incidents.values())):
                if subscriber_id in subscribers:
                    return subscribers[subscriber_id]
        raise LookupError(f"there is no subscriber with id {subscriber_id}")

    @property
    def _lock(self) -> threading.RLock:
        return self._application.lock
