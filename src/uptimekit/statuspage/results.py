"""Results of the services: dictionaries whose keys are attributes.

Their fields are those of the generated records (``uptimekit_clients.statuspage.records`` tells each one); written
out here are only the fields that hold other results.
"""

from __future__ import annotations

from uptimekit_clients.statuspage import records

from ._result import Result

__all__ = [
    "AffectedComponent",
    "Component",
    "ComponentGroup",
    "ComponentGroupUptime",
    "ComponentRelatedEvents",
    "ComponentUptime",
    "Incident",
    "IncidentImpact",
    "IncidentTemplate",
    "IncidentUpdate",
    "Metric",
    "MetricPoint",
    "MetricsProvider",
    "Page",
    "PageAccessGroup",
    "PageAccessUser",
    "PageLogo",
    "PagePicture",
    "Postmortem",
    "PublicComponent",
    "PublicIncident",
    "PublicMaintenance",
    "PublicPageFacts",
    "PublicStatus",
    "PublicSummary",
    "RelatedEvent",
    "Result",
    "StatusEmbedConfig",
    "Subscriber",
    "SubscriberCountByState",
    "SubscriberCountByType",
    "SubscriberCountByTypeAndState",
    "User",
    "UserPermissions",
]

# mypy: disable-error-code="assignment"
# pyright: reportIncompatibleVariableOverride=false
# The records have plain dictionaries where these classes have results, which are dictionaries with attributes.


class PageLogo(Result, records.PageLogoRecord):
    """A small picture of a page."""


class PagePicture(Result, records.PagePictureRecord):
    """A picture of a page, in its sizes."""


class Page(Result, records.PageRecord):
    """A status page and its settings."""

    favicon_logo: PageLogo | None
    twitter_logo: PageLogo | None
    transactional_logo: PagePicture | None
    hero_cover: PagePicture | None
    email_logo: PagePicture | None


class Component(Result, records.ComponentRecord):
    """A component of a page, or the row of a group of them (``group`` is True)."""


class ComponentGroup(Result, records.ComponentGroupRecord):
    """A group of components; ``components`` has their ids."""


class RelatedEvent(Result, records.RelatedEventRecord):
    """An incident that counts in an uptime."""


class ComponentRelatedEvents(Result, records.ComponentRelatedEventsRecord):
    """The incidents of one component of a group."""

    incidents: list[RelatedEvent] | None


class ComponentUptime(Result, records.ComponentUptimeRecord):
    """Uptime of a component; outages are in seconds."""

    related_events: list[RelatedEvent] | None


class ComponentGroupUptime(Result, records.ComponentGroupUptimeRecord):
    """Uptime of a group of components; outages are in seconds."""

    related_events: list[ComponentRelatedEvents] | None


class AffectedComponent(Result, records.AffectedComponentRecord):
    """A change of a component by an update of an incident."""


class IncidentUpdate(Result, records.IncidentUpdateRecord):
    """An update of an incident: its text and the status at that time."""

    affected_components: list[AffectedComponent] | None


class IncidentImpact(Result, records.IncidentImpactRecord):
    """The impact of an incident on another product."""


class Incident(Result, records.IncidentRecord):
    """An incident or a scheduled maintenance, with its updates, the newest first."""

    components: list[Component] | None
    incident_updates: list[IncidentUpdate] | None
    incident_impacts: list[IncidentImpact] | None


class IncidentTemplate(Result, records.IncidentTemplateRecord):
    """An incident template."""

    components: list[Component] | None


class Postmortem(Result, records.PostmortemRecord):
    """The postmortem of an incident: draft and published text."""


class Subscriber(Result, records.SubscriberRecord):
    """A subscriber of a page; ``mode`` is the channel."""


class SubscriberCountByType(Result, records.SubscriberCountByTypeRecord):
    """Numbers of subscribers by kind."""


class SubscriberCountByState(Result, records.SubscriberCountByStateRecord):
    """Numbers of subscribers by state."""


class SubscriberCountByTypeAndState(Result, records.SubscriberCountByTypeAndStateRecord):
    """Numbers of subscribers by kind and state."""

    email: SubscriberCountByState | None
    sms: SubscriberCountByState | None
    webhook: SubscriberCountByState | None
    integration_partner: SubscriberCountByState | None
    slack: SubscriberCountByState | None
    teams: SubscriberCountByState | None


class Metric(Result, records.MetricRecord):
    """A metric that a page shows."""


class MetricPoint(Result, records.MetricPointRecord):
    """A value at a time, in seconds since the epoch."""


class MetricsProvider(Result, records.MetricsProviderRecord):
    """A provider of metrics; the type of a page's own is ``Self``."""


class PageAccessUser(Result, records.PageAccessUserRecord):
    """A user of an audience-specific page."""


class PageAccessGroup(Result, records.PageAccessGroupRecord):
    """A group of users of an audience-specific page."""


class StatusEmbedConfig(Result, records.StatusEmbedConfigRecord):
    """Settings of the box on other sites that shows a page's status."""


class User(Result, records.UserRecord):
    """A member of the organization."""


class UserPermissions(Result, records.UserPermissionsRecord):
    """Permissions of a member, by page."""


class PublicPageFacts(Result, records.PublicPageFactsRecord):
    """Public facts of a page."""


class PublicStatus(Result, records.PublicStatusRecord):
    """The overall status of a page: a word (``indicator``) and a sentence (``description``)."""

    @property
    def is_up(self) -> bool:
        """Whether nothing is wrong: the indicator is ``none``, not minor, major, critical or maintenance."""
        return self.indicator == "none"


class PublicComponent(Result, records.PublicComponentRecord):
    """The public side of a component; the row of a group has the ids of its ``components``."""


class PublicIncident(Result, records.PublicIncidentRecord):
    """The public side of an incident, with its updates, newest first."""

    incident_updates: list[IncidentUpdate] | None
    components: list[PublicComponent] | None


class PublicMaintenance(Result, records.PublicMaintenanceRecord):
    """The public side of a scheduled maintenance."""

    incident_updates: list[IncidentUpdate] | None
    components: list[PublicComponent] | None


class PublicSummary(Result, records.PublicSummaryRecord):
    """The public side of a page: status, components, open incidents, upcoming and active maintenances."""

    page: PublicPageFacts | None
    status: PublicStatus | None
    components: list[PublicComponent] | None
    incidents: list[PublicIncident] | None
    scheduled_maintenances: list[PublicMaintenance] | None

    @property
    def indicator(self) -> str | None:
        """The overall status: none, minor, major or critical."""
        return self.status.indicator if isinstance(self.status, PublicStatus) else None

    @property
    def is_up(self) -> bool:
        """Whether nothing is wrong; see :attr:`PublicStatus.is_up`."""
        return isinstance(self.status, PublicStatus) and self.status.is_up
