"""What a team does with monitors, heartbeats, incidents, on-call schedules and escalation policies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from uptimekit._runtime.errors import ConflictError
from uptimekit.sandbox import BetterStackSandbox

from ._scenario import Made, call, collection

__all__ = ["heartbeats", "incidents", "incidents_v2", "metadata", "monitors", "on_calls", "policies"]

_RESPONDER = "responder@main.example"
_MONITOR: dict[str, Any] = {
    "monitor_type": "status",
    "url": "https://shop.example",
    "pronounceable_name": "Shop",
    "request_headers": [{"name": "X-Shop", "value": "1"}],
    "expected_status_codes": [200, 204],
    "regions": ["us", "eu"],
    "ssl_expiration": 7,
    "ip_version": "ipv4",
    "environment_variables": {"REGION": "north"},
    "maintenance_days": ["sat", "sun"],
    "maintenance_from": "01:00:00",
    "maintenance_to": "03:00:00",
    "maintenance_timezone": "UTC",
}
_HEARTBEAT: dict[str, Any] = {"name": "Backup", "period": 3600, "grace": 300, "server_timezone": "UTC"}


def monitors(sandbox: BetterStackSandbox) -> Made:
    """Monitors in a group, one of which goes down and up again."""
    group = yield from collection("monitor_groups", create={"name": "Shop"}, update={"sort_index": 3})
    monitor = yield from collection(
        "monitors",
        create={**_MONITOR, "monitor_group_id": int(group.id)},
        update={"pronounceable_name": "Store", "paused": True},
    )
    members = yield call("monitor_groups.monitors", group.id)
    again = yield call("monitor_groups.iter_monitors", group.id)
    assert [one.id for one in members.data] == [one.id for one in again] == [monitor.id]
    sandbox.set_monitor_status(monitor.id, "down")
    found = yield call("monitors.list", url="https://shop.example")
    assert [one.attributes.status for one in found.data] == ["down"]
    days = {"from_": date(2026, 1, 1), "to": date(2026, 1, 31)}
    availability = yield call("monitors.get_availability", monitor.id, **days)
    assert availability.id == monitor.id
    times = yield call("monitors.get_response_times", monitor.id)
    assert [one.region for one in times.attributes.regions] == ["us", "eu"]


def heartbeats(sandbox: BetterStackSandbox) -> Made:
    """Heartbeats in a group."""
    del sandbox
    group = yield from collection("heartbeat_groups", create={"name": "Jobs"}, update={"name": "Nightly"})
    heartbeat = yield from collection(
        "heartbeats",
        create={**_HEARTBEAT, "heartbeat_group_id": int(group.id)},
        update={"grace": 600, "paused": True},
    )
    members = yield call("heartbeat_groups.heartbeats", group.id)
    again = yield call("heartbeat_groups.iter_heartbeats", group.id)
    assert [one.id for one in members.data] == [one.id for one in again] == [heartbeat.id]
    availability = yield call("heartbeats.get_availability", heartbeat.id)
    assert availability.attributes.availability == 100
    yield call("heartbeats.update", heartbeat.id, paused=False)
    token = heartbeat.attributes.url.rpartition("/")[2]
    statuses = []
    for signal, *arguments in (("ping",), ("fail",), ("exit_code", 0), ("exit_code", 3)):
        yield call(f"heartbeat_pings.{signal}", token, *arguments)
        seen = yield call("heartbeats.get", heartbeat.id)
        statuses.append(seen.attributes.status)
    assert statuses == ["up", "down", "up", "down"]


def incidents(sandbox: BetterStackSandbox) -> Made:
    """An incident from its opening by a monitor over every action to its end, with comments."""
    monitor = yield call("monitors.create", **_MONITOR)
    sandbox.set_monitor_status(monitor.id, "down")
    ours = yield call("incidents.list", monitor_id=monitor.id, resolved=False)
    (opened,) = ours.data
    got = yield call("incidents.get", opened.id)
    assert [one.id for one in got.included] == [monitor.id]
    made = yield call(
        "incidents.create",
        summary="Checkout is slow",
        requester_email=_RESPONDER,
        metadata={"team": [{"type": "String", "value": "shop"}]},
    )
    items = yield call("incidents.iter", per_page=1)
    assert [one.id for one in items] == [opened.id, made.id]
    yield from _comments(made.id)
    yield from _actions(made.id)
    timeline = yield call("incidents.get_timeline", made.id)
    assert "comment" in [one.attributes.item_type for one in timeline]
    yield call("incidents.delete", made.id)


def _comments(incident: str) -> Made:
    yield from collection(
        "incident_comments",
        incident,
        create={"content": "Looking into it", "user_email": _RESPONDER},
        update={"content": "Found it"},
    )


def _actions(incident: str) -> Made:
    acknowledged = yield call("incidents.acknowledge", incident, acknowledged_by=_RESPONDER)
    assert acknowledged.attributes.acknowledged_by == _RESPONDER
    with pytest.raises(ConflictError):
        yield call("incidents.acknowledge", incident)
    policy = yield call("policies.create", name="Shop", steps=[])
    for target in (
        {"escalation_type": "User", "user_email": _RESPONDER},
        {"escalation_type": "Policy", "policy_id": int(policy.id)},
        {"escalation_type": "Organization", "metadata": {"why": [{"value": "All hands"}]}},
    ):
        yield call("incidents.escalate", incident, **target)
    resolved = yield call("incidents.resolve", incident, resolved_by=_RESPONDER)
    assert resolved.attributes.resolved_at is not None
    reopened = yield call("incidents.reopen", incident)
    assert reopened.attributes.resolved_at is None


def incidents_v2(sandbox: BetterStackSandbox) -> Made:
    """The same life with the older operations."""
    del sandbox
    opened = {"summary": "Checkout is slow", "requester_email": _RESPONDER}
    made = yield call("incidents.create_v2", **opened, metadata={"team": "shop"})
    other = yield call("incidents.create_v2", **opened)
    got = yield call("incidents.get_v2", made.id)
    assert got == made
    page = yield call("incidents.list_v2", from_=date(2026, 1, 1), to=date(2026, 12, 31))
    items = yield call("incidents.iter_list_v2", per_page=1)
    assert [one.id for one in page.data] == [one.id for one in items] == [made.id, other.id]
    yield call("incidents.acknowledge_v2", made.id, acknowledged_by=_RESPONDER)
    resolved = yield call("incidents.resolve_v2", made.id, resolved_by=_RESPONDER)
    assert resolved.attributes.resolved_by == _RESPONDER
    yield call("incidents.delete_v2", made.id)


def metadata(sandbox: BetterStackSandbox) -> Made:
    """Metadata set, merged, read in both versions and removed."""
    del sandbox
    monitor = yield call("monitors.create", **_MONITOR)
    owner = {"owner_id": monitor.id, "owner_type": "Monitor"}
    yield call("metadata.upsert", **owner, key="team", values=[{"type": "String", "value": "shop"}])
    yield call("metadata.upsert", **owner, key="team", values=[{"value": "store"}], mode="merge")
    person = {"type": "User", "email": _RESPONDER}
    yield call("metadata.upsert", **owner, key="owner", values=[person])
    page = yield call("metadata.list", **owner)
    assert [len(one.attributes.values) for one in page.data] == [2, 1]
    items = yield call("metadata.iter", per_page=1)
    old = yield call("metadata.list_v2")
    again = yield call("metadata.iter_list_v2", per_page=1)
    ids = [[one.id for one in found] for found in (page.data, items, old.data, again)]
    assert ids == [ids[0]] * 4
    got = yield call("metadata.get_v2", ids[0][0])
    assert got == old.data[0]
    made = yield call("metadata.create_v2", **owner, key="tier", value="1")
    made = yield call("metadata.update_v2", made.id, value="2")
    assert (made.attributes.key, made.attributes.value) == ("tier", "2")
    yield call("metadata.delete_v2", made.id)
    yield call("metadata.upsert", **owner, key="team", values=[])
    left = yield call("metadata.list", **owner)
    assert [one.attributes.key for one in left.data] == ["owner"]


def on_calls(sandbox: BetterStackSandbox) -> Made:
    """A schedule with single events and a rotation."""
    schedule = yield from collection("on_calls", create={"name": "Nights"}, update={"name": "Days"})
    today = sandbox.clock.now().replace(hour=0)
    turn = {"users": [_RESPONDER], "starts_at": today, "ends_at": today + timedelta(days=1)}
    event = yield call("on_call_events.create", schedule.id, **turn, override=True)
    got = yield call("on_call_events.get", schedule.id, str(event.id))
    assert got == event
    changed = yield call(
        "on_call_events.update", schedule.id, str(event.id), ends_at=today + timedelta(days=2)
    )
    assert changed.ends_at == today + timedelta(days=2)
    listed = yield call(
        "on_call_events.list", schedule.id, starts_at=today, ends_at=today + timedelta(days=7)
    )
    assert listed == [changed]
    shown = yield call("on_calls.get", schedule.id, date=today + timedelta(hours=12))
    assert [one.attributes.email for one in shown.included] == [_RESPONDER]
    yield call("on_call_events.delete", schedule.id, str(event.id))
    sent = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in turn.items()}
    replaced = yield call("on_call_events.replace", schedule.id, events=[sent])
    assert [one.starts_at for one in replaced] == [today]
    rotation = yield call(
        "on_call_rotations.create",
        schedule.id,
        users=[_RESPONDER, "admin@main.example"],
        rotation_length=1,
        rotation_interval="week",
        start_rotations_at=datetime(2026, 2, 1, tzinfo=UTC),
        end_rotations_at=datetime(2026, 3, 1, tzinfo=UTC),
    )
    again = yield call("on_call_rotations.get", schedule.id)
    assert again == rotation


def policies(sandbox: BetterStackSandbox) -> Made:
    """Severities and escalation policies with every kind of step, in both versions, and their groups."""
    del sandbox
    kinds = yield from collection("urgency_groups", create={"name": "Loud"}, update={"sort_index": 1})
    urgency = yield from collection(
        "urgencies",
        create={"name": "High", "call": True, "urgency_group_id": int(kinds.id)},
        update={"sms": True},
    )
    group = yield from collection("policy_groups", create={"name": "Teams"}, update={"name": "Squads"})
    other = yield call("policies.create", name="Fallback")
    policy = yield from collection(
        "policies",
        create={
            "name": "Shop",
            "repeat_count": 3,
            "repeat_delay": 60,
            "policy_group_id": int(group.id),
            "fallback_policy_id": int(other.id),
            "steps": _steps(int(urgency.id), int(other.id)),
        },
        update={"repeat_count": 1},
    )
    old = yield call("policies.get_v2", policy.id)
    assert old.attributes.name == "Shop"
    page = yield call("policies.list_v2")
    items = yield call("policies.iter_list_v2", per_page=1)
    assert [one.id for one in page.data] == [one.id for one in items] == [other.id, policy.id]
    made = yield call("policies.create_v2", name="Older", steps=[])
    renamed = yield call("policies.update_v2", made.id, name="Old")
    assert renamed.attributes.name == "Old"
    yield call("policies.delete_v2", made.id)
    page = yield call("policies.list")
    assert made.id not in [one.id for one in page.data]


def _steps(urgency: int, policy: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "escalation",
            "wait_before": 0,
            "urgency_id": urgency,
            "step_members": [{"type": "current_on_call"}, {"type": "user", "email": _RESPONDER}],
        },
        {
            "type": "time_branching",
            "wait_before": 60,
            "timezone": "UTC",
            "days": ["mon", "sun"],
            "time_from": "08:00",
            "time_to": "16:00",
            "policy_id": policy,
        },
        {
            "type": "metadata_branching",
            "wait_until_time": "08:00",
            "wait_until_timezone": "UTC",
            "metadata_key": "team",
            "metadata_values": [{"type": "String", "value": "shop"}],
            "policy_metadata_key": "policy",
        },
        {"type": "instructions", "instructions_comment": "Read the handbook"},
    ]
