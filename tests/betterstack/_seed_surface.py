"""The documented names of the library that is replaced, typed from its documentation."""

from __future__ import annotations

from typing import Any, Final

REQUIRED: Final = object()

API_CONSTRUCTORS: Final[dict[str, dict[str, Any]]] = {
    "UptimeAPI": {
        "bearer_token": REQUIRED,
        "retries": 3,
        "backoff_factor": 0.5,
        "timeout": 30.0,
        "max_workers": 5,
    },
    "PaginatedAPI": {
        "base_url": REQUIRED,
        "auth": REQUIRED,
        "retries": 3,
        "backoff_factor": 0.5,
        "timeout": 30.0,
        "max_workers": 5,
    },
    "RESTAPI": {
        "base_url": REQUIRED,
        "auth": REQUIRED,
        "retries": 3,
        "backoff_factor": 0.5,
        "timeout": 30.0,
    },
}

VERBS: Final = ("get", "post", "patch", "delete")
VERB_PARAMETERS: Final[dict[str, Any]] = {"url": REQUIRED, "body": None, "headers": None, "parameters": None}

_MONITOR: Final = """
    url pronounceable_name monitor_type monitor_group_id last_checked_at status policy_id expiration_policy_id
    team_name required_keyword verify_ssl check_frequency call sms email push critical_alert team_wait
    http_method request_timeout recovery_period request_headers request_body paused_at created_at updated_at
    ssl_expiration domain_expiration regions port confirmation_period expected_status_codes maintenance_days
    maintenance_from maintenance_to maintenance_timezone playwright_script environment_variables auth_username
    auth_password follow_redirects remember_cookies _sla
"""
_GROUP: Final = "name sort_index created_at updated_at paused team_name"
_HEARTBEAT: Final = """
    name url period grace call sms email push critical_alert team_wait heartbeat_group_id team_name sort_index
    paused_at created_at updated_at status maintenance_from maintenance_to maintenance_timezone
    maintenance_days policy_id
"""
_INCIDENT: Final = """
    name url http_method cause incident_group_id started_at acknowledged_at acknowledged_by resolved_at
    resolved_by status team_name response_content response_url response_options regions screenshot_url
    origin_url escalation_policy_id ssl_certificate_expires_at domain_expires_at call sms email push
    critical_alert metadata monitor_id heartbeat_id
"""
_STATUS_PAGE: Final = """
    company_name company_url contact_url logo_url timezone subdomain custom_domain custom_css custom_javascript
    google_analytics_id min_incident_length announcement announcement_embed_visible announcement_embed_css
    announcement_embed_link automatic_reports status_page_group_id subscribable hide_from_search_engines
    password_enabled ip_allowlist history aggregate_state design navigation_links theme layout created_at
    updated_at _sections _resources
"""
_RESOURCE: Final = """
    status_page_section_id resource_id resource_type history widget_type public_name explanation position
    fixed_position availability status status_history _status_page_id
"""

FIELDS: Final[dict[str, list[str]]] = {
    name: fields.split()
    for name, fields in {
        "Monitor": _MONITOR,
        "MonitorSLA": "availability downtime_duration number_of_incidents longest_incident average_incident "
        "_sla_start _sla_end",
        "MonitorGroup": f"{_GROUP} _monitors",
        "Heartbeat": _HEARTBEAT,
        "HeartbeatGroup": f"{_GROUP} _heartbeats",
        "Incident": _INCIDENT,
        "StatusPage": _STATUS_PAGE,
        "StatusPageSection": "name position created_at updated_at _status_page_id",
        "StatusPageResource": _RESOURCE,
        "StatusPageGroup": "name sort_index created_at updated_at",
        "OnCallCalendar": "name default_calendar team_name _on_call_users _events",
        "OnCallEvent": "starts_at ends_at users override _calendar_id",
        "EscalationPolicy": "name repeat_count repeat_delay incident_token policy_group_id team_name steps",
    }.items()
}
"""Fields of the constructors, all None by default; those with an underscore are no public attributes."""

CONSTRUCTOR_HEAD: Final = ["id", "_api", "_extras", "_original_values"]

PROPERTIES: Final[dict[str, list[str]]] = {
    "Monitor": ["sla", "is_paused"],
    "MonitorSLA": ["timeframe"],
    "MonitorGroup": ["monitors"],
    "Heartbeat": ["is_paused"],
    "HeartbeatGroup": ["heartbeats"],
    "Incident": ["is_resolved", "is_acknowledged"],
    "StatusPage": ["sections", "resources"],
    "OnCallCalendar": ["on_call_users", "events"],
}

METHODS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "MonitorSLA": {"generate_url": {}, "fetch_sla": {"from_date": REQUIRED, "to_date": REQUIRED}},
    "MonitorGroup": {"fetch_monitors": {}},
    "HeartbeatGroup": {"fetch_heartbeats": {}},
    "Incident": {"acknowledge": {"acknowledged_by": None}, "resolve": {"resolved_by": None}},
    "StatusPage": {"fetch_sections": {}, "fetch_resources": {}},
    "StatusPageSection": {"generate_url": {}},
    "StatusPageResource": {"generate_url": {}},
    "OnCallCalendar": {
        "fetch_events": {},
        "create_rotation": {
            "users": REQUIRED,
            "rotation_length": REQUIRED,
            "rotation_period": REQUIRED,
            "start_rotations_at": REQUIRED,
            "end_rotations_at": REQUIRED,
        },
    },
    "OnCallEvent": {"generate_url": {}},
    "PolicyStep": {"to_dict": {}},
}

NO_GLOBAL_URL: Final = ["MonitorSLA", "StatusPageSection", "StatusPageResource", "OnCallEvent"]

EVERY_OBJECT: Final[dict[str, dict[str, Any]]] = {
    "fetch_data": {},
    "save": {},
    "delete": {},
    "get_modified_properties": {},
    "reset_variable_tracking": {},
    "generate_url": {},
}
EVERY_CLASS: Final[dict[str, dict[str, Any]]] = {
    "new": {"api": REQUIRED},
    "filter": {"api": REQUIRED},
    "get_all_instances": {"api": REQUIRED},
    "get_or_create": {"api": REQUIRED},
    "generate_global_url": {},
}
TAKE_ANYTHING: Final = ["new", "filter", "get_or_create", "fetch_data"]

POLICY_STEP: Final[dict[str, Any]] = {
    "step_type": "escalation",
    "wait_before": 0,
    "urgency_id": None,
    "step_members": None,
    "timezone": None,
    "days": None,
    "time_from": None,
    "time_to": None,
    "policy_id": None,
    "policy_metadata_key": None,
}

EXCEPTIONS: Final[dict[str, list[str]]] = {
    "BetterStackError": ["UptimeKitError"],
    "APIError": ["BetterStackError", "APIStatusError"],
    "AuthenticationError": ["APIError", "AuthenticationError"],
    "ForbiddenError": ["APIError", "PermissionDeniedError"],
    "NotFoundError": ["APIError", "NotFoundError"],
    "RateLimitError": ["APIError", "RateLimitError"],
    "ServerError": ["APIError", "ServerError"],
    "ValidationError": ["BetterStackError", "InputError"],
    "ConfigurationError": ["BetterStackError", "ConfigurationError"],
}
"""Documented exception -> documented base, and the common class that it also is."""
