"""Service types, probes, and how the service itself is doing."""

from __future__ import annotations

import pytest

from uptimekit.sandbox.uptimehunt._probes import PROBES
from uptimekit.sandbox.uptimehunt._service_types import SERVICE_TYPES

from ._calls import Caller


def test_service_types(call: Caller) -> None:
    """The known types are listed, and each can be got with its schema."""
    listed = call.data("service-types")
    assert [one["type"] for one in listed] == ["http", "ping"]
    for one in listed:
        assert set(one) == {"type", "name", "description"}
        assert call.data(f"service-types/{one['type']}") == one
        assert call.data(f"service-types/{one['type']}/schema") == SERVICE_TYPES[one["type"]].schema()


@pytest.mark.parametrize("path", ["service-types/smoke", "service-types/smoke/schema", "probes/99"])
def test_what_is_not_there(call: Caller, path: str) -> None:
    """Unknown types and probes are 404."""
    assert call("GET", path).json()["error"]["code"] == "NOT_FOUND"


def test_probes(call: Caller) -> None:
    """Probes are listed in pages, each can be got, and all are on the map."""
    listed = call("GET", "probes?limit=2").json()
    assert listed["data"] == [probe.full() for probe in PROBES[:2]]
    assert listed["meta"]["total"] == len(PROBES)
    assert call.data("probes/2") == listed["data"][1]
    assert call.data("probes/map") == [probe.spot() for probe in PROBES]


def test_system(call: Caller) -> None:
    """Health and status say that all is well."""
    assert call("GET", "health", token=None).json() == {"data": {"status": "healthy"}}
    assert call("GET", "status", token=None).json()["data"]["status"] == "operational"
