"""The five operations, on every kind of resource."""

from __future__ import annotations

import pytest

from uptimekit.sandbox import BetterStackSandbox, ManualClock
from uptimekit.sandbox.betterstack._model import Kind
from uptimekit.sandbox.betterstack._table import KINDS

from ._calls import BODIES, Caller
from ._documented import NULLABLE, OPTIONAL, STAMPED, TEAM_FILTERED

_MADE = [kind for kind in KINDS if "create" in kind.operations]
_TEAM_TOPS = [kind for kind in _MADE if kind.parent is None and not kind.shared]


def _named(kinds: list[Kind]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: kind.name)


@_named(_MADE)
def test_create_get_list_delete(kind: Kind, call: Caller) -> None:
    """What is created can be read and listed under its type, and is gone for good once deleted."""
    path = call.make_kind(kind)
    collection, _, record_id = path.rpartition("/")
    shown = call("GET", path).json()["data"]
    assert (shown["id"], shown["type"]) == (record_id, kind.wire_type)
    assert record_id.isdigit()
    listed = call("GET", collection).json()
    assert shown in listed["data"]
    assert set(listed["pagination"]) == {"first", "last", "prev", "next"}
    removed = call("DELETE", path)
    assert (removed.status_code, removed.content) == (204, b"")
    assert call("GET", path).status_code == 404
    assert call("DELETE", path).status_code == 404
    assert record_id not in call.ids(collection)


@_named(_MADE)
def test_attributes_are_those_of_the_table(kind: Kind, call: Caller) -> None:
    """Every attribute of the table is shown, and what may only be written is not."""
    attributes = call.attributes(call.make_kind(kind))
    assert set(kind.defaults) <= set(attributes)
    assert not kind.hidden & set(attributes)
    assert ("created_at" in attributes) == ("updated_at" in attributes)


@_named(_MADE)
def test_unknown_ids_and_ids_of_others_are_404(kind: Kind, call: Caller) -> None:
    """Another team gets the same 404 as for an id that never was, in one sentence with the id."""
    path = call.make_kind(kind)
    collection, _, record_id = path.rpartition("/")
    for wrong in ("1", "abc", "default-not", f"0{record_id}"):
        reply = call("GET", f"{collection}/{wrong}")
        assert reply.status_code == 404
        assert wrong in reply.json()["errors"]
    if not kind.shared:
        assert call("GET", path, token="other").status_code == 404
        assert call("DELETE", path, token="other").status_code == 404
        assert call("GET", path, token="global").status_code == 200


@_named(_TEAM_TOPS)
def test_teams_see_their_own(kind: Kind, call: Caller) -> None:
    """A team's token lists its own resources, the global one everybody's."""
    mine, theirs = call.make_kind(kind).rpartition("/")[2], ""
    if kind.name == "status_page":  # its subdomain is unique in the whole service
        theirs = call.make(kind.path, {**BODIES["status_page"], "subdomain": "d"}, token="other")
    else:
        theirs = call.make_kind(kind, token="other").rpartition("/")[2]
    assert mine in call.ids(kind.path)
    assert theirs not in call.ids(kind.path)
    assert {mine, theirs} <= set(call.ids(kind.path, token="global"))
    named = set(call.ids(f"{kind.path}?team_name=other", token="global"))
    assert (mine in named, theirs in named) == (kind.name not in TEAM_FILTERED, True)


@_named([kind for kind in _TEAM_TOPS if kind.team_body])
def test_global_token_must_name_the_owner(kind: Kind, call: Caller) -> None:
    """With the global token `team_name` is needed on create, then shown where it is an attribute."""
    body = BODIES.get(kind.name, {})
    for wrong in ({}, {"team_name": "nobody"}):
        reply = call("POST", kind.path, {**body, **wrong}, token="global")
        assert reply.status_code == 422
        assert set(reply.json()["errors"]) == {"team_name"}
    made = call.make(kind.path, {**body, "team_name": "other"}, token="global")
    attributes = call.attributes(f"{kind.path}/{made}", token="other")
    assert attributes.get("team_name") == ("other" if kind.team_attribute else None)


def test_without_team_name_a_status_page_is_the_first_teams(call: Caller) -> None:
    """The one team resource whose body has no `team_name` goes to the first team."""
    made = call.make("v2/status-pages", BODIES["status_page"], token="global")
    assert call.ids("v2/status-pages") == [made]


def test_team_name_never_changes(call: Caller) -> None:
    """Neither an update nor a create with a team's token moves a resource to the team it names."""
    made = call.monitor(team_name="other")
    assert call.patch(f"v2/monitors/{made}", team_name="other", pronounceable_name="x")["team_name"] == "main"


@_named(_MADE)
def test_readonly_tokens_read(kind: Kind, call: Caller) -> None:
    """A read-only token reads everything, and every write is 403 and changes nothing."""
    path = call.make_kind(kind)
    assert call("GET", path, token="main-ro").status_code == 200
    for method, where in (("POST", path.rpartition("/")[0]), ("PATCH", path), ("DELETE", path)):
        reply = call(method, where, {}, token="main-ro")
        assert reply.status_code == 403
    assert call("GET", path).status_code == 200


