"""Something of everything in a sandbox, so that requests with made-up contents have real ids in their paths."""

from __future__ import annotations

import re
from typing import Any

from tests.sandbox._calls import Caller as HealthchecksCaller
from tests.sandbox.betterstack._calls import BODIES, Caller
from tests.sandbox.uptimehunt._calls import Caller as UptimeHuntCaller

from uptimekit.sandbox import BetterStackSandbox, HealthchecksSandbox, UptimeHuntSandbox
from uptimekit.sandbox.betterstack._model import Kind
from uptimekit.sandbox.betterstack._table import KINDS

from ._fuzzing import KnownId

__all__ = ["furnish_betterstack", "furnish_healthchecks", "furnish_uptimehunt"]

_FOUND = {
    "v2/jira-integrations": "v2/jira-integrations",
    "v2/slack-integrations": "v2/slack-integrations",
    "v2/metadata": "v2/metadata",
    "v2/team-members": "/organization/api/v2/team-members",
    "v2/team-members/{}/change-role": "/organization/api/v2/roles",
}
"""Collections that nothing can be created in, and where to look for their members."""

_ACTIONS = ("acknowledge", "escalate", "reopen", "resolve")
_SAME = {"v2/incidents": "v3/incidents", "v2/policies": "v3/policies"}


def furnish_betterstack(sandbox: BetterStackSandbox) -> KnownId:
    """Create two of each kind, below the first of their parents: one to keep, one to delete."""
    call = Caller(sandbox)
    kept, spare = dict[str, str](), dict[str, str]()
    for kind in KINDS:
        if kind.name not in ("metadata", "jira_integration", "slack_integration"):
            path = kind.path.format(*_above(kind, kept))
            kept[kind.path] = call.make(path, _body(kind, 0))
            spare[kind.path] = call.make(path, _body(kind, 1))
    _furnish_schedule(call, kept, spare)
    call(
        "POST",
        "v3/metadata",
        {"owner_id": kept["v2/monitors"], "owner_type": "Monitor", "key": "k", "values": ["v"]},
    )
    for collection, path in _FOUND.items():
        kept[collection] = call.ids(path)[-1]
    heartbeat = call("GET", f"v2/heartbeats/{kept['v2/heartbeats']}").json()["data"]["attributes"]

    def known(method: str, path: str, name: str) -> object:
        collection = re.sub(r"\{\w+\}", "{}", path.partition(f"/{{{name}}}")[0].removeprefix("/"))
        action = path.rpartition("/")[2]
        last = path.endswith(f"{{{name}}}")
        if name == "heartbeat_token":
            return heartbeat["url"].rpartition("/")[2]
        if collection.endswith("/incidents") and (action in _ACTIONS or (method == "delete" and last)):
            return _incident(call, action)
        if action == "events" and method == "put":
            return call.make("v2/on-calls", BODIES["on_call_calendar"])  # it loses all its events
        if collection == "v2/policies" and method == "delete":
            return call.make(collection, BODIES["policy"])  # the spare one is for v3
        return (spare if method == "delete" and last else kept).get(_SAME.get(collection, collection))

    return known


def _incident(call: Caller, action: str) -> str:
    """A new incident for each thing that can be done to one only once."""
    incident = call.make("v3/incidents", BODIES["incident"])
    if action == "reopen":
        assert call("POST", f"v3/incidents/{incident}/resolve").status_code == 200
    return incident


def _above(kind: Kind, ids: dict[str, str]) -> list[str]:
    found: list[str] = []
    while kind.parent is not None:
        kind = kind.parent
        found.insert(0, ids[kind.path])
    return found


def _body(kind: Kind, number: int) -> dict[str, object]:
    unique = {
        "status_page": {"subdomain": f"c{number}"},
        "status_page_subscriber": {"email": f"{number}@example.com"},
    }
    return {**BODIES.get(kind.name, {}), **unique.get(kind.name, {})}


def _furnish_schedule(call: Caller, kept: dict[str, str], spare: dict[str, str]) -> None:
    schedule = f"v2/on-calls/{kept['v2/on-calls']}"
    turn: dict[str, Any] = {"users": ["responder@main.example"]}
    days = {"starts_at": "2026-02-01T00:00:00Z", "ends_at": "2026-02-02T00:00:00Z"}
    span = {"start_rotations_at": days["starts_at"], "end_rotations_at": "2026-03-01T00:00:00Z"}
    rotation = {**turn, **span, "rotation_length": 1, "rotation_interval": "week"}
    assert call("POST", f"{schedule}/rotation", rotation).status_code == 201
    for ids in (kept, spare):
        ids["v2/on-calls/{}/events"] = str(call("POST", f"{schedule}/events", {**turn, **days}).json()["id"])


def furnish_healthchecks(sandbox: HealthchecksSandbox) -> KnownId:
    """Create a check to keep, with a ping, and one to delete."""
    call = HealthchecksCaller(sandbox)
    kept, spare = (call.create(name=name, slug=name, tags="web") for name in ("kept", "spare"))
    call.ping(kept, "POST", b"done")
    badges: dict[str, Any] = call("GET", "badges/").json()["badges"]
    signed = {tag: badges[tag]["svg3"].partition("/badge/")[2].split("/") for tag in ("*", "web")}
    ids = {
        "n": 1,
        "ping_key": sandbox.projects["main"].ping_key,
        "slug": "kept",
        "badge_key": signed["web"][0],
        "tag": "web",
        "badge_uuid": str(call.get(kept)["badge_url"]).rpartition("/")[2].partition(".")[0],
    }

    def known(method: str, path: str, name: str) -> object:
        if name in ("check_id", "uuid"):
            return spare if method == "delete" else kept
        if name == "signature":
            return signed["web"][1] if "{tag}" in path else signed["*"][1].removesuffix(".svg")
        return ids.get(name)

    return known


def furnish_uptimehunt(sandbox: UptimeHuntSandbox) -> KnownId:
    """Create a project and a service to keep, with checks, and one of each to delete."""
    call = UptimeHuntCaller(sandbox)
    ids: dict[str, object] = {"service_type": "http", "probe_id": 1}
    ids["project_id"], spare_project = (call.project(name=name) for name in ("kept", "spare"))
    ids["service_id"], spare_service = (call.service(name=name) for name in ("kept", "spare"))
    spare = {"project_id": spare_project, "service_id": spare_service}

    def known(method: str, path: str, name: str) -> object:
        return (spare if method == "delete" else ids).get(name)

    return known
