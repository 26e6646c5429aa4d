"""The state of a sandbox: sites (status pages; lists have pages too) and their contents.

Attributes are called as the API calls them, so that `change` can take them as a body names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from uptimekit.sandbox.statuspage._incident_model import Incident, Template
from uptimekit.sandbox.statuspage._record import Record, SiteRecord
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber

__all__ = ["AccessGroup", "AccessUser", "Component", "Metric", "Provider", "Site", "User"]


@dataclass(slots=True, kw_only=True, eq=False)
class Component(SiteRecord):
    """A component, or the row of a component group (`group`), whose status is that of its members.

    history: since when it has had which status, oldest first.
    """

    name: str
    description: str | None = None
    status: str = "operational"
    group: bool = False
    group_id: str | None = None
    position: int = 1
    showcase: bool = False
    only_show_if_degraded: bool = False
    start_date: date | None = None
    history: list[tuple[datetime, str]] = field(default_factory=lambda: list[tuple[datetime, str]]())


@dataclass(slots=True, kw_only=True, eq=False)
class Provider(SiteRecord):
    """Where metrics come from; only those of type "Self" take points."""

    type: str
    metric_base_uri: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Metric(Record):
    """A metric, and its points by their moments in epoch seconds."""

    provider: Provider
    name: str
    metric_identifier: str | None = None
    display: bool | None = True
    tooltip_description: str | None = None
    y_axis_min: float | None = None
    y_axis_max: float | None = None
    y_axis_hidden: bool | None = False
    suffix: str | None = None
    decimal_places: int | None = None
    points: dict[int, float] = field(default_factory=lambda: dict[int, float]())


@dataclass(slots=True, kw_only=True, eq=False)
class AccessUser(SiteRecord):
    """Somebody who may see an audience-specific page; the groups are kept here, not in the groups."""

    email: str | None = None
    external_login: str | None = None
    page_access_group_ids: list[str] = field(default_factory=lambda: list[str]())
    component_ids: list[str] = field(default_factory=lambda: list[str]())
    metric_ids: list[str] = field(default_factory=lambda: list[str]())


@dataclass(slots=True, kw_only=True, eq=False)
class AccessGroup(SiteRecord):
    """A group of those."""

    name: str
    external_identifier: str | None = None
    component_ids: list[str] = field(default_factory=lambda: list[str]())
    metric_ids: list[str] = field(default_factory=lambda: list[str]())


@dataclass(slots=True, kw_only=True, eq=False)
class User(Record):
    """A user of the organisation; `roles` by the ids of the sites that the user may work on."""

    email: str
    first_name: str | None = None
    last_name: str | None = None
    roles: dict[str, Mapping[str, bool]] = field(default_factory=lambda: dict[str, Mapping[str, bool]]())


@dataclass(slots=True, kw_only=True, eq=False)
class Site(Record):
    """One status page, its settings as the API shows them, and what is on it, all by id.

    reachable: whether the key of the sandbox is good for it.
    components: with the rows of component groups.
    unsubscribed: former subscribers.
    """

    settings: dict[str, object]
    embed: dict[str, object]
    reachable: bool
    components: dict[str, Component] = field(default_factory=lambda: dict[str, Component]())
    incidents: dict[str, Incident] = field(default_factory=lambda: dict[str, Incident]())
    templates: dict[str, Template] = field(default_factory=lambda: dict[str, Template]())
    subscribers: dict[str, Subscriber] = field(default_factory=lambda: dict[str, Subscriber]())
    unsubscribed: dict[str, Subscriber] = field(default_factory=lambda: dict[str, Subscriber]())
    providers: dict[str, Provider] = field(default_factory=lambda: dict[str, Provider]())
    metrics: dict[str, Metric] = field(default_factory=lambda: dict[str, Metric]())
    access_users: dict[str, AccessUser] = field(default_factory=lambda: dict[str, AccessUser]())
    access_groups: dict[str, AccessGroup] = field(default_factory=lambda: dict[str, AccessGroup]())
