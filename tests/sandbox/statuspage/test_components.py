"""Positions, groups and what is left of a component that is gone."""

from __future__ import annotations

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


def _positions(call: Caller) -> dict[str, int]:
    return {one["name"]: one["position"] for one in call.get("components")}


def test_positions_count_up(call: Caller) -> None:
    """A new component comes after all others outside of groups, a new member after the other members."""
    group = call.group(call.component("Member"))
    call.component("Second member", group_id=group)
    assert _positions(call) == {"Website": 1, "API": 2, "Member": 1, "Group": 4, "Second member": 2}


def test_a_group_takes_its_members_from_others(call: Caller) -> None:
    """A component is in one group only, the last that named it."""
    moved, stays = call.component("Moved"), call.component("Stays")
    first, second = call.group(moved, stays, name="First"), call.group(moved, name="Second")
    assert call.get(f"component-groups/{first}")["components"] == [stays]
    assert call.get(f"component-groups/{second}")["components"] == [moved]
    assert call.get(f"components/{moved}")["group_id"] == second


def test_the_order_of_members_is_that_of_the_body(call: Caller) -> None:
    """A group shows its members as it was told them."""
    first, second = call.component("First"), call.component("Second")
    group = call.group(second, first)
    assert call.get(f"component-groups/{group}")["components"] == [second, first]
    body = {"component_group": {"name": "Group", "components": [first, second]}}
    assert call.ok("PUT", f"component-groups/{group}", body)["components"] == [first, second]


def test_the_row_of_a_group(call: Caller) -> None:
    """A group is among the components as a row with the worst status of its members."""
    group = call.group(call.component(status="partial_outage"), call.component("Fine"))
    row = call.get(f"components/{group}")
    assert (row["group"], row["status"], row["automation_email"]) == (True, "partial_outage", None)


def test_the_row_of_a_group_has_no_status_of_its_own(call: Caller) -> None:
    """Setting the status or the group of such a row changes neither; its name can be changed."""
    member = call.component()
    group = call.group(member)
    body = {"component": {"status": "major_outage", "group_id": group, "name": "Shop"}}
    row = call.ok("PATCH", f"components/{group}", body)
    assert (row["status"], row["group_id"], row["name"]) == ("operational", None, "Shop")


def test_a_component_that_is_gone_is_mentioned_nowhere(clock: ManualClock) -> None:
    """Incidents, templates, subscribers, users and groups forget a deleted component."""
    call = Caller(StatuspageSandbox(clock=clock))
    gone = call.component()
    incident = call.incident(component_ids=[gone])
    body = {"name": "T", "title": "T", "body": "T", "component_ids": [gone]}
    call.ok("POST", "incident_templates", {"template": body})
    subscriber = call.subscriber(component_ids=[gone, *call.ids("components")])
    group = call.access_group(component_ids=[gone])
    user = call.access_user()
    call.ok("POST", f"page_access_users/{user}/components", {"component_ids": [gone]})
    assert call("DELETE", f"components/{gone}").status_code == 204
    assert call.get(f"incidents/{incident['id']}")["components"] == []
    assert call.get("incident_templates")[0]["components"] == []
    assert call.get(f"subscribers/{subscriber['id']}")["components"] == call.ids("components")
    assert call.get(f"page_access_groups/{group}")["component_ids"] == []
    assert call.ids(f"page_access_users/{user}/components") == []


def test_deleting_the_row_of_a_group_keeps_its_members(call: Caller) -> None:
    """The members of a group whose row is deleted are outside of all groups."""
    member = call.component()
    group = call.group(member)
    assert call("DELETE", f"components/{group}").status_code == 204
    assert call.get(f"components/{member}")["group_id"] is None
    assert call("GET", f"component-groups/{group}").status_code == 404
