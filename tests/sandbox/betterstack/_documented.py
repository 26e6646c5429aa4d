"""What the documentation says about fields, apart from the tables of the sandbox, to compare them with."""

from __future__ import annotations

__all__ = ["NULLABLE", "OPTIONAL", "STAMPED", "TEAM_FILTERED"]

OPTIONAL: dict[str, set[str]] = {
    "status_page_section": {"name"},
    "status_report": {"title", "message"},
    "status_update": {"message"},
}
"""Fields of the bodies in `_calls` that are not required."""

_MAINTENANCE = "maintenance_from maintenance_to maintenance_timezone"
_RULES = (
    "name policy_id team_wait recovery_period cause_field title_field started_alert_id_field "
    "acknowledged_alert_id_field resolved_alert_id_field"
)
_SOURCE = "name policy_id team_wait recovery_period"

NULLABLE = {
    "monitor": "domain_expiration ssl_expiration policy_id expiration_policy_id team_wait ip_version regions port "
    f"monitor_group_id required_keyword request_body auth_username auth_password proxy_host proxy_port {_MAINTENANCE}",
    "monitor_group": "sort_index",
    "heartbeat": f"server_timezone team_wait heartbeat_group_id sort_index policy_id {_MAINTENANCE}",
    "heartbeat_group": "sort_index",
    "policy": "repeat_count repeat_delay policy_group_id fallback_policy_id",
    "policy_group": "sort_index",
    "urgency": "urgency_group_id",
    "urgency_group": "sort_index",
    "status_page": "contact_url logo_url dark_logo_url logo_remote_url dark_logo_remote_url custom_domain custom_css "
    "custom_javascript google_analytics_id announcement announcement_embed_link announcement_embed_css "
    "min_incident_length status_page_group_id",
    "status_page_section": "name",
    "status_page_resource": "resource_id explanation mark_as_down_metadata_rule mark_as_degraded_metadata_rule",
    "status_report": "ends_at",
    "status_page_group": "sort_index",
    "catalog_relation": "description",
    "incoming_webhook": _RULES,
    "email_integration": _RULES,
    "outgoing_webhook": "name",
    "aws_cloudwatch_integration": _SOURCE,
    "azure_integration": _SOURCE,
    "datadog_integration": _SOURCE,
    "elastic_integration": _SOURCE,
    "google_monitoring_integration": _SOURCE,
    "grafana_integration": _SOURCE,
    "new_relic_integration": _SOURCE,
    "prometheus_integration": _SOURCE,
    "pager_duty_integration": "name",
    "splunk_on_call_integration": "name",
}
"""Fields that may be null, by kind."""

STAMPED = {
    "monitor",
    "monitor_group",
    "heartbeat",
    "heartbeat_group",
    "incident_comment",
    "policy_group",
    "urgency_group",
    "status_page",
    "status_page_group",
    "status_page_subscriber",
    "incoming_webhook",
    "email_integration",
}
"""Kinds with `created_at` and `updated_at`."""

TEAM_FILTERED = {
    "monitor",
    "monitor_group",
    "heartbeat",
    "heartbeat_group",
    "on_call_calendar",
    "policy",
    "policy_group",
    "urgency",
    "incoming_webhook",
    "email_integration",
    "outgoing_webhook",
    "aws_cloudwatch_integration",
    "azure_integration",
    "datadog_integration",
    "elastic_integration",
    "google_monitoring_integration",
    "grafana_integration",
    "new_relic_integration",
    "prometheus_integration",
    "pager_duty_integration",
    "splunk_on_call_integration",
}
"""Kinds that can be created and whose list knows `team_name`."""
