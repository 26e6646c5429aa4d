"""Tests of what the spec says about a path."""

from __future__ import annotations

import pytest

from uptimekit_clients.betterstack.routes import operation_for


@pytest.mark.parametrize(
    ("method", "path", "name", "size"),
    [
        ("GET", "/v2/monitors", "listMonitors", 250),
        ("GET", "/v2/monitors/12", "getMonitor", 0),
        ("PATCH", "/v2/monitors/12", "updateMonitor", 0),
        ("GET", "/v2/monitor-groups/3/monitors", "listMonitorGroupMonitors", 250),
        ("GET", "/v3/incidents", "listIncidents", 50),
        ("POST", "/v3/incidents/4/resolve", "resolveIncident", 0),
        ("POST", "/v2/incidents/4/comments", "createIncidentComment", 0),
        ("GET", "/v3/policies", "listPolicies", 250),
        ("GET", "/v2/status-pages/1/status-reports/2/status-updates", "listStatusUpdates", 250),
        ("GET", "/v2/status-pages/1/resources", "listStatusPageResources", 250),
        ("GET", "/v2/on-calls/1/events", "listOnCallEvents", 0),
        ("GET", "/v2/urgencies", "listUrgencies", 250),
    ],
)
def test_known_paths(method: str, path: str, name: str, size: int) -> None:
    """A path of the spec gets the generated operation, with the page size that the spec states."""
    found = operation_for(method, path)
    assert found.id == name
    assert (found.pagination.size if found.pagination else 0) == size


def test_unknown_paths() -> None:
    """Another path needs the token, shows no ids, is repeated only by GET, PUT and DELETE, and pages as all do."""
    found = operation_for("GET", "/v2/new-things/12ab/others")
    assert found.path == "/v2/new-things/{id}/others"
    assert found.id == f"GET {found.path}"
    assert (found.security, found.anonymous, found.idempotent) == ((("bearer_token",),), False, True)
    assert found.pagination is not None
    assert found.pagination.size == 0
    assert [operation_for(verb, "/v2/new-things").idempotent for verb in ("POST", "PATCH", "DELETE")] == [
        False,
        False,
        True,
    ]


def test_operations_of_other_hosts_are_not_taken() -> None:
    """A path that the spec knows on another host only is an unknown one here."""
    assert operation_for("GET", "/v2/team-members").id == "GET /v2/team-members"


@pytest.mark.parametrize("path", ["", "/", "/os", "/v2/__init__", "/v2/..", "/v2/resources/x/y"])
def test_odd_paths(path: str) -> None:
    """Any path gives an operation, and imports nothing but generated resources."""
    assert operation_for("GET", path).method == "GET"
