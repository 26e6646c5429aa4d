"""What a status page is made of, who may see it, and what its readers see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from uptimekit._runtime.errors import NotFoundError
from uptimekit.sandbox import StatuspageSandbox

from ._scenario import Made, call, gone
from ._statuspage_incidents import listed_pages

__all__ = [
    "access",
    "components",
    "metrics",
    "organization",
    "pages",
    "public_page",
]


def _collection(
    resource: str, *above: str, create: dict[str, Any], update: dict[str, Any], second: dict[str, Any]
) -> Made:
    """Create two, get, list, change in both ways and delete the first; return the second."""
    made = yield call(f"{resource}.create", *above, **create)
    kept = yield call(f"{resource}.create", *above, **{**create, **second})
    got = yield call(f"{resource}.get", *above, made.id)
    assert got == made
    listed = yield from listed_pages(resource, *above)
    assert {made.id, kept.id} <= {one.id for one in listed}
    for method in ("update", "replace"):
        changed = yield call(f"{resource}.{method}", *above, made.id, **update)
        assert {name: getattr(changed, name) for name in update} == update
    yield call(f"{resource}.delete", *above, made.id)
    yield from gone(f"{resource}.get", *above, made.id)
    return kept


def pages(sandbox: StatuspageSandbox) -> Made:
    """A page and the look of its embed, changed in both ways."""
    page = sandbox.page_id
    listed = yield call("pages.list")
    assert page in [one.id for one in listed]
    for method, name in (("pages.update", "Example Shop"), ("pages.replace", "Example Store")):
        changed = yield call(method, page, name=name, css_greens="2fcc66", hidden_from_search=True)
        got = yield call("pages.get", page)
        assert (got.name, got.css_greens, got.hidden_from_search) == (name, "2fcc66", True)
        assert got == changed
    before = yield call("status_embed.get", page)
    assert before.page_id == page
    for method, corner in (("status_embed.update", "top-left"), ("status_embed.replace", "bottom-right")):
        changed = yield call(method, page, position=corner, incident_text_color="#ffffff")
        assert (changed.position, changed.incident_text_color) == (corner, "#ffffff")
    yield from gone("pages.get", "n0such0page0")


def components(sandbox: StatuspageSandbox) -> Made:
    """Components in and out of groups, and their uptime."""
    page = sandbox.page_id
    kept = yield from _collection(
        "components",
        page,
        create={
            "name": "Checkout",
            "status": "operational",
            "showcase": True,
            "start_date": date(2026, 1, 1),
        },
        update={"description": "Paying", "status": "partial_outage"},
        second={"name": "Search"},
    )
    other = yield call("components.create", page, name="Login")
    group = yield from _collection(
        "component_groups",
        page,
        create={"name": "Shop", "components": [other.id]},
        update={"name": "Store", "components": [kept.id, other.id], "description": "Seen by customers"},
        second={"name": "Backstage", "components": [kept.id]},
    )
    yield call("component_groups.update", page, group.id, name="Store", components=[kept.id])
    grouped = yield call("components.get", page, kept.id)
    assert grouped.group_id == group.id
    days = {"start": "2026-01", "end": "2026-01-31"}
    uptime = yield call("components.get_uptime", page, kept.id, **days, skip_related_events=True)
    assert (uptime.id, uptime.related_events) == (kept.id, None)
    together = yield call("component_groups.get_uptime", page, group.id, **days)
    assert together.id == group.id
    alone = yield call("components.update", page, kept.id, group_id=None)
    assert alone.group_id is None


def access(sandbox: StatuspageSandbox) -> Made:
    """Who may see what of an audience-specific page."""
    page = sandbox.page_id
    one = yield call("components.create", page, name="Checkout")
    two = yield call("components.create", page, name="Search")
    group = yield from _collection(
        "page_access_groups",
        page,
        create={"name": "Partners", "external_identifier": "partners"},
        update={"name": "Resellers", "component_ids": [one.id]},
        second={"name": "Customers", "external_identifier": "customers"},
    )
    user = yield from _collection(
        "page_access_users",
        page,
        create={"email": "first@example.com", "page_access_group_ids": [group.id]},
        update={"external_login": "first", "page_access_group_ids": []},
        second={"email": "second@example.com"},
    )
    found = yield call("page_access_users.list", page, email="second@example.com")
    assert [each.id for each in found] == [user.id]
    for resource, owner in (("page_access_users", user.id), ("page_access_groups", group.id)):
        yield from _set(resource, "component", page, owner, one.id, two.id)
    provider = yield call("metrics_providers.create", page, type="Self")
    charts = []
    for name in ("Orders", "Visits"):
        chart = yield call("metrics.create", page, provider.id, name=name)
        charts.append(chart.id)
    yield from _set("page_access_users", "metric", page, user.id, *charts)
    yield from _from_the_component(page, one.id, user.id, group.id)


def _set(resource: str, kind: str, page: str, owner: str, one: str, two: str) -> Made:
    """Every way to say what a user or group sees; the set is empty again in the end."""

    def listed() -> Made:
        found = yield from listed_pages(resource, page, owner, name=f"list_{kind}s")
        return sorted(each.id for each in found)

    steps = (("set", one, [one]), ("add", two, [one, two]), ("set", two, [two]), ("put", one, [one, two]))
    for verb, given, expected in steps:
        changed = yield call(f"{resource}.{verb}_{kind}s", page, owner, **{f"{kind}_ids": [given]})
        assert changed.id == owner
        assert (yield from listed()) == sorted(expected)
    yield call(f"{resource}.remove_{kind}s", page, owner, **{f"{kind}_ids": [one]})
    assert (yield from listed()) == [two]
    yield call(f"{resource}.remove_{kind}", page, owner, two)
    assert (yield from listed()) == []
    yield call(f"{resource}.set_{kind}s", page, owner, **{f"{kind}_ids": [one, two]})
    yield call(f"{resource}.remove_{kind}s", page, owner)
    assert (yield from listed()) == []


def _from_the_component(page: str, component: str, user: str, group: str) -> Made:
    for kind, owner in (("user", user), ("group", group)):
        ids = {f"page_access_{kind}_ids": [owner]}
        yield call(f"components.add_page_access_{kind}s", page, component, **ids)
        seen = yield call(f"page_access_{kind}s.list_components", page, owner)
        assert [each.id for each in seen] == [component]
        yield call(f"components.clear_page_access_{kind}s", page, component)
        left = yield call(f"page_access_{kind}s.list_components", page, owner)
        assert left == []


def metrics(sandbox: StatuspageSandbox) -> Made:
    """A provider of one's own, its metrics and their points."""
    page, now = sandbox.page_id, int(sandbox.clock.now().timestamp())
    spare = yield call(
        "metrics_providers.create", page, type="Librato", email="a@example.com", api_token="t" * 20
    )
    own = yield call("metrics_providers.create", page, type="Self")
    listed = yield call("metrics_providers.list", page)
    assert {one.id for one in listed} >= {spare.id, own.id}
    for method in ("metrics_providers.update", "metrics_providers.replace"):
        changed = yield call(method, page, spare.id, metric_base_uri="https://metrics.example.com")
        got = yield call("metrics_providers.get", page, spare.id)
        assert got == changed
    yield call("metrics_providers.delete", page, spare.id)
    yield from gone("metrics_providers.get", page, spare.id)
    one = yield call(
        "metrics.create", page, own.id, name="Orders", suffix="/h", y_axis_min=0.5, decimal_places=1
    )
    two = yield call("metrics.create", page, own.id, name="Visits", transform="sum", display=True)
    for listing in (("metrics", page), ("metrics", page, own.id)):
        found = yield from listed_pages(*listing, name="list" if len(listing) == 2 else "list_for_provider")
        assert {each.id for each in found} == {one.id, two.id}
    for method in ("metrics.update", "metrics.replace"):
        changed = yield call(method, page, one.id, name=f"By {method}")
        got = yield call("metrics.get", page, one.id)
        assert got == changed
    point = yield call("metrics.submit", page, one.id, timestamp=now, value=4.5)
    assert (point.value, now - point.timestamp < 30) == (4.5, True)
    kept = yield call("metrics.submit_many", page, data={two.id: [{"timestamp": now, "value": 7}]})
    assert [each.value for each in kept[two.id]] == [7]
    emptied = yield call("metrics.delete_data", page, one.id)
    assert emptied.most_recent_data_at is None
    yield call("metrics.delete", page, two.id)
    yield from gone("metrics.get", page, two.id)


