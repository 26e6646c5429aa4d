"""Incidents and maintenance, their updates and postmortems, and templates for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from uptimekit.sandbox.statuspage._record import Record, SiteRecord
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber

__all__ = ["REALTIME", "SCHEDULED", "Incident", "Postmortem", "Template", "Update"]

REALTIME = ("investigating", "identified", "monitoring", "resolved")
SCHEDULED = ("scheduled", "in_progress", "verifying", "completed")


@dataclass(slots=True, kw_only=True, eq=False)
class Update(Record):
    """One entry in the story of an incident.

    affected_components: statuses before and after as the API shows them; None if it named no component.
    """

    incident_id: str
    status: str
    body: str
    display_at: datetime
    affected_components: list[dict[str, str]] | None = None
    deliver_notifications: bool = True
    wants_twitter_update: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Postmortem(Record):
    """A draft, and what was published of it; the id is the preview key."""

    body_draft: str
    body_draft_updated_at: datetime
    body: str | None = None
    body_updated_at: datetime | None = None
    published_at: datetime | None = None
    notify_subscribers: bool = False
    notify_twitter: bool = False
    custom_tweet: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Incident(SiteRecord):
    """An incident, or maintenance if it is scheduled for a time.

    impact: the worst that its components ever were during it.
    updates: oldest first, although they are shown the other way round.
    waiting: the statuses that components get when maintenance begins.
    """

    name: str
    status: str
    started_at: datetime
    impact: str = "none"
    impact_override: str | None = None
    component_ids: list[str] = field(default_factory=lambda: list[str]())
    waiting: dict[str, str] = field(default_factory=lambda: dict[str, str]())
    updates: list[Update] = field(default_factory=lambda: list[Update]())
    metadata: dict[str, object] = field(default_factory=lambda: dict[str, object]())
    monitoring_at: datetime | None = None
    resolved_at: datetime | None = None
    backfilled: bool = False
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    scheduled_remind_prior: bool = False
    scheduled_reminded_at: datetime | None = None
    scheduled_auto_in_progress: bool = False
    scheduled_auto_completed: bool = False
    auto_transition_to_maintenance_state: bool | None = None
    auto_transition_to_operational_state: bool | None = None
    auto_transition_deliver_notifications_at_start: bool | None = None
    auto_transition_deliver_notifications_at_end: bool | None = None
    reminder_intervals: str | None = None
    postmortem: Postmortem | None = None
    subscribers: dict[str, Subscriber] = field(default_factory=lambda: dict[str, Subscriber]())

    @property
    def shortlink(self) -> str:
        """Its short address."""
        return f"https://stspg.example/{self.id}"

    @property
    def is_maintenance(self) -> bool:
        """Whether it was planned."""
        return self.scheduled_for is not None

    @property
    def is_over(self) -> bool:
        """Whether it was resolved or completed."""
        return self.status in ("resolved", "completed")

    @property
    def shown_status(self) -> str:
        """The status as it is shown: that of an incident with a published postmortem is "postmortem"."""
        published = self.postmortem is not None and self.postmortem.published_at is not None
        return "postmortem" if published else self.status

    @property
    def shown_impact(self) -> str:
        """What somebody said, or else what the components say."""
        return self.impact_override or ("maintenance" if self.is_maintenance else self.impact)


@dataclass(slots=True, kw_only=True, eq=False)
class Template(Record):
    """What a new incident can begin with."""

    name: str
    title: str
    body: str
    group_id: str | None = None
    update_status: str | None = None
    should_tweet: bool = False
    should_send_notifications: bool = False
    component_ids: list[str] = field(default_factory=lambda: list[str]())
