"""How these tests talk to an UptimeHunt sandbox without a socket."""

from __future__ import annotations

from typing import Any

import httpx

from uptimekit.sandbox import UptimeHuntSandbox

from .._calls import in_process

__all__ = ["CONFIG", "Caller", "details"]

CONFIG: dict[str, object] = {"url": "https://shop.example", "method": "GET"}


class Caller:
    """A caller of one sandbox, with a session of the user "main" unless told otherwise."""

    def __init__(self, sandbox: UptimeHuntSandbox) -> None:
        self.sandbox = sandbox
        self.tokens = sandbox.token_pair()
        self._named = {"main": self.tokens.access, "other": sandbox.token_pair("other").access}

    def __call__(
        self, method: str, path: str, json: object = None, *, token: str | None = "main", **options: Any
    ) -> httpx.Response:
        """Send a request; `token` is a user's name, None for none, or the very access token.

        Paths that begin with "/" are taken as they are; others are below /api/v1/.
        """
        auth = {} if token is None else {"Authorization": f"Bearer {self._named.get(token, token)}"}
        url = path if path.startswith("/") else f"/api/v1/{path}"
        headers = {**auth, **options.pop("headers", {})}
        if json is not None:
            options["json"] = json
        return in_process(self.sandbox.app, method, url, headers=headers, **options)

    def data(self, path: str, *, method: str = "GET", json: object = None, token: str = "main") -> Any:
        """What `data` is in the answer of a request that succeeds."""
        reply = self(method, path, json, token=token)
        assert reply.is_success, reply.text
        return reply.json()["data"]

    def project(self, *, token: str = "main", **fields: object) -> int:
        """Create a project and return its id."""
        made = self.data("projects", method="POST", json={"name": "Shop", **fields}, token=token)
        return int(made["id"])

    def service(self, *, token: str = "main", **fields: object) -> int:
        """Create a service and return its id."""
        body = {"name": "Front", "type": "http", "config": CONFIG, **fields}
        return int(self.data("services", method="POST", json=body, token=token)["id"])


def details(reply: httpx.Response, status: int = 422) -> dict[str, list[str]]:
    """The messages by field of an error with this status; there are none without."""
    assert reply.status_code == status, reply.text
    found: dict[str, list[str]] = reply.json()["error"].get("details", {})
    return found
