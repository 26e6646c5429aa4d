"""Metadata: one call for everything in v3, one for each thing in v2."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from ._calls import BODIES, Caller


@pytest.fixture
def owner(call: Caller) -> dict[str, object]:
    """What says that a monitor is meant, and the key."""
    return {"owner_type": "Monitor", "owner_id": call.monitor(), "key": "Region"}


def _put(call: Caller, owner: dict[str, object], *values: object, **fields: object) -> httpx.Response:
    return call("POST", "v3/metadata", {**owner, "values": list(values), **fields})


def _listed(call: Caller, query: str = "") -> list[dict[str, Any]]:
    return [one["attributes"] for one in call("GET", f"v3/metadata?{query}").json()["data"]]


def test_create_replace_merge_remove(call: Caller, owner: dict[str, object]) -> None:
    """A new key is 201, a known one 200, replaced or merged, and one without values is gone with 204."""
    assert _put(call, owner, {"value": "eu"}).status_code == 201
    assert _put(call, owner, "us").status_code == 200
    assert _put(call, owner, "as", "us", mode="merge").status_code == 200
    (attributes,) = _listed(call)
    assert attributes == {
        "key": "Region",
        "values": [{"type": "String", "value": "us"}, {"type": "String", "value": "as"}],
        "owner_id": owner["owner_id"],
        "owner_type": "Monitor",
        "team_name": "main",
    }
    removed = _put(call, owner)
    assert (removed.status_code, removed.content) == (204, b"")
    assert _listed(call) == []
    assert _put(call, owner, values=None).status_code == 204


def test_filters(call: Caller, owner: dict[str, object]) -> None:
    """The list can be narrowed to an owner or a kind of owner."""
    _put(call, owner, "eu")
    _put(call, {**owner, "owner_id": call.monitor(), "key": "Tier"}, "1")
    assert [one["key"] for one in _listed(call, f"owner_id={owner['owner_id']}")] == ["Region"]
    assert _listed(call, "owner_type=Heartbeat") == []
    assert len(_listed(call, "owner_type=Monitor")) == 2


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ({"type": "User", "email": "a@b.example"}, {"type": "User", "email": "a@b.example"}),
        ({"type": "Team", "item_id": 7}, {"type": "Team", "item_id": "7"}),
        ({"type": "Policy", "name": "P", "value": "x"}, {"type": "Policy", "name": "P"}),
        ({"value": 5}, {"type": "String", "value": "5"}),
        ({"type": "Team", "email": "a@b.example"}, None),
        ({"type": "Team"}, None),
        ({"type": "Wish", "value": "x"}, None),
        ({"type": "String"}, None),
        (True, None),
        ([], None),
    ],
)
def test_values(call: Caller, owner: dict[str, object], value: object, kept: object) -> None:
    """A string has a value; everything else refers to something, by e-mail only to a user."""
    reply = _put(call, owner, value)
    assert reply.status_code == (422 if kept is None else 201)
    assert kept is None or reply.json()["data"]["attributes"]["values"] == [kept]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"owner_type": "Dog"}, 422),
        ({"owner_id": "1"}, 404),
        ({"owner_type": "Heartbeat"}, 404),
        ({"key": ""}, 422),
        ({"owner_id": ""}, 422),
        ({"owner_type": None}, 422),
        ({"mode": "add"}, 422),
        ({"owner_type": "CallRouting", "owner_id": "1"}, 201),
    ],
)
def test_owners(call: Caller, owner: dict[str, object], fields: dict[str, object], status: int) -> None:
    """An owner must be there, unless the service has no collection in which it could be looked up."""
    assert _put(call, {**owner, **fields}, "eu").status_code == status


@pytest.mark.parametrize("name", ["owner_type", "owner_id", "key"])
def test_what_a_record_needs(call: Caller, owner: dict[str, object], name: str) -> None:
    """Owner and key are missed by name."""
    reply = _put(call, {field: value for field, value in owner.items() if field != name}, "eu")
    assert (reply.status_code, list(reply.json()["errors"])) == (422, [name])


def test_owners_of_other_teams(call: Caller, owner: dict[str, object]) -> None:
    """Another team's monitor is unknown."""
    assert call("POST", "v3/metadata", {**owner, "values": ["eu"]}, token="other").status_code == 404


def test_incidents_show_theirs(call: Caller) -> None:
    """Metadata of an incident are an attribute of it too, and come and go with the records."""
    incident = call.make("v3/incidents", {**BODIES["incident"], "metadata": {"Tier": "1"}})
    path = f"v3/incidents/{incident}"
    owner: dict[str, object] = {"owner_type": "Incident", "owner_id": incident, "key": "Region"}
    _put(call, owner, "eu")
    assert set(call.attributes(path)["metadata"]) == {"Tier", "Region"}
    assert {one["key"] for one in _listed(call, f"owner_id={incident}")} == {"Tier", "Region"}
    _put(call, owner)
    assert set(call.attributes(path)["metadata"]) == {"Tier"}


