"""A request finds the operation that it used, wherever the servers are mounted."""

from __future__ import annotations

import copy

import pytest

from apidrift.operation_finder import Finder
from apimodel import build

from ._support import API, SPEC

UUID = "da913c45-b4e2-4d3d-9c3e-04b1927f69f9"


def found(method: str, address: str, **mounts: str) -> str:
    operation = Finder(API, mounts).find(method, address)
    return operation.raw.id if operation else "none"


@pytest.mark.parametrize(
    ("method", "address", "operation"),
    [
        ("get", "/api/v3/checks/", "listChecks"),
        ("get", "/api/v1/checks/?tag=prod", "listChecks"),
        ("post", "/api/v3/checks/", "createCheck"),
        ("get", f"/api/v3/checks/{UUID}", "getCheck"),
        ("get", "/api/v3/checks/nope", "getCheck"),
        ("get", f"/ping/{UUID}", "pingSuccessGet"),
        ("get", f"/ping/{UUID}/start", "pingStartGet"),
        ("post", f"/ping/{UUID}/3", "pingExitStatus"),
        ("get", "/ping/key/report", "slugPingSuccessGet"),
        ("get", "/badge/key/signature/tag.svg", "getTagBadgeSvg"),
        ("get", "https://healthchecks.io/api/v3/checks/", "listChecks"),
        ("get", "/api/v9/checks/", "none"),
        ("get", "/api/v3/checks", "none"),
        ("put", "/api/v3/checks/", "none"),
        ("get", f"/{UUID}", "none"),
    ],
)
def test_an_address_finds_its_operation(method: str, address: str, operation: str) -> None:
    """Patterns of parameters decide between templates; a server of another host stands below its name."""
    assert found(method, address) == operation


def test_servers_stand_where_one_says() -> None:
    """A mount is a path or a URL, whose path counts."""
    assert found("get", f"/p/{UUID}", ping="/p") == "pingSuccessGet"
    assert found("get", f"/{UUID}", ping="https://pings.test") == "pingSuccessGet"
    assert found("get", "/v3/checks/", base="https://monitor.test/{version}") == "listChecks"


def test_a_variable_without_values_takes_any() -> None:
    """A server variable is free unless the spec lists its values."""
    spec = copy.deepcopy(SPEC)
    del spec["servers"][0]["variables"]["version"]["enum"]

    assert Finder(build("healthchecks", spec), {}).find("get", "/api/v9/checks/") is not None
