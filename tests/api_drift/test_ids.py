"""Ids for the paths of a running API come from the listings before them."""

from __future__ import annotations

import re
from typing import Any

from apidrift.ids import Ids
from apimodel import Operation

from ._support import API, api_of

OPERATIONS = {operation.raw.id: operation for operation in API.operations}
UUIDS = [f"da913c45-b4e2-4d3d-9c3e-04b1927f69f{digit}" for digit in "0123"]
CHECKS = [{"name": "x", "uuid": uuid} for uuid in UUIDS]


def operation(path: str, schema: dict[str, Any], **members: Any) -> Operation:
    names = re.findall(r"{(\w+)}", path)
    parameters = [{"name": name, "in": "path", "required": True, "schema": schema} for name in names]
    return api_of(path, "get", {"parameters": parameters, **members}).operations[0]


def paths(ids: Ids, name: str) -> list[str]:
    return list(ids.paths(OPERATIONS[name]))


def test_a_path_without_parameters_is_known_from_the_start() -> None:
    """A listing needs no id, and keeps its final slash."""
    assert paths(Ids(2), "listChecks") == ["/checks/"]


def test_an_id_comes_from_the_listing_before_it() -> None:
    """Items fill the parameter after their listing, as many as are wanted, and nothing before it was read."""
    ids = Ids(2)
    assert paths(ids, "getCheck") == []

    ids.learn(OPERATIONS["listChecks"], "/checks/", {"checks": CHECKS})

    assert paths(ids, "getCheck") == [f"/checks/{UUIDS[0]}", f"/checks/{UUIDS[1]}"]


def test_ids_nest() -> None:
    """An id within an object of a listing comes from that object's own listing."""
    ids = Ids(1)
    ids.learn(OPERATIONS["listChecks"], "/checks/", {"checks": CHECKS})
    ids.learn(OPERATIONS["listPings"], f"/checks/{UUIDS[0]}/pings/", {"pings": [{"n": 7}]})

    assert paths(ids, "getPingBody") == [f"/checks/{UUIDS[0]}/pings/7/body"]


def test_a_value_has_to_fit_the_parameter() -> None:
    """What breaks the pattern or the type of a parameter is no id for it."""
    ids = Ids(2)
    ids.learn(OPERATIONS["listChecks"], "/checks/", {"checks": [{"uuid": "short", "unique_key": "ab" * 20}]})
    numbered = operation("/checks/{number}", {"type": "integer"})

    assert paths(ids, "getCheck") == ["/checks/" + "ab" * 20]
    assert list(ids.paths(numbered)) == []


def test_items_are_found_in_pages_and_bare_lists() -> None:
    """The items are where the pagination says, in the only list of an object, or the answer itself."""
    detail = operation("/lights/{light_id}", {"type": "string"})
    for members, body in (
        ({"x-pagination": {"style": "page", "items": "data"}}, {"links": [], "data": [{"id": 5}]}),
        ({}, {"lights": [{"light_id": "5"}]}),
        ({}, [{"attributes": {"light_id": "5"}}]),
    ):
        ids = Ids(2)
        ids.learn(operation("/lights", {}, **members), "/lights", body)
        assert list(ids.paths(detail)) == ["/lights/5"]


def test_an_id_cannot_leave_its_segment() -> None:
    """What a server calls an id is quoted, and left out if it would lead elsewhere."""
    ids = Ids(3)
    ids.learn(operation("/lights", {}), "/lights", [{"id": "../admin"}, {"id": "a%2Fb"}, {"id": "x?x=1"}])

    assert list(ids.paths(operation("/lights/{id}", {"type": "string"}))) == ["/lights/x%3Fx%3D1"]


def test_what_is_no_listing_teaches_nothing() -> None:
    """An answer of another shape is no harm."""
    ids = Ids(2)
    for body in (None, 3, {"checks": None}, {"checks": [1, "a"]}):
        ids.learn(OPERATIONS["listChecks"], "/checks/", body)

    assert paths(ids, "getCheck") == []
