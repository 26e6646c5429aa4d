"""All kinds of resource, and all operations besides the five of a collection."""

from __future__ import annotations

from functools import cache

from uptimekit.sandbox.betterstack import _views_incidents as incidents
from uptimekit.sandbox.betterstack import _views_metadata as metadata
from uptimekit.sandbox.betterstack import _views_on_calls as on_calls
from uptimekit.sandbox.betterstack import _views_organization as organization
from uptimekit.sandbox.betterstack import _views_site as site
from uptimekit.sandbox.betterstack._alerting import POLICY, POLICY_GROUP, URGENCY, URGENCY_GROUP
from uptimekit.sandbox.betterstack._availability import (
    heartbeat_availability,
    monitor_response_times,
    monitor_sla,
)
from uptimekit.sandbox.betterstack._call import Handler
from uptimekit.sandbox.betterstack._catalog import CATALOG_ATTRIBUTE, CATALOG_RECORD, CATALOG_RELATION
from uptimekit.sandbox.betterstack._collection import member_list
from uptimekit.sandbox.betterstack._heartbeats import HEARTBEAT, HEARTBEAT_GROUP, PING_PATH
from uptimekit.sandbox.betterstack._incidents import COMMENT, INCIDENT
from uptimekit.sandbox.betterstack._integrations import INTEGRATIONS
from uptimekit.sandbox.betterstack._metadata import METADATA
from uptimekit.sandbox.betterstack._monitors import MONITOR, MONITOR_GROUP
from uptimekit.sandbox.betterstack._on_calls import ON_CALL
from uptimekit.sandbox.betterstack._routes import Operation, Routes
from uptimekit.sandbox.betterstack._status_page_resources import STATUS_PAGE_RESOURCE
from uptimekit.sandbox.betterstack._status_pages import STATUS_PAGE, STATUS_PAGE_GROUP, STATUS_PAGE_SECTION
from uptimekit.sandbox.betterstack._status_reports import STATUS_REPORT, STATUS_UPDATE
from uptimekit.sandbox.betterstack._subscribers import STATUS_PAGE_SUBSCRIBER

__all__ = ["KINDS", "ORGANIZATION", "build_routes"]

ORGANIZATION = "organization"
"""The path below which the sandbox serves what the service has on another host."""

KINDS = (
    MONITOR,
    MONITOR_GROUP,
    HEARTBEAT,
    HEARTBEAT_GROUP,
    INCIDENT,
    COMMENT,
    ON_CALL,
    POLICY,
    POLICY_GROUP,
    URGENCY,
    URGENCY_GROUP,
    METADATA,
    STATUS_PAGE,
    STATUS_PAGE_SECTION,
    STATUS_PAGE_RESOURCE,
    STATUS_REPORT,
    STATUS_UPDATE,
    STATUS_PAGE_SUBSCRIBER,
    STATUS_PAGE_GROUP,
    CATALOG_RELATION,
    CATALOG_ATTRIBUTE,
    CATALOG_RECORD,
    *INTEGRATIONS,
)

