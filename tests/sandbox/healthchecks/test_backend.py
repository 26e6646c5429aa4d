"""Whose key it is, and whose check."""

from __future__ import annotations

import pytest

from .._calls import Caller

_UUID = "00000000-0000-4000-8000-000000000000"


def test_projects_are_apart(call: Caller) -> None:
    """A list shows the checks of the key's project only."""
    call.create()
    other = call.sandbox.projects["other"].api_key
    assert call("GET", "checks/", key=other).json() == {"checks": []}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "checks/{uuid}"),
        ("DELETE", "checks/{uuid}"),
        ("POST", "checks/{uuid}/pause"),
        ("POST", "checks/{uuid}/resume"),
        ("GET", "checks/{uuid}/pings/"),
        ("GET", "checks/{uuid}/pings/1/body"),
        ("GET", "checks/{uuid}/flips/"),
    ],
)
def test_another_projects_check_is_forbidden(call: Caller, method: str, path: str) -> None:
    """Every operation by UUID answers another project's key with an empty 403, before fields are judged."""
    other = call.sandbox.projects["other"].api_key
    json = {"timeout": 1} if method == "POST" else None
    reply = call(method, path.replace("{uuid}", call.create()), json, key=other)
    assert (reply.status_code, reply.text) == (403, "")


def test_key_in_the_body(call: Caller) -> None:
    """On POST the key may stand in the body; the header wins; elsewhere the body is not looked at."""
    key = call.project.api_key
    assert call("POST", "checks/", {"api_key": key}, key=None).status_code == 201
    assert call("POST", "checks/", {"api_key": key}, key="x" * 32).status_code == 401
    assert call("POST", "checks/", {"api_key": 5}, key=None).json() == {"error": "missing api key"}
    assert call("GET", "checks/", {"api_key": key}, key=None).status_code == 401
    assert call("GET", f"checks/?api_key={key}", key=None).status_code == 401
    assert call("GET", "checks/", key=None, headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_precedence_of_refusals(call: Caller) -> None:
    """Body before key, key before existence, existence before fields."""
    assert call("POST", f"checks/{_UUID}", content=b"{", key=None).status_code == 400
    assert call("POST", f"checks/{_UUID}", {"timeout": 1}, key=None).status_code == 401
    assert call("POST", f"checks/{_UUID}", {"timeout": 1}).status_code == 404