def organization(sandbox: StatuspageSandbox) -> Made:
    """Users of the organization and what they may do; the list of 2016."""
    above, page = sandbox.organization_id, sandbox.page_id
    user = yield call("users.create", above, email="operator@example.com", password="p" * 20, first_name="Op")
    listed = yield from listed_pages("users", above)
    assert user.id in [one.id for one in listed]
    roles = {page: {"incident_manager": True, "page_configuration": False}}
    granted = yield call("permissions.update", above, user.id, pages=roles)
    assert granted.user_id == user.id
    got = yield call("permissions.get", above, user.id)
    assert got == granted
    deleted = yield call("users.delete", above, user.id)
    assert deleted.email == "operator@example.com"
    with pytest.raises(NotFoundError):
        yield call("permissions.get", above, user.id)
    kinds = yield call("metrics_providers.list_available")
    assert all(isinstance(kind, dict) for kind in kinds)


def public_page(sandbox: StatuspageSandbox) -> Made:
    """What readers see: status, components with their group, an incident and maintenance."""
    page, now = sandbox.page_id, sandbox.clock.now()
    part = yield call("components.create", page, name="Checkout", status="operational")
    group = yield call("component_groups.create", page, name="Shop", components=[part.id])
    calm = yield call("public_page.status")
    assert (calm.page.id, calm.status.indicator) == (page, "none")
    broken = yield call(
        "incidents.create",
        page,
        name="Down",
        status="identified",
        body="It is down.",
        impact_override="major",
    )
    soon = {"scheduled_for": now + timedelta(hours=2), "scheduled_until": now + timedelta(hours=3)}
    planned = yield call("incidents.create", page, name="New database", status="scheduled", **soon)
    parts = yield call("public_page.components")
    members = {one.id: one.components for one in parts.components}
    assert (members[part.id], members[group.id]) == (None, [part.id])
    for method in ("incidents", "unresolved_incidents"):
        found = yield call(f"public_page.{method}")
        assert [one.id for one in found.incidents] == [broken.id]
    for method, expected in (("scheduled", 1), ("upcoming", 1), ("active", 0)):
        found = yield call(f"public_page.{method}_maintenances")
        assert [one.id for one in found.scheduled_maintenances] == [planned.id] * expected
    summary = yield call("public_page.summary")
    assert [one.id for one in summary.incidents] == [broken.id]
    assert [one.scheduled_for for one in summary.scheduled_maintenances] == [soon["scheduled_for"]]