def test_escalating_adds_metadata(call: Caller) -> None:
    """An escalation may bring metadata along."""
    incident = call.make("v3/incidents", BODIES["incident"])
    body = {"escalation_type": "Organization", "metadata": {"Tier": [{"value": "1"}]}}
    shown = call("POST", f"v3/incidents/{incident}/escalate", body).json()["data"]["attributes"]
    assert shown["metadata"] == {"Tier": [{"type": "String", "value": "1"}]}


def test_keys_without_values_are_no_metadata(call: Caller) -> None:
    """A key that comes with an incident but has no values leaves nothing behind."""
    call.make("v3/incidents", {**BODIES["incident"], "metadata": {"Tier": []}})
    assert call.ids("v3/metadata") == []


def test_readonly_tokens_get_an_empty_403(call: Caller, owner: dict[str, object]) -> None:
    """Documented without a body."""
    reply = call("POST", "v3/metadata", {**owner, "values": ["eu"]}, token="main-ro")
    assert (reply.status_code, reply.content) == (403, b"")


def test_v2_has_one_text_for_each_key(call: Caller, owner: dict[str, object]) -> None:
    """A record is created, read, listed, changed and deleted by its id, and v3 shows the same."""
    reply = call("POST", "v2/metadata", {**owner, "value": "eu"})
    made = reply.json()["data"]
    assert (reply.status_code, made["attributes"]) == (201, {"key": "Region", "value": "eu"})
    assert made["relationships"] == {
        "owner": {"data": {"id": owner["owner_id"], "type": owner["owner_type"]}}
    }
    assert call("GET", f"v2/metadata/{made['id']}").json()["data"] == made
    assert call.ids(f"v2/metadata?owner_id={owner['owner_id']}&owner_type=Monitor") == [made["id"]]
    assert call.ids("v2/metadata?owner_type=Heartbeat") == []
    assert call.patch(f"v2/metadata/{made['id']}", key="Zone") == {"key": "Zone", "value": "eu"}
    assert call.patch(f"v2/metadata/{made['id']}", value="us") == {"key": "Zone", "value": "us"}
    assert [(one["key"], one["values"]) for one in _listed(call)] == [
        ("Zone", [{"type": "String", "value": "us"}])
    ]
    assert call("DELETE", f"v2/metadata/{made['id']}").status_code == 204
    assert (_listed(call), call("DELETE", f"v2/metadata/{made['id']}").status_code) == ([], 404)


def test_v2_values_may_be_null(call: Caller, owner: dict[str, object]) -> None:
    """The old documentation shows a record without a value."""
    made = call.make("v2/metadata", {**owner, "value": None})
    assert call.attributes(f"v2/metadata/{made}") == {"key": "Region", "value": None}
    assert call.patch(f"v2/metadata/{made}", value="eu")["value"] == "eu"
    assert call.patch(f"v2/metadata/{made}", value=None)["value"] is None


@pytest.mark.parametrize(
    ("fields", "status"), [({"owner_id": "1"}, 404), ({"key": ""}, 422), ({"owner_type": "Dog"}, 422)]
)
def test_v2_refusals(call: Caller, owner: dict[str, object], fields: dict[str, object], status: int) -> None:
    """What v3 refuses of owner and key, v2 refuses too, and a read-only token with an empty 403."""
    assert call("POST", "v2/metadata", {**owner, "value": "eu", **fields}).status_code == status
    made = call.make("v2/metadata", {**owner, "value": "eu"})
    refused = call("PATCH", f"v2/metadata/{made}", {"value": "us"}, token="main-ro")
    assert (refused.status_code, refused.content) == (403, b"")
    assert call("PATCH", f"v2/metadata/{made}", {"value": "us"}, token="other").status_code == 404


def test_incidents_follow_records_of_v2(call: Caller) -> None:
    """Creating, renaming and deleting a record of an incident shows in the incident."""
    incident = call.make("v3/incidents", BODIES["incident"])
    made = call.make(
        "v2/metadata", {"owner_type": "Incident", "owner_id": incident, "key": "Region", "value": "eu"}
    )
    path = f"v2/incidents/{incident}"
    assert call.attributes(path)["metadata"] == {"Region": "eu"}
    call.patch(f"v2/metadata/{made}", key="Zone", value="us")
    assert call.attributes(path)["metadata"] == {"Zone": "us"}
    call("DELETE", f"v2/metadata/{made}")
    assert call.attributes(path)["metadata"] == {}
