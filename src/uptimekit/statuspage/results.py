"""What the services return: the server's objects, as dictionaries that can be read as objects.

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
    """How available a component was; outages are in seconds."""

    related_events: list[RelatedEvent] | None


class ComponentGroupUptime(Result, records.ComponentGroupUptimeRecord):
    """How available a group of components was; outages are in seconds."""

    related_events: list[ComponentRelatedEvents] | None


class AffectedComponent(Result, records.AffectedComponentRecord):
    """How an update of an incident changed a component."""


class IncidentUpdate(Result, records.IncidentUpdateRecord):
    """One of the texts of an incident, with the status at the time."""

    affected_components: list[AffectedComponent] | None


class IncidentImpact(Result, records.IncidentImpactRecord):
    """What an incident does to another product."""


class Incident(Result, records.IncidentRecord):
    """An incident or a scheduled maintenance, with its updates, the newest first."""

    components: list[Component] | None
    incident_updates: list[IncidentUpdate] | None
    incident_impacts: list[IncidentImpact] | None


class IncidentTemplate(Result, records.IncidentTemplateRecord):
    """A prepared text for incidents."""

    components: list[Component] | None


class Postmortem(Result, records.PostmortemRecord):
    """What is told after an incident: the draft and the published text."""


class Subscriber(Result, records.SubscriberRecord):
    """Who is told of what happens on a page; ``mode`` says how."""


class SubscriberCountByType(Result, records.SubscriberCountByTypeRecord):
    """How many subscribers there are of each kind."""


class SubscriberCountByState(Result, records.SubscriberCountByStateRecord):
    """How many subscribers there are in each state."""


class SubscriberCountByTypeAndState(Result, records.SubscriberCountByTypeAndStateRecord):
    """How many subscribers there are of each kind in each state."""

    email: SubscriberCountByState | None
    sms: SubscriberCountByState | None
    webhook: SubscriberCountByState | None
    integration_partner: SubscriberCountByState | None
    slack: SubscriberCountByState | None
    teams: SubscriberCountByState | None


class Metric(Result, records.MetricRecord):
    """A metric that a page draws."""


class MetricPoint(Result, records.MetricPointRecord):
    """A value at a time, in seconds since the epoch."""


class MetricsProvider(Result, records.MetricsProviderRecord):
    """Where metrics come from; the type of a page's own is ``Self``."""


class PageAccessUser(Result, records.PageAccessUserRecord):
    """Who may see an audience-specific page."""


class PageAccessGroup(Result, records.PageAccessGroupRecord):
    """A group of those who may see an audience-specific page."""


class StatusEmbedConfig(Result, records.StatusEmbedConfigRecord):
    """How the box looks that shows a page's status elsewhere."""


class User(Result, records.UserRecord):
    """A member of the organization."""


class UserPermissions(Result, records.UserPermissionsRecord):
    """What a member may do, by page."""


class PublicPageFacts(Result, records.PublicPageFactsRecord):
    """What a page tells of itself to everybody."""


class PublicStatus(Result, records.PublicStatusRecord):
    """How a page says that all is, in a word (``indicator``) and in a sentence (``description``)."""

    @property
    def is_up(self) -> bool:
        """Whether nothing is wrong: the indicator is ``none``, not minor, major, critical or maintenance."""
        return self.indicator == "none"


class PublicComponent(Result, records.PublicComponentRecord):
    """A component as everybody sees it; the row of a group has the ids of its ``components``."""


class PublicIncident(Result, records.PublicIncidentRecord):
    """An incident as everybody sees it, with its updates, the newest first."""

    incident_updates: list[IncidentUpdate] | None
    components: list[PublicComponent] | None


class PublicMaintenance(Result, records.PublicMaintenanceRecord):
    """A scheduled maintenance as everybody sees it."""

    incident_updates: list[IncidentUpdate] | None
    components: list[PublicComponent] | None


class PublicSummary(Result, records.PublicSummaryRecord):
    """A page as everybody sees it: its status and components, open incidents, and maintenances to come or running."""

    page: PublicPageFacts | None
    status: PublicStatus | None
    components: list[PublicComponent] | None
    incidents: list[PublicIncident] | None
    scheduled_maintenances: list[PublicMaintenance] | None

    @property
    def indicator(self) -> str | None:
        """How all is: none, minor, major or critical."""
        return self.status.indicator if isinstance(self.status, PublicStatus) else None

    @property
    def is_up(self) -> bool:
        """Whether nothing is wrong; see :attr:`PublicStatus.is_up`."""
        return isinstance(self.status, PublicStatus) and self.status.is_up
