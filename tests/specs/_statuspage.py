"""What is known of Statuspage, typed from the reference: its operations, bodies and answers.

Fields stand by their kind; "?" says that null was seen or reported, "!" that the field has to be sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ._described import Fields

__all__ = ["ANSWERS", "BODIES", "ENUMS", "OPERATIONS", "PAGING", "PROPOSED", "Body", "Row"]


@dataclass(frozen=True)
class Row:
    """One operation."""

    method: str
    path: str
    call: str
    body: str
    paging: str
    queries: tuple[str, ...]
    status: str
    answer: str
    errors: tuple[str, ...]


def _row(line: str) -> Row:
    method, path, call, body, sent, success, errors = (part.strip() for part in line.split("|"))
    path = path.replace("P/", "/pages/{page_id}/").replace("O/", "/organizations/{organization_id}/")
    path = "/pages/{page_id}" if path == "P" else path
    words = sent.split()
    paging = words.pop(0) if words[0] in PAGING else ""
    queries = () if words == ["-"] else tuple(words)
    status, answer = success.split()
    declared = () if errors == "-" else tuple(errors.split())
    return Row(method.lower(), path, call, body, paging, queries, status, answer, declared)


PAGING: Final = {
    "A": ("page", "per_page", 1),
    "A*": ("page", "per_page", 1),
    "B": ("page", "per_page", 1),
    "C": ("page", "limit", 1),
    "D": ("page", "limit", 0),
}
"""Families of listings: the parameters, and the number of the first page."""

_LINES = (Path(__file__).parent / "statuspage_operations.txt").read_text(encoding="utf-8").splitlines()
OPERATIONS: Final = [_row(line) for line in _LINES if not line.startswith("#")]

ENUMS: Final = {
    "ComponentStatus": [
        *("operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage", "")
    ],
    "IncidentStatus": [
        *("investigating", "identified", "monitoring", "resolved"),
        *("scheduled", "in_progress", "verifying", "completed", "postmortem"),
    ],
    "IncidentImpactLevel": ["none", "maintenance", "minor", "major", "critical"],
    "SubscriberType": ["email", "sms", "webhook", "slack", "teams", "integration_partner"],
    "SubscriberState": ["active", "unconfirmed", "quarantined", "all"],
    "SubscriberSortField": ["primary", "created_at", "quarantined_at", "relevance"],
    "SortDirection": ["asc", "desc"],
    "PageBranding": ["basic", "premium"],
    "MetricsProviderType": ["Pingdom", "NewRelic", "Librato", "Datadog", "Self"],
    "MetricTransform": ["average", "count", "max", "min", "sum", "response_time", "uptime"],
    "PublicIndicator": ["none", "minor", "major", "critical", "maintenance"],
}

_COLOURS = "css_body_background_color css_font_color css_light_font_color css_greens css_yellows css_oranges css_reds"
_COLOURS += " css_blues css_border_color css_graph_color css_link_color css_no_data"
_SWITCHES = (
    "hidden_from_search viewers_must_be_team_members allow_page_subscribers allow_incident_subscribers"
)
_SWITCHES += " allow_email_subscribers allow_sms_subscribers allow_rss_atom_feeds allow_webhook_subscribers"
_EMBED = "incident_background_color incident_text_color maintenance_background_color maintenance_text_color"
_TRANSITIONS = "auto_transition_to_maintenance_state auto_transition_to_operational_state"
_TRANSITIONS += " auto_transition_deliver_notifications_at_start auto_transition_deliver_notifications_at_end"
_TYPES = "email sms webhook integration_partner slack teams"


def _null(names: str) -> str:
    return " ".join(f"{name}?" for name in names.split())


@dataclass(frozen=True)
class Body:
    """A request body: what it is wrapped in, and what is inside."""

    envelope: str | None
    fields: Fields


_ACCESS_USER: Fields = {"text": "external_login email", "texts": "page_access_group_ids"}
_ACCESS_USER |= {"flag": "subscribe_to_components"}
_GROUP: Fields = {"text": "name! description", "texts": "components!"}
_INCIDENT: Fields = {
    "text": "body backfill_date reminder_intervals?",
    "texts": "component_ids",
    "time": "scheduled_for scheduled_until",
    "flag": "deliver_notifications scheduled_remind_prior scheduled_auto_in_progress scheduled_auto_completed "
    f"scheduled_auto_transition {_TRANSITIONS} auto_tweet_at_beginning auto_tweet_on_completion "
    "auto_tweet_on_creation auto_tweet_one_hour_before backfilled",
    "map of ComponentStatus": "components",
    "map of map": "metadata",
    "IncidentStatus": "status",
    "IncidentImpactLevel": "impact_override",
}
_COMPONENT: Fields = {
    "text": "description group_id?",
    "flag": "only_show_if_degraded showcase",
    "day": "start_date",
}
_COMPONENT |= {"ComponentStatus": "status"}
_MANY = "texts or all"

BODIES: Final = {
    "B1": Body(
        "page",
        {
            "text": f"name domain subdomain url {_COLOURS} notifications_from_email time_zone "
            "notifications_email_footer",
            "flag": _SWITCHES,
            "PageBranding": "branding",
        },
    ),
    "B2": Body("page_access_user", _ACCESS_USER),
    "B3": Body(None, {"texts": "component_ids!"}),
    "B4": Body(None, {"texts": "component_ids"}),
    "B5": Body(None, {"texts": "metric_ids!"}),
    "B6": Body(None, {"texts": "metric_ids"}),
    "B7": Body(
        "page_access_group",
        {"text": "name external_identifier", "texts": "component_ids metric_ids page_access_user_ids"},
    ),
    "B8": Body(None, {_MANY: "subscribers!"}),
    "B9": Body(
        None,
        {
            _MANY: "subscribers!",
            "SubscriberType": "type",
            "SubscriberState": "state",
            "flag": "skip_unsubscription_notification",
        },
    ),
    "B10": Body(None, {_MANY: "subscribers!", "SubscriberType": "type"}),
    "B11": Body(
        "subscriber",
        {
            "text": "email endpoint phone_country phone_number page_access_user",
            "flag": "skip_confirmation_notification",
            "texts": "component_ids",
        },
    ),
    "B12": Body(
        "template",
        {
            "text": "name! title! body! group_id",
            "IncidentStatus": "update_status",
            "flag": "should_tweet should_send_notifications",
            "texts": "component_ids",
        },
    ),
    "B13": Body("incident", {**_INCIDENT, "text": f"name! {_INCIDENT['text']}"}),
    "B14": Body("incident", {**_INCIDENT, "text": f"name {_INCIDENT['text']}"}),
    "B15": Body(
        "incident_update",
        {"text": "body", "time": "display_at", "flag": "wants_twitter_update deliver_notifications"},
    ),
    "B16": Body(
        "subscriber",
        {"text": "email phone_country phone_number", "flag": "skip_confirmation_notification"},
    ),
    "B17": Body("postmortem", {"text": "body_draft!"}),
    "B18": Body("postmortem", {"flag": "notify_twitter notify_subscribers", "text": "custom_tweet"}),
    "B19": Body("component", {**_COMPONENT, "text": f"name {_COMPONENT['text']}"}),
    "B20": Body("component_group", _GROUP),
    "B21": Body(None, {"map of MetricPointCreate[]": "data!"}),
    "B22": Body("metric", {"text": "name metric_identifier"}),
    "B23": Body("data", {"whole": "timestamp", "number": "value"}),
    "B24": Body(
        "metrics_provider",
        {
            "text": "email password api_key api_token application_key metric_base_uri",
            "MetricsProviderType": "type",
        },
    ),
    "B25": Body("metrics_provider", {"text": "type metric_base_uri"}),
    "B26": Body(
        "metric",
        {
            "text": "name metric_identifier application_id suffix tooltip_description",
            "MetricTransform": "transform",
            "number": "y_axis_min y_axis_max",
            "flag": "y_axis_hidden display",
            "whole": "decimal_places",
        },
    ),
    "B27": Body("status_embed_config", {"text": f"position {_EMBED}"}),
    "B28": Body(None, {"map of PageRoles": "pages!"}),
    "B29": Body("user", {"text": "email password first_name last_name"}),
    "B30": Body(None, {"texts": "page_access_user_ids!"}),
    # no body is documented; proposed by likeness
    "B30b": Body(None, {"texts": "page_access_group_ids!"}),
}

PROPOSED: Final = {"components.create": {"name"}, "metrics.submit": {"timestamp", "value"}}
"""Fields that nothing but sense requires."""

_AGES = "created_at updated_at"
_UPTIME: Fields = {
    "text": "id name",
    "time": "range_start range_end",
    "number": "uptime_percentage",
    "whole": "major_outage partial_outage",
    "texts": "warnings",
}
_INCIDENT_TIMES = "monitoring_at? resolved_at?"
_PUBLIC_INCIDENT: Fields = {
    "text": "id name page_id shortlink reminder_intervals?",
    "time": f"{_AGES} started_at {_INCIDENT_TIMES}",
    "IncidentStatus": "status",
    "IncidentImpactLevel": "impact",
    "IncidentUpdate[]": "incident_updates",
    "PublicComponent[]": "components",
}

ANSWERS: Final[dict[str, Fields]] = {
    "Page": {
        "text": "id name time_zone branding subdomain page_description? headline? domain? url? support_url? "
        "notifications_from_email? twitter_username? ip_restrictions? city? state? country? "
        f"notifications_email_footer? {_null(_COLOURS)}",
        "time": _AGES,
        "flag": _SWITCHES,
        "number": "activity_score",
        "PageLogo": "favicon_logo? twitter_logo?",
        "PagePicture": "transactional_logo? hero_cover? email_logo?",
    },
    "PageLogo": {"time": "updated_at?", "whole": "size?", "text": "url"},
    "PagePicture": {"time": "updated_at?", "whole": "size?", "text": "original_url normal_url retina_url"},
    "Component": {
        "text": "id page_id name group_id? description? automation_email?",
        "time": _AGES,
        "flag": "group showcase only_show_if_degraded",
        "whole": "position",
        "ComponentStatus": "status",
        "day": "start_date?",
    },
    "ComponentGroup": {
        "text": "id page_id name description?",
        "texts": "components",
        "whole": "position",
        "time": _AGES,
    },
    "ComponentUptime": {**_UPTIME, "RelatedEvent[]": "related_events"},
    "ComponentGroupUptime": {**_UPTIME, "ComponentRelatedEvents[]": "related_events"},
    "RelatedEvent": {"text": "id"},
    "ComponentRelatedEvents": {"text": "component_id", "RelatedEvent[]": "incidents"},
    "Incident": {
        "text": "id page_id name shortlink postmortem_body? reminder_intervals?",
        "IncidentStatus": "status",
        "IncidentImpactLevel": "impact impact_override?",
        "Component[]": "components",
        "IncidentUpdate[]": "incident_updates",
        "IncidentImpact[]": "incident_impacts",
        "map": "metadata?",
        # started_at and backfilled: in some payloads only
        "time": f"{_AGES} {_INCIDENT_TIMES} scheduled_for? scheduled_until? scheduled_reminded_at? started_at? "
        "postmortem_body_last_updated_at? postmortem_published_at?",
        "flag": "postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter "
        f"scheduled_auto_completed scheduled_auto_in_progress scheduled_remind_prior {_null(_TRANSITIONS)} "
        "backfilled?",
    },
    "IncidentUpdate": {
        "text": "id incident_id body custom_tweet? tweet_id?",
        "IncidentStatus": "status",
        "AffectedComponent[]": "affected_components?",
        "time": f"{_AGES} display_at twitter_updated_at?",
        "flag": "deliver_notifications? wants_twitter_update?",
    },
    "AffectedComponent": {"text": "code name", "ComponentStatus": "old_status new_status"},
    "IncidentImpact": {
        "text": "id? tenant_id? atlassian_organization_id? product_name?",
        "texts": "experiences",
        "time": "created_at?",
    },
    "IncidentTemplate": {
        "text": "id name title body group_id?",
        "IncidentStatus": "update_status?",
        "flag": "should_tweet? should_send_notifications?",
        "Component[]": "components",
    },
    "Postmortem": {
        "text": "preview_key? body? body_draft? custom_tweet?",
        "time": f"body_updated_at? body_draft_updated_at? published_at? {_AGES}",
        "flag": "notify_subscribers? notify_twitter?",
    },
    "Subscriber": {
        "text": "id mode email? endpoint? phone_number? phone_country? display_phone_number? "
        "obfuscated_channel_name? workspace_name? page_access_user_id?",
        "flag": "skip_confirmation_notification?",
        "time": "quarantined_at? purge_at? created_at",
        "texts": "components?",
    },
    "SubscriberCountByType": {"whole": _TYPES},
    "SubscriberCountByState": {"whole": "active unconfirmed quarantined total"},
    "SubscriberCountByTypeAndState": {"SubscriberCountByState": _TYPES},
    "Metric": {
        # metrics_display_id: in 2019, and in what pages show
        "text": "id metrics_provider_id name metric_identifier? tooltip_description? suffix? reference_name? "
        "metrics_display_id?",
        "flag": "display? backfilled? y_axis_hidden?",
        "number": "y_axis_min? y_axis_max? backfill_percentage?",
        "whole": "decimal_places?",
        "time": f"most_recent_data_at? last_fetched_at? {_AGES}",
    },
    "MetricPoint": {"whole": "timestamp", "number": "value"},
    "MetricsProvider": {
        "text": "id type metric_base_uri?",
        "text or whole": "page_id",
        "flag": "disabled",
        "time": f"last_revalidated_at? {_AGES}",
    },
    "PageAccessUser": {
        "text": "id page_id email? external_login? page_access_group_id?",
        "texts": "page_access_group_ids",
        "time": _AGES,
    },
    "PageAccessGroup": {
        "text": "id page_id name external_identifier?",
        "texts": "page_access_user_ids metric_ids component_ids",
        "time": _AGES,
    },
    "StatusEmbedConfig": {"text": f"page_id position? {_null(_EMBED)}"},
    "User": {"text": "id organization_id email first_name? last_name?", "time": _AGES},
    "UserPermissions": {"text": "user_id", "map or map[]": "pages"},
    "PublicPageFacts": {"text": "id name url time_zone", "time": "updated_at"},
    "PublicStatus": {"PublicIndicator": "indicator", "text": "description"},
    "PublicComponent": {
        "text": "id name page_id description? group_id?",
        "ComponentStatus": "status",
        "time": _AGES,
        "whole": "position",
        "flag": "showcase group only_show_if_degraded",
        "day": "start_date?",
        "texts": "components",
    },
    "PublicIncident": _PUBLIC_INCIDENT,
    "PublicMaintenance": {
        **_PUBLIC_INCIDENT,
        "time": f"{_PUBLIC_INCIDENT['time']} scheduled_for scheduled_until",
    },
    "PublicSummary": {
        "PublicPageFacts": "page",
        "PublicStatus": "status",
        "PublicComponent[]": "components",
        "PublicIncident[]": "incidents",
        "PublicMaintenance[]": "scheduled_maintenances",
    },
    "PublicStatusAnswer": {"PublicPageFacts": "page", "PublicStatus": "status"},
    "PublicComponentsAnswer": {"PublicPageFacts": "page", "PublicComponent[]": "components"},
    "PublicIncidentsAnswer": {"PublicPageFacts": "page", "PublicIncident[]": "incidents"},
    "PublicMaintenancesAnswer": {"PublicPageFacts": "page", "PublicMaintenance[]": "scheduled_maintenances"},
}
