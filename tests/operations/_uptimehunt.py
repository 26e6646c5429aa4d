"""What a user of UptimeHunt does with sessions, projects, services and the account, and what a prober may ask."""

from __future__ import annotations

from typing import Any

import pytest

from uptimekit._runtime.errors import AuthenticationError, NotFoundError, UnprocessableError
from uptimekit.sandbox import ManualClock, UptimeHuntSandbox

from ._scenario import Made, call, gone

__all__ = ["BEYOND", "account", "catalog", "metrics", "prober", "projects", "services", "sessions"]

BEYOND = frozenset(
    {
        "services.get_status.service_id: not documented",
        "services.get_status.last_checked_at: not documented",
        "service_types.list[].description: not documented",
        "service_types.get.description: not documented",
        "probes.list.data[].region: not documented",
        "probes.iter[].region: not documented",
        "probes.get.region: not documented",
    }
)
"""What the sandbox answers where nothing is documented, beyond what the specification proposes; list indices left out."""

_CONFIG: dict[str, Any] = {
    "url": "https://shop.example",
    "method": "GET",
    "expected_status_code": 200,
    "timeout": 30,
    "auth_type": "none",
    "headers": [{"name": "Accept", "value": "text/html"}],
}


def sessions(sandbox: UptimeHuntSandbox) -> Made:
    """A session from its login over a refresh to its end; a second user; how the service is doing."""
    yield call("system.health")
    yield call("system.status")
    made = yield call("auth.login", email=sandbox.email, password=sandbox.password)
    assert made.data.user.email == sandbox.email
    renewed = yield call("auth.refresh", refresh=made.data.refresh)
    assert renewed.data.access not in (None, made.data.access)
    registered = yield call("auth.register", email="new@example.com", password="a good one", first_name="New")
    assert (registered.data, registered.token_type, registered.expires_in) == (None, "Bearer", 900)
    assert registered.user.date_joined == sandbox.clock.now()
    me = yield call("auth.me")
    assert me.email == sandbox.email
    assert (yield call("auth.logout")) is None
    with pytest.raises(AuthenticationError):
        yield call("auth.me")


def account(sandbox: UptimeHuntSandbox) -> Made:
    """Profile and password."""
    before = yield call("users.get_profile")
    after = yield call("users.update_profile", first_name="Night", last_name="Shift")
    assert (after.id, after.email, after.first_name) == (before.id, before.email, "Night")
    new = {"current_password": sandbox.password, "new_password": "another good one"}
    assert (yield call("users.change_password", **new)) is None
    assert sandbox.password == "another good one"
    with pytest.raises(UnprocessableError) as refused:
        yield call("users.change_password", **new)
    assert set(refused.value.details) == {"current_password"}


def projects(sandbox: UptimeHuntSandbox) -> Made:
    """Projects in an order, and what is in one of them."""
    fields = {"description": "All that sells", "color": "#112233", "icon": "cart", "order": 5}
    shop = yield call("projects.create", name="Shop", **fields)
    blog = yield call("projects.create", name="Blog")
    assert (yield call("projects.get", shop.id)) == shop
    page = yield call("projects.list", page=1, limit=1)
    assert ([one.id for one in page.data], page.meta.total_pages) == ([blog.id], 2)
    assert (yield call("projects.reorder", order=[shop.id, blog.id])) is None
    items = yield call("projects.iter", limit=1)
    assert [one.id for one in items] == [shop.id, blog.id]
    changed = yield call("projects.update", shop.id, name="Store")
    assert (changed.name, changed.order) == ("Store", 0)
    service = yield call("services.create", name="Front", type="http", config=_CONFIG, project_id=shop.id)
    inside = yield call("projects.services", shop.id)
    again = yield call("projects.iter_services", shop.id, limit=1)
    assert [one.id for one in inside.data] == [one.id for one in again] == [service.id]
    yield call("projects.delete", shop.id)
    yield from gone("projects.get", shop.id)
    left = yield call("services.get", service.id)
    assert (left.project_id, left.project) == (None, None)