@_named([kind for kind in _MADE if kind.name in BODIES])
def test_required_fields_are_required(kind: Kind, call: Caller) -> None:
    """Each field of the least body is missed by name, but for the few that only make it a sensible one."""
    parent = call.make_kind(kind).rpartition("/")[0]
    for name in BODIES[kind.name].keys() - OPTIONAL.get(kind.name, set()):
        body = {key: value for key, value in BODIES[kind.name].items() if key != name}
        reply = call("POST", parent, body)
        assert (reply.status_code, list(reply.json()["errors"])) == (422, [name])


@_named([kind for kind in _MADE if kind.name in NULLABLE])
def test_nullable_fields_can_be_cleared(kind: Kind, call: Caller) -> None:
    """Every field that is documented with null takes null."""
    names = NULLABLE[kind.name].split()
    after = call.patch(call.make_kind(kind), **dict.fromkeys(names))
    assert [name for name in names if after[name] is not None] == []


@_named(_MADE)
def test_dates_and_empty_refusals(kind: Kind, call: Caller) -> None:
    """Only some resources have dates, and only comments refuse a read-only token without a word."""
    path = call.make_kind(kind)
    assert ("created_at" in call.attributes(path)) is (kind.name in STAMPED)
    refused = call("PATCH", path, {}, token="main-ro")
    assert (refused.content == b"") is (kind.name == "incident_comment")


def test_update_changes_only_what_is_sent(call: Caller, clock: ManualClock) -> None:
    """A PATCH leaves the other attributes alone, but for `updated_at`."""
    path = f"v2/monitors/{call.monitor(pronounceable_name='One')}"
    before = call.attributes(path)
    clock.advance(60)
    after = call.patch(path, check_frequency=60)
    assert {name for name in before if before[name] != after[name]} == {"check_frequency", "updated_at"}
    assert call.attributes(path) == after


def test_refused_update_changes_nothing(call: Caller) -> None:
    """If one field of a PATCH is unfit, none is stored."""
    path = f"v2/monitors/{call.monitor()}"
    before = call.attributes(path)
    assert call("PATCH", path, {"pronounceable_name": "x", "check_frequency": 5}).status_code == 422
    assert call.attributes(path) == before


@pytest.mark.parametrize(
    ("group", "member", "attribute"),
    [
        ("v2/monitor-groups", "v2/monitors", "monitor_group_id"),
        ("v2/heartbeat-groups", "v2/heartbeats", "heartbeat_group_id"),
        ("v2/status-page-groups", "v2/status-pages", "status_page_group_id"),
    ],
)
def test_members_of_a_group(group: str, member: str, attribute: str, call: Caller) -> None:
    """A group lists its members; deleting it leaves them, without a group."""
    singular = member.removeprefix("v2/").removesuffix("s").replace("-", "_")
    group_id = call.make(group, {"name": "Group"})
    inside = call.make(member, {**BODIES[singular], attribute: group_id})
    call.make(member, {**BODIES[singular], "subdomain": "d"})
    assert call.ids(f"{group}/{group_id}/{member.removeprefix('v2/')}") == [inside]
    assert call.attributes(f"{member}/{inside}")[attribute] == int(group_id)
    assert call("DELETE", f"{group}/{group_id}").status_code == 204
    assert call.attributes(f"{member}/{inside}")[attribute] is None


def test_references_must_exist_in_the_team(call: Caller) -> None:
    """An id of nothing, or of another team's resource, is refused where a resource is meant."""
    theirs = call.make("v2/monitor-groups", {"name": "Group"}, token="other")
    for wrong in (1, int(theirs)):
        reply = call("POST", "v2/monitors", {**BODIES["monitor"], "monitor_group_id": wrong})
        assert (reply.status_code, list(reply.json()["errors"])) == (422, ["monitor_group_id"])


def test_children_need_the_right_parent(call: Caller) -> None:
    """A section is not found below another page, nor below a page of another team."""
    page = call.make("v2/status-pages", BODIES["status_page"])
    other = call.make("v2/status-pages", {**BODIES["status_page"], "subdomain": "d"})
    section = call.make(f"v2/status-pages/{page}/sections", {"name": "S"})
    assert call("GET", f"v2/status-pages/{page}/sections/{section}").status_code == 200
    assert call("GET", f"v2/status-pages/{other}/sections/{section}").status_code == 404
    assert call("GET", f"v2/status-pages/{page}/sections", token="other").status_code == 404


def test_a_parent_takes_its_children_along(call: Caller) -> None:
    """With a status page everything below it goes."""
    page = call.make("v2/status-pages", BODIES["status_page"])
    call.make(f"v2/status-pages/{page}/sections", {"name": "S"})
    call("DELETE", f"v2/status-pages/{page}")
    assert call("GET", f"v2/status-pages/{page}/sections").status_code == 404


def test_unstable_order(clock: ManualClock) -> None:
    """On request a list comes in another order each time, the same ones for the same seed."""

    def orders(seed: int) -> list[list[str]]:
        call = Caller(BetterStackSandbox(clock=clock, seed=seed, monitors=30, unstable_order=True))
        return [call.ids("v2/monitors", token="global") for _ in range(3)]

    first, second, third = orders(1)
    assert sorted(first) == sorted(second) == sorted(third)
    assert first != second != third != first
    assert orders(1) == [first, second, third]
