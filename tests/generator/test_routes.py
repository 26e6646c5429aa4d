"""``routes.py`` of each generated package: the operation of any method and path."""

from __future__ import annotations

import json
from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest

from uptimekit._runtime import Operation

PROVIDERS = ("betterstack", "healthchecks", "statuspage", "uptimehunt")


def operation_for(provider: str, method: str, path: str) -> Operation:
    found: Operation = import_module(f"uptimekit_clients.{provider}.routes").operation_for(method, path)
    return found


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_operation_of_the_default_server_is_found(provider: str) -> None:
    """Method and path, with ids filled in, lead to the operation's own facts; paths of other servers do not."""
    text = (files(f"uptimekit_clients.{provider}") / "manifest.json").read_text(encoding="utf-8")
    for entry in json.loads(text)["operations"]:
        module = import_module(f"uptimekit_clients.{provider}.requests.{entry['call'].partition('.')[0]}")
        facts: Any = vars(module).values()
        wanted = next(each for each in facts if isinstance(each, Operation) and each.id == entry["id"])
        filled = "/".join("1d" if part.startswith("{") else part for part in wanted.path.split("/"))
        found = operation_for(provider, wanted.method, filled)
        assert (found is wanted) == (wanted.server == "base"), entry["id"]


def test_a_word_goes_before_an_id() -> None:
    """A path that fits two templates is the one with fewer ids in it."""
    assert operation_for("statuspage", "GET", "/pages/p1/incidents/scheduled").id == "listScheduledIncidents"
    assert operation_for("statuspage", "GET", "/pages/p1/incidents/i1").id == "getIncident"
    assert operation_for("statuspage", "GET", "/pages/p1/subscribers/count").id == "countSubscribers"


@pytest.mark.parametrize(
    ("provider", "path"), [("statuspage", "/summary.json"), ("betterstack", "/v2/team-members")]
)
def test_paths_of_other_servers_are_unknown(provider: str, path: str) -> None:
    """What the spec knows on another server means nothing on the default one."""
    found = operation_for(provider, "GET", path)
    assert (found.server, found.id.split()[0]) == ("base", "GET")


@pytest.mark.parametrize(
    ("method", "idempotent"),
    [("GET", True), ("PUT", True), ("DELETE", True), ("HEAD", True), ("POST", False), ("PATCH", False)],
)
def test_unknown_paths_are_treated_with_care(method: str, idempotent: bool) -> None:
    """An unknown path needs the key, is repeated only where that is safe, has no envelope, and shows no id."""
    found = operation_for("statuspage", method, "/pages/abc123/wishes/9x/some_thing")
    assert (found.security, found.anonymous, found.idempotent) == ((("api_key",),), False, idempotent)
    assert (found.envelope, found.pagination) == (None, None)
    assert found.path == "/pages/{id}/wishes/{id}/some_thing"
    assert found.id == f"{method} {found.path}"


def test_an_unknown_listing_goes_on_as_the_others_do() -> None:
    """Where answers say which page follows, an unknown path pages as most do, without a page size."""
    found = operation_for("betterstack", "GET", "/v2/new-things/12ab/others")
    assert (found.path, found.security) == ("/v2/new-things/{id}/others", (("bearer_token",),))
    assert found.pagination is not None
    assert (found.pagination.next, found.pagination.size) == ("pagination.next", 0)
    assert operation_for("betterstack", "POST", "/v2/new-things").pagination is None


@pytest.mark.parametrize("path", ["", "/", "/os", "/v2/__init__", "/v2/..", "/v2/resources/x/y"])
def test_odd_paths(path: str) -> None:
    """Any path gives an operation, and imports nothing but generated modules."""
    assert operation_for("betterstack", "GET", path).method == "GET"