def services(sandbox: UptimeHuntSandbox) -> Made:
    """An http and a ping service from their creation over their first checks to the end of one."""
    project = yield call("projects.create", name="Shop")
    made = yield call(
        "services.create",
        name="Front page",
        type="http",
        config=_CONFIG,
        project_id=project.id,
        interval=5,
        enabled=True,
    )
    assert (made.status, made.project.name, made.config.headers[0].value) == ("pending", "Shop", "text/html")
    ping = yield call("services.create", name="Gateway", type="ping", config={"ip": "192.0.2.7"})
    for wanted, filters in (
        ([made.id], {"project_id": project.id}),
        ([ping.id], {"project_id": "null"}),
        ([ping.id], {"type": "ping"}),
        ([made.id, ping.id], {"enabled": True}),
        ([], {"enabled": False}),
    ):
        page = yield call("services.list", **filters)
        items = yield call("services.iter", limit=1, **filters)
        assert [one.id for one in page.data] == [one.id for one in items] == wanted
    yield from _checked(sandbox, made.id, ping.id)
    changed = yield call(
        "services.update", made.id, name="Front", type="http", config=_CONFIG, enabled=False, project_id=None
    )
    assert (changed.name, changed.enabled, changed.interval, changed.project_id) == ("Front", False, 3, None)
    yield call("services.delete", made.id)
    yield from gone("services.get", made.id)


def _checked(sandbox: UptimeHuntSandbox, *ids: int) -> Made:
    before = yield call("services.get_status", ids[0])
    _advance(sandbox, 600)
    after = yield call("services.get_status", ids[0])
    assert (before.status, after.status) == ("pending", "operational")
    for service_id in ids:
        found = yield call("services.list_checks", service_id)
        assert found
        assert all(one.status == "success" for one in found)


def metrics(sandbox: UptimeHuntSandbox) -> Made:
    """What was measured of a service that was up for an hour, and then was not."""
    made = yield call("services.create", name="Front", type="http", config=_CONFIG, interval=1)
    _advance(sandbox, 3600)
    sandbox.set_service_status(made.id, "down")
    _advance(sandbox, 1800)
    uptime = yield call("metrics.uptime", made.id, period="24h")
    assert (uptime.total_checks, uptime.failed_checks, uptime.period) == (90, 31, "24h")
    times = yield call("metrics.response_times", made.id)
    assert [point["response_time"] is None for point in times["points"]] == [False, True]
    sparks = yield call("metrics.sparkline", made.id)
    assert len(sparks) == 20
    page = yield call("metrics.errors", made.id, limit=20)
    items = yield call("metrics.iter_errors", made.id, limit=20)
    assert (len(page.data), page.meta.total, len(items)) == (20, 31, 31)


def catalog(sandbox: UptimeHuntSandbox) -> Made:
    """Service types with their schemas."""
    del sandbox
    kinds = yield call("service_types.list")
    for kind in kinds:
        assert (yield call("service_types.get", kind.type)) == kind
        schema = yield call("service_types.get_schema", kind.type)
        assert schema["type"] == "object"
    with pytest.raises(NotFoundError):
        yield call("service_types.get", "smoke")


def prober(sandbox: UptimeHuntSandbox) -> Made:
    """What a prober may ask: where the probes are."""
    del sandbox
    page = yield call("probes.list", limit=2)
    items = yield call("probes.iter", limit=2)
    assert (len(page.data), len(items)) == (2, 5)
    assert (yield call("probes.get", items[3].id)) == items[3]
    spots = yield call("probes.map")
    assert [spot["id"] for spot in spots] == [one.id for one in items]


def _advance(sandbox: UptimeHuntSandbox, seconds: float) -> None:
    assert isinstance(sandbox.clock, ManualClock)
    sandbox.clock.advance(seconds)
