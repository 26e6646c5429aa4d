"""Calls and paths are matched with the operations of the spec."""

from __future__ import annotations

import importlib

import pytest

from uptimekit._runtime import Operation
from uptimekit.statuspage._operations import _manifest, operation, operation_for


@pytest.mark.parametrize("entry", _manifest(), ids=[entry["call"] for entry in _manifest()])
def test_every_operation_is_found_by_its_call_and_by_its_path(entry: dict[str, str]) -> None:
    """Each generated operation is found by what calls it, and, on the API's own server, by method and path."""
    found = operation(entry["call"])
    module = importlib.import_module(
        f"uptimekit_clients.statuspage.requests.{entry['call'].partition('.')[0]}"
    )
    assert found in [each for each in vars(module).values() if isinstance(each, Operation)]
    assert (found.id, found.method, found.path) == (entry["id"], entry["method"], entry["path"])
    if found.server == "base":
        filled = "/".join("1d" if part.startswith("{") else part for part in found.path.split("/"))
        assert operation_for(found.method, filled) is found


def test_a_word_goes_before_an_id() -> None:
    """A path that fits two templates is the one with fewer ids in it."""
    assert operation_for("GET", "/pages/p1/incidents/scheduled").id == "listScheduledIncidents"
    assert operation_for("GET", "/pages/p1/incidents/i1").id == "getIncident"
    assert operation_for("GET", "/pages/p1/subscribers/count").id == "countSubscribers"


def test_the_public_server_has_paths_of_its_own() -> None:
    """A path of the public API means nothing on the API's own server."""
    found = operation_for("GET", "/summary.json")
    assert (found.server, found.id) == ("base", "GET /{id}")


@pytest.mark.parametrize(
    ("method", "idempotent"),
    [("GET", True), ("PUT", True), ("DELETE", True), ("HEAD", True), ("POST", False), ("PATCH", False)],
)
def test_unknown_paths_are_treated_with_care(method: str, idempotent: bool) -> None:
    """An unknown path needs the key, is repeated only where that is safe, has no envelope, and shows no id."""
    found = operation_for(method, "/pages/abc123/wishes/9x/some_thing")
    assert (found.security, found.anonymous, found.idempotent) == (("api_key",), False, idempotent)
    assert (found.envelope, found.pagination) == (None, None)
    assert found.path == "/pages/{id}/wishes/{id}/some_thing"
    assert found.id == f"{method} {found.path}"
