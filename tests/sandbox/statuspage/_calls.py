"""How these tests talk to a Statuspage sandbox without a socket."""

from __future__ import annotations

from typing import Any

import httpx

from uptimekit.sandbox import StatuspageSandbox

from .._calls import in_process

__all__ = ["Caller"]


class Caller:
    """A caller of one sandbox, with its key unless told otherwise."""

    def __init__(self, sandbox: StatuspageSandbox) -> None:
        self.sandbox = sandbox

    def __call__(
        self, method: str, path: str, json: object = None, *, key: str | None = "right", **options: Any
    ) -> httpx.Response:
        """Send a request; `key` is "right", None for none, or the very key to send.

        Paths that begin with "/" are taken as they are; others are below the first page.
        """
        sent = self.sandbox.api_key if key == "right" else key
        auth = {} if sent is None else {"Authorization": f"OAuth {sent}"}
        url = path if path.startswith("/") else f"/v1/pages/{self.sandbox.page_id}/{path}"
        if json is not None:
            options["json"] = json
        return in_process(
            self.sandbox.app, method, url, headers={**auth, **options.pop("headers", {})}, **options
        )

    def ok(self, method: str, path: str, json: object = None, **options: Any) -> Any:
        """Send a request that must succeed, and return what it answers."""
        reply = self(method, path, json, **options)
        assert reply.is_success, reply.text
        return reply.json() if reply.content else None

    def get(self, path: str) -> Any:
        """What is at `path`."""
        return self.ok("GET", path)

    def ids(self, path: str) -> list[str]:
        """The ids in the list at `path`."""
        return [one["id"] for one in self.get(path)]

    def refused(self, method: str, path: str, json: object = None) -> Any:
        """Send a request that must be refused with 422, and return its `error`."""
        reply = self(method, path, json)
        assert reply.status_code == 422, reply.text
        return reply.json()["error"]

    def component(self, name: str = "Checkout", **fields: object) -> str:
        """Create a component and return its id."""
        return str(self.ok("POST", "components", {"component": {"name": name, **fields}})["id"])

    def group(self, *members: str, name: str = "Group") -> str:
        """Create a component group and return its id."""
        body = {"component_group": {"name": name, "components": members}}
        return str(self.ok("POST", "component-groups", body)["id"])

    def incident(self, **fields: object) -> dict[str, Any]:
        """Create an incident."""
        body = {"incident": {"name": "Slow", "body": "We are looking into it.", **fields}}
        made: dict[str, Any] = self.ok("POST", "incidents", body)
        return made

    def edit(self, incident: dict[str, Any], **fields: object) -> dict[str, Any]:
        """Change an incident and return it."""
        changed: dict[str, Any] = self.ok("PATCH", f"incidents/{incident['id']}", {"incident": fields})
        return changed

    def subscriber(self, email: str = "reader@example.com", **fields: object) -> dict[str, Any]:
        """Subscribe somebody who has not to confirm."""
        body = {"subscriber": {"email": email, "skip_confirmation_notification": True, **fields}}
        made: dict[str, Any] = self.ok("POST", "subscribers", body)
        return made

    def metric(self, **fields: object) -> str:
        """Create a metric that takes points, and return its id."""
        body = {"metric": {"name": "Response time", **fields}}
        return str(self.ok("POST", "metrics_providers/self/metrics", body)["id"])

    def access_user(self, email: str = "viewer@example.com", **fields: object) -> str:
        """Create a page access user and return its id."""
        body = {"page_access_user": {"email": email, **fields}}
        return str(self.ok("POST", "page_access_users", body)["id"])

    def access_group(self, **fields: object) -> str:
        """Create a page access group and return its id."""
        body = {"page_access_group": {"name": "Partners", **fields}}
        return str(self.ok("POST", "page_access_groups", body)["id"])

    def public(self, path: str, **options: Any) -> Any:
        """What the first page shows the public at `path`."""
        return self.ok("GET", f"{self.sandbox.public_path()}/{path}.json", key=None, **options)
