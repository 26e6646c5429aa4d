"""What is listed wholly: monitors, heartbeats, their groups, policies, on-call schedules."""

from __future__ import annotations

from datetime import UTC, datetime

from uptimekit.warehouse.betterstack.heartbeats import HEARTBEATS
from uptimekit.warehouse.betterstack.monitors import MONITORS
from uptimekit.warehouse.betterstack.on_calls import ON_CALLS
from uptimekit.warehouse.betterstack.policies import POLICIES

from .._merged import Merged
from ._server import Server


def test_a_monitor_has_its_settings_and_no_password(server: Server) -> None:
    """The group of a monitor is beside it; its address has neither a password nor a query."""
    group = server.api.api.monitor_groups.create(name="Tills")
    made = server.monitor(
        "Till", url="https://user:S3CRET@till.example/x?key=S3CRET", monitor_group_id=int(group.id)
    )
    unnamed = server.monitor("https://user:S3CRET@shop.example/")
    merged = Merged()
    merged.read(MONITORS, server.api, server.span())
    row = next(each for each in merged.rows("monitors") if each["id"] == made)
    assert (row["pronounceable_name"], row["status"]) == ("Till", "up")
    other = next(each for each in merged.rows("monitors") if each["id"] == unnamed)
    assert other["pronounceable_name"] == "https://shop.example/"
    assert (row["url"], str(row["monitor_group_id"])) == ("https://till.example/x", group.id)
    assert merged.column("monitor_groups", "name") == ["Tills"]
    assert server.asked()["list_monitors"] == 1


def test_heartbeats_come_with_their_groups(server: Server) -> None:
    """All of them, in a request each."""
    group = server.api.api.heartbeat_groups.create(name="Nightly")
    server.api.api.heartbeats.create(name="Backup", period=3600, grace=300, heartbeat_group_id=int(group.id))
    server.asked()
    merged = Merged()
    merged.read(HEARTBEATS, server.api, server.span())
    assert merged.column("heartbeats", "name") == ["Backup"]
    assert merged.column("heartbeat_groups", "id") == [group.id]
    assert server.asked() == {"list_heartbeats": 1, "list_heartbeat_groups": 1}


def test_the_steps_of_a_policy_name_no_address(server: Server) -> None:
    """Members of a step stay, by their ids and types."""
    server.api.api.policies.create(
        name="Night",
        steps=[
            {
                "type": "escalation",
                "wait_before": 0,
                "step_members": [{"type": "user", "email": "responder@main.example"}],
            }
        ],
    )
    merged = Merged()
    merged.read(POLICIES, server.api, server.span())
    (row,) = merged.rows("policies")
    assert row["name"] == "Night"
    assert row["steps"][0]["step_members"][0]["type"] == "user"
    assert "responder@" not in str(row)


def test_schedules_come_with_their_events(server: Server) -> None:
    """Who is on call now by id, how many are on each shift, and when; the column of the addresses is one of the secrets."""
    (calendar,) = server.api.api.on_calls.list().data
    day = datetime(2026, 11, 29, tzinfo=UTC)
    server.api.api.on_call_events.create(
        calendar.id,
        starts_at=day,
        ends_at=day.replace(day=30),
        users=["admin@main.example", "responder@main.example"],
        override=True,
    )
    merged = Merged()
    merged.read(ON_CALLS, server.api, server.span())
    (row,) = merged.rows("on_call_calendars")
    assert (row["id"], row["default_calendar"], len(row["on_call_user_ids"])) == (calendar.id, True, 1)
    assert merged.column("on_call_events", "calendar_id") == [calendar.id] * 2
    assert sorted(merged.column("on_call_events", "user_count")) == [1, 2]
    events = next(each for each in ON_CALLS.tables if each.name == "on_call_events")
    assert events.secrets == {"users"}
    assert "@" not in str(row)
