"""Overlays: what their actions do, and what is said about those that cannot be done."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from documents import overlay

SPEC: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Lantern"},
    "tags": ["a", "b", "c"],
    "paths": {
        "/probes": {"get": {"operationId": "listProbes", "tags": ["Probes"]}, "x-name": {"a": 1}},
        "/lights": {"get": {"operationId": "listLights", "tags": ["Lights"]}},
    },
}


def applied(folder: Path, *actions: Any, **members: Any) -> tuple[dict[str, Any], list[str]]:
    """Return the document after an overlay with *actions*, and what was said."""
    data = {"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": actions, **members}
    file = folder / "lantern.overlay.yaml"
    file.write_text(json.dumps({name: value for name, value in data.items() if value is not None}))
    before = copy.deepcopy(SPEC)
    result = overlay.laid_over(SPEC, file, "lantern.yaml")
    assert before == SPEC
    return result


def test_updates_merge_objects_join_lists_and_replace_the_rest(tmp_path: Path) -> None:
    """An update is merged into every selected object: deeply, lists joined, other values replaced."""
    update = {"tags": ["x"], "operationId": "list", "new": {"b": [1]}}
    spec, said = applied(tmp_path, {"target": "$.paths.*.get", "update": update})
    assert said == []
    assert [item["get"] for item in spec["paths"].values()] == [
        {"operationId": "list", "tags": ["Probes", "x"], "new": {"b": [1]}},
        {"operationId": "list", "tags": ["Lights", "x"], "new": {"b": [1]}},
    ]
    assert spec["paths"]["/probes"]["get"]["new"] is not spec["paths"]["/lights"]["get"]["new"]


@pytest.mark.parametrize(
    ("target", "update", "expected"),
    [
        ("$.tags", "d", ["a", "b", "c", "d"]),
        ("$.tags", ["d", "e"], ["a", "b", "c", "d", "e"]),
        ("$.tags", {"name": "d"}, ["a", "b", "c", {"name": "d"}]),
        ("$.tags[1]", "d", ["a", "d", "c"]),
        ("$.tags[1,1]", "d", ["a", "d", "c"]),
        ("$", {"tags": None}, None),
        ("$", {"tags": "d"}, "d"),
    ],
)
def test_lists_grow_and_plain_values_are_replaced(
    tmp_path: Path, target: str, update: Any, expected: Any
) -> None:
    """What an update makes of a list, of an entry and of a member."""
    spec, said = applied(tmp_path, {"target": target, "update": update})
    assert (spec["tags"], said) == (expected, [])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("$.tags[0,2]", ["b"]),
        ("$.tags[*]", []),
        ("$..tags[?@=='b']", ["a", "c"]),
        ("$.tags[0,0]", ["b", "c"]),
    ],
)
def test_removed_entries_leave_the_others(tmp_path: Path, target: str, expected: list[str]) -> None:
    """Every selected entry of a list is removed, and no other: no index shifts."""
    spec, said = applied(tmp_path, {"target": target, "remove": True})
    assert (spec["tags"], said) == (expected, [])


def test_removed_objects_may_lie_in_each_other(tmp_path: Path) -> None:
    """A target can select an object and what is in it."""
    spec, said = applied(tmp_path, {"target": "$.paths..*", "remove": True})
    assert (spec["paths"], said) == ({}, [])


def test_parts_that_are_one_object_are_changed_alone(tmp_path: Path) -> None:
    """A list that stands in two places of the loaded document grows only where it is selected."""
    file = tmp_path / "lantern.overlay.yaml"
    file.write_text(
        "overlay: 1.1.0\ninfo: {}\nactions: [{target: $.a, update: [2]}, {target: $.*, update: [3]}]"
    )
    shared = [1]
    spec, _ = overlay.laid_over({"a": shared, "b": shared}, file, "lantern.yaml")
    assert spec == {"a": [1, 2, 3], "b": [1, 3]}


def test_a_copy_is_merged_like_an_update(tmp_path: Path) -> None:
    """The value that ``copy`` selects is merged into the target, and stays a value of its own."""
    copied = {"target": "$.paths['/lights']", "copy": "$.paths['/probes']"}
    changed = {"target": "$.paths['/probes']['x-name']", "update": {"a": 2}}
    spec, said = applied(tmp_path, copied, changed)
    assert said == []
    assert spec["paths"]["/lights"] == {
        "get": {"operationId": "listProbes", "tags": ["Lights", "Probes"]},
        "x-name": {"a": 1},
    }


def test_actions_go_in_their_order(tmp_path: Path) -> None:
    """Each action sees what those before it left, and the last of two that disagree counts."""
    path = "$.paths['/probes'].get"
    spec, said = applied(
        tmp_path,
        {"target": f"{path}.tags", "remove": True},
        {"target": path, "update": {"tags": ["Other"], "x-method-name": "list"}},
        {"target": path, "update": {"x-method-name": "all"}},
    )
    assert said == []
    assert spec["paths"]["/probes"]["get"] == {
        "operationId": "listProbes",
        "tags": ["Other"],
        "x-method-name": "all",
    }


GET = "$.paths['/probes'].get"
UNKNOWN = "known are target, description, update, remove, copy"
EFFECTS = "write one of update, remove: true and copy"


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (3, "no target; write a JSONPath such as $.paths['/probes'].get"),
        ({"update": {}}, "no target; write a JSONPath such as $.paths['/probes'].get"),
        ({"target": "$", "updates": {}}, f"updates: unknown member; {UNKNOWN}"),
        ({"target": "$"}, f"nothing to do; {EFFECTS}"),
        ({"target": "$", "remove": False}, f"nothing to do; {EFFECTS}"),
        ({"target": "$", "remove": "yes"}, f"remove: 'yes' is neither true nor false; {EFFECTS}"),
        ({"target": GET, "update": {}, "remove": True}, f"update and remove to do; {EFFECTS}"),
        ({"target": GET, "update": {}, "copy": GET}, f"update and copy to do; {EFFECTS}"),
        (
            {"target": "$", "remove": True},
            "remove would leave nothing of the document; write the path of a part",
        ),
        (
            {"target": "$.openapi", "update": {}},
            "target selects no object, the update is an object; select what it is in",
        ),
        (
            {"target": GET, "update": 3},
            "target selects an object, the update is no object; select what it is in",
        ),
        (
            {"target": "$", "copy": "$.paths.*"},
            "copy $.paths.* selects 2 values; write a path to one of them",
        ),
        (
            {"target": "$", "copy": "$.paths['/p'].get"},
            "copy $.paths['/p'].get selects nothing: $['paths'] has no ['/p']; delete the action",
        ),
        ({"target": "$", "copy": "$.x-name"}, "copy $.x-name is no JSONPath: write ['x-name'] for .x-name"),
        ({"target": "$.x-name"}, f"nothing to do; {EFFECTS}"),
    ],
)
def test_actions_that_cannot_be_done_are_told(tmp_path: Path, action: Any, expected: str) -> None:
    """An action that cannot be done changes nothing, and is told by file and number with what to write."""
    spec, said = applied(tmp_path, action)
    assert said == [f"lantern.overlay.yaml: action 1: {expected}"]
    assert spec == SPEC


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("$.paths['/probes']['x-name'].x-age", "is no JSONPath: write ['x-age'] for .x-age"),
        ("paths", "is no JSONPath: it begins with $, as in $.paths"),
        (
            "$.paths[/probes]",
            "is no JSONPath: unexpected token '/' in bracketed selection, line 1, column 8; write names with other characters as ['...']",
        ),
        ("$.paths['/probs'].get", "selects nothing: $['paths'] has no ['/probs']; write '/probes', or delete the action"),
        ("$.paths['/profiles'].get", "selects nothing: $['paths'] has no ['/profiles']; delete the action"),
        ("$.paths['/probes/x'].get", "selects nothing: $['paths'] has no ['/probes/x']; delete the action"),
        ("$.paths['/probes/'].get", "selects nothing: $['paths'] has no ['/probes/']; write '/probes', or delete the action"),
        ("$.paths['/probes'].put", "selects nothing: $['paths']['/probes'] has no ['put']; delete the action"),
        ("$.paths.*.get.tagz", "selects nothing: what comes before has no ['tagz']; write 'tags', or delete the action"),
        (
            "$.paths.*.*[?@.operationId=='listProbes']",
            "selects nothing: write $.paths.*[?...]: a filter looks into the values of the one before it",
        ),
        (
            "$.paths.*[?@.operationId=='listProbs']",
            "selects nothing: there is no operation listProbs; write $.paths['/probes'].get, or delete the action",
        ),
        (
            '$.paths.*[?@.operationId=="listNights"]',
            "selects nothing: there is no operation listNights; write $.paths['/lights'].get, or delete the action",
        ),
        (
            '$.paths.*[?@.operationId=="listSights2"]',
            "selects nothing: there is no operation listSights2; write $.paths['/lights'].get, or delete the action",
        ),
        (
            '$.paths.*[?@.operationId=="listFriends"]',
            "selects nothing: there is no operation listFriends; delete the action",
        ),
        ("$..[?@.operationId=='listProbes'].put", "selects nothing: write $.paths['/probes'].get"),
    ],
)  # fmt: skip
def test_targets_that_select_nothing_are_told(tmp_path: Path, target: str, expected: str) -> None:
    """A target that selects nothing is named with the nearest thing that there is."""
    assert applied(tmp_path, {"target": target, "update": {}})[1] == [
        f"lantern.overlay.yaml: action 1: target {target} {expected}"
    ]


@pytest.mark.parametrize(
    ("target", "update", "expected"),
    [
        (GET, {"x-skipped": True}, ["unknown member x-skipped; write x-skip"]),
        (
            GET,
            {"x-foo": 1, "x-paginate": {}},
            [
                "unknown member x-foo; see docs/spec-extensions.md",
                "unknown member x-paginate; write x-pagination",
            ],
        ),
        ("$", {"x-rate-limit": 5}, ["unknown member x-rate-limit; see docs/spec-extensions.md"]),
        (
            "$",
            {"components": {"securitySchemes": {"x-key": {"type": "http", "x-env LAMP_TOKEN": None}}}},
            ["unknown member x-env LAMP_TOKEN; write x-env: LAMP_TOKEN"],
        ),
        ("$", {"components": {"schemas": {"Lamp": {"properties": {"x-lamp": {"x-colour": 1}}}}}}, ["unknown member x-colour; see docs/spec-extensions.md"]),
        ("$", {"components": {"schemas": {"Lamp": {"properties": {"x-lamp": {"example": {"x-a": 1}}}}}}}, []),
        ("$.components.schemas.Light.properties", {"x-colour": {"type": "string"}}, []),
        ("$.components.schemas.Light.properties.headers", {"x-colour": 1}, ["unknown member x-colour; see docs/spec-extensions.md"]),
        ("$", {"x-provider": {"x-more": 1}}, []),
    ],
)  # fmt: skip
def test_unknown_members_are_told(tmp_path: Path, target: str, update: Any, expected: list[str]) -> None:
    """An x- member that nobody knows is a mistake in an overlay, not where it is a name or an example."""
    properties = {"components": {"schemas": {"Light": {"properties": {"headers": {}}}}}}
    said = applied(tmp_path, {"target": "$", "update": properties}, {"target": target, "update": update})[1]
    assert said == [f"lantern.overlay.yaml: action 2: {line}" for line in expected]


def test_members_beside_an_update_are_told(tmp_path: Path) -> None:
    """A member of ours in the action itself would do nothing; those of other tools may stand there."""
    action = {"target": GET, "update": {}, "x-skip": True, "x-by": "us"}
    said = "lantern.overlay.yaml: action 1: x-skip has no meaning here; move it into update"
    assert applied(tmp_path, action)[1] == [said]


def test_all_actions_are_judged_at_once(tmp_path: Path) -> None:
    """An action that cannot be done hides no other, and the others are done."""
    fine = {"target": "$.info", "update": {"version": "1"}}
    spec, said = applied(tmp_path, {"target": "$.a", "update": {}}, fine, {"target": "$.b", "update": {}})
    assert [line.split(": ")[1] for line in said] == ["action 1", "action 3"]
    assert spec["info"]["version"] == "1"


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"overlay": None}, ["not an overlay: its first line must be overlay: 1.1.0"]),
        ({"overlay": 1.1}, ["overlay: version 1.1 is not known; write 1.0.0 or 1.1.0"]),
        ({"overlay": "1.2.0"}, ["overlay: version 1.2.0 is not known; write 1.0.0 or 1.1.0"]),
        ({"overlay": "1.1.7", "extends": "https://lantern.test/api/lantern.yaml", "x-by": "us"}, []),
        (
            {"extends": "./latern.yaml"},
            ["extends: ./latern.yaml is not the document beside it; write lantern.yaml"],
        ),
        ({"info": None}, ["info: missing; write info: {title: ..., version: ...}"]),
        (
            {"actions": [], "action": []},
            [
                "action: unknown member; known are overlay, info, extends, actions",
                "actions: no list of actions; write one with target and update, or delete the file",
            ],
        ),
    ],
)
def test_other_files_are_refused(tmp_path: Path, members: dict[str, Any], expected: list[str]) -> None:
    """A file that is no overlay, of an unknown version or for another document is told in the same way."""
    fine = {"target": "$.info", "update": {"version": "1"}}
    assert applied(tmp_path, fine, **members)[1] == [f"lantern.overlay.yaml: {line}" for line in expected]


def test_version_1_0_has_no_copy(tmp_path: Path) -> None:
    """An overlay of version 1.0 that copies is told which version to write."""
    action = {"target": "$.info", "copy": "$.paths"}
    assert applied(tmp_path, action, overlay="1.0.0")[1] == [
        "lantern.overlay.yaml: action 1: copy is not known in version 1.0; write overlay: 1.1.0"
    ]
