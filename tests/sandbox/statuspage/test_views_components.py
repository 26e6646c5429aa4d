"""Components and component groups."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import ManualClock, StatuspageSandbox

from ._calls import Caller


def test_a_component(call: Caller) -> None:
    """A component has what was sent, and is operational outside of groups otherwise."""
    body = {"component": {"name": "Checkout", "description": "Pays", "start_date": "2026-01-05"}}
    reply = call("POST", "components", body)
    made = reply.json()
    assert (reply.status_code, made["status"], made["group"], made["group_id"]) == (
        201,
        "operational",
        False,
        None,
    )
    assert (made["description"], made["start_date"], made["showcase"]) == ("Pays", "2026-01-05", False)
    assert made["automation_email"].startswith(f"component+{made['id']}@")
    assert call.get(f"components/{made['id']}") == made
    assert made["id"] in call.ids("components")


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_changing(call: Caller, clock: ManualClock, method: str) -> None:
    """Both verbs change what is sent, and nothing else."""
    part = call.component(description="Pays")
    clock.advance(60)
    changed = call.ok(method, f"components/{part}", {"component": {"status": "partial_outage"}})
    assert (changed["status"], changed["description"]) == ("partial_outage", "Pays")
    unset = call.ok(method, f"components/{part}", {"component": {"description": None, "start_date": None}})
    assert (unset["description"], unset["start_date"]) == (None, None)
    assert (changed["created_at"], changed["updated_at"]) == ("2026-01-12T09:00:00Z", "2026-01-12T09:01:00Z")


def test_in_and_out_of_groups(call: Caller) -> None:
    """A component is created in a group or moved into one, and null takes it out."""
    group = call.group(call.component())
    part = call.component(group_id=group)
    assert part in call.get(f"component-groups/{group}")["components"]
    for wanted in (None, group):
        moved = call.ok("PATCH", f"components/{part}", {"component": {"group_id": wanted}})
        assert moved["group_id"] == wanted
    assert call.ok("PATCH", f"components/{part}", {"component": {"name": "N"}})["group_id"] == group


@pytest.mark.parametrize(
    "inner",
    [
        {},
        {"name": ""},
        {"name": None},
        {"name": "x" * 256},
        {"name": "N", "status": "bad"},
        {"name": "N", "start_date": "soon"},
    ],
)
def test_unfit_components(call: Caller, inner: dict[str, object]) -> None:
    """A name is needed, and values must be among the known ones."""
    before = call.ids("components")
    call.refused("POST", "components", {"component": inner})
    assert call.ids("components") == before


def test_unfit_groups_of_components(call: Caller) -> None:
    """A component goes into a group only, not into what is not there or another component."""
    part = call.component()
    for wrong in (part, "nothing"):
        call.refused("PATCH", f"components/{part}", {"component": {"group_id": wrong}})


def test_the_empty_status(call: Caller) -> None:
    """The empty text is a status, too."""
    assert call.get(f"components/{call.component(status='')}")["status"] == ""


def test_deleting_a_component(call: Caller) -> None:
    """A deleted component is answered with 204 and gone."""
    part = call.component()
    assert call("DELETE", f"components/{part}").status_code == 204
    assert call("GET", f"components/{part}").status_code == 404
    assert call("DELETE", f"components/{part}").status_code == 404


def test_a_group(call: Caller) -> None:
    """A group has its members by id, and is found among the groups."""
    part = call.component()
    body = {"component_group": {"name": "Shop", "components": [part], "description": "Inside"}}
    reply = call("POST", "component-groups", body)
    made = reply.json()
    assert (reply.status_code, made["components"], made["description"]) == (201, [part], "Inside")
    assert call.get(f"component-groups/{made['id']}") == made
    assert call.ids("component-groups") == [made["id"]]


def test_the_description_beside_the_envelope(call: Caller) -> None:
    """A description is taken beside the envelope as well; the one inside goes before it."""
    inner = {"name": "Shop", "components": [call.component()]}
    beside = call.ok("POST", "component-groups", {"component_group": inner, "description": "Beside"})
    assert beside["description"] == "Beside"
    inside = {"component_group": {**inner, "description": "Inside"}, "description": "Beside"}
    assert call.ok("PUT", f"component-groups/{beside['id']}", inside)["description"] == "Inside"


@pytest.mark.parametrize("inner", [{}, {"name": "G"}, {"name": "G", "components": []}, {"components": ["x"]}])
def test_a_group_needs_name_and_components(call: Caller, inner: dict[str, object]) -> None:
    """Both are needed, in a change as well."""
    group = call.group(call.component())
    call.refused("POST", "component-groups", {"component_group": inner})
    call.refused("PATCH", f"component-groups/{group}", {"component_group": inner})


def test_groups_hold_components_only(call: Caller) -> None:
    """Another group, or what is not there, is no member."""
    group = call.group(call.component())
    for wrong in (group, "nothing"):
        body = {"component_group": {"name": "G", "components": [wrong]}}
        call.refused("POST", "component-groups", body)
    assert call.ids("component-groups") == [group]


def test_members_that_are_not_named_leave(call: Caller) -> None:
    """A change names all members; the others are outside of all groups afterwards."""
    first, second = call.component("First"), call.component("Second")
    group = call.group(first)
    body = {"component_group": {"name": "Store", "components": [second]}}
    assert call.ok("PATCH", f"component-groups/{group}", body)["components"] == [second]
    assert call.get(f"components/{first}")["group_id"] is None


def test_deleting_a_group(call: Caller) -> None:
    """A deleted group is answered with itself, and its members stay."""
    part = call.component()
    group = call.group(part)
    gone = call("DELETE", f"component-groups/{group}")
    assert (gone.status_code, gone.json()["components"]) == (200, [part])
    assert call.ids("component-groups") == []
    assert call.get(f"components/{part}")["group_id"] is None


def test_a_component_is_no_group(call: Caller) -> None:
    """A group is not found by the id of a component."""
    assert call("GET", f"component-groups/{call.component()}").status_code == 404


def test_pages_do_not_share_components(clock: ManualClock) -> None:
    """A component is found on its own page only."""
    call = Caller(StatuspageSandbox(clock=clock, pages=["A", "B"]))
    other = call.sandbox.page_ids["B"]
    assert call("GET", f"/v1/pages/{other}/components/{call.component()}").status_code == 404
