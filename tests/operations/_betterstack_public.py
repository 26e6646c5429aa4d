"""What a team does with status pages, the catalog, integrations and its members."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from uptimekit.sandbox import BetterStackSandbox

from ._scenario import Made, call, collection, gone

__all__ = [
    "SUBDOMAIN",
    "alert_sources",
    "catalog",
    "connected",
    "organization",
    "receivers",
    "status_pages",
    "webhooks",
]

SUBDOMAIN = "shop"
"""Subdomain of the status page whose feed the client reads."""

_PAGE = {
    "company_name": "Shop",
    "company_url": "https://shop.example",
    "timezone": "UTC",
    "navigation_links": [{"text": "Status", "href": "/"}],
    "ip_allowlist": ["192.0.2.1"],
}
_ALERTS = (
    "aws_cloudwatch",
    "azure",
    "datadog",
    "elastic",
    "google_monitoring",
    "grafana",
    "new_relic",
    "prometheus",
)
_RULE = {"rule_target": "json", "target_field": "state", "match_type": "contains", "content": "alert"}
_FIELD = {"name": "Cause", "field_target": "json", "target_field": "title", "match_type": "match_everything"}


def status_pages(sandbox: BetterStackSandbox) -> Made:
    """A status page with everything below it, and what the public sees."""
    del sandbox
    group = yield from collection("status_page_groups", create={"name": "Public"}, update={"sort_index": 2})
    page = yield from collection(
        "status_pages",
        create={**_PAGE, "subdomain": "old", "status_page_group_id": int(group.id)},
        second={"subdomain": SUBDOMAIN},
        update={"company_name": "Store", "published": True, "theme": "dark"},
    )
    members = yield call("status_page_groups.list_status_pages", group.id)
    again = yield call("status_page_groups.iter_list_status_pages", group.id)
    assert [one.id for one in members.data] == [one.id for one in again] == [page.id]
    yield from collection("status_page_sections", page.id, create={"name": "Core"}, update={"position": 1})
    resource = yield from _page_resources(page.id)
    yield from _reports(page.id, resource.id)
    yield from collection(
        "status_page_subscribers",
        page.id,
        create={"email": "one@example.com", "status_page_resource_ids": [int(resource.id)]},
        second={"email": "two@example.com"},
        update={"status_page_resource_ids": []},
    )
    feed = yield call("status_pages.get_feed")
    assert feed.data.id == page.id


def _page_resources(page: str) -> Made:
    monitor = yield call("monitors.create", monitor_type="status", url="https://shop.example")
    rule = {"key": "team", "values": [{"type": "String", "value": "shop"}]}
    return (
        yield from collection(
            "status_page_resources",
            page,
            create={
                "resource_type": "Monitor",
                "resource_id": int(monitor.id),
                "public_name": "Checkout",
                "mark_as_down_for": "incident_matching_metadata",
                "mark_as_down_metadata_rule": rule,
            },
            update={"public_name": "Till", "widget_type": "plain"},
        )
    )


def _reports(page: str, resource: str) -> Made:
    affected = [{"status_page_resource_id": resource, "status": "degraded"}]
    report = yield from collection(
        "status_reports",
        page,
        create={"title": "Slow", "message": "We are on it", "affected_resources": affected},
        second={
            "report_type": "maintenance",
            "affected_resources": [{**affected[0], "status": "maintenance"}],
            "ends_at": datetime(2026, 2, 1, tzinfo=UTC),
        },
        update={"title": "Slower"},
    )
    yield from collection(
        "status_updates",
        page,
        report.id,
        create={"affected_resources": [], "message": "Half done"},
        update={"message": "Done"},
    )


def catalog(sandbox: BetterStackSandbox) -> Made:
    """A relation with attributes, and records with values of two types."""
    del sandbox
    relation = yield from collection(
        "catalog_relations", create={"name": "Service"}, update={"match_mode": "all"}
    )
    attribute = yield from collection(
        "catalog_attributes", relation.id, create={"name": "Owner"}, update={"primary": True}
    )
    values = [{"type": "String", "value": "shop"}, {"type": "User", "email": "admin@main.example"}]
    yield from collection(
        "catalog_records",
        relation.id,
        create={"attributes": [{"attribute": {"id": attribute.id}, "values": values}]},
        update={"attributes": []},
    )


def webhooks(sandbox: BetterStackSandbox) -> Made:
    """Messages of others that open incidents, and incidents that send messages."""
    del sandbox
    rules = {
        "started_rule_type": "any",
        "started_rules": [_RULE],
        "acknowledged_rule_type": "unused",
        "resolved_rule_type": "unused",
        "cause_field": _FIELD,
        "other_started_fields": [_FIELD],
    }
    for resource in ("incoming_webhooks", "email_integrations"):
        yield from collection(resource, create=rules, update={"name": "Till", "paused": True})
    template = {
        "http_method": "post",
        "headers_template": [{"name": "X-Shop", "value": "1"}],
        "body_template": "{}",
    }
    yield from collection(
        "outgoing_webhooks",
        create={
            "url": "https://shop.example/hook",
            "trigger_type": "incident_change",
            "custom_webhook_template_attributes": template,
        },
        update={"on_incident_started": True},
    )


def _alert_source(source: str) -> Callable[[BetterStackSandbox], Made]:
    def scenario(sandbox: BetterStackSandbox) -> Made:
        del sandbox
        ruled: dict[str, Any] = (
            {"alerting_rule": "alert_and_warn"} if source in ("datadog", "new_relic") else {}
        )
        yield from collection(
            f"{source}_integrations", create={"name": "Metrics", **ruled}, update={"paused": True}
        )

    return scenario


alert_sources = {f"alerts of {source}": _alert_source(source) for source in _ALERTS}
"""One scenario for each service whose alerts become incidents."""


def receivers(sandbox: BetterStackSandbox) -> Made:
    """Services that incidents are passed on to."""
    del sandbox
    yield from collection(
        "pagerduty_integrations",
        create={"key": "k" * 32, "severity": "critical", "name": "Pager"},
        update={"severity": "warning"},
    )
    yield from collection(
        "splunk_on_call_integrations",
        create={"url": "https://splunk.example"},
        update={"name": "Splunk"},
    )


def connected(sandbox: BetterStackSandbox) -> Made:
    """Jira and Slack, which are connected elsewhere and so can be read, and for Jira changed."""
    del sandbox
    for resource in ("jira_integrations", "slack_integrations"):
        page = yield call(f"{resource}.list")
        items = yield call(f"{resource}.iter")
        assert items == page.data
        got = yield call(f"{resource}.get", page.data[0].id)
        assert got == page.data[0]
    jira = yield call("jira_integrations.list")
    changed = yield call(
        "jira_integrations.update",
        jira.data[0].id,
        automatic_issue_creation=True,
        jira_project_key="SHOP",
        jira_fields={"priority": {"id": "1"}},
    )
    assert changed.attributes.jira_project_key == "SHOP"


def organization(sandbox: BetterStackSandbox) -> Made:
    """Members, from the invitation to the removal, and what else belongs to the organization."""
    del sandbox
    roles = yield call("roles.list")
    lead = next(role for role in roles.data if role.attributes.role == "team_lead")
    invited = yield call("team_members.invite", email="new@example.com", role="responder")
    page = yield call("team_members.list")
    items = yield call("team_members.iter", per_page=1)
    assert [one.id for one in items] == [one.id for one in page.data]
    assert invited.id in [one.id for one in items]
    got = yield call("team_members.get", invited.id)
    assert got == invited
    promoted = yield call("team_members.change_role", page.data[1].id, lead.id)
    assert promoted.attributes.role == "team_lead"
    yield call("team_members.remove", email="new@example.com")
    yield from gone("team_members.get", invited.id)
    yield call("usage.get")
    addresses = yield call("ip_addresses.list")
    assert addresses
