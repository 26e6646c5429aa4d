"""How these tests talk to a Better Stack sandbox without a socket."""

from __future__ import annotations

from typing import Any

import httpx

from uptimekit.sandbox import BetterStackSandbox
from uptimekit.sandbox.betterstack._model import Kind

from .._calls import in_process

__all__ = ["BODIES", "Caller"]

_UNUSED: dict[str, object] = {
    "started_rule_type": "unused",
    "acknowledged_rule_type": "unused",
    "resolved_rule_type": "unused",
}

BODIES: dict[str, dict[str, object]] = {
    "monitor": {"monitor_type": "status", "url": "https://example.com"},
    "monitor_group": {"name": "Group"},
    "heartbeat": {"name": "Job", "period": 60, "grace": 30},
    "heartbeat_group": {"name": "Group"},
    "incident": {"requester_email": "admin@main.example", "summary": "Smoke"},
    "incident_comment": {"content": "Looking into it"},
    "on_call_calendar": {"name": "Nights"},
    "policy": {"name": "Policy"},
    "policy_group": {"name": "Group"},
    "urgency": {"name": "High"},
    "urgency_group": {"name": "Group"},
    "status_page": {
        "company_name": "C",
        "company_url": "https://c.example",
        "subdomain": "c",
        "timezone": "UTC",
    },
    "status_page_section": {"name": "Section"},
    "status_page_resource": {"resource_type": "ManuallyTrackedItem", "public_name": "Thing"},
    "status_report": {"title": "Report", "message": "Sorry"},
    "status_update": {"message": "Better", "affected_resources": []},
    "status_page_subscriber": {"email": "reader@example.com"},
    "status_page_group": {"name": "Group"},
    "catalog_relation": {"name": "Service"},
    "catalog_attribute": {"name": "Owner"},
    "catalog_record": {"attributes": []},
    "incoming_webhook": _UNUSED,
    "email_integration": _UNUSED,
    "outgoing_webhook": {"url": "https://example.com/hook", "trigger_type": "incident_change"},
    "pager_duty_integration": {"key": "k" * 8, "severity": "error"},
    "splunk_on_call_integration": {"url": "https://example.com/splunk"},
}
"""The least that creates one of each kind; nothing at all where a kind is missing."""


class Caller:
    """A caller of one sandbox, with the token of the team "main" unless told otherwise."""

    def __init__(self, sandbox: BetterStackSandbox) -> None:
        self.sandbox = sandbox
        self._named: dict[str, str] = {
            "global": sandbox.global_token,
            "global-ro": sandbox.global_readonly_token,
        }
        for team in sandbox.teams.values():
            self._named |= {team.name: team.token, f"{team.name}-ro": team.readonly_token}

    def __call__(
        self, method: str, path: str, json: object = None, *, token: str | None = "main", **options: Any
    ) -> httpx.Response:
        """Send a request; `token` is a team's name, one with "-ro", "global", "global-ro", or the very token.

        Paths that begin with "/", and URLs, are taken as they are; others are below /api/.
        """
        auth = {} if token is None else {"Authorization": f"Bearer {self._named.get(token, token)}"}
        url = path if path.startswith(("/", "http:")) else f"/api/{path}"
        headers = {**auth, **options.pop("headers", {})}
        if json is not None:
            options["json"] = json
        return in_process(self.sandbox.app, method, url, headers=headers, **options)

    def make(self, path: str, body: object = None, *, token: str = "main") -> str:
        """Create a resource and return its id."""
        reply = self("POST", path, {} if body is None else body, token=token)
        assert reply.status_code == 201, reply.text
        return str(reply.json()["data"]["id"])

    def make_kind(self, kind: Kind, *, token: str = "main") -> str:
        """Create one of this kind, and its parents, and return its path."""
        path = kind.path
        if kind.parent is not None:
            path = f"{self.make_kind(kind.parent, token=token)}/{path.rpartition('/')[2]}"
            if kind.name == "incident_comment":
                path = path.replace("v3/", "v2/")
        return f"{path}/{self.make(path, BODIES.get(kind.name), token=token)}"

    def monitor(self, **fields: object) -> str:
        """Create a monitor and return its id."""
        return self.make("v2/monitors", {**BODIES["monitor"], **fields})

    def attributes(self, path: str, *, token: str = "main") -> dict[str, Any]:
        """The attributes of what is at `path`."""
        reply = self("GET", path, token=token)
        assert reply.status_code == 200, reply.text
        attributes: dict[str, Any] = reply.json()["data"]["attributes"]
        return attributes

    def ids(self, path: str, *, token: str = "main") -> list[str]:
        """The ids in the list at `path`."""
        reply = self("GET", path, token=token)
        assert reply.status_code == 200, reply.text
        return [one["id"] for one in reply.json()["data"]]

    def patch(self, path: str, **fields: object) -> dict[str, Any]:
        """Change something and return its attributes."""
        reply = self("PATCH", path, fields)
        assert reply.status_code == 200, reply.text
        attributes: dict[str, Any] = reply.json()["data"]["attributes"]
        return attributes
