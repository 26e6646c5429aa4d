"""Records in the form of the Manage API."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from uptimekit.sandbox.statuspage._components import members, status_of
from uptimekit.sandbox.statuspage._incident_model import Incident, Postmortem, Template, Update
from uptimekit.sandbox.statuspage._metrics import newest
from uptimekit.sandbox.statuspage._model import (
    AccessGroup,
    AccessUser,
    Component,
    Metric,
    Provider,
    Site,
    User,
)
from uptimekit.sandbox.statuspage._record import Record
from uptimekit.sandbox.statuspage._subscriber_model import Subscriber
from uptimekit.sandbox.statuspage._times import fine_stamp, stamp

__all__ = [
    "show",
    "show_access_group",
    "show_access_user",
    "show_component",
    "show_group",
    "show_incident",
    "show_metric",
    "show_postmortem",
    "show_provider",
    "show_site",
    "show_subscriber",
    "show_template",
    "show_update",
    "show_user",
]

_DATES = "created_at updated_at"
_COMPONENT = (
    f"id page_id group_id {_DATES} group name description position showcase only_show_if_degraded start_date"
)
_INCIDENT = (
    f"id page_id name impact_override shortlink {_DATES} started_at monitoring_at resolved_at backfilled "
    "metadata scheduled_for scheduled_until scheduled_remind_prior scheduled_reminded_at "
    "scheduled_auto_in_progress scheduled_auto_completed auto_transition_to_maintenance_state "
    "auto_transition_to_operational_state auto_transition_deliver_notifications_at_start "
    "auto_transition_deliver_notifications_at_end reminder_intervals"
)
_UPDATE = "id incident_id status body affected_components deliver_notifications wants_twitter_update"
_MOMENTS = ("created_at", "updated_at", "display_at")
_POSTMORTEM = (
    "body body_updated_at body_draft body_draft_updated_at published_at notify_subscribers notify_twitter "
    f"custom_tweet {_DATES}"
)
_SUBSCRIBER = (
    "id mode email endpoint phone_number phone_country obfuscated_channel_name workspace_name "
    "page_access_user_id skip_confirmation_notification quarantined_at purge_at created_at"
)
_METRIC = (
    "id name metric_identifier display tooltip_description y_axis_min y_axis_max y_axis_hidden suffix "
    f"decimal_places {_DATES}"
)
_TEMPLATE = "id name title body group_id update_status should_tweet should_send_notifications"

Shown = dict[str, object]


def show(record: Record, names: str) -> Shown:
    """The attributes of these names, moments and days as text."""
    return {name: _plain(getattr(record, name)) for name in names.split()}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def show_site(site: Site) -> Shown:
    """A page."""
    return {**show(site, f"id {_DATES}"), **site.settings}


def show_component(site: Site, component: Component) -> Shown:
    """A component, or the row of a group."""
    email = f"component+{component.id}@notifications.example"
    return {
        **show(component, _COMPONENT),
        "status": status_of(site, component),
        "automation_email": None if component.group else email,
    }


def _show_components(site: Site, component_ids: list[str]) -> list[Shown]:
    """Components by their ids."""
    return [show_component(site, site.components[component_id]) for component_id in component_ids]


def show_group(site: Site, group: Component) -> Shown:
    """A component group."""
    shown = show(group, f"id page_id name description position {_DATES}")
    return {**shown, "components": [one.id for one in members(site, group.id)]}


def show_update(update: Update) -> Shown:
    """An update, whose moments are finer than those of other records."""
    moments = {name: fine_stamp(cast("datetime", getattr(update, name))) for name in _MOMENTS}
    unset = dict.fromkeys(("twitter_updated_at", "tweet_id", "custom_tweet"))
    return {**show(update, _UPDATE), **moments, **unset}


def show_incident(site: Site, incident: Incident) -> Shown:
    """An incident with its components, and its updates, the newest first."""
    return {
        **show(incident, _INCIDENT),
        "status": incident.shown_status,
        "impact": incident.shown_impact,
        "components": _show_components(site, incident.component_ids),
        "incident_updates": [show_update(update) for update in reversed(incident.updates)],
        "incident_impacts": [],
        **_show_outcome(incident.postmortem),
    }


def _show_outcome(postmortem: Postmortem | None) -> Shown:
    """What an incident shows of its postmortem, once that is published."""
    published = postmortem if postmortem is not None and postmortem.published_at is not None else None
    return {
        "postmortem_body": published and published.body,
        "postmortem_body_last_updated_at": published and _plain(published.body_updated_at),
        "postmortem_published_at": published and _plain(published.published_at),
        "postmortem_ignored": False,
        "postmortem_notified_subscribers": published is not None and published.notify_subscribers,
        "postmortem_notified_twitter": published is not None and published.notify_twitter,
    }


def show_postmortem(postmortem: Postmortem) -> Shown:
    """A postmortem."""
    return {"preview_key": postmortem.id, **show(postmortem, _POSTMORTEM)}


def show_template(site: Site, template: Template) -> Shown:
    """An incident template."""
    return {**show(template, _TEMPLATE), "components": _show_components(site, template.component_ids)}


def show_subscriber(subscriber: Subscriber) -> Shown:
    """A subscriber of a page or an incident."""
    number = subscriber.phone_number
    return {
        **show(subscriber, _SUBSCRIBER),
        "display_phone_number": number and f"+{number.lstrip('+')}",
        "components": subscriber.component_ids,
    }


def show_metric(metric: Metric) -> Shown:
    """A metric; nothing is ever fetched or filled in for the past here."""
    unset = dict.fromkeys(("last_fetched_at", "backfill_percentage", "reference_name"))
    return {
        **show(metric, _METRIC),
        "metrics_provider_id": metric.provider.id,
        "most_recent_data_at": _plain(newest(metric)),
        "backfilled": False,
        **unset,
    }


def show_provider(provider: Provider) -> Shown:
    """A metrics provider, without its credentials."""
    shown = show(provider, f"id type metric_base_uri {_DATES} page_id")
    return {**shown, "disabled": False, "last_revalidated_at": None}


def show_access_user(user: AccessUser) -> Shown:
    """A page access user."""
    shown = show(user, f"id page_id email external_login page_access_group_ids {_DATES}")
    return {**shown, "page_access_group_id": next(iter(user.page_access_group_ids), None)}


def show_access_group(site: Site, group: AccessGroup) -> Shown:
    """A page access group, with its users."""
    users = [user.id for user in site.access_users.values() if group.id in user.page_access_group_ids]
    shown = show(group, f"id page_id name external_identifier metric_ids component_ids {_DATES}")
    return {**shown, "page_access_user_ids": users}


def show_user(organization_id: str, user: User) -> Shown:
    """A user of the organisation."""
    shown = show(user, f"id email first_name last_name {_DATES}")
    return {**shown, "organization_id": organization_id}