# Verb, path, name, handler.
_SPECIAL: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "v2/monitors/{}/sla", "get_monitor_availability", monitor_sla),
    ("GET", "v2/monitors/{}/response-times", "get_monitor_response_times", monitor_response_times),
    (
        "GET",
        "v2/monitor-groups/{}/monitors",
        "list_monitor_group_monitors",
        member_list(MONITOR_GROUP, MONITOR, "monitor_group_id"),
    ),
    ("GET", "v2/heartbeats/{}/availability", "get_heartbeat_availability", heartbeat_availability),
    (
        "GET",
        "v2/heartbeat-groups/{}/heartbeats",
        "list_heartbeat_group_heartbeats",
        member_list(HEARTBEAT_GROUP, HEARTBEAT, "heartbeat_group_id"),
    ),
    (
        "GET",
        "v2/status-page-groups/{}/status-pages",
        "list_status_pages_in_group",
        member_list(STATUS_PAGE_GROUP, STATUS_PAGE, "status_page_group_id"),
    ),
    ("POST", "v3/incidents", "create_incident", incidents.create_incident),
    ("POST", "v3/incidents/{}/acknowledge", "acknowledge_incident", incidents.acknowledge_incident),
    ("POST", "v3/incidents/{}/resolve", "resolve_incident", incidents.resolve_incident),
    ("POST", "v3/incidents/{}/reopen", "reopen_incident", incidents.reopen_incident),
    ("POST", "v3/incidents/{}/escalate", "escalate_incident", incidents.escalate_incident),
    ("GET", "v3/incidents/{}/timeline", "get_incident_timeline", incidents.get_incident_timeline),
    ("POST", "v2/incidents", "create_incident_v2", incidents.create_incident),
    ("POST", "v2/incidents/{}/acknowledge", "acknowledge_incident_v2", incidents.acknowledge_incident),
    ("POST", "v2/incidents/{}/resolve", "resolve_incident_v2", incidents.resolve_incident),
    ("GET", "v2/on-calls/{}/events", "list_on_call_events", on_calls.list_on_call_events),
    ("POST", "v2/on-calls/{}/events", "create_on_call_event", on_calls.create_on_call_event),
    ("PUT", "v2/on-calls/{}/events", "replace_on_call_events", on_calls.replace_on_call_events),
    ("GET", "v2/on-calls/{}/events/{}", "get_on_call_event", on_calls.get_on_call_event),
    ("PATCH", "v2/on-calls/{}/events/{}", "update_on_call_event", on_calls.update_on_call_event),
    ("DELETE", "v2/on-calls/{}/events/{}", "delete_on_call_event", on_calls.delete_on_call_event),
    ("GET", "v2/on-calls/{}/rotation", "get_on_call_rotation", on_calls.get_on_call_rotation),
    ("POST", "v2/on-calls/{}/rotation", "create_on_call_rotation", on_calls.create_on_call_rotation),
)

_ORGANIZATION: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "team-members", "list_team_members", organization.list_team_members),
    ("POST", "team-members", "invite_team_member", organization.invite_team_member),
    ("DELETE", "team-members", "remove_team_member", organization.remove_team_member),
    ("GET", "team-members/{}", "get_team_member", organization.get_team_member),
    (
        "POST",
        "team-members/{}/change-role/{}",
        "change_team_member_role",
        organization.change_team_member_role,
    ),
    ("GET", "roles", "list_roles", organization.list_roles),
    ("GET", "usage", "get_usage", organization.get_usage),
)

_METADATA: tuple[tuple[str, str, str, Handler], ...] = (
    ("POST", "v3/metadata", "upsert_metadata", metadata.upsert_metadata),
    ("POST", "v2/metadata", "create_metadata_v2", metadata.create_metadata),
    ("PATCH", "v2/metadata/{}", "update_metadata_v2", metadata.update_metadata),
)

_BEAT = PING_PATH.strip("/")

_PUBLIC: tuple[tuple[str, str, str, Handler], ...] = (
    ("*", f"{_BEAT}/{{}}", "ping_heartbeat", site.ping_heartbeat),
    ("*", f"{_BEAT}/{{}}/{{}}", "fail_heartbeat", site.fail_heartbeat),
    ("GET", "ips-by-cluster.json", "list_ip_addresses", site.list_ip_addresses),
    ("GET", "status-pages/{}/index.json", "get_status_page_feed", site.get_status_page_feed),
)


@cache
def build_routes() -> Routes:
    """All operations of the service, in a table that all sandboxes share."""
    routes = Routes()
    for kind in KINDS:
        routes.add_kind(kind)
    for verb, path, name, handler in _SPECIAL:
        routes.add(verb, f"api/{path}", Operation(name, handler))
    for verb, path, name, handler in _ORGANIZATION:
        routes.add(verb, f"{ORGANIZATION}/api/v2/{path}", Operation(name, handler))
    for verb, path, name, handler in _METADATA:
        routes.add(verb, f"api/{path}", Operation(name, handler, empty_403=True))
    for verb, path, name, handler in _PUBLIC:
        routes.add(verb, path, Operation(name, handler, public=True))
    return routes
